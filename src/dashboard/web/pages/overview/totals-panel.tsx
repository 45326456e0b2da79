/** The figures of all meetings, and what is missing in them. */

import type { MissingPeople, Totals } from "../../../answers/totals.ts";
import { hrefOf } from "../../address.ts";
import { useAnswer } from "../../ask.ts";
import { sayDuration, sayHours, sayNumber } from "../../format.ts";
import { Command } from "../../parts/command.tsx";
import { type Figure, Figures } from "../../parts/figures.tsx";
import { Panel } from "../../parts/panel.tsx";
import { daysOf, type View } from "../../view.ts";

export function TotalsPanel({ view }: { view: View }) {
  const asking = useAnswer<Totals>("totals", daysOf(view));
  const { answer: missing } = useAnswer<MissingPeople>("missing", daysOf(view));
  return (
    <Panel title="In all" asking={asking} isWide>
      {(totals) => (
        <>
          <Figures figures={figuresOf(totals)} />
          {missing?.missing.map(({ reason, hint }) => (
            <p key={reason} class="missing">
              People are missing: {reason}.{" "}
              {hint !== undefined && (
                <>
                  Try: <Command line={hint} />
                </>
              )}
            </p>
          ))}
        </>
      )}
    </Panel>
  );
}

function figuresOf(totals: Totals): Figure[] {
  const counted = (figure: number | null, say = sayNumber) => (figure === null ? null : say(figure));
  return [
    { name: "Meetings", value: sayNumber(totals.meetings), href: hrefOf("meetings") },
    { name: "People", value: counted(totals.people), note: "different ones" },
    { name: "Person-hours", value: counted(totals.attended_seconds, sayHours) },
    { name: "Sessions", value: counted(totals.sessions), note: "joins, without waiting rooms" },
    {
      name: "Mean duration",
      value: totals.meetings === 0 ? "–" : sayDuration(totals.mean_duration_seconds),
      note: "of a meeting",
    },
    { name: "By phone", value: counted(totals.by_phone), note: "telephones" },
    { name: "By room", value: counted(totals.by_room), note: "Zoom Rooms and room devices" },
  ];
}
