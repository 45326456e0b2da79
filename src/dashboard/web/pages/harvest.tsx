/** Harvest: how complete the store is, what to run next, and what a harvest is doing now. */

import { useEffect, useState } from "preact/hooks";
import type { HarvestNow } from "../../answers/harvest.ts";
import type { HarvestDays } from "../../answers/harvest-days.ts";
import { pathOf, useAnswer } from "../ask.ts";
import { Calendar } from "../charts/calendar.tsx";
import { sayNumber } from "../format.ts";
import { Panel } from "../parts/panel.tsx";
import type { PageProps } from "../view.ts";
import { calendarDays, sayCalendar } from "./harvest/days.ts";
import { Letters } from "./harvest/letters.tsx";
import { Next } from "./harvest/next.tsx";
import { QuotaMeter } from "./harvest/quota.tsx";
import { Runs } from "./harvest/runs.tsx";
import { Documents, States } from "./harvest/stored.tsx";
import { Writing } from "./harvest/writing.tsx";
import "./harvest.css";

/** How soon to ask again, milliseconds: while a run writes, and while none does. */
const soon = 2_000;
const later = 15_000;
/** The days come seldom: they are counted out of all meetings. */
const daysWhileWriting = 6_000;

export function HarvestPage({ view }: PageProps) {
  const { timeZone } = view;
  const now = useLive<HarvestNow>("harvest", {}, (answer) => (answer.writing === undefined ? later : soon));
  const isWriting = now.answer?.writing !== undefined;
  const asked = { tz: timeZone };
  const days = useAnswer<HarvestDays>("harvest-days", asked, isWriting ? daysWhileWriting : later);
  const count = days.answer?.days.length;
  return (
    <>
      <h1>Harvest</h1>
      <div class="panels harvest-page">
        <Panel title="Now" asking={now}>
          {(answer) => <Writing now={answer} timeZone={timeZone} />}
        </Panel>
        <Panel title="What to run next" asking={days}>
          {({ next }) => <Next lines={next} />}
        </Panel>
        <Panel
          title="Days"
          asking={days}
          csv={pathOf("harvest-days", { ...asked, format: "csv" })}
          note={count === undefined ? `days of ${timeZone}` : `${sayNumber(count)} days of ${timeZone}`}
          isWide
        >
          {(answer) => <Calendar label={sayCalendar(answer)} days={calendarDays(answer)} />}
        </Panel>
        <Panel title="Calls of today" asking={now} note="Heavy and Resource-intensive ones">
          {({ quota }) => <QuotaMeter quota={quota} timeZone={timeZone} />}
        </Panel>
        <Panel title="Meetings by state" asking={days}>
          {({ states }) => <States states={states} />}
        </Panel>
        <Panel
          title="Latest runs"
          asking={now}
          csv={pathOf("harvest", { format: "csv" })}
          note={`times in ${timeZone}`}
          isWide
        >
          {(answer) => <Runs now={answer} timeZone={timeZone} />}
        </Panel>
        <Panel title="Dead letters" asking={now} note="records that the store did not take">
          {(answer) => <Letters now={answer} timeZone={timeZone} />}
        </Panel>
        <Panel title="Documents by stream" asking={days}>
          {({ documents }) => <Documents documents={documents} />}
        </Panel>
      </div>
    </>
  );
}

/** @param everyOf how soon to ask again, by what was answered */
function useLive<T>(name: string, asked: Record<string, string>, everyOf: (answer: T) => number) {
  const [every, setEvery] = useState(later);
  const asking = useAnswer<T>(name, asked, every);
  const next = asking.answer === undefined ? later : everyOf(asking.answer);
  useEffect(() => setEvery(next), [next]);
  return asking;
}
