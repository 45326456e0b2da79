/** How well audio, video and screen sharing travelled for each person. */

import type { OneMeeting } from "../../../answers/meeting.ts";
import type { MediumQuality, MeetingQualityPage, PersonQuality } from "../../../answers/meeting-details.ts";
import { pathOf, useAnswer } from "../../ask.ts";
import type { What } from "../../event.ts";
import { sayNumber } from "../../format.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Pager } from "../../parts/pager.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { View } from "../../view.ts";
import { PersonName } from "./person-words.tsx";

export function QualityPanel({ view, meeting }: { view: View; meeting: OneMeeting }) {
  const { what, quality } = meeting;
  if (quality.stored > 0) return <Measured view={view} what={what} />;
  return (
    <section class="panel">
      <header>
        <h2>Quality</h2>
      </header>
      <p class="empty">
        {quality.isRead
          ? `Zoom measured nothing in this ${what}.`
          : `Not harvested. Try: ${quality.harvestWith}`}
      </p>
    </section>
  );
}

function Measured({ view: { asked }, what }: { view: View; what: What }) {
  const question = { uuid: asked.uuid };
  const asking = useAnswer<MeetingQualityPage>("meeting-quality", {
    ...question,
    quality_page: asked.quality_page,
  });
  return (
    <Panel
      title="Quality"
      asking={asking}
      csv={pathOf("meeting-quality", { ...question, format: "csv" })}
      isWide
    >
      {({ people, limits, ...paged }) => (
        <>
          <p class="note">
            A minute is bad above {limits.latencyMs} ms latency, {limits.jitterMs} ms jitter or{" "}
            {limits.lossPercent} % loss, Zoom's own limits. Those with the most bad minutes come first.
          </p>
          <DataTable
            caption="Quality"
            columns={columnsOf(what)}
            rows={people}
            keyOf={({ person }) => person}
            empty="Nobody's quality was measured."
          />
          <Pager of="Quality" name="quality_page" {...paged} />
        </>
      )}
    </Panel>
  );
}

const healthMarks: Readonly<Record<string, string>> = { Good: "●", Warning: "▲", Critical: "■" };

const columnsOf = (what: What): Column<PersonQuality>[] => [
  {
    title: "Person",
    cell: ({ identity, name, devices }) => (
      <>
        <PersonName identity={identity} name={name} what={what} />
        {devices.length > 0 && <span class="stacked quiet">{devices.join(", ")}</span>}
      </>
    ),
  },
  {
    title: "Zoom's verdict",
    cell: ({ health, issues }) => (
      <>
        {health !== undefined && (
          <span class={health === "Good" ? "" : "alarm"}>
            <span aria-hidden="true">{healthMarks[health] ?? ""} </span>
            {health}
          </span>
        )}
        {issues.length > 0 && <span class="stacked quiet">{issues.join(", ")}</span>}
      </>
    ),
  },
  { title: "Audio", cell: ({ media }) => <Medium quality={media.audio} /> },
  { title: "Video", isMinor: true, cell: ({ media }) => <Medium quality={media.video} /> },
  { title: "Screen sharing", isMinor: true, cell: ({ media }) => <Medium quality={media.share} /> },
];

function Medium({ quality }: { quality: MediumQuality | undefined }) {
  if (quality === undefined) return <>–</>;
  const { minutes, badMinutes, latency, worstLatency, jitter, worstJitter, loss, worstLoss } = quality;
  const figures = [
    sayFigure("latency", latency, worstLatency, "ms"),
    sayFigure("jitter", jitter, worstJitter, "ms"),
    sayFigure("loss", loss, worstLoss, "%"),
  ].filter(Boolean);
  return (
    <>
      {badMinutes === 0 ? "no bad minute" : `${sayNumber(badMinutes)} bad`} of {sayNumber(minutes)}
      <span class="minor">
        <span class="stacked quiet">{figures.join("; ")}</span>
      </span>
    </>
  );
}

function sayFigure(
  name: string,
  average: number | undefined,
  worst: number | undefined,
  unit: string,
): string {
  if (average === undefined) return "";
  const round = (value: number) => (unit === "%" ? Math.round(10 * value) / 10 : Math.round(value));
  return `${name} ${round(average)} ${unit}${worst === undefined ? "" : `, at worst ${round(worst)}`}`;
}
