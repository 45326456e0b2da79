/** What a meeting or a webinar was. */

import type { ComponentChildren } from "preact";
import type { OneMeeting } from "../../../answers/meeting.ts";
import { hrefOf } from "../../address.ts";
import type { Asking } from "../../ask.ts";
import {
  sayClock,
  sayDuration,
  sayHours,
  sayMeetingNumber,
  sayNumber,
  saySecond,
  sayTime,
} from "../../format.ts";
import { type Figure, Figures } from "../../parts/figures.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { View } from "../../view.ts";
import { kindWords, sourceWords, stateWords } from "./words.ts";

export function FactsPanel({ asking, view: { timeZone } }: { asking: Asking<OneMeeting>; view: View }) {
  return (
    <Panel
      title={`The ${asking.answer?.what ?? "meeting"}`}
      asking={asking}
      note={`times in ${timeZone}`}
      isWide
    >
      {(meeting) => (
        <>
          <Figures figures={figuresOf(meeting, timeZone)} />
          <dl class="facts">
            {factsOf(meeting, timeZone).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Panel>
  );
}

function figuresOf({ duration, people, peak, peakAt, attended }: OneMeeting, timeZone: string): Figure[] {
  return [
    { name: "Duration", value: duration === undefined ? "–" : sayDuration(duration) },
    { name: "People", value: people === undefined ? "not counted" : sayNumber(people) },
    {
      name: "At most at once",
      value: peak === undefined ? "–" : sayNumber(peak),
      note: peakAt === undefined ? undefined : `at ${saySecond(peakAt, timeZone)}`,
    },
    {
      name: "Person-hours",
      value: attended === undefined ? "–" : sayHours(attended),
      note:
        attended === undefined || people === undefined || people === 0
          ? undefined
          : `${sayDuration(attended / people)} a person`,
    },
  ];
}

function factsOf(meeting: OneMeeting, timeZone: string): [name: string, value: ComponentChildren][] {
  const { start, end, host, hostEmail, department, hostGroups, series, kind, tracking, state } = meeting;
  const number = meeting.what === "webinar" ? "Webinar number" : "Series";
  const email = hostEmail === undefined || hostEmail === host ? "" : `, ${hostEmail}`;
  return [
    [
      "When",
      start === undefined
        ? "not known"
        : `${sayTime(start, timeZone)}${end === undefined ? "" : ` to ${sayClock(end, timeZone)}`}`,
    ],
    [
      "Host",
      host === undefined ? (
        "not known"
      ) : (
        <>
          <bdi>{host}</bdi>
          {email}
        </>
      ),
    ],
    ...optional("Department", department),
    ...optional("Groups of the host", hostGroups.join(", ")),
    ...(series === undefined
      ? []
      : [
          [number, <a href={hrefOf("series", { number: series })}>{sayMeetingNumber(series)}</a>] as [
            string,
            ComponentChildren,
          ],
        ]),
    ...optional("Kind", kind === undefined ? undefined : (kindWords[kind] ?? kind)),
    ...tracking.map(({ field, value }): [string, ComponentChildren] => [field, value]),
    ["State", <StateWords meeting={meeting} key={state} />],
    ...optional("Sessions from", sourceOf(meeting)),
    ["uuid", meeting.uuid],
  ];
}

function optional(name: string, value: string | undefined): [string, ComponentChildren][] {
  return value === undefined || value === "" ? [] : [[name, value]];
}

function StateWords({ meeting: { state, people, harvestWith } }: { meeting: OneMeeting }) {
  const isOpen = people === undefined && state !== "unavailable" && state !== "expired";
  return (
    <>
      {stateWords[state] ?? state}
      {isOpen && <span class="stacked quiet">To read it: {harvestWith}</span>}
    </>
  );
}

function sourceOf({ sessionsSource, sessionsWanted }: OneMeeting): string | undefined {
  if (sessionsSource === undefined) return undefined;
  const now = sourceWords[sessionsSource] ?? sessionsSource;
  return sessionsWanted === undefined
    ? now
    : `${now}; to be read again from ${sourceWords[sessionsWanted] ?? sessionsWanted}`;
}
