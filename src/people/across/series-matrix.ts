/** Who was in which of several meetings, and for how long: person × column, where a column is a meeting or a day of them. */

import { lengthOf, union } from "../presence.ts";
import { roleOfBoth } from "../role.ts";
import { type AttendanceRow, isFirm } from "./attendance-row.ts";
import { type AcrossPerson, byText } from "./join-people.ts";
import type { HowMatched, RosterMatches } from "./match-roster.ts";
import type { RosterPerson } from "./roster.ts";

/** Meetings that count as one time that people met. */
export interface Column {
  meetings: ColumnMeeting[];
}

export interface ColumnMeeting {
  uuid: string;
  /** Seconds; absent where Zoom does not say. */
  duration?: number;
}

/** One person in one meeting. */
export interface Stay {
  attendedSeconds: number;
  sessions: number;
  firstJoin?: string;
  lastLeave?: string;
  /** From 0 to 1. */
  share?: number;
  lateSeconds?: number;
  earlySeconds?: number;
}

export interface MatrixPerson {
  /** The strongest identity; of somebody on the roster who never came what the roster names him by. */
  person: string;
  name?: string;
  email?: string;
  id?: string;
  basis?: AcrossPerson["basis"];
  /** Absent for somebody who never came. */
  confidence?: AcrossPerson["confidence"];
  /** Who it is on the roster; absent for somebody who is not, and without a roster. */
  roster?: RosterPerson;
  matchedBy?: HowMatched;
  isHost: boolean;
  /** The highest in any of the meetings: host, panelist or attendee; absent where none is known. */
  role?: string;
  /** All identities, sorted. */
  identities: string[];
  /** Columns attended, and the others. */
  attended: number;
  missed: number;
  attendedSeconds: number;
  /** In the order of the columns. */
  columns: { seconds: number; isAttended: boolean }[];
  /** The mean over all columns of the share attended, 0 where missed; absent when no meeting has a length. */
  meanShare?: number;
  /** Meetings where the person was seen, by uuid. */
  stays: Map<string, Stay>;
}

export interface MatrixOptions {
  /** The least time in a column that counts as having attended it; any time above 0 does at 0. @default 0 */
  minSeconds?: number;
}

/** Everybody of the roster and everybody who came, in the order of their names. */
export function seriesMatrix(
  people: readonly AcrossPerson[],
  columns: readonly Column[],
  matches: RosterMatches,
  { minSeconds = 0 }: MatrixOptions = {},
): MatrixPerson[] {
  const onRoster = new Map<RosterPerson, AcrossPerson[]>(matches.roster.map((person) => [person, []]));
  const others: AcrossPerson[] = [];
  for (const person of people) {
    const match = matches.of.get(person);
    if (match === undefined) others.push(person);
    else onRoster.get(match.person)?.push(person);
  }
  const figures = (members: readonly AcrossPerson[]) => figuresOf(members, columns, minSeconds);
  return [
    ...[...onRoster].map(([roster, members]) => rosterRow(roster, members, matches, figures(members))),
    ...others.map((person) => ({ ...describe([person]), ...figures([person]) })),
  ].sort((a, b) => compareNames(a.name ?? "", b.name ?? "") || byText(a.person, b.person));
}

type Description = Omit<MatrixPerson, keyof Figures>;
type Figures = Pick<
  MatrixPerson,
  "attended" | "missed" | "attendedSeconds" | "columns" | "meanShare" | "stays"
>;

function rosterRow(
  roster: RosterPerson,
  members: readonly AcrossPerson[],
  { of }: RosterMatches,
  figures: Figures,
): MatrixPerson {
  const hows = new Set(members.flatMap((member) => of.get(member)?.how ?? []));
  const how = (["decision", "id", "email", "name"] as const).find((one) => hows.has(one));
  const known: Description =
    members.length === 0
      ? { person: absentIdentity(roster), isHost: false, identities: [] }
      : describe(members);
  const [name, email, id] = [roster.name ?? known.name, roster.email ?? known.email, known.id ?? roster.id];
  return {
    ...known,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(id === undefined ? {} : { id }),
    ...(how === "name" ? { confidence: "low" } : how === undefined ? {} : { confidence: "high" }),
    roster,
    ...(how === undefined ? {} : { matchedBy: how }),
    ...figures,
  };
}

