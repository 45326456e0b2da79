/** The most at once: how many, when, in which meetings, and how close that was to the limit. */

import type { PeakFound } from "../../../answers/peaks.ts";
import { type Asked, hrefOf } from "../../address.ts";
import { useAnswer } from "../../ask.ts";
import { sayNumber, sayTime } from "../../format.ts";
import { Panel } from "../../parts/panel.tsx";
import { Typed } from "../../parts/typed.tsx";
import { daysOf, type View } from "../../view.ts";

type Peak = NonNullable<PeakFound["peak"]>;

/** Meetings that are seen at once. */
const most = 5;
const limits = { meetings: "limit", people: "limit_people" } as const;

export function PeakPanel({ view, of }: { view: View; of: "meetings" | "people" }) {
  const limit = view.asked[limits[of]];
  const asking = useAnswer<PeakFound>("peaks", { ...daysOf(view), of, limit });
  return (
    <Panel title={`Most ${of} at once`} asking={asking}>
      {({ peak }) =>
        peak === undefined ? (
          <p class="empty">Nobody is known to have been in a meeting.</p>
        ) : (
          <>
            <p class="peak">
              <strong>{sayNumber(peak.count)}</strong> {of}, first at {sayTime(peak.at, view.timeZone)} (
              {view.timeZone})
            </p>
            <LimitField of={of} asked={view.asked} />
            {peak.limit !== undefined && <Against peak={peak} />}
            <h3>What went on then</h3>
            <LiveMeetings meetings={peak.meetings} />
          </>
        )
      }
    </Panel>
  );
}

function LimitField({ of, asked }: { of: "meetings" | "people"; asked: Asked }) {
  return (
    <form class="filters limit" onSubmit={(event) => event.preventDefault()}>
      <Typed label={`Limit of ${of} at once`} name={limits[of]} asked={asked} type="number" without={[]} />
      {asked[limits[of]] === undefined && <span class="note">Say it to see how close this was.</span>}
    </form>
  );
}

function Against({ peak }: { peak: Peak }) {
  const { limit = 0, percent = 0, hours_above_80_percent: above = 0 } = peak;
  const said = `${percent} % of ${sayNumber(limit)}`;
  return (
    <div class="against">
      <p>
        <strong>{said}</strong>; {sayNumber(above)} {above === 1 ? "hour" : "hours"} above 80 %.
        {percent > 100 && " It was above the limit."}
      </p>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={said}>
        <rect class="track" width="100" height="8" />
        <rect
          class={percent > 80 ? "share close" : "share"}
          width={Math.min(100, percent)}
          y="1"
          height="6"
        />
        <line x1="80" x2="80" y1="0" y2="8" vector-effect="non-scaling-stroke" />
      </svg>
    </div>
  );
}

function LiveMeetings({ meetings }: { meetings: Peak["meetings"] }) {
  const more = meetings.length - most;
  return (
    <>
      <MeetingList meetings={meetings.slice(0, most)} />
      {more > 0 && (
        <details>
          <summary>
            and {sayNumber(more)} more {more === 1 ? "meeting" : "meetings"}
          </summary>
          <MeetingList meetings={meetings.slice(most)} />
        </details>
      )}
    </>
  );
}

function MeetingList({ meetings }: { meetings: Peak["meetings"] }) {
  return (
    <ul class="live">
      {meetings.map(({ uuid, topic, host, people }) => (
        <li key={uuid}>
          <span>
            <bdi>
              <a href={hrefOf("meeting", { uuid })}>{topic ?? "A meeting without a topic"}</a>
            </bdi>{" "}
            {host !== undefined && <bdi class="quiet">{host}</bdi>}
          </span>
          <span class="figure">
            {sayNumber(people)} {people === 1 ? "person" : "people"}
          </span>
        </li>
      ))}
    </ul>
  );
}
