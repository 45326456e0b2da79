/** The series of the days, those with a class list first. */

import type { SeriesFound } from "../../../answers/series-list.ts";
import { hrefOf } from "../../address.ts";
import { pathOf, useAnswer } from "../../ask.ts";
import { sayHours, sayMeetingNumber, sayNumber, sayTime } from "../../format.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Pager } from "../../parts/pager.tsx";
import { Panel } from "../../parts/panel.tsx";
import { sortedOf } from "../../parts/sorted.ts";
import { Typed } from "../../parts/typed.tsx";
import { daysOf, type PageProps } from "../../view.ts";
import { seriesKinds } from "./words.ts";

type Row = SeriesFound["rows"][number];

export function SeriesList({ view }: PageProps) {
  const { asked, timeZone } = view;
  const question = { search: asked.search, sort: asked.sort, order: asked.order, ...daysOf(view) };
  const asking = useAnswer<SeriesFound>("series-list", { ...question, page: asked.page });
  const total = asking.answer?.total;
  return (
    <>
      <h1>Series</h1>
      <form class="filters" aria-label="Series to look for" onSubmit={(event) => event.preventDefault()}>
        <Typed label="Topic or number" name="search" asked={asked} />
      </form>
      <div class="panels">
        <Panel
          title={total === undefined ? "Series" : `${sayNumber(total)} series`}
          asking={asking}
          csv={pathOf("series-list", { ...question, format: "csv" })}
          note={`all meetings of one number; hours that people attended; times in ${timeZone}`}
          isWide
        >
          {({ rows, ...paged }) => (
            <>
              <DataTable
                caption="Series"
                columns={columnsOf(timeZone)}
                rows={rows}
                keyOf={({ number }) => number}
                empty={paged.total > 0 ? "No more series." : "No series is like that in these days."}
                sorted={sortedOf(asked, "time", ["topic", "number"])}
              />
              <Pager of="Series" {...paged} />
            </>
          )}
        </Panel>
      </div>
    </>
  );
}

function columnsOf(timeZone: string): Column<Row>[] {
  return [
    {
      title: "Topic",
      sort: "topic",
      cell: ({ number, topic, kind = "unknown", hasRoster }) => (
        <>
          <a href={hrefOf("series", { number })}>{topic ?? "without a topic"}</a>
          {hasRoster && <strong> · class list</strong>}
          {kind !== "unknown" && <span class="stacked quiet">{seriesKinds[kind] ?? kind}</span>}
        </>
      ),
    },
    { title: "Number", sort: "number", isMinor: true, cell: ({ number }) => sayMeetingNumber(number) },
    { title: "Host", isMinor: true, cell: ({ host }) => <bdi>{host}</bdi> },
    {
      title: "Last meeting",
      isMinor: true,
      cell: ({ last }) => (last === undefined ? "" : sayTime(last, timeZone)),
    },
    { title: "Meetings", sort: "meetings", isFigure: true, cell: ({ meetings }) => sayNumber(meetings) },
    { title: "People", sort: "people", isFigure: true, cell: ({ people }) => sayNumber(people) },
    {
      title: "Hours",
      sort: "time",
      isFigure: true,
      cell: ({ attended_seconds }) => sayHours(attended_seconds),
    },
  ];
}
