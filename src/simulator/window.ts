/**
 * The windows of listings: how `from` and `to` are read and refused. In which zone Zoom reads them, and whether times
 * of day count, is not documented: the switch `window_zone` has each possible behaviour.
 */
import { Temporal } from "temporal-polyfill";
import { dayNumber, daySeconds, dayText, monthsBefore } from "./account.ts";
import { invalidParameter, refusal } from "./errors.ts";
import type { World } from "./world.ts";

/** Epoch seconds, both included. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly fromText: string;
  readonly toText: string;
}

const form = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}:\d{2}))?$/;

interface Edge {
  readonly date: Temporal.PlainDate;
  readonly time: Temporal.PlainTime | undefined;
  readonly text: string;
}

function readEdge(query: URLSearchParams, name: string, takesTime: boolean): Edge {
  const text = query.get(name) ?? "";
  if (text === "") throw invalidParameter(name, `${name} is required.`);
  const [, date = "", time] = form.exec(text) ?? [];
  try {
    if (date === "" || (time !== undefined && !takesTime)) throw new RangeError(text);
    return {
      date: Temporal.PlainDate.from(date, { overflow: "reject" }),
      time: time === undefined ? undefined : Temporal.PlainTime.from(time, { overflow: "reject" }),
      text,
    };
  } catch {
    throw invalidParameter(name, "Invalid date format.");
  }
}

function secondOf({ date, time }: Edge, zone: string, atEnd: boolean): number {
  const day = atEnd && time === undefined ? date.add({ days: 1 }) : date;
  const zoned = day.toZonedDateTime({ timeZone: zone, plainTime: time ?? Temporal.PlainTime.from("00:00") });
  return Math.floor(zoned.epochMilliseconds / 1000) - (atEnd && time === undefined ? 1 : 0);
}

function checkOrder(from: Edge, to: Edge): void {
  if (Temporal.PlainDate.compare(from.date, to.date) > 0)
    throw invalidParameter("to", "`to` is before `from`.");
  if (Temporal.PlainDate.compare(from.date.add({ months: 1 }), to.date) < 0) {
    throw refusal(400, 300, "The date range defined by `from` and `to` should only be one month.");
  }
}

/** The window of a listing call; `takesTime` where the documents allow `yyyy-MM-dd HH:mm:ss`. */
export function readWindow(world: World, query: URLSearchParams, takesTime: boolean): Window {
  const from = readEdge(query, "from", takesTime);
  const to = readEdge(query, "to", takesTime);
  const { window_zone: mode, account_zone: zone } = world.options;
  checkOrder(from, to);
  if (dayNumber(from.date.toString()) < monthsBefore(world.account, 6)) {
    throw refusal(400, 300, "The month should fall within the last six months.");
  }
  const texts = { fromText: from.text, toText: to.text };
  if (mode === "account") {
    return { from: secondOf(from, zone, false), to: secondOf(to, zone, true), ...texts };
  }
  const wholeDays = mode === "days";
  const strip = (edge: Edge): Edge => (wholeDays ? { ...edge, time: undefined } : edge);
  return { from: secondOf(strip(from), "UTC", false), to: secondOf(strip(to), "UTC", true), ...texts };
}

/**
 * The window of recordings. The documents state UTC, at most a month and the defaults: today, and the day after `from`.
 * They state no age from which recordings are not listed.
 */
export function readRecordingWindow({ account }: World, query: URLSearchParams): Window {
  const dates = new URLSearchParams(query);
  if (!dates.get("from")) dates.set("from", dayText(account.today));
  const from = readEdge(dates, "from", false);
  if (!dates.get("to")) dates.set("to", from.date.add({ days: 1 }).toString());
  const to = readEdge(dates, "to", false);
  checkOrder(from, to);
  const texts = { fromText: from.text, toText: to.text };
  return { from: secondOf(from, "UTC", false), to: secondOf(to, "UTC", true), ...texts };
}

/** The UTC days that a window touches, latest first. */
export function daysOf({ from, to }: Window): number[] {
  const days: number[] = [];
  for (let day = Math.floor(to / daySeconds); day >= Math.floor(from / daySeconds); day--) days.push(day);
  return days;
}

/** The window of one UTC day. */
export function dayWindow(day: number): Window {
  const text = dayText(day);
  return { from: day * daySeconds, to: (day + 1) * daySeconds - 1, fromText: text, toText: text };
}
