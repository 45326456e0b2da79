/** A meeting's people as documents, and what the meeting itself says of them. No call, no write. */

import type { Document, JsonObject, Privacy } from "../../document.ts";
import { attendanceOf, attendanceRules } from "../../people/attendance.ts";
import { attendanceId } from "../../streams/keys.ts";
import type { Mapper } from "../../streams/map.ts";
import { repeatedOf, trackingOf } from "../meeting-document.ts";

/** Whose privacy a name for somebody touches, by what it rests on. */
const classOf: Readonly<Record<string, Privacy>> = {
  account: "id",
  registrant: "id",
  participant: "id",
  none: "id",
  email: "email",
  name: "name",
};

/** What counting needs of a run. */
export interface Counting {
  map: { attendance: Mapper };
  options: { without: ReadonlySet<Privacy> };
  /** `account_id` and `harvest` of a document made now. */
  stamp(source: string): JsonObject;
}

export interface Counted {
  /** For the meeting's document. */
  totals: JsonObject;
  /** The set of `attendance` documents. */
  documents: Document[];
}

/**
 * Counts the people of a meeting. The sessions must still hold what `--without` leaves out: who is the same person is
 * found out before, and not stored.
 */
export function countPeople(
  counting: Counting,
  meeting: Document,
  sessions: readonly JsonObject[],
  source: string,
): Counted {
  const { people, totals } = attendanceOf(meeting, sessions);
  const repeated = { ...repeatedFrom(meeting), ...counting.stamp(source), ...ownerOf(meeting) };
  const documents = people.map((one) => {
    const _id = attendanceId(meeting._id, String(one.person));
    const document: Document = { _id, meeting: meeting._id, ...one, ...repeated };
    return counting.map.attendance.finish(hide(document, counting.options.without));
  });
  return {
    totals: { ...totals, attendance_rules: attendanceRules },
    documents,
  };
}

/** What an `attendance` document repeats of its meeting. */
export function repeatedFrom(meeting: Document): JsonObject {
  const { duration, host_groups } = meeting;
  return {
    ...repeatedOf(meeting),
    ...(duration === undefined ? {} : { meeting_duration: duration }),
    ...(host_groups === undefined ? {} : { host_groups }),
    ...trackingOf(meeting),
  };
}

/** The account that the meeting is of: a store may have several. */
function ownerOf({ account_id }: Document): JsonObject {
  return account_id === undefined ? {} : { account_id };
}

/** The names for somebody hold what they rest on: where that is not to be stored, they do not either. */
function hide(document: Document, without: ReadonlySet<Privacy>): Document {
  if (without.size === 0) return document;
  const { identity, ...rest } = document;
  const isLeftOut = (name: unknown) => without.has(classOf[String(name).split(":")[0] ?? ""] ?? "none");
  return {
    ...rest,
    ...(isLeftOut(document.person) ? { person: document._id } : {}),
    ...(identity === undefined || isLeftOut(identity) ? {} : { identity }),
  };
}
