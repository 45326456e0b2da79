/** How complete a store is, and what to run so that it becomes so. Read from the store alone, no Zoom. */

import type { RunRecord } from "../destinations/ledger.ts";
import type { DayCount } from "../destinations/reader.ts";
import type { LedgerDump, Source } from "../destinations/source.ts";
import { exitCode } from "../errors.ts";
import { refusedListings } from "../harvest/plan.ts";
import { type DayReport, reportDays, spanInStates } from "../harvest/proof/day-states.ts";
import { sessionSources } from "../harvest/sets.ts";
import { collections, isCore } from "../streams/derived.ts";
import { meetings } from "../streams/meeting.ts";
import { streams } from "../streams/registry.ts";
import { sessions } from "../streams/session.ts";
import { type Day, dayAt } from "../time.ts";

/** Meetings whose sessions come from a poorer source until there are calls again. */
export interface Lean {
  count: number;
  /** The days of the first and the last of them; "" where there is none. */
  from: string;
  to: string;
}

export interface HarvestState {
  /** Of all accounts. */
  ledger: LedgerDump;
  /** Those of the account, where one was asked for; oldest first. */
  runs: RunRecord[];
  days: DayReport[];
  /** Meetings by state, all days. */
  states: Record<string, number>;
  sessions: number;
  lean: Lean;
  /** Dead letters. */
  letters: number;
}

export interface StateAsked {
  /** The first and the last day; without, from the first that is known to yesterday. */
  from: Day | undefined;
  to: Day | undefined;
  timeZone: string;
  now: number;
  settleAfterMs: number;
  /** @default all accounts of the store */
  account?: string | undefined;
  /**
   * Sessions are counted on the day that their meeting began, as the meetings say: a million of them need not be
   * looked at. @default on the day that each began
   */
  isQuick?: boolean;
}

export async function readHarvestState(source: Source, asked: StateAsked): Promise<HarvestState> {
  const { account, timeZone, isQuick = false } = asked;
  const ledger = await source.ledger({ records: false });
  const ofAccount = <T extends { account?: string }>(items: readonly T[]) =>
    items.filter((item) => account === undefined || item.account === undefined || item.account === account);
  const listings = ofAccount(ledger.listings);
  const counts = await (isQuick ? readQuickly : readExactly)(source, timeZone);
  const days = reportDays(
    {
      listings: listings.filter(({ what }) => what === meetings.name),
      refused: listings.filter(({ what }) => what === refusedListings),
      ...counts,
    },
    asked,
  );
  const states: Record<string, number> = {};
  for (const { value = "", count } of counts.meetings) states[value] = (states[value] ?? 0) + count;
  return {
    ledger,
    runs: ofAccount(ledger.runs),
    days,
    states,
    sessions: counts.sessions.reduce((total, { count }) => total + count, 0),
    lean: await findLean(source, timeZone),
    letters: ledger.letters.length,
  };
}

interface Counts {
  /** By state. */
  meetings: DayCount[];
  sessions: DayCount[];
}

async function readExactly(source: Source, timeZone: string): Promise<Counts> {
  const [held, own] = await Promise.all([
    source.countByDay(meetings.name, timeZone, "state"),
    source.countByDay(sessions.name, timeZone),
  ]);
  return { meetings: held, sessions: own };
}

