/** Months of days, each with a mark for its state. */

import { dayWords, sayDay, sayNumber, stateMarks, weekdays } from "../format.ts";
import "./calendar.css";

export interface CalendarDay {
  date: string;
  state: string;
  /** What a person reads of it: "Wed 4 Mar 2026: complete, 526 meetings". */
  title: string;
  href?: string;
}

export function Calendar({ label, days }: { label: string; days: readonly CalendarDay[] }) {
  const months = new Map<string, CalendarDay[]>();
  for (const day of days) {
    const month = day.date.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  const counts = new Map<string, number>();
  for (const { state } of days) counts.set(state, (counts.get(state) ?? 0) + 1);
  return (
    <>
      <section class="calendar" aria-label={label}>
        {[...months].map(([month, those]) => (
          <Month key={month} days={those} />
        ))}
      </section>
      <ul class="calendar-key">
        {Object.entries(dayWords)
          .filter(([state]) => counts.has(state))
          .map(([state, words]) => (
            <li key={state}>
              <span class={`day-mark ${state}`} aria-hidden="true">
                {stateMarks[state]}
              </span>{" "}
              {words} ({sayNumber(counts.get(state) ?? 0)})
            </li>
          ))}
      </ul>
    </>
  );
}

function Month({ days }: { days: readonly CalendarDay[] }) {
  const [first] = days;
  const name = first === undefined ? "" : sayDay(first.date).split(" ").slice(2).join(" ");
  return (
    <section class="month" aria-label={name}>
      <h3>{name}</h3>
      <ol>
        {weekdays.map((day) => (
          <li key={day} class="weekday" aria-hidden="true">
            {day.slice(0, 2)}
          </li>
        ))}
        {days.map((day) => (
          <Day key={day.date} day={day} />
        ))}
      </ol>
    </section>
  );
}

function Day({ day: { date, state, title, href } }: { day: CalendarDay }) {
  // Monday is the first column.
  const column = ((new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;
  const text = (
    <>
      <span class="date">{Number(date.slice(8))}</span>
      <span class={`day-mark ${state}`}>{stateMarks[state]}</span>
    </>
  );
  return (
    <li class={`day ${state} column${column}`}>
      {href === undefined ? (
        <span role="img" aria-label={title} title={title}>
          {text}
        </span>
      ) : (
        <a href={href} aria-label={title} title={title}>
          {text}
        </a>
      )}
    </li>
  );
}
