/** Meetings or webinars: looked for by what one remembers of them. */

import "./meetings.css";
import type { Departments, MeetingRow, MeetingsFound } from "../../answers/meetings.ts";
import { go, hrefOf, withAsked } from "../address.ts";
import { pathOf, useAnswer } from "../ask.ts";
import { ofOf, sayEvents, titleOf, type What, whatOf } from "../event.ts";
import { sayDuration, sayNumber, sayTime } from "../format.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { OfWhat } from "../parts/of-what.tsx";
import { Pager } from "../parts/pager.tsx";
import { Panel } from "../parts/panel.tsx";
import { sortedOf } from "../parts/sorted.ts";
import { Typed } from "../parts/typed.tsx";
import { daysOf, type PageProps, type View } from "../view.ts";
import { stateWords } from "./meeting/words.ts";

/** Filters that name somebody or something that may be named after somebody. */
const naming = ["topic", "host", "person"] as const;
const figures = ["department", "least", "most", "shortest", "longest"] as const;

export function MeetingsPage({ view, store: { hidesPeople, hasWebinars } }: PageProps) {
  const { asked, timeZone } = view;
  const what = whatOf(asked.of);
  const title = titleOf(what, "s");
  const names = [...(hidesPeople ? [] : naming), ...figures];
  const filters = Object.fromEntries(names.map((name) => [name, asked[name]]));
  const sorting = { sort: asked.sort, order: asked.order };
  const question = { of: ofOf(what), ...filters, ...sorting, ...daysOf(view) };
  const asking = useAnswer<MeetingsFound>("meetings", { ...question, page: asked.page });
  const total = asking.answer?.total;
  return (
    <>
      <h1>{title}</h1>
      <Filters
        view={view}
        hidesPeople={hidesPeople}
        hasWebinars={hasWebinars}
        isFiltered={names.some((name) => asked[name])}
      />
      <div class="panels">
        <Panel
          title={total === undefined ? title : sayEvents(total, what)}
          asking={asking}
          csv={pathOf("meetings", { ...question, format: "csv" })}
          note={`times in ${timeZone}`}
          isWide
        >
          {({ rows, ...paged }) => (
            <>
              <DataTable
                caption={title}
                columns={columnsOf(timeZone, what, hidesPeople)}
                rows={rows}
                keyOf={({ uuid }) => uuid}
                empty={paged.total > 0 ? `No more ${what}s.` : `No ${what} is like that in these days.`}
                sorted={sortedOf(asked, "start", ["topic", "host"])}
              />
              <Pager of={title} {...paged} />
            </>
          )}
        </Panel>
      </div>
    </>
  );
}

function Filters({
  view,
  hidesPeople,
  hasWebinars,
  isFiltered,
}: {
  view: View;
  hidesPeople: boolean;
  hasWebinars: boolean;
  isFiltered: boolean;
}) {
  const { asked } = view;
  const what = whatOf(asked.of);
  const { answer } = useAnswer<Departments>("meeting-departments", { of: ofOf(what), ...daysOf(view) });
  const departments = answer?.departments.map(({ department }) => department) ?? [];
  const all = [...new Set([...(asked.department ? [asked.department] : []), ...departments])];
  return (
    <search class="filters" aria-label={titleOf(what, "s")}>
      {hasWebinars && <OfWhat asked={asked} without={["page", "department"]} />}
      {!hidesPeople && (
        <>
          <Typed label="Topic" name="topic" asked={asked} />
          <Typed label="Host" name="host" asked={asked} placeholder="name or e-mail" />
          <Typed
            label="Somebody who was there"
            name="person"
            asked={asked}
            placeholder="name or e-mail"
            shortest={3}
          />
        </>
      )}
      {all.length > 0 && (
        <label>
          Department of the host
          <select
            name="department"
            value={asked.department ?? ""}
            onChange={({ currentTarget: { value } }) => go(withAsked({ department: value, page: undefined }))}
          >
            <option value="">all</option>
            {all.map((department) => (
              <option key={department} value={department}>
                {department}
              </option>
            ))}
          </select>
        </label>
      )}
      <span class="pair narrow">
        <Typed label="People, from" name="least" asked={asked} type="number" />
        <Typed label="to" name="most" asked={asked} type="number" />
      </span>
      <span class="pair narrow">
        <Typed label="Minutes, from" name="shortest" asked={asked} type="number" />
        <Typed label="to" name="longest" asked={asked} type="number" />
      </span>
      {isFiltered && (
        <a class="clear" href={hrefOf("meetings", { of: ofOf(what), sort: asked.sort, order: asked.order })}>
          Clear the search
        </a>
      )}
    </search>
  );
}

function columnsOf(timeZone: string, what: What, hidesPeople: boolean): Column<MeetingRow>[] {
  const byName = (sort: string) => (hidesPeople ? {} : { sort });
  return [
    {
      title: "Start",
      sort: "start",
      cell: ({ start }) => (start === undefined ? "" : sayTime(start, timeZone)),
    },
    {
      title: "Topic",
      ...byName("topic"),
      cell: ({ uuid, topic, state }) => (
        <>
          <a href={hrefOf(what, { uuid })}>
            <bdi>{topic ?? "without a topic"}</bdi>
          </a>
          {state !== "settled" && <span class="stacked quiet">{stateWords[state] ?? state}</span>}
        </>
      ),
    },
    {
      title: "Host",
      ...byName("host"),
      isMinor: true,
      cell: ({ host, department }) => (
        <>
          <bdi>{host}</bdi>
          {department !== undefined && <span class="stacked quiet">{department}</span>}
        </>
      ),
    },
    { title: "People", sort: "people", isFigure: true, cell: ({ people }) => sayCount(people) },
    { title: "Peak", sort: "peak", isFigure: true, isMinor: true, cell: ({ peak }) => sayCount(peak) },
    {
      title: "Duration",
      sort: "duration",
      isFigure: true,
      cell: ({ duration }) => (duration === undefined ? "" : sayDuration(duration)),
    },
    { title: "Zoom counted", isFigure: true, isMinor: true, cell: ({ zoomCount }) => sayCount(zoomCount) },
  ];
}

function sayCount(count: number | undefined): string {
  return count === undefined ? "–" : sayNumber(count);
}
