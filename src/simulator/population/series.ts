/**
 * Series and their instances, found by arithmetic: which meetings carry a number, and which definitions a host has.
 */
import { type Account, daySeconds } from "../account.ts";
import { between, hash } from "../hash.ts";
import { type NumberedThing, readMeetingNumber } from "../ids.ts";
import type { SimulatorOptions } from "../options.ts";
import type { World } from "../world.ts";
import { indexOf, largestLayout, weekdayOf } from "./layout.ts";
import type { Meeting, MeetingType } from "./meetings.ts";

/** What a host scheduled: listed under /users/{userId}/meetings until it expires. */
export interface Definition {
  readonly number: number;
  readonly type: Exclude<MeetingType, 1 | 4>;
  readonly host: number;
  /** The number that all its chance comes from. */
  readonly key: number;
  /** When it takes place (one-off) or was first planned, epoch seconds. */
  readonly start: number;
  readonly series: number | undefined;
  /** A day and index that make its uuid. */
  readonly day: number;
  readonly index: number;
}

const expiryDays = 30;
const plannedDays = 7;

function seriesPlace(options: SimulatorOptions, series: number) {
  const largest = largestLayout(options);
  if (series < largest.daily) return { block: "daily", place: series, weekday: undefined } as const;
  const rest = series - largest.daily;
  return {
    block: "weekly",
    place: rest % largest.weekly,
    weekday: Math.floor(rest / largest.weekly),
  } as const;
}

/** The highest number of a series, plus one. */
export function seriesCount(options: SimulatorOptions): number {
  const { daily, weekly } = largestLayout(options);
  return daily + 7 * weekly;
}

/** A ninth of the series were deleted by their hosts after they took place, and are listed no more. */
export function isDeletedSeries(options: SimulatorOptions, series: number): boolean {
  return hash(options.seed, series, 82) % 9 === 0;
}

function seriesInstances({ options, meetings }: World, day: number, series: number): Meeting[] {
  const { block, place, weekday } = seriesPlace(options, series);
  const layout = meetings.layout(day);
  if ((weekday !== undefined && weekday !== weekdayOf(day)) || place >= layout[block]) return [];
  const instance = meetings.at(day, indexOf(layout, block, place));
  const restarts: Meeting[] = [];
  for (let again = 0; block === "weekly" && again < layout.restart; again++) {
    if ((again * 3) % layout.weekly === place)
      restarts.push(meetings.at(day, indexOf(layout, "restart", again)));
  }
  return [instance, ...restarts];
}

function personalInstances({ account, meetings }: World, day: number, user: number): Meeting[] {
  const layout = meetings.layout(day);
  const offset = (day * 7_919) % account.hosts;
  const found: Meeting[] = [];
  for (
    let place = (user - offset + account.hosts) % account.hosts;
    place < layout.pmi;
    place += account.hosts
  ) {
    found.push(meetings.at(day, indexOf(layout, "pmi", place)));
  }
  return found;
}

function instancesOn(world: World, day: number, thing: NumberedThing): Meeting[] {
  if (thing.kind === "webinar" || thing.kind === "webinar_series") return [];
  if (thing.kind === "series") return seriesInstances(world, day, thing.series);
  if (thing.kind === "pmi")
    return thing.user < world.account.hosts ? personalInstances(world, day, thing.user) : [];
  if (thing.day !== day || thing.index >= world.meetings.layout(day).count) return [];
  return [world.meetings.at(day, thing.index)];
}

/** Past instances that carry a number, earliest first. */
export function instancesOf(world: World, number: number): Meeting[] {
  const thing = readMeetingNumber(world.options.seed, number);
  const found: Meeting[] = [];
  if (thing === undefined) return found;
  for (let day = world.account.firstDay; day <= world.account.lastDay; day++) {
    for (const meeting of instancesOn(world, day, thing)) {
      if (world.meetings.numberOf(meeting) === number) found.push(meeting);
    }
  }
  return found.sort((a, b) => a.start - b.start || a.index - b.index);
}

function oneOffs(account: Account, { meetings }: World, host: number, day: number): Meeting[] {
  const layout = meetings.layout(day);
  const offset = (day * 104_729) % account.hosts;
  const found: Meeting[] = [];
  for (
    let place = (host - offset + account.hosts) % account.hosts;
    place < layout.scheduled;
    place += account.hosts
  ) {
    found.push(meetings.at(day, indexOf(layout, "scheduled", place)));
  }
  return found;
}

/** A host's unexpired definitions: series, and one-off meetings of the last 30 and the next 7 days. */
export function definitionsOf(world: World, host: number): Definition[] {
  const { options, account, meetings } = world;
  const definitions: Definition[] = [];
  if (host >= account.hosts) return definitions;
  for (let series = host; series < seriesCount(options); series += account.hosts) {
    if (isDeletedSeries(options, series)) continue;
    const key = hash(options.seed, series, 81);
    const index = 2 ** 30 + series;
    const start = (account.today - between(key, 30, 90)) * daySeconds + 36_000;
    const number = meetings.numberOf({ series, host, day: 0, index: 0, block: "weekly", type: 8 });
    definitions.push({ number, type: series % 6 === 5 ? 3 : 8, host, key, start, series, day: 0, index });
  }
  for (let day = account.today - expiryDays; day < account.today + plannedDays; day++) {
    const isPast = day < account.today;
    if (isPast && (day < account.firstDay || day > account.lastDay)) continue;
    for (const { index, key, start } of oneOffs(account, world, host, day)) {
      const number = meetings.numberOf({ day, index, block: "scheduled", type: 2, host, series: undefined });
      definitions.push({
        number,
        type: 2,
        host,
        key,
        start,
        series: undefined,
        day: 0,
        index: 2 ** 31 + (day % 4_096) * 2 ** 19 + index,
      });
    }
  }
  return definitions;
}
