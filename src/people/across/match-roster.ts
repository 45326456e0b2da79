/** Who of the people that came is who on the roster, and which two may be one: proposed, never joined. */

import { basisOf, isFirm } from "./attendance-row.ts";
import { type Decision, normalKey, type Proposal, unreadable } from "./decisions.ts";
import { similarAmong } from "./find-similar.ts";
import { type AcrossPerson, byText } from "./join-people.ts";
import type { RosterPerson } from "./roster.ts";
import { clues } from "./similar-names.ts";

export type HowMatched = "decision" | "id" | "email" | "name";

export interface RosterMatches {
  /** Everybody of the roster, in its order. */
  roster: readonly RosterPerson[];
  of: Map<AcrossPerson, { person: RosterPerson; how: HowMatched }>;
  /** Sorted by person, then attendee. */
  proposals: Proposal[];
  /** Decisions whose person is neither on the roster nor an identity: the numbers of their lines. */
  idle: number[];
  /** Several on the roster whom Zoom knows as one person, by their lines: only the first of them has been found. */
  shared: number[][];
}

/**
 * Finds people on the roster: as decided, by Zoom user id, by e-mail, and by a name that one person on either side has
 * and that no e-mail contradicts. The order of neither list matters.
 * @param file names the decisions in an error
 * @throws ConfigurationError for somebody who was decided to be two people
 */
export function matchRoster(
  people: readonly AcrossPerson[],
  roster: readonly RosterPerson[],
  decisions: readonly Decision[],
  file = "decisions",
): RosterMatches {
  const finder = new RosterFinder(roster);
  const of: RosterMatches["of"] = new Map();
  const byKey = new Map(
    people.flatMap((person) => person.keys.map((key) => [normalKey(key), person] as const)),
  );
  const idle: number[] = [];
  const decidedAt = new Map<AcrossPerson, number>();
  for (const { line, person: named, attendee, verdict } of decisions) {
    const person = finder.named(named);
    const isIdle = roster.length > 0 && person === undefined && basisOf(named) === undefined;
    if (isIdle && verdict !== undefined) idle.push(line);
    const attended = byKey.get(attendee);
    if (verdict !== "same" || person === undefined || attended === undefined) continue;
    const before = of.get(attended)?.person;
    if (before !== undefined && before !== person)
      throw unreadable(file, line, `line ${decidedAt.get(attended)} says that the attendee is somebody else`);
    if (before === undefined) decidedAt.set(attended, line);
    of.set(attended, { person, how: "decision" });
  }
  const different = new Set(
    decisions
      .filter(({ verdict }) => verdict === "different")
      .map(({ person, attendee }) => pairOf(finder.named(person)?.key ?? person, attendee)),
  );
  const areDifferent: AreDifferent = (names, { keys }) =>
    names.some((name) => keys.some((key) => different.has(pairOf(name, key))));
  const shared: number[][] = [];
  for (const attended of people) {
    if (of.has(attended)) continue;
    const byId = attended.ids.flatMap((id) => finder.ids.get(id) ?? []);
    const byEmail = attended.emails.flatMap((email) => finder.emails.get(email) ?? []);
    const id = byId.find((person) => !areDifferent([person.key], attended));
    const person = id ?? byEmail.find((one) => !areDifferent([one.key], attended));
    if (person === undefined) continue;
    of.set(attended, { person, how: id === undefined ? "email" : "id" });
    const lines = new Set([person, ...byId, ...byEmail].map(({ line }) => line));
    if (lines.size > 1) shared.push([...lines]);
  }
  matchNames(people, finder, of, areDifferent);
  return { roster, of, proposals: propose(people, roster, of, areDifferent), idle, shared };
}

/** Finds somebody on the roster by whatever a person or a decision has. */
class RosterFinder {
  readonly ids = new Map<string, RosterPerson>();
  readonly emails = new Map<string, RosterPerson>();
  readonly names = new Map<string, Set<RosterPerson>>();
  readonly #keys = new Map<string, RosterPerson>();

  constructor(roster: readonly RosterPerson[]) {
    for (const person of roster) {
      if (person.id !== undefined) this.#note(this.ids, person.id, person);
      for (const email of person.emails) this.#note(this.emails, email, person);
      for (const name of person.normalNames)
        this.names.set(name, (this.names.get(name) ?? new Set()).add(person));
      this.#note(this.#keys, normalKey(person.key), person);
    }
  }

