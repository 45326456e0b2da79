/** fetch and map: the account's users, active and inactive, once a run. */

import type { Document } from "../document.ts";
import { type StreamRefused, SubjectsUnknown } from "../errors.ts";
import { users } from "../streams/user.ts";
import { mayAskAgain } from "./coverage.ts";
import { HostDirectory } from "./hosts.ts";
import { createSkipped, isWantedHost, type Skipped } from "./skip.ts";
import { noteRefusal, type Work } from "./work.ts";

/**
 * Reads both user lists, stores the users, and gives the directory for the joins; lists read lately are taken from the
 * store instead. Refused by Zoom, the directory is empty and the refusal is noted: meetings are still harvested,
 * without their host's id.
 * @throws StreamRefused when the user asked to leave hosts out and who they are cannot be known.
 */
export async function listHosts(work: Work, skipped: Skipped): Promise<HostDirectory> {
  const directory = new HostDirectory();
  if (await isListedLately(work, skipped)) {
    for await (const page of work.destination.scan(users.name)) {
      for (const user of page) if (user.account_id === work.options.account) directory.add(user);
    }
    return directory;
  }
  const at = work.effects.now();
  try {
    const statuses = (users.variants ?? []).map(({ status = "" }) => status);
    await Promise.all(statuses.map((status) => listStatus(work, status, directory, skipped)));
    if (work.keeps(users.name) && isWhole(work, skipped)) work.writer.note({ what: users.name, at });
  } catch (error) {
    if (skipped.needsDirectory || !noteRefusal(work, users.name, error)) throw error;
    directory.refused = error as StreamRefused;
  }
  return directory;
}

/**
 * The ids of all users, for lists that are asked for user by user.
 * @throws SubjectsUnknown where Zoom refuses the user lists.
 */
export async function userIds(work: Work): Promise<string[]> {
  const { all, refused } = await directoryOf(work);
  if (refused !== undefined) throw new SubjectsUnknown(refused.explanation);
  return [...all].map(({ id }) => id);
}

/** The directory of this run, read when it is first needed. */
export function directoryOf(work: Work): Promise<HostDirectory> {
  const { onlyGroups, skipHosts } = work.options;
  work.directory ??= listHosts(work, createSkipped(onlyGroups, skipHosts));
  return work.directory;
}

/** Whether this run's users are stored all, and with all that the joins need. */
function isWhole({ options }: Work, { onlyGroups, hosts }: Skipped): boolean {
  const { without } = options;
  return onlyGroups.size === 0 && hosts.size === 0 && !without.has("email") && !without.has("id");
}

/** Whether the stored users are as good as Zoom's. */
async function isListedLately(work: Work, skipped: Skipped): Promise<boolean> {
  const { again, recheckEveryMs } = work.options;
  if (again || skipped.needsDirectory || !isWhole(work, skipped)) return false;
  const [latest] = await work.destination.listings(users.name);
  return latest !== undefined && !mayAskAgain(latest.at, { now: work.effects.now(), recheckEveryMs });
}

async function listStatus(
  work: Work,
  status: string,
  directory: HostDirectory,
  skipped: Skipped,
): Promise<void> {
  const { zoom, writer, map } = work;
  for await (const page of zoom.pages({ endpoint: users.zoom, query: { status } })) {
    const documents: Document[] = [];
    for (const row of page.rows) {
      const fields = map.users.fields(row);
      if (typeof fields.user_id !== "string") {
        await writer.bury([{ to: "users", reason: "a user without an id", record: map.users.redact(row) }]);
        work.tally.name("users without an id");
        continue;
      }
      directory.add(fields);
      const host = {
        id: fields.user_id,
        email: String(fields.email ?? ""),
        groups: (fields.group_ids ?? []) as string[],
      };
      if (!isWantedHost(skipped, host)) continue;
      documents.push(
        map.users.finish({ _id: fields.user_id, status, ...fields, ...work.stamp(users.source) }),
      );
    }
    if (work.keeps(users.name)) await writer.add({ to: users.name, documents });
  }
}
