/** One meeting, as it was and as it is stored. */

import "./meeting.css";
import type { OneMeeting } from "../../answers/meeting.ts";
import { hrefOf } from "../address.ts";
import { useAnswer } from "../ask.ts";
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
  const { uuid = "" } = view.asked;
  return uuid === "" ? (
    <>
      <h1>Meeting</h1>
      <p class="empty">
        A meeting is chosen on <a href={hrefOf("meetings")}>the page of all meetings</a>.
      </p>
    </>
  ) : (
    <Meeting key={uuid} uuid={uuid} view={view} hidesPeople={hidesPeople} />
  );
}

function Meeting({
  uuid,
  view,
  hidesPeople,
}: {
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
        <h1>Meeting</h1>
        <Problem refusal={refusal} again={again} />
      </>
    );
  const isCounted = answer !== undefined && answer.stored.people > 0;
  return (
    <>
      <h1>
        <bdi>{answer === undefined ? "Meeting" : (answer.topic ?? "A meeting without a topic")}</bdi>
      </h1>
      <div class="panels">
        <FactsPanel asking={asking} view={view} />
        {isCounted && (
          <>
            <WhenPanel view={view} />
            <CurvePanel view={view} />
            <AttendancePanel view={view} hidesPeople={hidesPeople} />
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
