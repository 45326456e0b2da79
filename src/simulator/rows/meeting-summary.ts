/** What the AI Companion made of a meeting: facts as the list has them, and the text as the meeting's own route has it. */
import { timeText } from "../account.ts";
import { between, hash, pick } from "../hash.ts";
import type { Meeting } from "../population/meetings.ts";
import { topics } from "../population/names.ts";
import type { World } from "../world.ts";
import { hostOf, topicOf } from "./host.ts";

type Row = Record<string, unknown>;

const points = [
  "The budget for the new term was agreed on.",
  "The room is too small for the course and will be changed.",
  "Two candidates were invited for next week.",
  "The recording of the last session will be shared.",
];
const steps = ["write the minutes", "ask for a larger room", "send the invitations"];

/** When the summing up began: as soon as the meeting did. Epoch seconds. */
export function summaryStart({ start }: Meeting): number {
  return start;
}

/** When the summary was there: some minutes after the meeting's end. */
export function summaryCreated({ key, start, seconds }: Meeting): number {
  return start + seconds + between(hash(key, 210), 60, 900);
}

/** A row of /meetings/meeting_summaries. */
export function summaryRow(world: World, meeting: Meeting): Row {
  const host = hostOf(world, meeting);
  const created = summaryCreated(meeting);
  const changed =
    hash(meeting.key, 211) % 4 === 0 ? created + between(hash(meeting.key, 212), 60, 3_600) : created;
  return {
    meeting_host_id: host.id,
    meeting_host_email: host.email,
    meeting_uuid: world.uuid(meeting),
    meeting_id: world.meetings.numberOf(meeting),
    meeting_topic: topicOf(world, meeting, topics),
    meeting_start_time: timeText(meeting.start),
    meeting_end_time: timeText(meeting.start + meeting.seconds),
    summary_start_time: timeText(summaryStart(meeting)),
    summary_end_time: timeText(meeting.start + meeting.seconds),
    summary_created_time: timeText(created),
    summary_last_modified_time: timeText(changed),
  };
}

/** The body of /meetings/{meetingId}/meeting_summary: the same text in the new form and in the older one. */
export function summaryObject(world: World, meeting: Meeting): Row {
  const row = summaryRow(world, meeting);
  const host = hostOf(world, meeting);
  const isChanged = row.summary_created_time !== row.summary_last_modified_time;
  const overview = pick(hash(meeting.key, 213), points);
  const detail = pick(hash(meeting.key, 214), points);
  const next = `${host.name}: ${pick(hash(meeting.key, 215), steps)}`;
  return {
    ...row,
    ...(isChanged
      ? { summary_last_modified_user_id: host.id, summary_last_modified_user_email: host.email }
      : {}),
    summary_title: `Meeting summary for ${row.meeting_topic}`,
    summary_overview: overview,
    summary_details: [{ label: "Discussed", summary: detail }],
    next_steps: [next],
    ...(isChanged
      ? { edited_summary: { summary_overview: overview, summary_details: detail, next_steps: [next] } }
      : {}),
    summary_content: `## Overview\n${overview}\n\n## Discussed\n${detail}\n\n## Next steps\n- ${next}\n`,
    summary_doc_url: `https://docs.example.zoom.us/doc/${hash(meeting.key, 216)}`,
  };
}
