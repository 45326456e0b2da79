/** The truth about rooms and about what the dashboards add up over the account's days. */
import { sentOn } from "../population/chat.ts";
import { usersByVersion } from "../population/client-versions.ts";
import { complaints, feedbackOf } from "../population/feedback.ts";
import { roomIssuesOf } from "../population/room-issues.ts";
import { countRooms } from "../population/rooms.ts";
import type { World } from "../world.ts";
import type { StreamTruth, StreamTruths } from "./stream-truth.ts";

/** What is told anew for each day, whatever happened on it. */
function ofEachDay(documents: number): StreamTruth {
  return { plan: "business", ofDay: () => documents };
}

function countSenders({ options, account }: World, day: number): number {
  let senders = 0;
  for (let user = 0; user < account.actives; user++)
    if (sentOn(options.seed, account, day, user) !== undefined) senders++;
  return senders;
}

function countIssues({ options, account }: World, day: number): number {
  let issues = 0;
  for (let room = 0; room < countRooms(account); room++)
    issues += roomIssuesOf(options.seed, account, room, day).length;
  return issues;
}

/** Of quality and feedback, chat and rooms. Scores are told twice a day: of meetings and of the people in them. */
export const qualityTruths: StreamTruths = {
  account_quality: ofEachDay(2),
  chat_usage: { plan: "business", ofDay: countSenders },
  client_feedback: ofEachDay(complaints.length),
  client_feedback_details: {
    plan: "business",
    ofDay: (world, day) => feedbackOf(world, day).complaints.length,
  },
  client_satisfaction: ofEachDay(1),
  client_versions: { plan: "business", ofAccount: (world) => usersByVersion(world).size },
  room_connector_ports: ofEachDay(1),
  room_issues: { plan: "business", ofDay: countIssues },
};
