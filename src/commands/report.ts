/** `zoom-harvester report`: what went on, on one screen, and when it was closest to the limits. Reads the store alone. */

import { realClock } from "../clock.ts";
import type { Source } from "../destinations/source.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { readMissing, sayMissing } from "../reports/missing.ts";
import { findRollup, type ReportRange, readBy, readOverview, readRange } from "../reports/overview.ts";
import type { Limits } from "../reports/peaks.ts";
import { rollups } from "../reports/rollups.ts";
import type { Flags } from "../setting-sources.ts";
import { readDay, readTimeZone, wrong } from "../setting-values.ts";
import type { CommandContext } from "./harvest.ts";
import { openSource } from "./open-destination.ts";
import { overviewLines, printRows } from "./report-print.ts";
import { printJson, readStoreCommand } from "./store-command.ts";

/** Meetings of each peak that are shown where `--top` does not say. */
const usualTop = 5;

interface Asked {
  by: string | undefined;
  top: number | undefined;
  limits: Limits;
  json: boolean;
}

/** @returns 0 also where people of some meetings are not counted yet: that is said. */
export async function runReport(flags: Flags, context: CommandContext): Promise<ExitCode> {
  const command = readStoreCommand(flags, context);
  const asked = readAsked(flags);
  const timeZone = readTimeZone(command.get("timezone"));
  const now = realClock.now();
  const from = readDay("from", command.get("from"), now, timeZone);
  const to = readDay("to", command.get("to"), now, timeZone);
  if (from !== undefined && to !== undefined && from > to)
    throw wrong("from", `no later than --to, ${to}`, from, `--from ${to} --to ${from}`);
  const source = await openSource(command.effects, command.settings, context.version, command.account);
  try {
    const range = await readRange(source, { from, to, timeZone });
    if (range === undefined) {
      context.stderr.write("no meeting is stored yet. Try: zoom-harvester, which harvests yesterday\n");
      if (asked.json) printJson({ store: source.where });
      return exitCode.complete;
    }
    await tell(source, range, asked);
    for (const { reason, hint } of sayMissing(await readMissing(source, range), range)) {
      const tried = hint === undefined ? "" : `. Try: ${hint}`;
      context.stderr.write(`people are missing: ${reason}${tried}\n`);
    }
  } finally {
    await source.close();
  }
  return exitCode.complete;
}

async function tell(source: Source, range: ReportRange, { by, top, limits, json }: Asked): Promise<void> {
  const { from, to, timeZone } = range;
  const head = { store: source.where, from, to, time_zone: timeZone };
  if (by !== undefined) {
    const rows = await readBy(source, by, range);
    if (json) printJson({ ...head, by: { [by]: rows.slice(0, top) } });
    else printRows(process.stdout, by, range, rows, top);
    return;
  }
  const overview = await readOverview(source, range, limits);
  if (json) printJson({ ...head, ...overview });
  else process.stdout.write(`${overviewLines(source.where, range, overview, top ?? usualTop).join("\n")}\n`);
}

function readAsked({ by, top, limit, limit_people, json }: Flags): Asked {
  if (typeof by === "string" && findRollup(by) === undefined) {
    const [field] = /^tracking:[^=]+(?==)/.exec(by) ?? [];
    const names = Object.keys(rollups).join(", ");
    throw field === undefined
      ? wrong("by", `one of ${names}, tracking:NAME`, by, "--by days")
      : wrong("by", "tracking:NAME, a name without =", by, `--by "${field}", which has what follows the =`);
  }
  const meetings = readCount("limit", limit);
  const participants = readCount("limit_people", limit_people);
  return {
    by: typeof by === "string" ? by : undefined,
    top: readCount("top", top),
    limits: {
      ...(meetings === undefined ? {} : { meetings }),
      ...(participants === undefined ? {} : { participants }),
    },
    json: json === true,
  };
}

function readCount(flag: string, value: Flags[string]): number | undefined {
  if (value === undefined) return undefined;
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1) throw wrong(flag, "a whole number above 0", String(value));
  return count;
}
