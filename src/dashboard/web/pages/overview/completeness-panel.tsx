/** Whether the days that are looked at are complete. */

import type { Completeness } from "../../../answers/completeness.ts";
import { hrefOf } from "../../address.ts";
import { pathOf, useAnswer } from "../../ask.ts";
import { DayStrip } from "../../charts/day-strip.tsx";
import { sayDay, sayNumber, sayShortDay } from "../../format.ts";
import { Command } from "../../parts/command.tsx";
import { Panel } from "../../parts/panel.tsx";
import { daysOf, type View } from "../../view.ts";

type Day = Completeness["days"][number];

/** Stretches that are told one by one. */
const most = 4;

export function CompletenessPanel({ view }: { view: View }) {
  const asking = useAnswer<Completeness>("completeness", daysOf(view));
  return (
    <Panel
      title="How complete it is"
      asking={asking}
      csv={pathOf("completeness", { ...daysOf(view), format: "csv" })}
      note={<a href={hrefOf("harvest")}>The harvest</a>}
      isWide
    >
      {({ days, hint }) => (
        <>
          <p>
            {sentenceOf(days)}{" "}
            {hint !== undefined && (
              <>
                Try: <Command line={hint} />
              </>
            )}
          </p>
          <DayStrip
            label={sentenceOf(days)}
            days={days.map((day) => ({ ...day, title: `${sayDay(day.date)}: ${stateOf(day)}` }))}
          />
        </>
      )}
    </Panel>
  );
}

function sentenceOf(days: readonly Day[]): string {
  const open = days.filter(({ state }) => state !== "complete");
  if (open.length === 0) return `All ${days.length} days are complete.`;
  const said = new Map<string, string[]>();
  for (const [first, last] of stretchesOf(open)) {
    const what = stateOf({ ...first, partial: partialOf(open, first, last) });
    const when =
      first === last ? sayShortDay(first.date) : `${sayShortDay(first.date)} to ${sayShortDay(last.date)}`;
    said.set(what, [...(said.get(what) ?? []), when]);
  }
  const parts = [...said].map(([what, when]) => `${firstOf(when, ", ")}: ${what}`);
  return `${days.length - open.length} of ${days.length} days complete; ${firstOf(parts, "; ")}.`;
}

/** A few of them, and how many more there are. */
function firstOf(texts: readonly string[], between: string): string {
  const more = texts.length - most;
  const shown = texts.slice(0, most).join(between);
  return more > 0 ? `${shown}${between}and ${sayNumber(more)} more` : shown;
}

/** Days that follow one another in the same state, the first and the last of them. */
function stretchesOf(days: readonly Day[]): [Day, Day][] {
  const found: [Day, Day][] = [];
  for (const day of days) {
    const last = found.at(-1);
    const isNext = last !== undefined && Date.parse(day.date) - Date.parse(last[1].date) === 86_400_000;
    if (last !== undefined && isNext && last[1].state === day.state) last[1] = day;
    else found.push([day, day]);
  }
  return found;
}

function partialOf(days: readonly Day[], first: Day, last: Day): number {
  return days
    .filter(({ date }) => date >= first.date && date <= last.date)
    .reduce((sum, { partial }) => sum + partial, 0);
}

function stateOf({ state, partial, meetings }: Day): string {
  if (state === "complete") return `complete, ${sayNumber(meetings)} meetings`;
  if (state === "young") return "too soon to be final";
  if (state === "never_listed") return "never listed";
  if (state === "expired") return "never listed, and Zoom no longer has a list";
  if (partial === 0) return "a part of it was never listed";
  return partial === 1 ? "1 meeting is not read yet" : `${sayNumber(partial)} meetings are not read yet`;
}
