/** Who attended a meeting or a webinar, for how long, page by page. */

import type { Attendee, MeetingPeople } from "../../../answers/meeting-people.ts";
import { withAsked } from "../../address.ts";
import { pathOf, useAnswer } from "../../ask.ts";
import type { What } from "../../event.ts";
import { sayDuration, sayNumber, saySecond, sayShare } from "../../format.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Pager } from "../../parts/pager.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { View } from "../../view.ts";
import { basisOf, PersonCell } from "./person-words.tsx";

export function AttendancePanel({
  view: { asked, timeZone },
  what,
  hidesPeople,
}: {
  view: View;
  what: What;
  hidesPeople: boolean;
}) {
  const question = { uuid: asked.uuid, sort: asked.sort, order: asked.order };
  const asking = useAnswer<MeetingPeople>("meeting-people", { ...question, page: asked.page });
  const { sort: by = "first", order } = asked;
  const now = order === "descending" ? "descending" : "ascending";
  const other = now === "ascending" ? "descending" : "ascending";
  const hrefOf = (sort: string) =>
    withAsked({ sort, order: sort === by ? other : firstOrder(sort), page: undefined });
  return (
    <Panel
      title="Attendance"
      asking={asking}
      csv={pathOf("meeting-people", { ...question, format: "csv" })}
      note={`times in ${timeZone}`}
      isWide
    >
      {({ people, ...paged }) => (
        <>
          <DataTable
            caption="Attendance"
            columns={columnsOf(timeZone, what, hidesPeople)}
            rows={people}
            keyOf={({ person }) => person}
            empty={paged.total > 0 ? "No more people." : "Nobody is known to have been there."}
            sorted={{ by, order: now, hrefOf }}
          />
          <Pager of="Attendance" {...paged} />
        </>
      )}
    </Panel>
  );
}

function firstOrder(sort: string): "ascending" | "descending" {
  return sort === "name" || sort === "first" || sort === "last" ? "ascending" : "descending";
}

function columnsOf(timeZone: string, what: What, hidesPeople: boolean): Column<Attendee>[] {
  const time = (at: string | undefined) => (at === undefined ? "" : saySecond(at, timeZone));
  const lasted = (seconds: number | undefined) =>
    seconds === undefined ? "" : seconds === 0 ? "–" : sayDuration(seconds);
  return [
    {
      title: "Person",
      ...(hidesPeople ? {} : { sort: "name" }),
      cell: (one) => <PersonCell attendee={one} what={what} />,
    },
    ...(hidesPeople ? [] : [{ title: "E-mail", isMinor: true, cell: ({ email }: Attendee) => email ?? "" }]),
    { title: "Came", sort: "first", isFigure: true, cell: ({ firstJoin }) => time(firstJoin) },
    { title: "Left", sort: "last", isFigure: true, isMinor: true, cell: ({ lastLeave }) => time(lastLeave) },
    { title: "Attended", sort: "attended", isFigure: true, cell: ({ attended }) => sayDuration(attended) },
    {
      title: "Share",
      sort: "share",
      isFigure: true,
      cell: ({ share }) => (share === undefined ? "" : sayShare(share)),
    },
    { title: "Late by", sort: "late", isFigure: true, isMinor: true, cell: ({ late }) => lasted(late) },
    { title: "Early by", sort: "early", isFigure: true, isMinor: true, cell: ({ early }) => lasted(early) },
    {
      title: "Away",
      sort: "gaps",
      isFigure: true,
      isMinor: true,
      cell: ({ gaps, gapSeconds }) => (gaps === 0 ? "–" : `${sayDuration(gapSeconds)} in ${sayNumber(gaps)}`),
    },
    {
      title: "Sessions",
      sort: "sessions",
      isFigure: true,
      isMinor: true,
      cell: ({ sessions }) => sayNumber(sessions),
    },
    { title: "Devices", isMinor: true, cell: ({ devices }) => devices.join(", ") },
    { title: "Countries", isMinor: true, cell: ({ countries }) => countries.join(", ") },
    {
      title: "Known by",
      isMinor: true,
      cell: (one) => basisOf(one),
    },
  ];
}
