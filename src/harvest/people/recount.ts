/**
 * Counts the people of meetings once more, from the sessions that are stored: of those that an older program stored, that
 * were counted by other rules, or whose sessions did not come as one whole list. Costs no call.
 */

import type { SetOf } from "../../destinations/destination.ts";
import type { Reader } from "../../destinations/reader.ts";
import { type Document, groupBy, inPortions } from "../../document.ts";
import { attendanceRules } from "../../people/attendance.ts";
import { attendance } from "../../streams/attendance.ts";
import { meetings } from "../../streams/meeting.ts";
import { sessions } from "../../streams/session.ts";
import { trackingOf } from "../meeting-document.ts";
import type { Work } from "../work.ts";
import { type Counting, countPeople, repeatedFrom } from "./attendance-documents.ts";
import { setCounted } from "./counted.ts";

/** Meetings that are looked at together. */
const pageSize = 100;
/** Sessions in memory at once; a meeting that has more comes alone. */
const mostSessions = 20_000;

/** Every meeting but those that nothing was read of. */
const states = ["partial", "young", "settled", "unavailable", "expired"];

/** Stores the people of every meeting that is to be counted again; a run that is ending leaves the rest to the next. */
export async function recountPeople(work: Work): Promise<void> {
  const { destination, effects, stopper, tally, writer } = work;
  const ids = await destination.find(meetings.name, {
    is: { state: states },
    not: { attendance_rules: [attendanceRules] },
  });
  if (ids.length > 0)
    effects.log.info(`counting the people of ${ids.length} stored meetings, without a call`);
  for (let at = 0; at < ids.length; at += pageSize) {
    tally.recounted = { done: at, total: ids.length };
    for await (const sets of recount(destination, work, ids.slice(at, at + pageSize))) {
      if (stopper.stopped) return;
      for (const set of sets) {
        const { document } = set.owner;
        if (isUntold(document)) tally.name(untoldPeople, document._id);
        work.due.touch(document);
        await writer.add(set, "members");
      }
    }
  }
  await writer.flush();
  tally.recounted = undefined;
}

const untoldPeople =
  "stored meetings whose people cannot be told apart, since ids were left out; --again counts them";

/** Whether a meeting's people were to be counted, and could not be. */
export function isUntold({ attendance_rules, unique_people, sessions_stored }: Document): boolean {
  return attendance_rules !== undefined && unique_people === undefined && Number(sessions_stored ?? 0) > 0;
}

/** These meetings with their people, counted from the sessions that are stored; in portions that fit into memory. */
export async function* recount(
  reader: Pick<Reader, "read" | "members">,
  counting: Counting,
  uuids: readonly string[],
): AsyncGenerator<SetOf[]> {
  const owners = await reader.read(meetings.name, uuids);
  for (const some of inPortions(
    owners,
    ({ sessions_stored }) => Number(sessions_stored ?? 0),
    mostSessions,
  )) {
    const those = some.map(({ _id }) => _id);
    const held = groupBy(await reader.members(sessions.name, those), "meeting");
    const untold = some.filter((meeting) => !isTold(meeting, held.get(meeting._id) ?? []));
    const kept = groupBy(
      untold.length === 0
        ? []
        : await reader.members(
            attendance.name,
            untold.map(({ _id }) => _id),
          ),
      "meeting",
    );
    yield some.map((meeting) => {
      const [sessions = [], people] = [held.get(meeting._id), kept.get(meeting._id)];
      const isKept = people !== undefined || (untold.includes(meeting) && sessions.length > 1);
      return isKept ? keptSet(counting, meeting, people ?? []) : countedSet(counting, meeting, sessions);
    });
  }
}

/**
 * Whether the stored sessions tell people apart. Those of dashboards and reports all have a number within the meeting,
 * unless ids were not to be stored: then they no longer do.
 */
function isTold({ sessions_source }: Document, held: readonly Document[]): boolean {
  return sessions_source === "past" || held.length === 0 || held.some(({ user_id }) => user_id !== undefined);
}

/** The meeting with its people. Of a meeting without any session it is not said that nobody came. */
function countedSet(counting: Counting, meeting: Document, held: readonly Document[]): SetOf {
  const { totals, documents } = countPeople(counting, meeting, held, sourceOfSessions(meeting));
  const isKnown = held.length > 0 || meeting.sessions_total !== undefined;
  setCounted(meeting, isKnown ? totals : { attendance_rules: attendanceRules });
  Object.assign(meeting, trackingOf(meeting));
  return { owner: { to: meetings.name, document: meeting }, to: attendance.name, documents, complete: true };
}

/** The people as they were counted when they could be told apart, with what they repeat of the meeting now. */
function keptSet(counting: Counting, meeting: Document, people: readonly Document[]): SetOf {
  const { account_id: _, ...stamp } = counting.stamp(sourceOfSessions(meeting));
  const documents = people.map((one) =>
    counting.map.attendance.finish({ ...one, ...repeatedFrom(meeting), ...stamp }),
  );
  Object.assign(meeting, trackingOf(meeting), { attendance_rules: attendanceRules });
  return { owner: { to: meetings.name, document: meeting }, to: attendance.name, documents, complete: true };
}

function sourceOfSessions({ sessions_source }: Document): string {
  return String(sessions_source ?? sessions.source);
}
