/** A report for people: an overview that fits on a screen of 80 columns, or the table of one rollup. */

import { findRollup, type Overview, type ReportRange } from "../reports/overview.ts";
import type { AgainstLimit, Peak } from "../reports/peaks.ts";
import type { RollupRow } from "../reports/rollups.ts";
import { addDays } from "../time.ts";
import { bar, columns } from "./bars.ts";
import { printTable } from "./print-table.ts";
import { cutBegin, toWidth, widthOf } from "./terminal-text.ts";

/** So many bars of time fit on the screen. */
const mostBars = 14;
const barWidth = 20;
/** Columns of the screen. */
const screenWidth = 80;
/** What is left of a store's name, however long the time zone's is. */
const leastName = 20;
/** Lines of each list of the overview. */
const listLines = 3;

const number = (value: number) => value.toLocaleString("en-US");
const inHours = (seconds: number) => number(Math.round(seconds / 3_600));
/** Of people: nobody has counted them where there is no figure. */
const known = (figure: number | null, say = number) => (figure === null ? "not counted" : say(figure));

/** @param top meetings that are shown at each peak. */
export function overviewLines(
  where: string,
  range: ReportRange,
  { totals, days, hours_of_day, peaks, by }: Overview,
  top: number,
): string[] {
  const { from, to, timeZone } = range;
  const minutes = Math.round(totals.mean_duration_seconds / 60);
  const said = `, ${from} to ${to}, ${timeZone}`;
  return [
    cutBegin(where, Math.max(leastName, screenWidth - widthOf(said))) + said,
    "",
    `  meetings      ${toWidth(number(totals.meetings), 12)}mean length   ${number(minutes)} min`,
    `  people        ${toWidth(known(totals.people), 12)}by phone      ${known(totals.by_phone)}`,
    `  joins         ${toWidth(known(totals.sessions), 12)}in rooms      ${known(totals.by_room)}`,
    `  person-hours  ${known(totals.attended_seconds, inHours)}`,
    "",
    ...timeLines(days),
    "",
    ...hourLines(hours_of_day),
    ...Object.entries(by).flatMap(([name, rows = []]) => listOf(name, rows)),
    "",
    "Most at once",
    ...peakLines("meetings", peaks.meetings, timeZone, top),
    ...peakLines("people", peaks.participants, timeZone, top),
  ];
}

/** Bars of days; of weeks, months or years where there are too many. */
function timeLines(days: readonly RollupRow[]): string[] {
  const foldings: [string, (day: string) => string][] = [
    ["Days", (day) => `${weekday(day)} ${day}`],
    ["Weeks", (day) => `from ${addDays(day, -((new Date(day).getUTCDay() + 6) % 7))}`],
    ["Months", (day) => day.slice(0, 7)],
    ["Years", (day) => day.slice(0, 4)],
  ];
  const folded = foldings.map(([title, toName]) => ({ title, bars: fold(days, toName) }));
  const { title, bars } = folded.find((one) => one.bars.length <= mostBars) ??
    folded.at(-1) ??
    folded[0] ?? { title: "", bars: [] };
  const most = bars.reduce((count, { meetings }) => Math.max(count, meetings), 0);
  const longest = bars.reduce((length, { seconds }) => Math.max(length, seconds), 0);
  return [
    `${toWidth(title, 19)}meetings                     person-hours`,
    ...bars.map(
      ({ name, meetings, seconds }) =>
        `  ${toWidth(name, 17)}${bar(meetings, most, barWidth)} ${number(meetings).padEnd(8)}${bar(seconds, longest, barWidth)} ${inHours(seconds)}`,
    ),
  ];
}

function fold(days: readonly RollupRow[], toName: (day: string) => string) {
  const bars = new Map<string, { name: string; meetings: number; seconds: number }>();
  for (const { key, meetings, attended_seconds } of days) {
    const name = toName(key ?? "");
    const one = bars.get(name) ?? { name, meetings: 0, seconds: 0 };
    bars.set(name, one);
    one.meetings += meetings;
    one.seconds += attended_seconds;
  }
  return [...bars.values()];
}

const weekday = (day: string) =>
  ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][new Date(day).getUTCDay()] ?? "";

