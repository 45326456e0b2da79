/** What was asked in a meeting or webinar, and how many answered what. */

import type { OneMeeting } from "../../../answers/meeting.ts";
import type { MeetingPolls, PollQuestion } from "../../../answers/meeting-details.ts";
import { pathOf, useAnswer } from "../../ask.ts";
import { sayNumber } from "../../format.ts";
import { Panel } from "../../parts/panel.tsx";
import type { View } from "../../view.ts";

interface PollsProps {
  view: View;
  meeting: OneMeeting;
  hidesPeople: boolean;
}

export function PollsPanel({ view, meeting, hidesPeople }: PollsProps) {
  const { polls, quality } = meeting;
  if (polls.stored > 0) return <Asked view={view} hidesPeople={hidesPeople} isWide={quality.stored > 0} />;
  return (
    <section class="panel">
      <header>
        <h2>Polls</h2>
      </header>
      <p class="empty">{whyNone(meeting)}</p>
    </section>
  );
}

function whyNone({ what, hasPoll, polls }: OneMeeting): string {
  if (hasPoll === false) return "No poll was held, says Zoom.";
  if (polls.isRead) return `Zoom has no answer to a poll of this ${what}.`;
  return `Not harvested. Try: ${polls.harvestWith}`;
}

function Asked({ view: { asked }, hidesPeople, isWide }: Omit<PollsProps, "meeting"> & { isWide: boolean }) {
  const question = { uuid: asked.uuid };
  const asking = useAnswer<MeetingPolls>("meeting-polls", question);
  return (
    <Panel
      title="Polls"
      asking={asking}
      csv={pathOf("meeting-polls", { ...question, format: "csv" })}
      isWide={isWide}
    >
      {({ questions }) => (
        <>
          {questions.map((one) => (
            <Question key={one.question} question={one} hidesPeople={hidesPeople} />
          ))}
          {hidesPeople && <p class="note">People are hidden: what they wrote is not shown.</p>}
        </>
      )}
    </Panel>
  );
}

/** Answers that are shown; of free texts nearly every one is another. */
const most = 12;

function Question({ question: asked, hidesPeople }: { question: PollQuestion; hidesPeople: boolean }) {
  const { question = "without words", replies, answers } = asked;
  const none = replies - answers.reduce((sum, { count }) => sum + count, 0);
  return (
    <section class="poll" aria-label={question}>
      <h3>
        <bdi>{question}</bdi> <span class="note">{repliesOf(replies)}</span>
      </h3>
      {answers.slice(0, most).map(({ answer, count }) => (
        <div key={answer} class="answer">
          <bdi>{answer}</bdi>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="whole" width={100} height={10} />
            <rect class="bar" width={(100 * count) / Math.max(1, replies)} height={10} />
          </svg>
          <span class="figure">{sayNumber(count)}</span>
        </div>
      ))}
      {none > 0 && !hidesPeople && <p class="note">{sayNumber(none)} gave no answer.</p>}
      {answers.length > most && <p class="note">{sayNumber(answers.length - most)} more are in the CSV.</p>}
    </section>
  );
}

function repliesOf(count: number): string {
  return count === 1 ? "1 reply" : `${sayNumber(count)} replies`;
}
