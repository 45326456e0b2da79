/** The truth about the details, the quality and the summaries of single meetings and webinars. */
import { monthsBefore } from "../account.ts";
import type { Meeting } from "../population/meetings.ts";
import { instancesOf } from "../population/series.ts";
import type { Session } from "../population/sessions.ts";
import { type Webinar, webinarSessions } from "../population/webinars.ts";
import { hasSummary, sharedIn } from "../rows/features.ts";
import { summarisedSessions } from "../rows/quality-summary.ts";
import { satisfactionRows } from "../rows/satisfaction.ts";
import { sharingSessions } from "../rows/sharing.ts";
import { sharedInWebinar } from "../rows/webinar.ts";
import { isGone, type World } from "../world.ts";
import type { StreamTruth, StreamTruths } from "./stream-truth.ts";

/** Of meetings whose participants can be read. */
const ofReadable =
  (
    count: (world: World, meeting: Meeting, sessions: readonly Session[]) => number,
  ): NonNullable<StreamTruth["ofMeeting"]> =>
  (world, meeting, sessions) =>
    isGone(world, meeting) ? 0 : count(world, meeting, sessions);

function countSharing({ options }: World, meeting: Meeting, sessions: readonly Session[]): number {
  const isHidden = meeting.people === 1 && options.one_person_in_past === "off";
  return isHidden ? 0 : sharingSessions(meeting, sessions, sharedIn(meeting)).length;
}

function countSharingInWebinar(_: World, webinar: Webinar): number {
  return sharingSessions(webinar, webinarSessions(webinar), sharedInWebinar(webinar)).length;
}

function countInstances(world: World, number: number): number {
  const oldest = monthsBefore(world.account, 15);
  return instancesOf(world, number).filter(({ day }) => day >= oldest).length;
}

const countSummarised = ({ options }: World, sessions: readonly Session[]) =>
  options.qss === "off" ? 0 : summarisedSessions(sessions).length;

const ofSummedUp: NonNullable<StreamTruth["ofMeeting"]> = ({ options }, meeting) =>
  options.summaries === "on" && hasSummary(meeting) ? 1 : 0;

/** Meetings whose participants are gone are looked up all the same. */
export const detailsTruths: StreamTruths = {
  meeting_sharing: { plan: "business", ofMeeting: ofReadable(countSharing) },
  meeting_feedback: {
    plan: "business",
    ofMeeting: ofReadable((world, meeting, sessions) => satisfactionRows(world, meeting, sessions).length),
  },
  meeting_quality_summary: {
    plan: "business",
    ofMeeting: ofReadable((world, _, sessions) => countSummarised(world, sessions)),
  },
  meeting_header: { plan: "business", ofMeeting: () => 1 },
  meeting_details: { plan: "pro", ofMeeting: () => 1 },
  meeting_instances: { plan: "pro", ofMeetingNumber: countInstances },
  meeting_summaries: { plan: "pro", ofMeeting: ofSummedUp },
  meeting_summary_texts: { plan: "pro", ofMeeting: ofSummedUp },
  webinar_sharing: { plan: "business", ofWebinar: countSharingInWebinar },
  webinar_feedback: {
    plan: "business",
    ofWebinar: (world, webinar) => satisfactionRows(world, webinar, webinarSessions(webinar)).length,
  },
  webinar_quality: { plan: "business", ofWebinar: (_, webinar) => webinarSessions(webinar).length },
  webinar_quality_summary: {
    plan: "business",
    ofWebinar: (world, webinar) => countSummarised(world, webinarSessions(webinar)),
  },
  webinar_header: { plan: "business", ofWebinar: () => 1 },
};
