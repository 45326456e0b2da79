/** What went on each day. */

import type { Days } from "../../../answers/days.ts";
import { hrefOf, withAsked } from "../../address.ts";
import { pathOf, useAnswer } from "../../ask.ts";
import { Bars } from "../../charts/bars.tsx";
import { sayDay, sayHours, sayNumber, sayShortDay } from "../../format.ts";
import { Choice } from "../../parts/choice.tsx";
import { Panel } from "../../parts/panel.tsx";
import { daysOf, type View } from "../../view.ts";

const measures = {
  meetings: { title: "Meetings", unit: "meetings" },
  people: { title: "People", unit: "people" },
  hours: { title: "Person-hours", unit: "person-hours" },
} as const;

export function DaysPanel({ view }: { view: View }) {
  const by = measureOf(view.asked.by);
  const asking = useAnswer<Days>("days", { ...daysOf(view), by });
  const choices = Object.entries(measures).map(([name, { title }]) => ({
    name: title,
    href: withAsked({ by: name === "meetings" ? undefined : name }),
    isChosen: name === by,
  }));
  return (
    <Panel
      title="Each day"
      asking={asking}
      csv={pathOf("days", { ...daysOf(view), format: "csv" })}
      note={<Choice label="What of each day" choices={choices} />}
      isWide
    >
      {(answer) => <DayBars {...answer} />}
    </Panel>
  );
}

function measureOf(asked: string | undefined): keyof typeof measures {
  return asked === "people" || asked === "hours" ? asked : "meetings";
}

function DayBars({ by, days }: Days) {
  const { title, unit } = measures[by];
  const say = (value: number) => (by === "hours" ? sayHours(value * 3_600) : sayNumber(value));
  const bars = days.map(({ date, value }) => {
    const shown = by === "hours" ? value / 3_600 : value;
    return {
      key: date,
      value: shown,
      title: `${sayDay(date)}: ${say(shown)} ${unit}`,
      tick: sayShortDay(date),
      href: hrefOf("meetings", { from: date, to: date }),
    };
  });
  const most = bars.reduce<(typeof bars)[number] | undefined>(
    (best, bar) => (best === undefined || bar.value > best.value ? bar : best),
    undefined,
  );
  if (most === undefined || most.value === 0) return <p class="empty">Nothing in these days.</p>;
  return (
    <>
      <Bars label={`${title} of each day, the most on ${most.title}`} bars={bars} />
      <p class="note">The most: {most.title}. A bar opens the meetings of its day.</p>
    </>
  );
}
