/** The time line of a meeting or a webinar: every person's stays, in the order of the table. */

import type { Bar, Lane, MeetingLanes } from "../../../answers/meeting-people.ts";
import { withAsked } from "../../address.ts";
import { useAnswer } from "../../ask.ts";
import { type LaneBar, Lanes, LanesLegend } from "../../charts/lanes.tsx";
import type { What } from "../../event.ts";
import { sayDuration, sayNumber, saySecond } from "../../format.ts";
import { Panel } from "../../parts/panel.tsx";
import type { View } from "../../view.ts";
import { kindNote, PersonName } from "./person-words.tsx";
import { reasonWords } from "./words.ts";

export function WhenPanel({ view: { asked, timeZone }, what }: { view: View; what: What }) {
  const isAll = asked.all === "yes";
  const asking = useAnswer<MeetingLanes>("meeting-lanes", {
    uuid: asked.uuid,
    sort: asked.sort,
    order: asked.order,
    ...(isAll ? { all: "yes" } : { page: asked.page }),
  });
  return (
    <Panel title="Who was there when" asking={asking} note={`in ${timeZone}`} isWide>
      {(answer) => <TimeLine answer={answer} what={what} timeZone={timeZone} isAll={isAll} />}
    </Panel>
  );
}

interface TimeLineProps {
  answer: MeetingLanes;
  what: What;
  timeZone: string;
  isAll: boolean;
}

function TimeLine({ answer, what, timeZone, isAll }: TimeLineProps) {
  const { lanes, start, end, total, rooms, neverLetIn, most } = answer;
  if (lanes.length === 0 || start === undefined || end === undefined)
    return <p class="empty">Nobody is known to have been there.</p>;
  const isUntold = lanes.some(({ bars }) => bars.some(({ kind }) => kind === "there"));
  return (
    <>
      <LanesLegend
        what={what}
        hasRooms={rooms > 0}
        hasRows={lanes.some((lane) => lane.rows > 1)}
        hasWaits={lanes.some(({ bars }) => bars.some(({ kind }) => kind === "waiting"))}
      />
      <Lanes
        label={`Time line of ${sayNumber(lanes.length)} people`}
        start={Date.parse(start)}
        end={Date.parse(end)}
        timeZone={timeZone}
        lanes={lanes.map((lane) => ({
          key: lane.attendee.person,
          name: lane.attendee.name ?? "without a name",
          head: <Head lane={lane} what={what} />,
          rows: lane.rows,
          bars: lane.bars.map((bar) => barOf(bar, timeZone)),
        }))}
      />
      <p class="note">
        {neverLetIn > 0 && `${sayNumber(neverLetIn)} more waited and were never let in. `}
        {rooms > 0 && "Zoom does not tell the breakout rooms' names: they are numbered in the order of use. "}
        {isUntold && "Where the single sessions cannot be told apart, a bar is the time that was counted. "}
      </p>
      {total > lanes.length && (
        <p class="pager">
          <span>
            {sayNumber(lanes.length)} of {sayNumber(total)} people, those of the table's page.
          </span>
          {!isAll && total <= most && (
            <a href={withAsked({ all: "yes", page: undefined })}>Show all {sayNumber(total)}</a>
          )}
        </p>
      )}
      {isAll && total <= most && (
        <p class="pager">
          <a href={withAsked({ all: undefined })}>Show fewer</a>
        </p>
      )}
    </>
  );
}

function Head({ lane: { attendee }, what }: { lane: Lane; what: What }) {
  const { identity, name, share, attended } = attendee;
  const note = [
    kindNote(attendee),
    sayDuration(attended),
    ...(share === undefined ? [] : [`${Math.round(100 * share)} %`]),
  ];
  return (
    <>
      <PersonName identity={identity} name={name} what={what} />{" "}
      <span class="note">{note.filter(Boolean).join(", ")}</span>
    </>
  );
}

const kinds = { in: "", room: "breakout room", waiting: "waiting room", there: "there" } as const;

function barOf(
  { start, end, kind, row, room, device, country, city, leaveReason, isOpen }: Bar,
  timeZone: string,
): LaneBar {
  const where = kind === "room" ? `breakout room ${room}` : kinds[kind];
  const from = `${saySecond(start, timeZone)} to ${isOpen ? "an end that Zoom does not tell" : saySecond(end, timeZone)}`;
  const place = [city, country].filter(Boolean).join(", ");
  const reason = leaveReason === undefined ? "" : (reasonWords[leaveReason] ?? "");
  const length = sayDuration((Date.parse(end) - Date.parse(start)) / 1_000);
  return {
    start: Date.parse(start),
    end: Date.parse(end),
    kind,
    row,
    text: kind === "room" ? `Room ${room}` : kind === "waiting" ? "waits" : (device ?? ""),
    title: [from, length, where, device, place, reason].filter(Boolean).join(", "),
  };
}
