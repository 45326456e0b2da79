/** The days and the zone that are looked at, and how to look at others. */

import { useMemo } from "preact/hooks";
import type { StoreFacts } from "../../answers/store.ts";
import { go, withAsked } from "../address.ts";
import { daysBefore, type View } from "../view.ts";

const spans = [7, 30, 90, 365] as const;
/** As the server has it: while a year is typed, its first digits are a day of long ago. */
const firstDay = "2011-01-01";

export function RangeBar({ view, store, hasDays }: { view: View; store: StoreFacts; hasDays: boolean }) {
  const { from, to, timeZone } = view;
  const zones = useMemo(zoneNames, []);
  const change = (more: Record<string, string | undefined>) => go(withAsked({ ...more, page: undefined }));
  const { first = "", last = "" } = store;
  return (
    <form class="range" aria-label="Days and zone" onSubmit={(event) => event.preventDefault()}>
      {hasDays && (
        <>
          <label>
            From{" "}
            <input
              type="date"
              value={from}
              min={firstDay}
              max={to}
              onChange={({ currentTarget: { value } }) => value >= firstDay && change({ from: value, to })}
            />
          </label>
          <label>
            To{" "}
            <input
              type="date"
              value={to}
              min={from}
              onChange={({ currentTarget: { value } }) => value >= firstDay && change({ from, to: value })}
            />
          </label>
          <span class="spans">
            {spans.map((days) => (
              <a key={days} href={withAsked({ from: daysBefore(to, days - 1), to, page: undefined })}>
                {days} days
              </a>
            ))}
            <a href={withAsked({ from: first, to: last, page: undefined })}>all</a>
          </span>
        </>
      )}
      <label class="zone">
        Times in{" "}
        <select value={timeZone} onChange={({ currentTarget: { value } }) => change({ tz: value })}>
          {[...new Set([timeZone, store.timeZone, ...zones])].map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}

/** Some browsers list these by the names that they had before, and know both. */
const renamed = [
  ...["America/Argentina/Buenos_Aires", "America/Nuuk", "Asia/Ho_Chi_Minh", "Asia/Kathmandu", "Asia/Kolkata"],
  ...["Asia/Yangon", "Atlantic/Faroe", "Europe/Kyiv"],
];

function zoneNames(): string[] {
  const listed = [...Intl.supportedValuesOf("timeZone"), ...renamed.filter(isKnown)];
  return ["UTC", ...new Set(listed.sort())];
}

function isKnown(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }) !== undefined;
  } catch {
    return false;
  }
}
