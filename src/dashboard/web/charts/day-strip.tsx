/** Days in a row, a mark for the state of each. */

import { dayWords, sayDay, stateMarks } from "../format.ts";
import "./day-strip.css";

export interface StripDay {
  date: string;
  state: string;
  /** What a person reads of it. */
  title: string;
}

export function DayStrip({ label, days }: { label: string; days: readonly StripDay[] }) {
  const used = new Set(days.map(({ state }) => state));
  return (
    <>
      <div class="strip" role="img" aria-label={label}>
        {days.map(({ date, state, title }, index) => (
          <span key={date}>
            {(index === 0 || date.endsWith("-01")) && <b>{monthOf(date)}</b>}
            <i class={`day ${state}`} title={title}>
              {stateMarks[state]}
            </i>
          </span>
        ))}
      </div>
      <ul class="strip-legend" aria-label="What the marks stand for">
        {Object.entries(dayWords)
          .filter(([state]) => used.has(state))
          .map(([state, name]) => (
            <li key={state}>
              <i class={`day ${state}`} aria-hidden="true">
                {stateMarks[state]}
              </i>{" "}
              {name}
            </li>
          ))}
      </ul>
    </>
  );
}

/** `Mar` of `2026-03-04`. */
function monthOf(date: string): string {
  return sayDay(date).split(" ")[2] ?? "";
}
