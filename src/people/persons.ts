/** Which sessions of one meeting are one person's: connected through whatever they have in common. Pure. */

import type { JsonObject } from "../document.ts";
import { Draft } from "./draft.ts";
import { normalName } from "./normal-name.ts";
import type { Interval } from "./presence.ts";
import { textOf } from "./texts.ts";

/**
 * The people of a meeting, in any order; also those who were never let in. Two sessions are one person's when they
 * share a Zoom user id, a registration, an e-mail or Zoom's mark of the participant, directly or through other
 * sessions. A session without any of these goes by its name, without a name by its number in the meeting; all those
 * that have nothing are one person's.
 */
export function personsOf(sessions: readonly JsonObject[], span: Interval): Draft[] {
  const grouping = new Grouping(span);
  for (const session of sessions) grouping.add(session);
  return grouping.persons();
}

/** The same people, each with the sessions that are theirs, those of waiting rooms too, in the order given. */
export function sessionsByPerson<T extends JsonObject>(
  sessions: readonly T[],
  span: Interval,
): Map<Draft, T[]> {
  const grouping = new Grouping(span);
  // Whose a session is may change until the last one is added.
  const firstDrafts = sessions.map((session) => grouping.add(session));
  const found = new Map(grouping.persons().map((draft): [Draft, T[]] => [draft, []]));
  for (const [index, draft] of firstDrafts.entries()) found.get(last(draft))?.push(sessions[index] as T);
  return found;
}

/** Lower case, without space around it; undefined where nothing is left. */
export function normalEmail(email: string): string | undefined {
  for (let index = 0; index < email.length; index += 1) {
    const code = email.charCodeAt(index);
    // Almost all are as they should be, and are given back as they are.
    if (code <= 32 || code > 126 || (code >= 65 && code <= 90)) return textOf(email.trim().toLowerCase());
  }
  return textOf(email);
}

type Drafts = Map<string, Draft>;

class Grouping {
  readonly #span: Interval;
  readonly #drafts: Draft[] = [];
  #accounts: Drafts | undefined;
  #registrants: Drafts | undefined;
  #emails: Drafts | undefined;
  readonly #participants: Drafts = new Map();
  #names: Drafts | undefined;
  #numbers: Drafts | undefined;
  #joined = 0;

  constructor(span: Interval) {
    this.#span = span;
  }

  /** @returns the draft that it went into, which another may take in later. */
  add(session: JsonObject): Draft {
    const id = textOf(session.id);
    const registrantId = textOf(session.registrant_id);
    const email = typeof session.email === "string" ? normalEmail(session.email) : undefined;
    const participant = textOf(session.participant_uuid);
    const known = participant === undefined ? undefined : this.#participants.get(participant);
    // Most who come again come as they came before.
    if (known !== undefined && known.into === undefined && isSame(known, id, registrantId, email)) {
      known.add(session, this.#span);
      return known;
    }
    let draft = known === undefined ? undefined : last(known);
    if (id !== undefined) {
      this.#accounts ??= new Map();
      draft = this.#meet(this.#accounts, id, draft);
    }
    if (registrantId !== undefined) {
      this.#registrants ??= new Map();
      draft = this.#meet(this.#registrants, registrantId, draft);
    }
    if (email !== undefined) {
      this.#emails ??= new Map();
      draft = this.#meet(this.#emails, email, draft);
    }
    if (participant !== undefined && known === undefined) {
      draft ??= this.#open("", "");
      this.#participants.set(participant, draft);
    }
    if (draft === undefined) draft = this.#without(session);
    else draft.identify(id, registrantId, email, participant);
    draft.add(session, this.#span);
    return draft;
  }

  persons(): Draft[] {
    return this.#joined === 0 ? this.#drafts : this.#drafts.filter(({ into }) => into === undefined);
  }

  /** The draft that goes by a key, joined with the one found by the keys before it. */
  #meet(drafts: Drafts, key: string, found: Draft | undefined): Draft {
    const known = drafts.get(key);
    if (known === undefined) {
      const draft = found ?? this.#open("", "");
      drafts.set(key, draft);
      return draft;
    }
    const draft = last(known);
    return found === undefined || found === draft ? draft : this.#join(found, draft);
  }

  #without(session: JsonObject): Draft {
    const shown = textOf(session.user_name);
    const name = shown === undefined ? "" : normalName(shown);
    const number = name === "" ? (textOf(session.user_id) ?? "") : "";
    this.#names ??= new Map();
    this.#numbers ??= new Map();
    const [drafts, key] = name === "" ? [this.#numbers, number] : [this.#names, name];
    const known = drafts.get(key);
    if (known !== undefined) return known;
    const draft = this.#open(name, number);
    drafts.set(key, draft);
    return draft;
  }

  #open(name: string, number: string): Draft {
    const draft = new Draft(name, number);
    this.#drafts.push(draft);
    return draft;
  }

  /** The one with fewer sessions goes into the other, so that no chain becomes long. */
  #join(one: Draft, other: Draft): Draft {
    this.#joined += 1;
    const [into, from] = one.sessions >= other.sessions ? [one, other] : [other, one];
    into.absorb(from);
    return into;
  }
}

function isSame(
  draft: Draft,
  id: string | undefined,
  registrantId: string | undefined,
  email: string | undefined,
): boolean {
  return draft.id === id && draft.registrantId === registrantId && draft.email === email;
}

function last(draft: Draft): Draft {
  let at = draft;
  while (at.into !== undefined) at = at.into;
  return at;
}
