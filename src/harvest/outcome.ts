/** How a run ended: its exit code and its summary, from the tally and from nothing else. Pure. */

import type { Tier } from "../endpoint.ts";
import { type ExitCode, exitCode, HarvesterError, messageOf } from "../errors.ts";
import type { NamedCase, Tally } from "./tally.ts";
import type { Refusal } from "./work.ts";

export interface RunResult {
  /** Streams that Zoom refused. */
  refusals: Refusal[];
  /** Which of Zoom's sources each stream was read from. */
  sources?: Record<string, string>;
  /** Why the run ended early; absent when it went to its end. */
  stopped?: unknown;
  /** What the store holds for the days asked, whoever stored it; absent where it cannot say. */
  holds?: { meetings: number; sessions: number };
}

/** The summary as JSON; its keys are relied on by scripts. */
export interface Summary {
  run: string;
  version: string;
  exit_code: ExitCode;
  /** Complete apart from what `cases` names. */
  complete: boolean;
  error?: { name: string; message: string };
  account_id?: string;
  destination: { kind: string; where: string; why: string; look?: string };
  asked: { from?: string; to?: string; timezone?: string; meetings?: string[]; series?: string[] };
  /** `unchanged`: listed again, and nothing to do. */
  meetings: { wanted: number; stored: number; unchanged: number; states: Record<string, number> };
  sessions: { received: number; stored: number };
  stored: Record<string, number>;
  /** Which of Zoom's sources each stream was read from: dashboard, report, past. */
  sources: Record<string, string>;
  /** What the store holds for the days asked, whoever stored it. */
  holds?: { meetings: number; sessions: number };
  calls: Record<Tier, number>;
  quota: { used: number; allowed: number; share: number; resets_at?: string };
  refused: { stream: string; message: string }[];
  cases: NamedCase[];
  dead_letters: { count: number; where?: string };
  seconds: number;
}

/** The exit code of a run: the gravest thing that happened decides. */
export function exitCodeOf({ stopped, refusals }: RunResult, tally: Tally): ExitCode {
  if (stopped !== undefined) return stopped instanceof HarvesterError ? stopped.exitCode : exitCode.bug;
  if (refusals.length > 0) return exitCode.refused;
  if (tally.states.partial > 0 || tally.cases.some(({ incomplete }) => incomplete))
    return exitCode.incomplete;
  return tally.deadLetters > 0 ? exitCode.deadLetters : exitCode.complete;
}

/** What the error of a summary says. */
export function errorOf(error: unknown): { name: string; message: string } {
  return { name: error instanceof Error ? error.name : "Error", message: messageOf(error) };
}
