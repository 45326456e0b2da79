/** What Zoom said of a meeting, beside what is stored, and what a difference means. */

import type { OneMeeting } from "../../../answers/meeting.ts";
import type { Asking } from "../../ask.ts";
import { sayDuration, sayNumber, saySecond, sayTime } from "../../format.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { View } from "../../view.ts";

interface Compared {
  what: string;
  zoom: string;
  stored: string;
  means: string;
}

const columns: Column<Compared>[] = [
  {
    title: "What",
    cell: ({ what, means }) => (
      <>
        {what}
        <span class="stacked quiet">{means}</span>
      </>
    ),
  },
  { title: "Zoom says", isFigure: true, cell: ({ zoom }) => <Lines lines={zoom} /> },
  { title: "Stored", isFigure: true, cell: ({ stored }) => <Lines lines={stored} /> },
];

function Lines({ lines }: { lines: string }) {
  return (
    <>
      {lines.split("\n").map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
}

export function ComparePanel({ asking, view: { timeZone } }: { asking: Asking<OneMeeting>; view: View }) {
  return (
    <Panel title="What Zoom said, and what is stored" asking={asking} isWide>
      {(meeting) => (
        <>
          <DataTable
            caption="What Zoom said, and what is stored"
            columns={columns}
            rows={[participants(meeting), sessions(meeting), time(meeting, timeZone), ...minutes(meeting)]}
            keyOf={({ what }) => what}
            empty=""
          />
          <p class="note">{harvested(meeting, timeZone)}</p>
        </>
      )}
    </Panel>
  );
}

const say = (count: number | undefined) => (count === undefined ? "–" : sayNumber(count));

function participants({ zoom, people }: OneMeeting): Compared {
  const row = { what: "Participants, and people", zoom: say(zoom.participants), stored: say(people) };
  if (zoom.participants === undefined || people === undefined)
    return { ...row, means: "One of the two is not known." };
  if (zoom.participants === people) return { ...row, means: "The same." };
  const means =
    zoom.participants > people
      ? "Zoom does not say what it counts: joins, by the looks of it. Who came twice, with two devices or through a breakout or waiting room is one person here."
      : "Zoom does not say what it counts: people, perhaps, without waiting rooms or those in a room together.";
  return { ...row, means };
}

function sessions({ zoom, stored, harvestWith }: OneMeeting): Compared {
  const row = { what: "Sessions", zoom: say(zoom.sessions), stored: say(stored.sessions) };
  if (zoom.sessions === undefined || stored.sessions === undefined)
    return { ...row, means: "Zoom's list of sessions was not read to its end." };
  if (zoom.sessions === stored.sessions) return { ...row, means: "All that Zoom listed is stored." };
  return { ...row, means: `They ought to be the same. Try: ${harvestWith} --again` };
}

function time(
  { start, end, duration, stored: { firstJoin, lastLeave } }: OneMeeting,
  timeZone: string,
): Compared {
  const between = (from: string | undefined, to: string | undefined) =>
    from === undefined || to === undefined
      ? "–"
      : `${saySecond(from, timeZone)}\nto ${saySecond(to, timeZone)}`;
  const row = { what: "Time", zoom: between(start, end), stored: between(firstJoin, lastLeave) };
  if (firstJoin === undefined || lastLeave === undefined || duration === undefined)
    return { ...row, means: "One of the two is not known." };
  const lasted = (Date.parse(lastLeave) - Date.parse(firstJoin)) / 1_000;
  const empty = duration - lasted;
  const means =
    empty <= 0
      ? "The first came at the start, and the last left at the end."
      : `From when the first came until the last left ${sayDuration(lasted)}; before and after it ${sayDuration(empty)} with nobody there.`;
  return { ...row, means };
}

function minutes({ zoom, attended }: OneMeeting): Compared[] {
  if (zoom.minutes === undefined) return [];
  return [
    {
      what: "Minutes of all together",
      zoom: say(zoom.minutes),
      stored: attended === undefined ? "–" : sayNumber(attended / 60),
      means:
        "Zoom adds up sessions; here a person with two devices at once counts once, and waiting does not.",
    },
  ];
}

function harvested({ harvest: { at, source, version } }: OneMeeting, timeZone: string): string {
  if (at === undefined) return "When it was harvested is not known.";
  const from = source === undefined ? "" : ` from Zoom's call "${source}"`;
  const by = version === undefined ? "" : ` by zoom-harvester ${version}`;
  return `Harvested ${sayTime(at, timeZone)}${from}${by}.`;
}
