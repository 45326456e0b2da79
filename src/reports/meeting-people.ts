/** Who took part in a meeting or webinar, as `attendance` or `webinar_attendance` has it, page by page. */

import type { PageOf } from "../destinations/reader.ts";
import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import { textOf } from "../people/texts.ts";
import type { EventKind } from "../streams/event-kind.ts";
import { numberOf, textsOf } from "./stored-value.ts";

/** One person in one meeting; durations are seconds, times ISO 8601 UTC. */
export interface Attendee {
  /** Names the person within the meeting. */
  person: string;
  /** Names the person across meetings; absent without a name. */
  identity?: string | undefined;
  name?: string | undefined;
  /** Other names shown in the meeting. */
  otherNames: string[];
  email?: string | undefined;
  /** person, room or phone. */
  kind: string;
  role?: string | undefined;
  /** account, registrant, email, participant, name or none, and high, medium or low. */
  basis: string;
  confidence: string;
  firstJoin?: string | undefined;
  lastLeave?: string | undefined;
  attended: number;
  /** 0 to 1. */
  share?: number | undefined;
  late?: number | undefined;
  early?: number | undefined;
  /** How often the person was away in between, and how long in all. */
  gaps: number;
  gapSeconds: number;
  waited?: number | undefined;
  sessions: number;
  devices: string[];
  countries: string[];
}

/** Fields of `attendance` that its people can be sorted by. */
export const attendeeSorts = {
  first: "first_join",
  last: "last_leave",
  name: "name",
  attended: "attended_seconds",
  share: "share",
  late: "late_seconds",
  early: "early_seconds",
  gaps: "gap_seconds",
  sessions: "sessions",
} as const;

/** What {@link attendeeOf} reads. */
export const attendeeFields: readonly string[] = [
  ...["person", "identity", "name", "names", "email", "kind", "role", "basis", "confidence"],
  ...["first_join", "last_leave", "attended_seconds", "share", "late_seconds", "early_seconds", "gaps"],
  ...["gap_seconds", "waited_seconds", "sessions", "devices", "countries"],
];

export type Sorted = Pick<PageOf, "by" | "order">;

/** A page of the documents of one event's people. */
export function pageOfPeople(
  source: Source,
  { people, what }: EventKind,
  uuid: string,
  asked: Omit<PageOf, "where">,
): Promise<{ total: number; documents: Document[] }> {
  return source.page(people.name, {
    ...asked,
    where: { is: { [what]: [uuid] } },
    fields: attendeeFields,
  });
}

/** Documents read at once. */
const portion = 2_000;

/** All of them in an order, read while they are gone through. */
export async function* allPeople(
  source: Source,
  kind: EventKind,
  uuid: string,
  sorted: Sorted,
): AsyncGenerator<Attendee> {
  for (let offset = 0; ; offset += portion) {
    const { total, documents } = await pageOfPeople(source, kind, uuid, {
      ...sorted,
      offset,
      limit: portion,
    });
    for (const document of documents) yield attendeeOf(document);
    if (offset + portion >= total) return;
  }
}

export function attendeeOf(document: Document): Attendee {
  const name = textOf(document.name);
  return {
    person: textOf(document.person) ?? document._id,
    identity: textOf(document.identity),
    name,
    otherNames: textsOf(document.names).filter((one) => one !== name),
    email: textOf(document.email),
    kind: textOf(document.kind) ?? "person",
    role: textOf(document.role),
    basis: textOf(document.basis) ?? "none",
    confidence: textOf(document.confidence) ?? "low",
    firstJoin: textOf(document.first_join),
    lastLeave: textOf(document.last_leave),
    attended: numberOf(document.attended_seconds) ?? 0,
    share: numberOf(document.share),
    late: numberOf(document.late_seconds),
    early: numberOf(document.early_seconds),
    gaps: Array.isArray(document.gaps) ? document.gaps.length : 0,
    gapSeconds: numberOf(document.gap_seconds) ?? 0,
    waited: numberOf(document.waited_seconds),
    sessions: numberOf(document.sessions) ?? 0,
    devices: textsOf(document.devices),
    countries: textsOf(document.countries),
  };
}
