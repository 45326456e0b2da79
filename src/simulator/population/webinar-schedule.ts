/** What hosts scheduled as webinars: series, and single ones of the last 30 and the next 7 days. */
import { daySeconds } from "../account.ts";
import { between, hash } from "../hash.ts";
import type { World } from "../world.ts";
import type { WebinarType } from "./webinars.ts";

/** A row of what a host scheduled. */
export interface ScheduledWebinar {
  readonly type: WebinarType;
  readonly number: number;
  readonly uuid: string;
  readonly key: number;
  readonly series: number | undefined;
  readonly start: number;
}

const expiryDays = 30;
const plannedDays = 7;
const schedules = new WeakMap<World, ReadonlyMap<number, readonly ScheduledWebinar[]>>();

function scheduleOf(world: World): Map<number, ScheduledWebinar[]> {
  const { account, webinars } = world;
  const byHost = new Map<number, ScheduledWebinar[]>();
  const add = (host: number, row: ScheduledWebinar) => {
    const rows = byHost.get(host) ?? [];
    byHost.set(host, rows);
    rows.push(row);
  };
  for (const weekday of [0, 1, 2, 3, 4, 5, 6]) {
    for (const { series, type, host, key } of webinars.seriesOn(weekday)) {
      const number = webinars.numberOf({ day: 0, index: 0, series });
      const uuid = webinars.uuidOf({ day: 0, index: 2 ** 30 + series });
      const start = (account.today - between(hash(key, 9), 30, 90)) * daySeconds + 36_000;
      add(host, { type, number, uuid, key, series, start });
    }
  }
  for (let day = account.today - expiryDays; day < account.today + plannedDays; day++) {
    if (day < account.firstDay) continue;
    for (let index = 1; index < webinars.countOn(day); index += 2) {
      const { host, key, start } = webinars.at(day, index);
      const uuid = webinars.uuidOf({ day: 0, index: 2 ** 31 + (day % 4_096) * 2 ** 12 + index });
      const number = webinars.numberOf({ day, index, series: undefined });
      add(host, { type: 5, number, uuid, key, series: undefined, start });
    }
  }
  return byHost;
}

/** A host's unexpired webinars. */
export function scheduledWebinars(world: World, host: number): readonly ScheduledWebinar[] {
  const known = schedules.get(world) ?? scheduleOf(world);
  schedules.set(world, known);
  return known.get(host) ?? [];
}
