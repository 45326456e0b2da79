/** What a run did, from its record in the ledger. Pure. */

import type { RunRecord } from "../destinations/ledger.ts";
import type { Json } from "../document.ts";

/** How a run ended, in a word or two. @param writing the run that holds the store now. */
export function sayEnd({ run, finishedAt, exitCode: code }: RunRecord, writing: string | undefined): string {
  if (finishedAt !== undefined) return code === undefined ? "ended" : `${code} ${meaning[code] ?? ""}`.trim();
  return run === writing ? "writing" : "cut off";
}

const meaning: Readonly<Record<number, string>> = {
  0: "complete",
  1: "a bug",
  2: "settings",
  3: "refused",
  4: "store",
  5: "not complete",
  6: "dead letters",
};

/** A run for scripts. */
export function runJson(record: RunRecord, writing: string | undefined): { [key: string]: Json } {
  const { run, startedAt, finishedAt, exitCode: code, asked, calls, outcome } = record;
  return {
    run,
    started_at: startedAt,
    finished_at: finishedAt ?? null,
    exit_code: code ?? null,
    end: sayEnd(record, writing),
    asked,
    calls,
    outcome: outcome ?? null,
  };
}

/** The figures of a run that matter most. */
export interface RunFigures {
  /** The days asked for as a person reads them: `2026-03-02 to 2026-03-06`, `by id`, `repair, 2026-03-02`. */
  days: string;
  /** Documents stored. */
  meetings: number;
  sessions: number;
  heavyCalls: number;
  /** Of all tiers. */
  calls: number;
  /** From its beginning to its end, milliseconds; absent without an end. */
  tookMs?: number;
  /** Meetings dealt with, and how many there are to do as far as is known; absent in what an older version recorded. */
  progress?: { done: number; expected: number };
}

export function runFigures({ startedAt, finishedAt, asked, calls, outcome }: RunRecord): RunFigures {
  const { from, to, job } = (asked ?? {}) as { from?: string; to?: string; job?: string };
  const days = from === undefined ? "by id" : from === to ? from : `${from} to ${to}`;
  const { stored = {}, done, expected } = (outcome ?? {}) as Outcome;
  const tiers = Object.values(calls);
  const all = tiers.flatMap((one) => Object.values(one));
  return {
    days: job === undefined ? days : `${job}, ${days}`,
    meetings: stored.meetings ?? 0,
    sessions: stored.sessions ?? 0,
    heavyCalls: tiers.reduce((sum, { heavy = 0 }) => sum + heavy, 0),
    calls: all.reduce((sum, count) => sum + count, 0),
    ...(finishedAt === undefined ? {} : { tookMs: Date.parse(finishedAt) - Date.parse(startedAt) }),
    ...(done === undefined || expected === undefined ? {} : { progress: { done, expected } }),
  };
}

interface Outcome {
  stored?: Record<string, number>;
  done?: number;
  expected?: number;
}
