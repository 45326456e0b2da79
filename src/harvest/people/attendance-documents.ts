/** The people of a meeting or a webinar as documents, and what it says of them itself. No call, no write. */

import type { Document, JsonObject, Privacy } from "../../document.ts";
import { attendanceOf, attendanceRules } from "../../people/attendance.ts";
import type { EventKind } from "../../streams/event-kind.ts";
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
  /** For the documents of a kind's people. */
  peopleMapper(kind: EventKind): Mapper;
  options: { without: ReadonlySet<Privacy> };
  /** `account_id` and `harvest` of a document made now. */
  stamp(source: string): JsonObject;
}

export interface Counted {
  /** For the meeting's or the webinar's document. */
  totals: JsonObject;
  /** The set of `attendance` or `webinar_attendance` documents. */
  documents: Document[];
}

/**
 * Counts the people of a meeting or a webinar. The sessions must still hold what `--without` leaves out: who is the same person is
 * found out before, and not stored.
 */
export function countPeople(
  counting: Counting,
  kind: EventKind,
  event: Document,
  sessions: readonly JsonObject[],
  source: string,
): Counted {
  const { people, totals } = attendanceOf(event, sessions);
  const repeated = { ...repeatedFrom(kind, event), ...counting.stamp(source), ...ownerOf(event) };
  const mapper = counting.peopleMapper(kind);
  const documents = people.map((one) => {
    const _id = attendanceId(event._id, String(one.person));
    const document: Document = { _id, [kind.what]: event._id, ...one, ...repeated };
    return mapper.finish(hide(document, counting.options.without));
  });
  return {
    totals: { ...totals, attendance_rules: attendanceRules },
    documents,
  };
}

/** What a person's document repeats of the meeting or the webinar. */
export function repeatedFrom({ repeat, length }: EventKind, event: Document): JsonObject {
  const { duration, host_groups } = event;
  return {
    ...repeatedOf(event, repeat),
    ...(duration === undefined ? {} : { [length]: duration }),
    ...(host_groups === undefined ? {} : { host_groups }),
    ...trackingOf(event),
  };
}

/** The account that it is of: a store may have several. */
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
