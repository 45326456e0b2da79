/** Who came to which meeting, and what one may ask of it: filters, order, pages. */

import type { ComponentChildren } from "preact";
import type { SeriesTold } from "../../../answers/series.ts";
import { go, withAsked } from "../../address.ts";
import type { Asking } from "../../ask.ts";
import { Matrix } from "../../charts/matrix.tsx";
import { sayNumber } from "../../format.ts";
import { Pager } from "../../parts/pager.tsx";
import { Panel } from "../../parts/panel.tsx";
import { sortedOf } from "../../parts/sorted.ts";
import { Typed } from "../../parts/typed.tsx";
import type { View } from "../../view.ts";

interface MatrixPanelProps {
  asking: Asking<SeriesTold>;
  view: View;
  csv: string;
}

export function MatrixPanel({ asking, view, csv }: MatrixPanelProps) {
  const { asked, timeZone } = view;
  return (
    <Panel title="Attendance" asking={asking} csv={csv} note={`minutes; times in ${timeZone}`} isWide>
      {(told) => (
        <>
          <Filters told={told} view={view} />
          {told.columns.length === 0 ? (
            <p class="empty">Of no {told.head.what} of these days it is known who came.</p>
          ) : (
            <Matrix
              caption={sayRows(told)}
              told={told}
              timeZone={timeZone}
              sorted={sortedOf(asked, "name", ["name"])}
              empty={sayNobody(told, asked)}
            />
          )}
          <Pager of="People" total={told.total} page={told.page} pageSize={told.pageSize} />
        </>
      )}
    </Panel>
  );
}

function Filters({ told, view: { asked } }: { told: SeriesTold; view: View }) {
  const { roster, missedMore, columns, hidden, byDay, who, people } = told;
  const missed = asked.missed_more_than;
  const change = (more: Record<string, string | undefined>) => withAsked({ ...more, page: undefined });
  return (
    <>
      {roster !== undefined && (
        <nav class="picks" aria-label="Which people">
          <Pick href={change({ who: undefined })} isChosen={who === "list"}>
            On the class list ({sayNumber(roster.people)})
          </Pick>
          <Pick href={change({ who: "never", missed_more_than: undefined })} isChosen={who === "never"}>
            Never came ({sayNumber(roster.never.length)})
          </Pick>
          <Pick href={change({ who: "others" })} isChosen={who === "others"}>
            Not on the list ({sayNumber(roster.notListed)})
          </Pick>
          <Pick href={change({ who: "all" })} isChosen={who === "all"}>
            All
          </Pick>
        </nav>
      )}
      <nav class="picks" aria-label={`Who missed ${told.head.what}s`}>
        <Pick href={change({ missed_more_than: undefined })} isChosen={missed === undefined}>
          Everybody ({sayNumber(people)})
        </Pick>
        {missedMore
          .filter(({ than }) => than < columns.length)
          .map(({ than, people: count }) => (
            <Pick
              key={than}
              href={change({ missed_more_than: String(than), sort: asked.sort ?? "missed" })}
              isChosen={missed === String(than)}
            >
              Missed more than {than} ({sayNumber(count)})
            </Pick>
          ))}
      </nav>
      <form class="filters" aria-label="What counts" onSubmit={(event) => event.preventDefault()}>
        <Typed label="Missed more than" name="missed_more_than" asked={asked} type="number" />
        <Typed label="Attended: from minutes" name="min_minutes" asked={asked} type="number" />
        <Typed label="Leave out shorter than, minutes" name="shortest" asked={asked} type="number" />
        <label class="tick">
          <input
            type="checkbox"
            checked={byDay}
            onChange={({ currentTarget: { checked } }) => go(change({ by_day: checked ? "yes" : undefined }))}
          />{" "}
          The {told.head.what}s of a day are one
        </label>
      </form>
      {hidden > 0 && (
        <p class="note">
          The latest {sayNumber(columns.length - hidden)} of {sayNumber(columns.length)}{" "}
          {byDay ? "days" : `${told.head.what}s`} are shown; the sums are of all.{" "}
          <a href={withAsked({ columns: "all" })}>Show all</a>
        </p>
      )}
    </>
  );
}

function Pick({
  href,
  isChosen,
  children,
}: {
  href: string;
  isChosen: boolean;
  children: ComponentChildren;
}) {
  return (
    <a class="pick" href={href} aria-current={isChosen ? "true" : undefined}>
      {children}
    </a>
  );
}

function sayRows({ head, total, columns, byDay }: SeriesTold): string {
  return `Attendance of ${sayNumber(total)} people in ${sayNumber(columns.length)} ${byDay ? "days" : `${head.what}s`}`;
}

function sayNobody(
  { columns, who, people }: SeriesTold,
  { missed_more_than: missed }: View["asked"],
): string {
  if (people === 0 && who === "others") return "Everybody who came is on the class list.";
  if (people === 0 && who === "never") return "Everybody on the class list came at least once.";
  if (missed !== undefined) return `Nobody missed more than ${missed} of ${columns.length}.`;
  return "Nobody came.";
}