async function readQuickly(source: Source, timeZone: string): Promise<Counts> {
  const by = { unit: "day", timeZone } as const;
  const states = await source.rollUp(meetings.name, { by: { field: "state" } });
  const all = await source.rollUp(meetings.name, { by, sum: ["sessions_stored"] });
  const [most, ...others] = states.sort((a, b) => b.count - a.count);
  // Nearly all meetings are in one state: it has what the others leave of each day.
  const rest = new Map(all.map(({ key, count }) => [key, count]));
  const held: DayCount[] = [];
  const add = (date: string | undefined, value: string | undefined, count: number) => {
    if (count === 0) return;
    held.push({
      ...(date === undefined ? {} : { date }),
      ...(value === undefined ? {} : { value }),
      count,
    });
  };
  for (const { key: state } of others) {
    const where =
      state === undefined ? { not: { state: states.flatMap(({ key }) => key ?? []) } } : undefined;
    const days = await source.rollUp(meetings.name, {
      where: where ?? { is: { state: [state ?? ""] } },
      by,
    });
    for (const { key: date, count } of days) {
      add(date, state, count);
      rest.set(date, (rest.get(date) ?? 0) - count);
    }
  }
  for (const [date, count] of rest) add(date, most?.key, count);
  const stored = all.map(({ key, sum: { sessions_stored: count = 0 } }) => ({
    ...(key === undefined ? {} : { date: key }),
    count,
  }));
  return { meetings: held, sessions: stored };
}

async function findLean(source: Source, timeZone: string): Promise<Lean> {
  const ids = await source.find(meetings.name, { is: { sessions_wanted: sessionSources } }, "oldest");
  const ends = [ids[0], ids.at(-1)].flatMap((id) => id ?? []);
  const days = (await source.read(meetings.name, ends))
    .flatMap(({ start_time }) =>
      typeof start_time === "string" ? [dayAt(Date.parse(start_time), timeZone)] : [],
    )
    .sort();
  return { count: ids.length, from: days[0] ?? "", to: days.at(-1) ?? "" };
}

/** Documents of the streams beside the core, those that have any. */
export async function countOthers(source: Source): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const one of collections) {
    const total = isCore(one) ? 0 : await source.total(one.name);
    if (total > 0) counts[one.name] = total;
  }
  return counts;
}

/**
 * What to run, each with its reason.
 * @param command the harvester with the flags that say which store and which days are meant
 */
export function whatNext(
  { days, letters, runs, states, lean }: Pick<HarvestState, "days" | "letters" | "runs" | "states" | "lean">,
  command: string,
): string[] {
  const next: string[] = [];
  const unread = (states.listed ?? 0) + (states.partial ?? 0);
  if (runs.length === 0) return [`${command}: nothing was harvested yet`];
  const gap = spanInStates(days, ["partial"]);
  if (unread > 0 && gap !== undefined)
    next.push(`${command} --from ${gap.from} --to ${gap.to}: ${number(unread)} meetings are not read yet`);
  else if (gap !== undefined) next.push(`${command} --from ${gap.from} --to ${gap.to}: days listed in part`);
  const never = spanInStates(days, ["never_listed"]);
  if (never !== undefined) next.push(`${command} --from ${never.from} --to ${never.to}: days never listed`);
  if (lean.count > 0) {
    const days = `--from ${lean.from} --to ${lean.to}`;
    next.push(
      `${command} ${days}: ${number(lean.count)} meetings are to be read again from the richer source`,
    );
  }
  if (letters > 0) next.push(`zoom-harvester replay: ${number(letters)} dead letters`);
  // Days tell of meetings alone; what else a run was to read, its command tells.
  const again = next.length === 0 ? unfinished(runs.at(-1)) : undefined;
  if (again !== undefined)
    next.push(`${command.replace(/ --timezone \S+/, "")} ${again}: the latest run was not complete`);
  if (next.length === 0) next.push(`${command}, every hour or day: nothing is missing`);
  return next;
}

interface AskedDays {
  from?: string;
  to?: string;
  timezone?: string;
  job?: string;
  streams?: string[];
}

/** The flags of a run of days that ended before it was complete. */
function unfinished(run: RunRecord | undefined): string | undefined {
  const { from, to, timezone, job, streams: names = [] } = (run?.asked ?? {}) as AskedDays;
  if (run?.exitCode !== exitCode.incomplete || from === undefined || job !== undefined) return undefined;
  const isAll = streams.every(({ name, onlyByName }) => onlyByName === true || names.includes(name));
  return `--from ${from} --to ${to} --timezone ${timezone} --streams ${isAll ? "all" : names.join(",")}`;
}

const number = (value: number) => value.toLocaleString("en-US");
