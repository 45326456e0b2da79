/** `zoom-harvester status`: what is stored and how complete it is, on one screen. Reads the store alone, no Zoom. */

import { realClock } from "../clock.ts";
import type { Source } from "../destinations/source.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { type DayQuota, quotaOf } from "../harvest/day-quota.ts";
import type { DayReport, DayState } from "../harvest/proof/day-states.ts";
import { countOthers, type HarvestState, readHarvestState, whatNext } from "../reports/harvest-state.ts";
import { runJson } from "../reports/runs.ts";
import type { Flags } from "../setting-sources.ts";
import { readDay, readPart, readSpan, readTimeZone } from "../setting-values.ts";
import { isoSeconds } from "../time.ts";
import type { CommandContext } from "./harvest.ts";
import { printRuns } from "./runs.ts";
import { printJson, readStoreCommand, type StoreCommand, withSource, writingRun } from "./store-command.ts";
import { rowLines, type SummaryRow, storedRows } from "./summary-streams.ts";

interface Status extends HarvestState {
  where: string;
  accounts: string[];
  /** Documents of the streams beside the core, those that have any. */
  others: Record<string, number>;
  quota: DayQuota;
}

export async function runStatus(flags: Flags, context: CommandContext): Promise<ExitCode> {
  const command = readStoreCommand(flags, context);
  const status = await withSource(command, context, (source) => readStatus(source, command));
  const next = whatNext(status, commandOf(flags));
  if (flags.json === true) printJson({ ...statusJson(status), next });
  else printStatus(status, next);
  return exitCode.complete;
}

async function readStatus(source: Source, { get, account }: StoreCommand): Promise<Status> {
  const timeZone = readTimeZone(get("timezone"));
  const now = realClock.now();
  const state = await readHarvestState(source, {
    from: readDay("from", get("from"), now, timeZone),
    to: readDay("to", get("to"), now, timeZone),
    timeZone,
    now,
    settleAfterMs: readSpan("settle_after", get("settle_after")),
    account,
  });
  return {
    ...state,
    where: source.where,
    accounts: state.ledger.accounts,
    others: await countOthers(source),
    quota: quotaOf(state.ledger, now, readPart("day_share", get("day_share"))),
  };
}

function statusJson(status: Status) {
  const {
    where,
    accounts,
    ledger,
    runs,
    days,
    states,
    sessions: held,
    lean,
    others,
    quota,
    letters,
  } = status;
  const { lease } = ledger;
  const writing = writingRun(lease);
  return {
    store: where,
    accounts,
    days,
    meetings: states,
    sessions: held,
    lean: lean.count,
    streams: others,
    quota,
    runs: runs
      .slice(-10)
      .reverse()
      .map((run) => runJson(run, writing)),
    dead_letters: letters,
    ...(lease === undefined || writing === undefined
      ? {}
      : { writing: { run: lease.run, host: lease.host, pid: lease.pid, seen: isoSeconds(lease.renewedAt) } }),
  };
}

/** The command with the flags that say which store and which days are meant. */
export function commandOf(flags: Flags): string {
  const named = ["destination", "es_host", "index_prefix", "db", "timezone"].flatMap((flag) =>
    typeof flags[flag] === "string" ? [`--${flag} ${flags[flag]}`] : [],
  );
  return ["zoom-harvester", ...named].join(" ");
}

const marks: Record<DayState, string> = {
  complete: "■",
  young: "◪",
  partial: "◧",
  never_listed: "·",
  expired: "x",
};
const number = (value: number) => value.toLocaleString("en-US");

function printStatus(status: Status, next: readonly string[]): void {
  const { where, ledger, runs, days, states, sessions: held, quota, letters } = status;
  const total = Object.values(states).reduce((sum, count) => sum + count, 0);
  const byState = Object.entries(states).map(([state, count]) => `${number(count)} ${state}`);
  const { lease } = ledger;
  const writing = writingRun(lease);
  const facts: SummaryRow[] = [
    ["meetings", `${number(total)}${total === 0 ? "" : `: ${byState.join(", ")}`}`, true],
    ["sessions", number(held)],
  ];
  if (status.lean.count > 0) {
    const lean = `${number(status.lean.count)} meetings have their sessions from a poorer source, for want of calls`;
    facts.push(["lean", lean, true]);
  }
  facts.push(...storedRows(status.others));
  const allowed = `${number(quota.used)} of ${number(quota.allowed)} calls that may be used until ${quota.resets_at}`;
  facts.push(["quota today", allowed, true], ["dead letters", number(letters)]);
  if (lease !== undefined && writing !== undefined) {
    const writer = `process ${lease.pid} on ${lease.host}, last seen ${isoSeconds(lease.renewedAt)}`;
    facts.push(["writing", writer, true]);
  }
  const lines = [
    `${where}, Zoom account ${status.accounts.join(", ")}`,
    "",
    ...calendar(days),
    "",
    ...rowLines(facts, process.stdout.columns),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  printRuns(runs.slice(-5).reverse(), writing);
  process.stdout.write(`\nNext\n${next.map((line) => `  ${line}\n`).join("")}`);
}

/** A line a month, a sign a day. */
function calendar(days: readonly DayReport[]): string[] {
  const months = new Map<string, string[]>();
  for (const { date, state } of days) {
    const month = date.slice(0, 7);
    const signs = months.get(month) ?? new Array<string>(31).fill(" ");
    signs[Number(date.slice(8)) - 1] = marks[state];
    months.set(month, signs);
  }
  if (months.size === 0) return ["  no day was harvested yet"];
  const used = new Set(days.map(({ state }) => state));
  const legend = (Object.keys(marks) as DayState[])
    .filter((state) => used.has(state))
    .map((state) => `${marks[state]} ${state.replace("_", " ")}`);
  return [
    `           ${["1", "6", "11", "16", "21", "26", "31"].map((day) => day.padEnd(5)).join("")}`.trimEnd(),
    ...[...months].map(([month, signs]) => `  ${month}  ${signs.join("")}`.trimEnd()),
    `           ${legend.join("  ")}`,
  ];
}
