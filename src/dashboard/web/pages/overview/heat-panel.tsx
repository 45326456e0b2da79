/** When in the week people are in meetings. */

import type { WeekHeat } from "../../../answers/heat.ts";
import { pathOf, useAnswer } from "../../ask.ts";
import { HeatMap } from "../../charts/heat-map.tsx";
import { sayHours, sayNumber } from "../../format.ts";
import { Panel } from "../../parts/panel.tsx";
import { daysOf, type View } from "../../view.ts";

const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export function HeatPanel({ view }: { view: View }) {
  const asking = useAnswer<WeekHeat>("heat", daysOf(view));
  return (
    <Panel
      title="When in the week"
      asking={asking}
      csv={pathOf("heat", { ...daysOf(view), format: "csv" })}
      note={`person-hours in all, hours of ${view.timeZone}`}
      isWide
    >
      {(heat) => <Week {...heat} />}
    </Panel>
  );
}

function Week({ seconds, busiest, days: counts }: WeekHeat) {
  if (busiest === undefined) return <p class="empty">Nobody is known to have been in a meeting.</p>;
  const titleOf = (weekday: number, hour: number, value: number) =>
    `${days[weekday]}, ${hourOf(hour)}: ${sayHours(value * 3_600)} person-hours, on ${sayNumber(counts[weekday] ?? 0)} ${counts[weekday] === 1 ? "day" : "days"}`;
  const said = `Busiest: ${titleOf(busiest.weekday, busiest.hour, busiest.seconds / 3_600)}.`;
  return (
    <>
      <p>{said}</p>
      <HeatMap
        label={`Person-hours by weekday and hour. ${said}`}
        values={seconds.map((hours) => hours.map((some) => some / 3_600))}
        say={sayShort}
        titleOf={titleOf}
      />
    </>
  );
}

/** `10:00 to 11:00` */
function hourOf(hour: number): string {
  const said = (value: number) => `${String(value).padStart(2, "0")}:00`;
  return `${said(hour)} to ${said(hour + 1)}`;
}

/** At most four signs, so that it fits into a cell. */
function sayShort(value: number): string {
  if (value >= 10_000) return `${sayNumber(value / 1_000)}k`;
  if (value >= 1_000) return `${(value / 1_000).toFixed(1)}k`;
  if (value > 0 && value < 0.5) return "<1";
  return sayNumber(value);
}