  /** @param key as {@link Decision.person}: the key on the roster, another e-mail, a name that one alone has, an identity */
  named(key: string): RosterPerson | undefined {
    const basis = basisOf(key);
    const value = key.slice((basis?.length ?? 0) + 1);
    if (basis === "email") return this.emails.get(value);
    if (basis === "account") return this.ids.get(value);
    const [only, another] = this.names.get(key) ?? [];
    return this.#keys.get(key) ?? this.emails.get(key) ?? (another === undefined ? only : undefined);
  }

  #note(known: Map<string, RosterPerson>, key: string, person: RosterPerson): void {
    if (!known.has(key)) known.set(key, person);
  }
}

/** Whether somebody has decided that an attendee is not the one who goes by these keys. */
type AreDifferent = (keys: readonly string[], attended: AcrossPerson) => boolean;

function matchNames(
  people: readonly AcrossPerson[],
  { names }: RosterFinder,
  of: RosterMatches["of"],
  areDifferent: AreDifferent,
): void {
  const isTaken = new Set([...of.values()].map(({ person }) => person));
  const bearers = new Map<string, AcrossPerson[]>();
  for (const person of people)
    for (const name of person.normalNames) bearers.set(name, [...(bearers.get(name) ?? []), person]);
  const found = new Map<AcrossPerson, Set<RosterPerson>>();
  for (const [name, persons] of names) {
    const [person] = persons;
    const [attended, another] = bearers.get(name) ?? [];
    if (person === undefined || persons.size > 1 || attended === undefined || another !== undefined) continue;
    found.set(attended, (found.get(attended) ?? new Set()).add(person));
  }
  const claims = new Map<RosterPerson, number>();
  for (const persons of found.values())
    for (const person of persons) claims.set(person, (claims.get(person) ?? 0) + 1);
  for (const [attended, persons] of found) {
    const [person] = persons;
    if (person === undefined || persons.size > 1 || claims.get(person) !== 1) continue;
    if (isTaken.has(person) || of.has(attended) || attended.hasNamesakes) continue;
    // Two addresses are evidence against one person; both may still be hers.
    const isContradicted = person.emails.length > 0 && attended.emails.length > 0;
    if (!isContradicted && !areDifferent([person.key], attended)) of.set(attended, { person, how: "name" });
  }
}

interface Called {
  name?: string;
  emails: readonly string[];
}

function sayWho({ name, emails }: Called): string {
  return [...(name === undefined ? [] : [name]), ...emails].join(" ");
}

function propose(
  people: readonly AcrossPerson[],
  roster: readonly RosterPerson[],
  of: RosterMatches["of"],
  areDifferent: AreDifferent,
): Proposal[] {
  const proposals = new Map<string, Proposal>();
  const members = new Map<RosterPerson, string[]>(roster.map((person) => [person, [person.key]]));
  for (const [{ keys }, { person }] of of) for (const key of keys) members.get(person)?.push(key);
  const note = (keys: readonly string[], by: Called, attended: AcrossPerson, why: string) => {
    const [person = ""] = keys;
    const pair = pairOf(person, attended.identity);
    if (proposals.has(pair) || areDifferent(keys, attended)) return;
    const attendee = attended.identity;
    proposals.set(pair, { person, attendee, why, person_is: sayWho(by), attendee_is: sayWho(attended) });
  };
  const unmatched = people.filter((person) => !of.has(person));
  const findSimilar = similarAmong(
    roster.map((person) => ({ person, clues: clues(person.normalNames, person.emails) })),
  );
  for (const attended of unmatched)
    for (const { person, why } of findSimilar(clues([...attended.normalNames], attended.emails)))
      note(members.get(person) ?? [], person, attended, why);
  // A name alone may be that of somebody who is known from another meeting.
  const firm = new Map<string, AcrossPerson[]>();
  for (const person of people.filter(({ identity }) => isFirm(identity)))
    for (const name of person.normalNames) firm.set(name, [...(firm.get(name) ?? []), person]);
  for (const attended of unmatched.filter(({ identity }) => !isFirm(identity)))
    for (const other of [...attended.normalNames].flatMap((name) => firm.get(name) ?? [])) {
      const known = of.get(other)?.person;
      const keys = known === undefined ? undefined : members.get(known);
      note(keys ?? [other.identity, ...other.keys], known ?? other, attended, "the same name");
    }
  return [...proposals.values()].sort((a, b) => byText(a.person, b.person) || byText(a.attendee, b.attendee));
}

function pairOf(person: string, attendee: string): string {
  return JSON.stringify([normalKey(person), normalKey(attendee)]);
}
