/** The answer of `attendance` for scripts. */

import type { JsonObject } from "../document.ts";
import type { MatrixPerson, Stay } from "../people/across/series-matrix.ts";
import type { AttendanceAnswer } from "./attendance.ts";

/** What is not known is absent. `counted` is how many times people met, of which `attended` and `missed` speak. */
export function attendanceJson(answer: AttendanceAnswer): JsonObject {
  const { asked, kind, meetings, columns, hasRoster, everybody, wanted, proposals } = answer;
  const uuids = columns.flatMap((column) => column.meetings.map(({ uuid }) => uuid));
  // Those who are not on the roster are no answer to who missed something.
  const listed = asked.missedMoreThan === undefined ? everybody : wanted;
  const names = (people: readonly MatrixPerson[]) => people.map(({ person }) => person);
  const onRoster = everybody.filter(({ roster }) => roster !== undefined);
  return {
    timezone: asked.timeZone,
    of: `${kind.what}s`,
    counted: columns.length,
    meetings: meetings.map(({ uuid, topic, startTime, duration, state, people }) =>
      present({ uuid, topic, start_time: startTime, duration, state, people }),
    ),
    people: listed.map((person) => personJson(person, uuids, hasRoster)),
    proposals: proposals.map((proposal) => ({ ...proposal })),
    not_on_roster: hasRoster ? names(everybody.filter(({ roster }) => roster === undefined)) : [],
    absent: names(onRoster.filter(({ attended }) => attended === 0)),
  };
}

function personJson(person: MatrixPerson, uuids: readonly string[], hasRoster: boolean): JsonObject {
  const { name, email, id, basis, confidence, roster, matchedBy, identities, stays } = person;
  return present({
    person: person.person,
    name,
    email,
    id,
    basis,
    confidence,
    on_roster: hasRoster ? roster !== undefined : undefined,
    matched_by: matchedBy,
    host: person.isHost,
    role: person.role,
    identities,
    attended: person.attended,
    missed: person.missed,
    attended_seconds: person.attendedSeconds,
    mean_share: person.meanShare,
    by_meeting: Object.fromEntries(uuids.map((uuid) => [uuid, stays.get(uuid)?.attendedSeconds ?? 0])),
    stays: [...stays].map(([uuid, stay]) => stayJson(uuid, stay)),
  });
}

function stayJson(meeting: string, stay: Stay): JsonObject {
  return present({
    meeting,
    sessions: stay.sessions,
    first_join: stay.firstJoin,
    last_leave: stay.lastLeave,
    attended_seconds: stay.attendedSeconds,
    share: stay.share,
    late_seconds: stay.lateSeconds,
    early_seconds: stay.earlySeconds,
  });
}

function present(values: Record<string, JsonObject[string] | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, JsonObject[string]] => entry[1] !== undefined),
  );
}
