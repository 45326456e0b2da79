/** A meeting or a webinar out of the store, whichever has the uuid, and how far its harvest has come. */

import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { SubjectFailed } from "../errors.ts";
import { textOf } from "../people/texts.ts";
import { type EventKind, eventKinds, meetingKind } from "../streams/event-kind.ts";
import { numberOf, textsOf } from "./stored-value.ts";

/** What {@link stateOf} reads. */
export const stateFields = [
  ...["state", "streams_read", "sessions_stored", "unique_people", "attendance_rules"],
] as const;

/** In the words of a meeting's `state`: a webinar does not have one, and says which streams were read of it. */
export function stateOf({ events, sessions }: EventKind, document: Document): string {
  if (events.fields.state !== undefined) return textOf(document.state) ?? "listed";
  const stored = numberOf(document.sessions_stored);
  if (!textsOf(document.streams_read).includes(sessions.name))
    return stored === undefined ? "listed" : "partial";
  const isCounted = document.unique_people !== undefined || document.attendance_rules === undefined;
  return isCounted || (stored ?? 0) > 0 ? "settled" : "unavailable";
}

/** Whether the sessions of a meeting or a webinar in this state are known. */
export function areSessionsKnown(state: string): boolean {
  return state === "settled" || state === "young";
}

/** What is to be said beside the command that harvests one meeting. */
export const howWebinars = "webinars are harvested by their days, with --streams core,webinars";

/**
 * @param fields only these, at the top level. @default all
 * @throws SubjectFailed when neither a meeting nor a webinar of the uuid is stored
 */
export async function readEvent(
  source: Source,
  uuid: string,
  fields?: readonly string[],
): Promise<{ kind: EventKind; document: Document }> {
  for (const kind of eventKinds) {
    const [document] = await source.read(kind.events.name, [uuid], fields);
    if (document !== undefined) return { kind, document };
  }
  throw new SubjectFailed({
    operation: "read a meeting",
    subject: uuid,
    reason: `no meeting or webinar ${uuid} is stored in ${source.where} (${howWebinars})`,
    hint: harvestOf(meetingKind, [{ uuid }]),
  });
}

/**
 * What to run so that these are read, or read again: Zoom has no call that would find one webinar.
 * @param stream only this of them. @default the sessions and what comes with them
 */
export function harvestOf(
  kind: EventKind,
  those: readonly { uuid: string; startTime?: string | undefined }[],
  stream?: string,
): string {
  if (kind === meetingKind) {
    const only = stream === undefined ? "" : ` --streams ${stream}`;
    return `zoom-harvester --meeting ${those.map(({ uuid }) => uuid).join(",")}${only}`;
  }
  const days = those.flatMap(({ startTime }) => startTime?.slice(0, 10) ?? []).sort();
  const [from, to] = [days[0], days.at(-1)];
  const when = from === undefined ? "" : ` --from ${from} --to ${to} --timezone UTC`;
  return `zoom-harvester --streams ${stream ?? "core,webinars"}${when}`;
}
