/** Whose the sessions of a meeting or webinar are: grouped as its people are, and matched with their documents. */

import type { Source } from "../destinations/source.ts";
import type { Document } from "../document.ts";
import type { Draft } from "../people/draft.ts";
import { secondsOf } from "../people/instant.ts";
import { knownBy } from "../people/person-document.ts";
import { sessionsByPerson } from "../people/persons.ts";
import type { Interval } from "../people/presence.ts";
import { spanOf } from "../people/span.ts";
import { textOf } from "../people/texts.ts";
import type { EventKind } from "../streams/event-kind.ts";
import { readEvent } from "./event.ts";

export interface MeetingSessions {
  kind: EventKind;
  sessions: Document[];
  /** The meeting's, epoch seconds; undefined where it is not known when it went on. */
  span: Interval | undefined;
  people: SessionsOfPeople;
}

/** What tells when a meeting and a session was, whose a session is, and what is told of it. */
const meetingFields = ["start_time", "end_time", "duration"];
const sessionFields = [
  ...["id", "registrant_id", "email", "participant_uuid", "user_name", "user_id", "status", "role"],
  ...["join_time", "leave_time", "leave_reason", "breakout_room", "device", "country", "city"],
  ...["in_room_participants", "audio_call"],
];

/** @throws SubjectFailed when neither a meeting nor a webinar of the uuid is stored */
export async function readMeetingSessions(source: Source, uuid: string): Promise<MeetingSessions> {
  const { kind, document } = await readEvent(source, uuid, meetingFields);
  const sessions = await source.members(kind.sessions.name, [uuid], sessionFields);
  const span = spanOf(document, sessions);
  const groups = sessionsByPerson(sessions, span ?? { start: 0, end: 0 });
  return { kind, sessions, span, people: new SessionsOfPeople(groups) };
}

/** The groups of sessions by what they share with a stored document. */
class SessionsOfPeople {
  readonly #groups: ReadonlyMap<Draft, Document[]>;
  readonly #byPerson = new Map<string, Draft>();
  readonly #byFigures = new Map<string, Draft | undefined>();

  constructor(groups: ReadonlyMap<Draft, Document[]>) {
    this.#groups = groups;
    for (const draft of groups.keys()) {
      if (draft.sessions === 0) continue;
      this.#byPerson.set(knownBy(draft).person, draft);
      const figures = figuresOf(draft.shown, draft.first, draft.last, draft.sessions);
      // Two who agree in all of these cannot be told apart.
      this.#byFigures.set(figures, this.#byFigures.has(figures) ? undefined : draft);
    }
  }

  /** How many were only ever in the waiting room: they are nobody's attendance. */
  get neverLetIn(): number {
    return [...this.#groups.keys()].filter((draft) => draft.sessions === 0).length;
  }

  /**
   * Where ids were left out of the store or are hidden, sessions do not say any more who the person was: then it is
   * the one whose name, times and number of sessions are these. Undefined where no group is.
   */
  of({ person, name, first_join, last_leave, sessions }: Document): Document[] | undefined {
    const named = typeof person === "string" ? this.#byPerson.get(person) : undefined;
    const figures = figuresOf(
      textOf(name),
      secondsOf(first_join),
      secondsOf(last_leave),
      typeof sessions === "number" ? sessions : 0,
    );
    const draft = named ?? this.#byFigures.get(figures);
    return draft === undefined ? undefined : this.#groups.get(draft);
  }
}

function figuresOf(name: string | undefined, first: number, last: number, sessions: number): string {
  return JSON.stringify([name ?? "", first, last, sessions]);
}