function hourLines(hours: Overview["hours_of_day"]): string[] {
  const seconds = hours.map(({ attended_seconds }) => attended_seconds);
  const most = Math.max(...seconds);
  const busiest = seconds.indexOf(most);
  const said = most === 0 ? "" : `, most at ${pad(busiest)} o'clock: ${inHours(most)}`;
  return [
    `Hours of the day, person-hours${said}`,
    `  ${columns(seconds)
      .map((sign) => sign.repeat(2))
      .join(" ")}`.trimEnd(),
    `  ${hours.map(({ hour }) => pad(hour)).join(" ")}`,
  ];
}

const pad = (value: number) => String(value).padStart(2, "0");

function listOf(name: string, rows: readonly RollupRow[]): string[] {
  const found = rows.filter(({ key }) => key !== null).slice(0, listLines);
  if (found.length === 0) return [];
  const longest = Math.max(...found.map(({ attended_seconds }) => attended_seconds));
  const title = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  return [
    "",
    `${toWidth(title, 31)}person-hours                 people   meetings`,
    ...found.map(
      ({ key, label, attended_seconds, people, meetings }) =>
        `  ${toWidth(label ?? key ?? "", 28)} ${bar(attended_seconds, longest, barWidth)} ${inHours(attended_seconds).padEnd(8)}${number(people).padEnd(9)}${number(meetings)}`,
    ),
  ];
}

function peakLines(
  what: string,
  peak: (Peak & Partial<AgainstLimit>) | undefined,
  timeZone: string,
  top: number,
): string[] {
  if (peak === undefined) return [`  ${what}  0`];
  const { count, at, meetings, limit, percent, hours_above_80_percent: above } = peak;
  const lines = [`  ${number(count)} ${what}, first at ${momentIn(at, timeZone)}`];
  if (limit !== undefined)
    lines.push(`  ${percent} % of ${number(limit)}; ${number(above ?? 0)} hours above 80 %`);
  for (const { topic = "", host = "", people } of meetings.slice(0, top)) {
    lines.push(
      `    ${number(people).padStart(6)} people  ${toWidth(topic, 36)}  ${toWidth(host, 22)}`.trimEnd(),
    );
  }
  const more = meetings.length - top;
  if (more > 0) lines.push(`    and ${number(more)} more: --top ${meetings.length}, or --json`);
  return lines;
}

/** `Tue 2026-03-03 10:05:30` in the zone. */
function momentIn(at: string, timeZone: string): string {
  const options = { timeZone, dateStyle: "short", timeStyle: "medium" } as const;
  // Swedes write dates as ISO 8601 does.
  const text = new Intl.DateTimeFormat("sv-SE", options).format(Date.parse(at));
  return `${weekday(text.slice(0, 10))} ${text}`;
}

/** The table of a rollup. @param top rows that are shown. @default all */
export function printRows(
  output: NodeJS.WritableStream,
  by: string,
  range: ReportRange,
  rows: readonly RollupRow[],
  top: number | undefined,
): void {
  const one = findRollup(by)?.rollup.one ?? by;
  const shown = rows.slice(0, top);
  const has = (name: "label" | "peak_meetings" | "peak_people") =>
    rows.some((row) => row[name] !== undefined);
  const heads = [
    one,
    ...(has("label") ? ["name"] : []),
    ...["meetings", "people", "joins", "person_minutes"],
    ...(has("peak_meetings") ? ["meetings_at_once"] : []),
    ...(has("peak_people") ? ["people_at_once"] : []),
  ];
  const cells = shown.map((row) => [
    sayKey(row.key, by, range.timeZone),
    ...(has("label") ? [row.label ?? ""] : []),
    ...[row.meetings, row.people, row.sessions, Math.round(row.attended_seconds / 60)],
    ...(has("peak_meetings") ? [row.peak_meetings ?? 0] : []),
    ...(has("peak_people") ? [row.peak_people ?? 0] : []),
  ]);
  const title = `${by}, ${range.from} to ${range.to}, ${range.timeZone}`;
  printTable(output, title, heads, cells);
  if (shown.length < rows.length) output.write(`  and ${number(rows.length - shown.length)} more\n`);
}

function sayKey(key: string | null, by: string, timeZone: string): string {
  if (key === null) return "(none)";
  return by === "hours" ? momentIn(key, timeZone).slice(0, -3) : key;
}
