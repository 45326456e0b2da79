/**
 * Counts the people of meetings once more, from the sessions that are stored: of those that an older program stored, that
 * were counted by other rules, or whose sessions did not come as one whole list. Costs no call.
 */

import type { SetOf } from "../../destinations/destination.ts";
import type { Reader } from "../../destinations/reader.ts";
import { type Document, groupBy } from "../../document.ts";
import { attendanceRules } from "../../people/attendance.ts";
import { attendance } from "../../streams/attendance.ts";
import { meetings } from "../../streams/meeting.ts";
import { sessions } from "../../streams/session.ts";
import type { Work } from "../work.ts";
import { type Counting, countPeople } from "./attendance-documents.ts";
import { setCounted } from "./counted.ts";

/** Meetings whose sessions are in memory at once. */
const atOnce = 25;

/** Every meeting but those that nothing was read of. */
const states = ["partial", "young", "settled", "unavailable", "expired"];

export async function recountPeople(work: Work): Promise<void> {
  const { destination, effects, stopper, writer } = work;
  const ids = await destination.find(meetings.name, {
    is: { state: states },
    not: { attendance_rules: [attendanceRules] },
  });
  if (ids.length > 0)
    effects.log.info(`counting the people of ${ids.length} stored meetings, without a call`);
  for (let at = 0; at < ids.length && !stopper.stopped; at += atOnce) {
    for (const set of await recount(destination, work, ids.slice(at, at + atOnce))) {
      work.due.touch(set.owner.document);
      await writer.add(set, "members");
    }
  }
  await writer.flush();
}

/** These meetings with their people, counted from the sessions that are stored. */
export async function recount(
  reader: Pick<Reader, "read" | "members">,
  counting: Counting,
  uuids: readonly string[],
): Promise<SetOf[]> {
  const owners = await reader.read(meetings.name, uuids);
  const held = groupBy(await reader.members(sessions.name, uuids), "meeting");
  return owners.map((meeting) => recounted(counting, meeting, held.get(meeting._id) ?? []));
}

/** The meeting with its people, counted from these sessions. Of a meeting without any it is not said that nobody came. */
function recounted(counting: Counting, meeting: Document, held: readonly Document[]): SetOf {
  const source = String(meeting.sessions_source ?? sessions.source);
  const { totals, documents } = countPeople(counting, meeting, held, source);
  const isKnown = held.length > 0 || meeting.sessions_total !== undefined;
  setCounted(meeting, isKnown ? totals : { attendance_rules: attendanceRules });
  return { owner: { to: meetings.name, document: meeting }, to: attendance.name, documents, complete: true };
}
