/** `zoom-harvester status`: what is stored and how complete it is, on one screen. Reads the store alone, no Zoom. */

import { realClock } from "../clock.ts";
import type { LedgerDump, Source } from "../destinations/source.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { refusedListings } from "../harvest/plan.ts";
import { type DayReport, type DayState, reportDays } from "../harvest/proof/day-states.ts";
import { sessionSources } from "../harvest/sets.ts";
import type { Flags } from "../setting-sources.ts";
import { readDay, readPart, readSpan, readTimeZone } from "../setting-values.ts";
import { collections, isCore } from "../streams/derived.ts";
import { meetings } from "../streams/meeting.ts";
import { sessions } from "../streams/session.ts";
import { dayAt, isoSeconds } from "../time.ts";
import { zoomDay } from "../zoom/limiter.ts";
import { planLimits } from "../zoom/limits.ts";
import type { CommandContext } from "./harvest.ts";
import { printRuns, toJson } from "./runs.ts";
import { printJson, readStoreCommand, type StoreCommand, withSource, writingRun } from "./store-command.ts";

interface Status {
  where: string;
  accounts: string[];
  ledger: LedgerDump;
  days: DayReport[];
  /** Meetings by state, all days. */
  states: Record<string, number>;
  sessions: number;
  /** Meetings whose sessions come from a poorer source until there are calls again. */
  lean: { count: number; from: string; to: string };
  /** Documents of the streams beside the core, those that have any. */
  others: Record<string, number>;
  quota: { zoom_day: string; used: number; allowed: number; resets_at: string };
  letters: number;
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
  const ledger = await source.ledger();
  const ofAccount = <T extends { account?: string }>(items: readonly T[]) =>
    items.filter((item) => account === undefined || item.account === undefined || item.account === account);
  const listings = ofAccount(ledger.listings);
  const [meetingDays, sessionDays] = await Promise.all([
    source.countByDay(meetings.name, timeZone, "state"),
    source.countByDay(sessions.name, timeZone),
  ]);
  const days = reportDays(
    {
      listings: listings.filter(({ what }) => what === meetings.name),
      refused: listings.filter(({ what }) => what === refusedListings),
      meetings: meetingDays,
      sessions: sessionDays,
    },
    {
      from: readDay("from", get("from"), now, timeZone),
      to: readDay("to", get("to"), now, timeZone),
      timeZone,
      now,
      settleAfterMs: readSpan("settle_after", get("settle_after")),
    },
  );
  const states: Record<string, number> = {};
  for (const { value = "", count } of meetingDays) states[value] = (states[value] ?? 0) + count;
  return {
    where: source.where,
    accounts: ledger.accounts,
    ledger: { ...ledger, runs: ofAccount(ledger.runs) },
    days,
    states,
    sessions: sessionDays.reduce((total, { count }) => total + count, 0),
    lean: await findLean(source, timeZone),
    others: await countOthers(source),
    quota: quotaOf(ledger, now, readPart("day_share", get("day_share"))),
    letters: ledger.letters.length,
  };
}

/** How many meetings wait for a richer source, and the days from the first to the last of them. */
async function findLean(source: Source, timeZone: string): Promise<Status["lean"]> {
  const ids = await source.find(meetings.name, { is: { sessions_wanted: sessionSources } }, "oldest");
  const ends = [ids[0], ids.at(-1)].flatMap((id) => id ?? []);
  const days = (await source.read(meetings.name, ends))
    .flatMap(({ start_time }) =>
      typeof start_time === "string" ? [dayAt(Date.parse(start_time), timeZone)] : [],
    )
    .sort();
  return { count: ids.length, from: days[0] ?? "", to: days.at(-1) ?? "" };
}

async function countOthers(source: Source): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const one of collections) {
    const total = isCore(one) ? 0 : await source.total(one.name);
    if (total > 0) counts[one.name] = total;
  }
  return counts;
}

