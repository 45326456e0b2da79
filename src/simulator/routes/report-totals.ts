/** Reports that add up: the account's days, and hosts over a window. */
import { dayNumber, dayText, monthsBefore } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { invalidParameter, refusal } from "../errors.ts";
import { noTotals, sumTotals, type Totals, totalsByHost } from "../report-totals.ts";
import { groupFilter } from "../rows/features.ts";
import { readWindow, type Window } from "../window.ts";
import type { World } from "../world.ts";

type DayTotals = (day: number) => ReadonlyMap<number, Totals>;
const remembered = new WeakMap<World, Map<string, ReadonlyMap<number, Totals>>>();

/** A day's totals, kept until late data appears. */
function totalsOf(world: World): DayTotals {
  const kept = remembered.get(world) ?? new Map<string, ReadonlyMap<number, Totals>>();
  remembered.set(world, kept);
  return (day) => {
    const key = `${day} ${world.hasLateData()}`;
    const totals = kept.get(key) ?? totalsByHost(world, day);
    kept.set(key, totals);
    return totals;
  };
}

function readNumber(
  query: URLSearchParams,
  name: string,
  fallback: number,
  low: number,
  high: number,
): number {
  const text = query.get(name);
  const value = text === null || text === "" ? fallback : Number(text);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw invalidParameter(name, "Invalid field.");
}

function dailyReport({ world, query }: Call): Record<string, unknown> {
  const today = dayText(world.account.today);
  const year = readNumber(query, "year", Number(today.slice(0, 4)), 2000, 2100);
  const month = readNumber(query, "month", Number(today.slice(5, 7)), 1, 12);
  const first = dayNumber(`${year}-${String(month).padStart(2, "0")}-01`);
  const oldest = dayNumber(`${dayText(monthsBefore(world.account, 6)).slice(0, 7)}-01`);
  if (first < oldest || first > world.account.today) {
    throw refusal(
      400,
      300,
      "Daily report can only be provided for a month that falls within the recent 6 months.",
    );
  }
  const hosts = groupFilter(world, query.get("group_id"));
  const totals = totalsOf(world);
  const dates: Record<string, unknown>[] = [];
  for (let day = first; dayText(day).slice(5, 7) === String(month).padStart(2, "0"); day++) {
    const counted = [...totals(day)].filter(([host]) => hosts === undefined || hosts(host));
    const { meetings, participants, minutes } = sumTotals(counted.map(([, sums]) => sums));
    dates.push({ date: dayText(day), new_users: 0, meetings, participants, meeting_minutes: minutes });
  }
  return { year, month, dates };
}

/** Sums are of whole UTC days, like those of the daily report, whatever `window_zone` makes of the dates. */
function wholeDays({ fromText, toText }: Window): number[] {
  const first = dayNumber(fromText);
  return Array.from({ length: dayNumber(toText) - first + 1 }, (_, place) => first + place);
}

function totalsOfHosts(world: World, days: readonly number[]): Map<number, Totals> {
  const totals = totalsOf(world);
  const byHost = new Map<number, Totals>();
  for (const day of days) {
    for (const [host, sums] of totals(day))
      byHost.set(host, sumTotals([byHost.get(host) ?? noTotals(), sums]));
  }
  return byHost;
}

function hostReport({ world, query, page }: Call): Record<string, unknown> {
  const type = query.get("type") ?? "active";
  if (type !== "active" && type !== "inactive") throw invalidParameter("type", "Invalid field.");
  const window = readWindow(world, query, false);
  const { size, offset, number, fields } = page({ max: 300, numbered: true });
  const byHost = totalsOfHosts(world, wholeDays(window));
  const inGroup = groupFilter(world, query.get("group_id")) ?? (() => true);
  const hosts = Array.from({ length: world.account.hosts }, (_, host) => host).filter(
    (host) => byHost.has(host) === (type === "active") && inGroup(host),
  );
  const sum = sumTotals(hosts.map((host) => byHost.get(host) ?? noTotals()));
  return {
    from: window.fromText,
    to: window.toText,
    ...fields(hosts.length),
    page_number: number,
    total_meetings: sum.meetings,
    total_participants: sum.participants,
    total_meeting_minutes: sum.minutes,
    users: hosts.slice(offset, offset + size).map((host) => {
      const user = world.user(host);
      const { meetings, participants, minutes } = byHost.get(host) ?? noTotals();
      return {
        id: user.id,
        email: user.email,
        user_name: user.displayName,
        type: user.licensed ? 2 : 1,
        dept: user.department,
        meetings,
        participants,
        meeting_minutes: minutes,
      };
    }),
  };
}

/** Reports that add up. The documents list no granular scope for the daily one. */
export const reportTotalEndpoints: readonly Endpoint[] = [
  { path: "/report/daily", tier: "heavy", plan: "pro", scopes: ["report:read:admin"], handle: dailyReport },
  {
    path: "/report/users",
    tier: "heavy",
    plan: "pro",
    scopes: ["report:read:admin", "report:read:list_users:admin"],
    handle: hostReport,
  },
];
