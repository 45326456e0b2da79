/**
 * Counts the people of meetings and webinars once more, from the sessions that are stored: of those that an older program
 * stored, that were counted by other rules, or whose sessions did not come as one whole list. Costs no call.
 */

import type { SetOf } from "../../destinations/destination.ts";
import type { Reader, Where } from "../../destinations/reader.ts";
import { type Document, groupBy, inPortions, type JsonObject } from "../../document.ts";
import { attendanceRules } from "../../people/attendance.ts";
import { type EventKind, meetingKind } from "../../streams/event-kind.ts";
import { trackingOf } from "../meeting-document.ts";
import type { Work } from "../work.ts";
import { type Counting, countPeople, repeatedFrom } from "./attendance-documents.ts";
import { setCounted } from "./counted.ts";

/** Meetings or webinars that are looked at together. */
const pageSize = 100;
/** Sessions in memory at once; a meeting that has more comes alone. */
const mostSessions = 20_000;

/** Every meeting but those that nothing was read of. */
const states = ["partial", "young", "settled", "unavailable", "expired"];

/** Stores the people of all of a kind that are to be counted again; a run that is ending leaves the rest to the next. */
export async function recountPeople(work: Work, kind: EventKind): Promise<void> {
  const { destination, effects, stopper, tally, writer } = work;
  const { name } = kind.events;
  const ids = await destination.find(name, {
    is: readOf(kind),
    not: { attendance_rules: [attendanceRules] },
  });
  if (ids.length > 0) effects.log.info(`counting the people of ${ids.length} stored ${name}, without a call`);
  for (let at = 0; at < ids.length; at += pageSize) {
    tally.recounted = { done: at, total: ids.length };
    for await (const sets of recount(destination, work, kind, ids.slice(at, at + pageSize))) {
      if (stopper.stopped) return;
      for (const set of sets) {
        const { document } = set.owner;
        if (isUntold(document)) tally.name(untoldPeople(kind), document._id);
        if (kind === meetingKind) work.due.touch(document);
        await writer.add(set, "members");
      }
    }
  }
  await writer.flush();
  tally.recounted = undefined;
}

/** Those whose sessions were read. */
function readOf({ events, sessions }: EventKind): NonNullable<Where["is"]> {
  return events.fields.state === undefined ? { streams_read: [sessions.name] } : { state: states };
}

function untoldPeople({ events }: EventKind): string {
  return `stored ${events.name} whose people cannot be told apart, since ids were left out; --again counts them`;
}

/** Whether the people of a meeting or a webinar were to be counted, and could not be. */
export function isUntold({ attendance_rules, unique_people, sessions_stored }: Document): boolean {
  return attendance_rules !== undefined && unique_people === undefined && Number(sessions_stored ?? 0) > 0;
}

/** These with their people, counted from the sessions that are stored; in portions that fit into memory. */
export async function* recount(
  reader: Pick<Reader, "read" | "members">,
  counting: Counting,
  kind: EventKind,
  uuids: readonly string[],
): AsyncGenerator<SetOf[]> {
  const { what, events, sessions: stored, people: counted } = kind;
  const owners = await reader.read(events.name, uuids);
  for (const some of inPortions(owners, sizeOf, mostSessions)) {
    const those = some.map(({ _id }) => _id);
    const held = groupBy(await reader.members(stored.name, those), what);
    const untold = some.filter((event) => !isTold(kind, event, held.get(event._id) ?? []));
    const kept = groupBy(
      untold.length === 0
        ? []
        : await reader.members(
            counted.name,
            untold.map(({ _id }) => _id),
          ),
      what,
    );
    yield some.map((event) => {
      const [sessions = [], people] = [held.get(event._id), kept.get(event._id)];
      // One of before this was counted does not say it.
      event.sessions_stored ??= sessions.length;
      const isKept = people !== undefined || (untold.includes(event) && sessions.length > 1);
      const documents = isKept
        ? keptPeople(counting, kind, event, sessions, people ?? [])
        : countedPeople(counting, kind, event, sessions);
      if (events.fields.tracking !== undefined) Object.assign(event, trackingOf(event));
      return { owner: { to: events.name, document: event }, to: counted.name, documents, complete: true };
    });
  }
}

/** About how many sessions it has. */
function sizeOf({ sessions_stored, participant_sessions }: Document): number {
  return Number(sessions_stored ?? participant_sessions ?? 0);
}

/**
 * Whether the stored sessions tell people apart. Those of dashboards and reports all have a number within the meeting,
 * unless ids were not to be stored: then they no longer do.
 */
function isTold(kind: EventKind, event: Document, held: readonly Document[]): boolean {
  const isPast = sourceOfSessions(kind, event, held) === "past";
  return isPast || held.length === 0 || held.some(({ user_id }) => user_id !== undefined);
}

/** Of one without any session it is not said that nobody came. */
function countedPeople(
  counting: Counting,
  kind: EventKind,
  event: Document,
  held: readonly Document[],
): Document[] {
  const { totals, documents } = countPeople(counting, kind, event, held, sourceOfSessions(kind, event, held));
  const isKnown = held.length > 0 || event.sessions_total !== undefined;
  setCounted(event, isKnown ? totals : { attendance_rules: attendanceRules });
  return documents;
}

/** The people as they were counted when they could be told apart, with what they repeat of the event now. */
function keptPeople(
  counting: Counting,
  kind: EventKind,
  event: Document,
  held: readonly Document[],
  people: readonly Document[],
): Document[] {
  const { account_id: _, ...stamp } = counting.stamp(sourceOfSessions(kind, event, held));
  event.attendance_rules = attendanceRules;
  const mapper = counting.peopleMapper(kind);
  return people.map((one) => mapper.finish({ ...one, ...repeatedFrom(kind, event), ...stamp }));
}

/** A webinar does not say where its sessions came from: they do. */
function sourceOfSessions(
  { sessions }: EventKind,
  { sessions_source }: Document,
  [one]: readonly Document[],
): string {
  const { source = sessions.source } = (one?.harvest ?? {}) as JsonObject;
  return String(sessions_source ?? source);
}
