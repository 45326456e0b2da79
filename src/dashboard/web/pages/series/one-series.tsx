/** One series: what it is, who came to which meeting, who of the class list did not, and how that went over time. */

import "./series.css";
import type { SeriesTold } from "../../../answers/series.ts";
import { hrefOf } from "../../address.ts";
import { pathOf, useAnswer } from "../../ask.ts";
import { Trend } from "../../charts/trend.tsx";
import { sayEvents, titleOf } from "../../event.ts";
import { sayDay, sayDuration, sayMeetingNumber, sayNumber, sayShare, sayTime } from "../../format.ts";
import { Figures } from "../../parts/figures.tsx";
import { Panel } from "../../parts/panel.tsx";
import { daysOf, type PageProps, type View } from "../../view.ts";
import { ClassList, HowToGiveOne } from "./class-list.tsx";
import { MatrixPanel } from "./matrix-panel.tsx";
import { OpenMeetings } from "./open-meetings.tsx";
import { seriesKinds } from "./words.ts";

/** What the address may say of one series. */
const names = ["by_day", "min_minutes", "shortest", "missed_more_than", "who", "columns", "sort", "order"];

export function OneSeries({ number, view, store }: PageProps & { number: string }) {
  const { asked, timeZone } = view;
  const own = Object.fromEntries(names.map((name) => [name, asked[name]]));
  const question = { number, ...own, ...daysOf(view) };
  const asking = useAnswer<SeriesTold>("series", { ...question, page: asked.page });
  const { answer } = asking;
  const csv = pathOf("series", { ...question, format: "csv" });
  return (
    <>
      <div>
        <h1>
          <bdi>
            {answer?.head.topic ??
              `${answer?.head.what === "webinar" ? "Webinar" : "Series"} ${sayMeetingNumber(number)}`}
          </bdi>
        </h1>
        <p class="quiet">
          {sayMeetingNumber(number)}
          {answer?.head.host !== undefined && (
            <>
              {" · host "}
              <bdi>{answer.head.host}</bdi>
            </>
          )}
          {answer !== undefined && ` · ${sayHead(answer, view)}`}
        </p>
      </div>
      {answer !== undefined && <Sum told={answer} />}
      {answer !== undefined && <OpenMeetings told={answer} timeZone={timeZone} />}
      <div class="panels series-page">
        <MatrixPanel asking={asking} view={view} csv={csv} />
        <ClassList told={answer} number={number} />
        {answer !== undefined && answer.columns.length > 0 && (
          <Panel
            title={answer.byDay ? "Day by day" : `${titleOf(answer.head.what)} by ${answer.head.what}`}
            asking={asking}
            note={answer.roster === undefined ? "everybody who came" : "those on the class list"}
            isWide
          >
            {(told) => <Trend label={sayTrend(told)} points={pointsOf(told, view)} />}
          </Panel>
        )}
        {answer !== undefined && answer.roster === undefined && !store.hidesPeople && (
          <HowToGiveOne number={number} />
        )}
      </div>
    </>
  );
}

function sayHead({ head, meetings, columns }: SeriesTold, { from, to, timeZone }: View): string {
  const { what, kind = "unknown", planned = {} } = head;
  const kindSaid = seriesKinds[kind];
  return [
    ...(kindSaid === undefined ? [] : [kindSaid]),
    `${sayEvents(meetings, what)} from ${sayDay(from)} to ${sayDay(to)}`,
    // What was planned when it was harvested may have been long ago.
    ...(planned.next === undefined || planned.next <= (columns.at(-1)?.start ?? "")
      ? []
      : [`next planned ${sayTime(planned.next, timeZone)}`]),
    ...(planned.seconds === undefined ? [] : [`planned for ${sayDuration(planned.seconds)}`]),
  ].join(" · ");
}

function Sum({ told }: { told: SeriesTold }) {
  const { head, columns, roster, people, byDay, missedMore, meetings, counted, who } = told;
  const { meanPeople, meanShare } = told;
  const than2 = missedMore.find(({ than }) => than === 2);
  return (
    <Figures
      figures={[
        {
          name: byDay ? "Days" : titleOf(head.what, "s"),
          value: sayNumber(columns.length),
          note: counted < meetings ? `of ${sayNumber(meetings)}, the others are not counted` : undefined,
        },
        roster === undefined
          ? { name: "People", value: sayNumber(people) }
          : {
              name: "On the class list",
              value: sayNumber(roster.people),
              note: `${sayNumber(roster.came)} came, ${sayNumber(roster.never.length)} never did`,
            },
        {
          name: byDay ? "People a day" : `People a ${head.what}`,
          value: meanPeople === undefined ? "–" : sayNumber(meanPeople),
          note: "on average",
        },
        {
          name: "There for",
          value: meanShare === undefined ? "–" : sayShare(meanShare),
          note: "of the time, those who came, on average",
        },
        ...(who !== "list" || than2 === undefined || columns.length < 3
          ? []
          : [
              { name: "Missed more than 2", value: sayNumber(than2.people), note: `of ${sayNumber(people)}` },
            ]),
      ]}
    />
  );
}

function pointsOf({ head, columns, byDay }: SeriesTold, { timeZone }: View) {
  return columns.map(({ start, day, uuid, people, meanShare, meetings }, index) => {
    const when = day !== undefined ? sayDay(day) : start === "" ? "undated" : sayTime(start, timeZone);
    const isOne = !byDay || meetings === 1;
    return {
      key: `${index} ${uuid}`,
      when,
      people,
      ...(meanShare === undefined ? {} : { share: meanShare }),
      ...(isOne ? { href: hrefOf(head.what, { uuid }) } : {}),
    };
  });
}

function sayTrend({ head, columns, byDay }: SeriesTold): string {
  const most = Math.max(0, ...columns.map(({ people }) => people));
  const least = Math.min(...columns.map(({ people }) => people));
  return `People and the mean part that they were there, ${columns.length} ${byDay ? "days" : `${head.what}s`}: from ${least} to ${most} people`;
}