function absentIdentity({ email, key }: RosterPerson): string {
  return email === undefined ? `roster:${key}` : `email:${email}`;
}

function describe(members: readonly AcrossPerson[]): Description {
  const sorted = members.toSorted((a, b) => byStrength(a, b));
  const [first] = sorted;
  if (first === undefined) throw new TypeError("Expected at least one person, got none");
  const [email] = sorted.flatMap(({ emails }) => emails);
  const [id] = sorted.flatMap(({ ids }) => ids);
  const [name] = sorted.flatMap((one) => one.name ?? []);
  const role = members.flatMap(({ rows }) => rows.map((row) => row.role)).reduce(roleOfBoth, undefined);
  return {
    person: first.identity,
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(id === undefined ? {} : { id }),
    basis: first.basis,
    confidence: first.confidence,
    isHost: role === "host",
    ...(role === undefined ? {} : { role }),
    identities: members.flatMap(({ keys }) => keys).sort(byText),
  };
}

function byStrength(a: AcrossPerson, b: AcrossPerson): number {
  return Number(isFirm(b.identity)) - Number(isFirm(a.identity)) || byText(a.identity, b.identity);
}

function figuresOf(
  members: readonly AcrossPerson[],
  columns: readonly Column[],
  minSeconds: number,
): Figures {
  const byMeeting = new Map<string, AttendanceRow[]>();
  for (const row of members.flatMap(({ rows }) => rows)) {
    const rows = byMeeting.get(row.meeting) ?? [];
    byMeeting.set(row.meeting, rows);
    rows.push(row);
  }
  const stays = new Map<string, Stay>();
  const shares: number[] = [];
  const inColumns: Figures["columns"] = [];
  for (const { meetings } of columns) {
    let [seconds, length] = [0, 0];
    for (const { uuid, duration = 0 } of meetings) {
      length += duration;
      const rows = byMeeting.get(uuid);
      if (rows === undefined) continue;
      const stay = stayOf(rows, duration);
      stays.set(uuid, stay);
      seconds += stay.attendedSeconds;
    }
    inColumns.push({ seconds, isAttended: seconds > 0 && seconds >= minSeconds });
    if (length > 0) shares.push(Math.min(1, seconds / length));
  }
  const attended = inColumns.filter(({ isAttended }) => isAttended).length;
  const meanShare = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return {
    attended,
    missed: columns.length - attended,
    attendedSeconds: inColumns.reduce((sum, { seconds }) => sum + seconds, 0),
    columns: inColumns,
    ...(shares.length === 0 ? {} : { meanShare: fourDecimals(meanShare) }),
    stays,
  };
}

/** One person's rows of a meeting: as stored where it is one, without counting a moment twice where there are several. */
function stayOf(rows: readonly AttendanceRow[], duration: number): Stay {
  const [first] = rows;
  const isOne = rows.length === 1;
  const attendedSeconds = isOne
    ? (first?.attendedSeconds ?? 0)
    : rows.reduce(
        (most, row) => Math.max(most, row.attendedSeconds),
        lengthOf(union(rows.flatMap(({ presence }) => presence))),
      );
  const share = isOne ? first?.share : duration > 0 ? fourDecimals(attendedSeconds / duration) : undefined;
  const least = (values: (number | undefined)[]) => {
    const there = values.filter((value) => value !== undefined);
    return there.length === 0 ? undefined : there.reduce((a, b) => Math.min(a, b));
  };
  const firstJoin = rows.flatMap((row) => row.firstJoin ?? []).sort()[0];
  const lastLeave = rows
    .flatMap((row) => row.lastLeave ?? [])
    .sort()
    .at(-1);
  const lateSeconds = least(rows.map((row) => row.lateSeconds));
  const earlySeconds = least(rows.map((row) => row.earlySeconds));
  return {
    attendedSeconds,
    sessions: rows.reduce((sum, { sessions }) => sum + sessions, 0),
    ...(firstJoin === undefined ? {} : { firstJoin }),
    ...(lastLeave === undefined ? {} : { lastLeave }),
    ...(share === undefined ? {} : { share }),
    ...(lateSeconds === undefined ? {} : { lateSeconds }),
    ...(earlySeconds === undefined ? {} : { earlySeconds }),
  };
}

const fourDecimals = (value: number) => Math.round(value * 10_000) / 10_000;
const { compare: compareNames } = new Intl.Collator("en", { sensitivity: "base" });
