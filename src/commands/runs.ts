/** `zoom-harvester runs [RUN]`: what each run did, from the ledger. */

import type { RunRecord } from "../destinations/ledger.ts";
import { ConfigurationError, type ExitCode, exitCode } from "../errors.ts";
import { runFigures, runJson, sayEnd } from "../reports/runs.ts";
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
    printJson(runJson(only, writing));
    return exitCode.complete;
  }
  const latest = runs.slice(-last).reverse();
  if (flags.json === true) printJson(latest.map((run) => runJson(run, writing)));
  else printRuns(latest, writing);
  return exitCode.complete;
}

export function printRuns(runs: readonly RunRecord[], writing: string | undefined): void {
  const rows = runs.map((record) => {
    const { days, meetings, sessions, heavyCalls, tookMs } = runFigures(record);
    const took = tookMs === undefined ? "" : sayDuration(tookMs);
    return [record.run, sayEnd(record, writing), days, meetings, sessions, heavyCalls, took];
  });
  const columns = ["run", "end", "days", "meetings", "sessions", "heavy_calls", "time"];
  printTable(process.stdout, runs.length === 0 ? "No run yet" : "Latest runs", columns, rows);
}

function wrongUse(reason: string): ConfigurationError {
  return new ConfigurationError({ operation: "runs", reason, hint: "zoom-harvester runs, which lists them" });
}
