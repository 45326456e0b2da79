/** How many were there, from moment to moment. */

import type { Curve } from "../../../answers/meeting.ts";
import { pathOf, useAnswer } from "../../ask.ts";
import { Steps } from "../../charts/steps.tsx";
import type { What } from "../../event.ts";
import { sayNumber, saySecond } from "../../format.ts";
import { Panel } from "../../parts/panel.tsx";
import type { View } from "../../view.ts";

export function CurvePanel({ view: { asked, timeZone }, what }: { view: View; what: What }) {
  const { uuid } = asked;
  const asking = useAnswer<Curve | null>("meeting-curve", { uuid });
  return (
    <Panel
      title="How many were there"
      asking={asking}
      csv={pathOf("meeting-curve", { uuid, format: "csv" })}
      note={`people at once, in ${timeZone}`}
      isWide
    >
      {(curve) =>
        curve === null ? (
          <p class="empty">It is not known when the {what} went on.</p>
        ) : (
          <>
            <Steps
              label={labelOf(curve, what, timeZone)}
              steps={curve.steps}
              peak={curve.peak}
              timeZone={timeZone}
            />
            {curve.isThinned && (
              <p class="note">Not every step is drawn: of each moment the least and the most.</p>
            )}
          </>
        )
      }
    </Panel>
  );
}

function labelOf({ peak, start, end }: Curve, what: What, timeZone: string): string {
  const when = `from ${saySecond(start, timeZone)} to ${saySecond(end, timeZone)}`;
  const most =
    peak === undefined ? "" : `, at most ${sayNumber(peak.count)} at ${saySecond(peak.at, timeZone)}`;
  return `People in the ${what} ${when}${most}`;
}