/** Heavy and Resource-intensive calls of today's runs, and how many may be made. */
function quotaOf({ runs, facts }: LedgerDump, now: number, dayShare: number): Status["quota"] {
  const day = zoomDay(now);
  let used = 0;
  for (const { calls } of runs) used += (calls[day]?.heavy ?? 0) + (calls[day]?.resource_intensive ?? 0);
  const isBusiness = facts.some(({ name, value }) => name === "plan" && value === "business");
  const allowance = planLimits[isBusiness ? "business" : "pro"].perDay.find(({ tiers }) =>
    tiers.includes("heavy"),
  );
  const midnight = Date.parse(`${day}T00:00:00Z`) + 86_400_000;
  return {
    zoom_day: day,
    used,
    allowed: Math.floor((allowance?.calls ?? 0) * dayShare),
    resets_at: isoSeconds(midnight),
  };
}

function statusJson(status: Status) {
  const { where, accounts, ledger, days, states, sessions: held, lean, others, quota, letters } = status;
  const { lease, runs } = ledger;
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
      .map((run) => toJson(run, writing)),
    dead_letters: letters,
    ...(lease === undefined || writing === undefined
      ? {}
      : { writing: { run: lease.run, host: lease.host, pid: lease.pid, seen: isoSeconds(lease.renewedAt) } }),
  };
}

/** The command with the flags that say which store and which days are meant. */
function commandOf(flags: Flags): string {
  const named = ["destination", "es_host", "index_prefix", "db", "timezone"].flatMap((flag) =>
    typeof flags[flag] === "string" ? [`--${flag} ${flags[flag]}`] : [],
  );
  return ["zoom-harvester", ...named].join(" ");
}

/** What to run, each with its reason. */
function whatNext({ days, letters, ledger, states, lean }: Status, command: string): string[] {
  const next: string[] = [];
  const unread = (states.listed ?? 0) + (states.partial ?? 0);
  if (ledger.runs.length === 0) return [`${command}: nothing was harvested yet`];
  const gap = spanOf(days, ["partial"]);
  if (unread > 0 && gap !== undefined)
    next.push(`${command} --from ${gap.from} --to ${gap.to}: ${number(unread)} meetings are not read yet`);
  else if (gap !== undefined) next.push(`${command} --from ${gap.from} --to ${gap.to}: days listed in part`);
  const never = spanOf(days, ["never_listed"]);
  if (never !== undefined) next.push(`${command} --from ${never.from} --to ${never.to}: days never listed`);
  if (lean.count > 0) {
    const days = `--from ${lean.from} --to ${lean.to}`;
    next.push(
      `${command} ${days}: ${number(lean.count)} meetings are to be read again from the richer source`,
    );
  }
  if (letters > 0) next.push(`zoom-harvester replay: ${number(letters)} dead letters`);
  if (next.length === 0) next.push(`${command}, every hour or day: nothing is missing`);
  return next;
}

function spanOf(
  days: readonly DayReport[],
  states: readonly DayState[],
): { from: string; to: string } | undefined {
  const hit = days.filter(({ state }) => states.includes(state));
  const [first] = hit;
  const last = hit.at(-1);
  return first === undefined || last === undefined ? undefined : { from: first.date, to: last.date };
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
  const { where, ledger, days, states, sessions: held, quota, letters } = status;
  const total = Object.values(states).reduce((sum, count) => sum + count, 0);
  const byState = Object.entries(states).map(([state, count]) => `${number(count)} ${state}`);
  const { lease } = ledger;
  const writing = writingRun(lease);
  const lines = [
    `${where}, Zoom account ${status.accounts.join(", ")}`,
    "",
    ...calendar(days),
    "",
    `  meetings      ${number(total)}${total === 0 ? "" : `: ${byState.join(", ")}`}`,
    `  sessions      ${number(held)}`,
    ...(status.lean.count === 0
      ? []
      : [
          `  lean          ${number(status.lean.count)} meetings have their sessions from a poorer source, for want of calls`,
        ]),
    ...Object.entries(status.others).map(([name, count]) => `  ${name.padEnd(12)}  ${number(count)}`),
    `  quota today   ${number(quota.used)} of ${number(quota.allowed)} calls that may be used until ${quota.resets_at}`,
    `  dead letters  ${number(letters)}`,
    ...(lease === undefined || writing === undefined
      ? []
      : [`  writing       process ${lease.pid} on ${lease.host}, last seen ${isoSeconds(lease.renewedAt)}`]),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  printRuns(ledger.runs.slice(-5).reverse(), writing);
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
