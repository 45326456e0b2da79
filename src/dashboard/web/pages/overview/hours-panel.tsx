/** The ten busiest hours. */

import type { BusyHour, BusyHours } from "../../../answers/peaks.ts";
import { hrefOf, withAsked } from "../../address.ts";
import { pathOf, useAnswer } from "../../ask.ts";
import { sayHours, sayNumber, sayTime } from "../../format.ts";
import { Choice } from "../../parts/choice.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { daysOf, type View } from "../../view.ts";

const kinds = ["meetings", "people"] as const;

export function HoursPanel({ view }: { view: View }) {
  const by = view.asked.hours === "people" ? "people" : "meetings";
  const asked = { ...daysOf(view), by };
  const asking = useAnswer<BusyHours>("hours", asked);
  const choices = kinds.map((kind) => ({
    name: `by ${kind}`,
    href: withAsked({ hours: kind === "meetings" ? undefined : kind }),
    isChosen: kind === by,
  }));
  return (
    <Panel
      title="The ten busiest hours"
      asking={asking}
      csv={pathOf("hours", { ...asked, format: "csv" })}
      note={<Choice label="The most of what" choices={choices} />}
    >
      {({ hours }) => (
        <DataTable
          caption={`The ten busiest hours by ${by}`}
          columns={columnsOf(view)}
          rows={hours}
          keyOf={({ hour }) => hour}
          empty="Nobody is known to have been in a meeting."
        />
      )}
    </Panel>
  );
}

function columnsOf({ timeZone, asked }: View): Column<BusyHour>[] {
  const ofLimit = (limit: string | undefined, count: number) =>
    Number(limit) > 0 ? ` (${sayNumber((100 * count) / Number(limit))} %)` : "";
  return [
    {
      title: `Hour (${timeZone})`,
      cell: ({ hour }) => {
        const day = dayIn(hour, timeZone);
        return <a href={hrefOf("meetings", { from: day, to: day })}>{sayTime(hour, timeZone)}</a>;
      },
    },
    {
      title: "Meetings at once",
      isFigure: true,
      cell: ({ meetings_peak }) => `${sayNumber(meetings_peak)}${ofLimit(asked.limit, meetings_peak)}`,
    },
    {
      title: "People at once",
      isFigure: true,
      cell: ({ people_peak }) => `${sayNumber(people_peak)}${ofLimit(asked.limit_people, people_peak)}`,
    },
    {
      title: "Person-hours",
      isFigure: true,
      isMinor: true,
      cell: ({ attended_seconds }) => sayHours(attended_seconds),
    },
  ];
}

/** `2026-03-04` */
function dayIn(instant: string, timeZone: string): string {
  // Swedes write dates as ISO 8601 does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(Date.parse(instant));
}
