/** `zoom-harvester runs [RUN]`: what each run did, from the ledger. */

import type { RunRecord } from "../destinations/ledger.ts";
import type { Json } from "../document.ts";
import { ConfigurationError, type ExitCode, exitCode } from "../errors.ts";
import type { Flags } from "../setting-sources.ts";
import { sayDuration } from "../time.ts";
import type { CommandContext } from "./harvest.ts";
import { printTable } from "./print-table.ts";
import { printJson, readStoreCommand, withSource, writingRun } from "./store-command.ts";

export async function runRuns(
  wanted: string | undefined,
  flags: Flags,
  context: CommandContext,
): Promise<ExitCode> {
  const command = readStoreCommand(flags, context);
  const last = Number(flags.last);
  if (!Number.isInteger(last) || last < 1)
    throw wrongUse(`--last is to be a whole number, got ${flags.last}`);
  const { runs, lease } = await withSource(command, context, (source) => source.ledger());
  const writing = writingRun(lease);
  if (wanted !== undefined) {
    const found = runs.filter(({ run }) => run.startsWith(wanted) || run.endsWith(wanted));
    const [only] = found;
    if (only === undefined || found.length > 1) {
      throw wrongUse(`there ${found.length === 0 ? "is no" : "is more than one"} run ${wanted}`);
    }
    printJson(toJson(only, writing));
    return exitCode.complete;
  }
  const latest = runs.slice(-last).reverse();
  if (flags.json === true) printJson(latest.map((run) => toJson(run, writing)));
  else printRuns(latest, writing);
  return exitCode.complete;
}

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
export function toJson(record: RunRecord, writing: string | undefined): { [key: string]: Json } {
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

export function printRuns(runs: readonly RunRecord[], writing: string | undefined): void {
  const rows = runs.map((record) => {
    const { run, startedAt, finishedAt, asked, calls, outcome } = record;
    const { from, to, job } = (asked ?? {}) as { from?: string; to?: string; job?: string };
    const days = from === undefined ? "by id" : from === to ? from : `${from} to ${to}`;
    const { stored = {} } = (outcome ?? {}) as { stored?: Record<string, number> };
    const heavy = Object.values(calls).reduce((sum, tiers) => sum + (tiers.heavy ?? 0), 0);
    return [
      run,
      sayEnd(record, writing),
      job === undefined ? days : `${job}, ${days}`,
      stored.meetings ?? 0,
      stored.sessions ?? 0,
      heavy,
      finishedAt === undefined ? "" : sayDuration(Date.parse(finishedAt) - Date.parse(startedAt)),
    ];
  });
  const columns = ["run", "end", "days", "meetings", "sessions", "heavy_calls", "time"];
  printTable(process.stdout, runs.length === 0 ? "No run yet" : "Latest runs", columns, rows);
}

function wrongUse(reason: string): ConfigurationError {
  return new ConfigurationError({ operation: "runs", reason, hint: "zoom-harvester runs, which lists them" });
}
