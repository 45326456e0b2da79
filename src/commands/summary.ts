/** The end of a run for a person: a short table on standard error, and the same as JSON in a file. */

import { writeFileSync } from "node:fs";
import type { Config } from "../config.ts";
import type { Destination } from "../destinations/destination.ts";
import { ConfigurationError, exitCode } from "../errors.ts";
import { errorOf, exitCodeOf, type RunResult, type Summary } from "../harvest/outcome.ts";
import type { Tally } from "../harvest/tally.ts";
import { sayDuration } from "../time.ts";
import type { ZoomClient } from "../zoom/client.ts";
import { refusedRows, rowLines, type SummaryRow, sourceRows, storedRows, tie } from "./summary-streams.ts";

/** The summary of a run, from its tally and from what the parts know. */
export function summarize(
  config: Config,
  run: string,
  version: string,
  result: RunResult,
  tally: Tally,
  zoom: ZoomClient | undefined,
  destination: Destination | undefined,
  ms: number,
): Summary {
  const code = exitCodeOf(result, tally);
  const { days } = config;
  const resetsAt = (result.stopped as { resetsAt?: number } | undefined)?.resetsAt;
  return {
    run,
    version,
    exit_code: code,
    complete: code === exitCode.complete,
    ...(result.stopped === undefined ? {} : { error: errorOf(result.stopped) }),
    account_id: config.accountId,
    destination: {
      kind: config.destination,
      where: destination?.where ?? config.destination,
      why: config.destinationWhy,
      ...(destination?.look === undefined ? {} : { look: destination.look }),
    },
    asked: {
      ...(days === undefined ? {} : { from: days.from, to: days.to, timezone: days.timeZone }),
      ...(config.meetings.length === 0 ? {} : { meetings: config.meetings }),
      ...(config.series.length === 0 ? {} : { series: config.series }),
    },
    meetings: {
      wanted: tally.wanted,
      stored: tally.stored.meetings ?? 0,
      unchanged: tally.unchanged,
      states: { ...tally.states },
    },
    sessions: { received: tally.sessionRows, stored: tally.stored.sessions ?? 0 },
    stored: { ...tally.stored },
    sources: { ...result.sources },
    ...(result.holds === undefined ? {} : { holds: result.holds }),
    calls: zoom?.limiter.total() ?? { light: 0, medium: 0, heavy: 0, resource_intensive: 0 },
    quota: {
      ...(zoom?.limiter.today() ?? { used: 0, allowed: 0, share: 0 }),
      ...(resetsAt === undefined ? {} : { resets_at: new Date(resetsAt).toISOString() }),
    },
    refused: result.refusals.map(({ stream, error }) => ({ stream, message: error.message })),
    cases: tally.cases,
    dead_letters: {
      count: tally.deadLetters,
      ...(tally.deadLettersIn === undefined ? {} : { where: tally.deadLettersIn }),
    },
    seconds: Math.round(ms) / 1_000,
  };
}

const number = (value: number) => value.toLocaleString("en-US");

/**
 * The table, without colours. What is to be copied stays on its line.
 * @param columns of the terminal.
 */
export function summaryLines(summary: Summary, columns?: number): string[] {
  const { meetings, sessions, calls, quota, destination, dead_letters } = summary;
  const rows: SummaryRow[] = [];
  const { from, to, timezone } = summary.asked;
  if (from !== undefined) rows.push(["days", `${from === to ? from : `${from} to ${to}`} (${timezone})`]);
  const states = Object.entries(meetings.states).filter(([state, count]) => count > 0 && state !== "settled");
  const others = states.map(([state, count]) => `${number(count)} ${state}`).join(", ");
  rows.push(["meetings", `${number(meetings.stored)}${others === "" ? "" : ` (of these ${others})`}`]);
  if (meetings.unchanged > 0) rows.push(["unchanged", `${number(meetings.unchanged)} meetings listed again`]);
  rows.push(["sessions", number(sessions.stored)]);
  rows.push(...storedRows(summary.stored));
  if (summary.holds !== undefined) {
    const { meetings: held, sessions: heldSessions } = summary.holds;
    rows.push(["store holds", `${number(held)} meetings, ${number(heldSessions)} sessions of these days`]);
  }
  rows.push(...sourceRows(summary.sources));
  const perTier = Object.entries(calls)
    .filter(([, count]) => count > 0)
    .map(([tier, count]) => `${number(count)} ${tier.replace("_", "-")}`);
  const share =
    quota.allowed === 0 ? "" : `; ${(100 * quota.share).toFixed(1)}${tie}% of the day's quota used`;
  rows.push(["Zoom calls", `${perTier.join(", ") || "none"}${share}`, true]);
  rows.push(["time", sayDuration(summary.seconds * 1_000)]);
  rows.push(...refusedRows(summary.refused));
  for (const { what, count, examples } of summary.cases) {
    rows.push([
      "note",
      `${number(count)} ${what}${examples.length === 0 ? "" : ` (such as ${examples.join(", ")})`}`,
      true,
    ]);
  }
  if (dead_letters.count > 0)
    rows.push(["dead letters", `${number(dead_letters.count)} in ${dead_letters.where}`]);
  rows.push(["stored in", `${destination.where}, ${destination.why}`]);
  if (destination.look !== undefined && meetings.stored > 0) rows.push(["look at it", destination.look]);
  return rowLines(rows, columns);
}

/** Writes the summary file, readable by its owner alone. @throws ConfigurationError when it cannot be written. */
export function writeSummary(file: string, summary: Summary): void {
  try {
    writeFileSync(file, `${JSON.stringify(summary, null, 2)}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new ConfigurationError({
      operation: "write the summary",
      subject: file,
      reason: "the file cannot be written",
      hint: "another --summary",
      cause,
    });
  }
}
