/** Joins the attendance of several meetings into people: by account, registrant and e-mail; by the name only without these. */

import { normalName } from "../normal-name.ts";
import {
  type AcrossBasis,
  type AttendanceRow,
  bases,
  basisOf,
  type Confidence,
  isFirm,
  keysOf,
} from "./attendance-row.ts";

/** Everything that several meetings know of one person, or of a name where they know no more. */
export interface AcrossPerson {
  /** The strongest of its keys, the smallest of several. */
  identity: string;
  /** Within one meeting also participant and none. */
  basis: string;
  /** `high` for an account, a registrant or an e-mail; `medium` for a participant; `low` for a name or nothing. */
  confidence: Confidence;
  /** All identities that name it, sorted. */
  keys: string[];
  /** By meeting and person. */
  rows: AttendanceRow[];
  /** As shown latest; absent where no meeting showed one. */
  name?: string;
  /** All names shown, normalised. */
  normalNames: Set<string>;
  /** Lower case, sorted. */
  emails: string[];
  /** Zoom user ids, sorted. */
  ids: string[];
  /** True for a name that two people bore in one meeting. */
  hasNamesakes: boolean;
}

/**
 * The people of these rows, by identity. The order of rows does not matter.
 * @param same pairs of identities that somebody has decided are one person
 * @param keysFor what names the person of a row, at least one thing
 */
export function joinAcross(
  rows: readonly AttendanceRow[],
  same: readonly (readonly [string, string])[] = [],
  keysFor = keysOf,
): AcrossPerson[] {
  const parents = new Map<string, string>();
  const find = (key: string): string => {
    let root = key;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    // Every key on the way points to the end, so that the next one asked for is found at once.
    for (let at = key; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  const join = (one: string, other: string) => {
    const [a, b] = [find(one), find(other)];
    if (a !== b) parents.set(a, b);
  };
  const keysByRow = rows.map((row) => keysFor(row));
  for (const [first = "", ...others] of keysByRow) for (const key of others) join(first, key);
  for (const [one, other] of same) join(one, other);
  const groups = new Map<string, { keys: Set<string>; rows: AttendanceRow[] }>();
  rows.forEach((row, index) => {
    const keys = keysByRow[index] ?? [];
    const root = find(keys[0] ?? "");
    const group = groups.get(root) ?? { keys: new Set(), rows: [] };
    groups.set(root, group);
    for (const key of keys) group.keys.add(key);
    group.rows.push(row);
  });
  return [...groups.values()]
    .map((group) => acrossPerson([...group.keys], group.rows))
    .sort((a, b) => byText(a.identity, b.identity));
}

/** The people of one meeting as they are stored: there a name that two bear makes them no one person. */
export function peopleOfOne(
  rows: readonly AttendanceRow[],
  same: readonly (readonly [string, string])[] = [],
): AcrossPerson[] {
  const bearers = new Map<string, number>();
  const keyOf = (row: AttendanceRow) => keysOf(row)[0] ?? "";
  for (const row of rows) bearers.set(keyOf(row), (bearers.get(keyOf(row)) ?? 0) + 1);
  const keysHere = (row: AttendanceRow) => {
    const isShared = !isFirm(keyOf(row)) && (bearers.get(keyOf(row)) ?? 0) > 1;
    return isShared ? [`in:${row.meeting}/${row.person}`] : keysOf(row);
  };
  return joinAcross(rows, same, keysHere).map((person) => {
    const [row, another] = person.rows;
    if (row === undefined || another !== undefined) return person;
    return { ...person, basis: row.basis, confidence: row.confidence };
  });
}

function acrossPerson(keys: string[], given: AttendanceRow[]): AcrossPerson {
  keys.sort(byStrength);
  const [identity = ""] = keys;
  const rows = given.sort((a, b) => byText(a.meeting, b.meeting) || byText(a.person, b.person));
  const name = latestName(rows);
  const ofBasis = (basis: AcrossBasis) =>
    keys.filter((key) => basisOf(key) === basis).map((key) => key.slice(basis.length + 1));
  return {
    identity,
    basis: basisOf(identity) ?? "in",
    confidence: isFirm(identity) ? "high" : "low",
    keys: keys.toSorted(byText),
    rows,
    ...(name === undefined ? {} : { name }),
    normalNames: new Set(rows.flatMap(({ names }) => names.map(normalName)).filter((one) => one !== "")),
    emails: ofBasis("email"),
    ids: ofBasis("account"),
    hasNamesakes:
      !isFirm(identity) &&
      rows.some(({ meeting }, index) => index > 0 && rows[index - 1]?.meeting === meeting),
  };
}

function latestName(rows: readonly AttendanceRow[]): string | undefined {
  const named = rows.filter(({ name }) => name !== undefined);
  named.sort((a, b) => byText(b.firstJoin ?? "", a.firstJoin ?? "") || byText(a.name ?? "", b.name ?? ""));
  return named[0]?.name;
}

function byStrength(a: string, b: string): number {
  const strength = (key: string) => bases.indexOf(basisOf(key) ?? "in");
  return strength(a) - strength(b) || byText(a, b);
}

/** By code unit: the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
