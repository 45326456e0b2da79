/**
 * What the harvest is doing: who writes now and how far it is, the day's calls, the latest runs, dead letters. From the
 * ledger alone, since it is asked every two seconds beside a harvest that writes.
 */

import type { KeptLetter, Lease, RunRecord } from "../../destinations/ledger.ts";
import { type DayQuota, quotaOf } from "../../harvest/day-quota.ts";
import { runFigures, sayEnd } from "../../reports/runs.ts";
import { isoSeconds } from "../../time.ts";
import type { Answer } from "../answer.ts";

export interface RunRow {
  run: string;
  /** ISO 8601, UTC. */
  started: string;
  /** Absent while it runs, and where it was cut off. */
  finished?: string;
  /** In a word or two. */
  end: string;
  isWriting: boolean;
  /** What was asked for, as a person reads it. */
  days: string;
  meetings: number;
  sessions: number;
  heavyCalls: number;
  calls: number;
  /** How long it took. */
  seconds?: number;
  /** Meetings dealt with of those that are known of. */
  progress?: { done: number; expected: number };
}

export interface Writing {
  run: string;
  host: string;
  pid: number;
  /** The sign that it lives, ISO 8601 UTC. */
  seen: string;
  /** What it has recorded of itself so far; absent until it has. */
  record?: RunRow;
}

export interface HarvestNow {
  writing?: Writing;
  quota: DayQuota;
  /** The latest first. */
  runs: RunRow[];
  /** How many there are in all. */
  runCount: number;
  letters: number;
  /** By collection and reason, the most first; no record of them. */
  lettersBy: { collection: string; reason: string; count: number; latest: string }[];
}

const latestRuns = 20;
const mostReasons = 30;
/** So often at most the ledger is read, however many pages ask. */
const freshMs = 1_500;

export const harvestAnswer: Answer<HarvestNow> = {
  name: "harvest",
  freshMs,
  read: async ({ source, now, dayShare, writingRun }) => {
    const { runs, facts, letters, lease } = await source.ledger({ records: false });
    const writing = writingRun(lease);
    const latest = runs.slice(-latestRuns).reverse();
    const record = runs.findLast(({ run }) => run === writing);
    return {
      ...(lease === undefined || writing === undefined ? {} : { writing: writingOf(lease, record) }),
      quota: quotaOf({ runs, facts }, now(), dayShare),
      runs: latest.map((run) => runRow(run, writing)),
      runCount: runs.length,
      letters: letters.length,
      lettersBy: groupLetters(letters).slice(0, mostReasons),
    };
  },
  table: async ({ source, writingRun }) => {
    const { runs, lease } = await source.ledger({ records: false });
    const writing = writingRun(lease);
    const rows = runs.toReversed().map((record) => {
      const { run, started, finished, end, days, ...figures } = runRow(record, writing);
      const { meetings, sessions, heavyCalls, calls, seconds } = figures;
      return [run, started, finished, end, days, meetings, sessions, heavyCalls, calls, seconds];
    });
    return { columns, rows };
  },
};

const columns = [
  ...["run", "started", "finished", "end", "days", "meetings", "sessions", "heavy_calls", "calls", "seconds"],
];

function writingOf({ run, host, pid, renewedAt }: Lease, record: RunRecord | undefined): Writing {
  return {
    run,
    host,
    pid,
    seen: isoSeconds(renewedAt),
    ...(record === undefined ? {} : { record: runRow(record, run) }),
  };
}

function runRow(record: RunRecord, writing: string | undefined): RunRow {
  const { tookMs, ...figures } = runFigures(record);
  return {
    run: record.run,
    started: record.startedAt,
    ...(record.finishedAt === undefined ? {} : { finished: record.finishedAt }),
    end: sayEnd(record, writing),
    isWriting: record.run === writing && record.finishedAt === undefined,
    ...figures,
    ...(tookMs === undefined ? {} : { seconds: Math.round(tookMs / 1_000) }),
  };
}

function groupLetters(letters: readonly KeptLetter[]): HarvestNow["lettersBy"] {
  const groups = new Map<string, HarvestNow["lettersBy"][number]>();
  for (const { to: collection, reason, at } of letters) {
    const key = JSON.stringify([collection, reason]);
    const group = groups.get(key) ?? { collection, reason, count: 0, latest: at };
    group.count += 1;
    if (at > group.latest) group.latest = at;
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) => b.count - a.count || (`${a.collection} ${a.reason}` < `${b.collection} ${b.reason}` ? -1 : 1),
  );
}
