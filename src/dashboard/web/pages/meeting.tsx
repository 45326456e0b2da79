/** One meeting or webinar, as it was and as it is stored. */

import "./meeting.css";
import type { OneMeeting } from "../../answers/meeting.ts";
import { hrefOf, useAddress } from "../address.ts";
import { useAnswer } from "../ask.ts";
import { ofOf, titleOf, type What } from "../event.ts";
import { Problem } from "../parts/problem.tsx";
import type { PageProps } from "../view.ts";
import { AttendancePanel } from "./meeting/attendance.tsx";
import { ComparePanel } from "./meeting/compare.tsx";
import { CurvePanel } from "./meeting/curve.tsx";
import { FactsPanel } from "./meeting/facts.tsx";
import { PollsPanel } from "./meeting/polls.tsx";
import { QualityPanel } from "./meeting/quality.tsx";
import { WhenPanel } from "./meeting/when.tsx";

export function MeetingPage({ view, store: { hidesPeople } }: PageProps) {
  const { page } = useAddress();
  const { uuid = "" } = view.asked;
  const what = page === "webinar" ? "webinar" : "meeting";
  return uuid === "" ? (
    <>
      <h1>{titleOf(what)}</h1>
      <p class="empty">
        A {what} is chosen on <a href={hrefOf("meetings", { of: ofOf(what) })}>the page of all {what}s</a>.
      </p>
    </>
  ) : (
    <Meeting key={uuid} what={what} uuid={uuid} view={view} hidesPeople={hidesPeople} />
  );
}

function Meeting({
  what: asked,
  uuid,
  view,
  hidesPeople,
}: {
  /** What the address says; the store knows better. */
  what: What;
  uuid: string;
  view: PageProps["view"];
  hidesPeople: boolean;
}) {
  const asking = useAnswer<OneMeeting>("meeting", { uuid });
  const { answer, refusal, again } = asking;
  // Without the meeting there is nothing to say of its people.
  if (answer === undefined && refusal !== undefined)
    return (
      <>
        <h1>{titleOf(asked)}</h1>
        <Problem refusal={refusal} again={again} />
      </>
    );
  const what = answer?.what ?? asked;
  const isCounted = answer !== undefined && answer.stored.people > 0;
  return (
    <>
      <h1>
        <bdi>{answer === undefined ? titleOf(what) : (answer.topic ?? `A ${what} without a topic`)}</bdi>
      </h1>
      <div class="panels">
        <FactsPanel asking={asking} view={view} />
        {isCounted && (
          <>
            <WhenPanel view={view} what={what} />
            <CurvePanel view={view} what={what} />
            <AttendancePanel view={view} what={what} hidesPeople={hidesPeople} />
          </>
        )}
        {answer !== undefined && (
          <>
            <QualityPanel view={view} meeting={answer} />
            <PollsPanel view={view} meeting={answer} hidesPeople={hidesPeople} />
            <ComparePanel asking={asking} view={view} />
          </>
        )}
      </div>
    </>
  );
}
