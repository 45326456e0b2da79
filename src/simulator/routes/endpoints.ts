/** Every served route, by family. `coverage.ts` says how completely; a test compares the two. */
import type { Endpoint } from "../endpoint.ts";
import { accountEndpoints } from "./account.ts";
import { accountMetricsEndpoints } from "./account-metrics.ts";
import { accountReportEndpoints } from "./account-reports.ts";
import { archiveEndpoints } from "./archive-files.ts";
import { groupEndpoints } from "./groups.ts";
import { meetingExtraEndpoints } from "./meeting-extras.ts";
import { meetingSummaryEndpoints } from "./meeting-summaries.ts";
import { metricsEndpoints } from "./metrics.ts";
import { pastMeetingEndpoints } from "./past-meetings.ts";
import { peopleEndpoints } from "./people.ts";
import { pollEndpoints } from "./polls.ts";
import { recordingEndpoints } from "./recordings.ts";
import { registrantEndpoints } from "./registrants.ts";
import { reportMeetingEndpoints } from "./report-meetings.ts";
import { reportTotalEndpoints } from "./report-totals.ts";
import { roomEndpoints } from "./rooms.ts";
import { userEndpoints } from "./users.ts";
import { webinarAnswerEndpoints } from "./webinar-answers.ts";
import { webinarDetailEndpoints } from "./webinar-details.ts";
import { webinarExtraEndpoints } from "./webinar-extras.ts";
import { webinarEndpoints } from "./webinars.ts";

/** All served endpoints; a path without a parameter comes before one with it. */
export const endpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...accountReportEndpoints,
  ...archiveEndpoints,
  ...accountMetricsEndpoints,
  ...groupEndpoints,
  ...meetingExtraEndpoints,
  ...meetingSummaryEndpoints,
  ...metricsEndpoints,
  ...pastMeetingEndpoints,
  ...peopleEndpoints,
  ...pollEndpoints,
  ...registrantEndpoints,
  ...reportMeetingEndpoints,
  ...reportTotalEndpoints,
  ...recordingEndpoints,
  ...roomEndpoints,
  ...userEndpoints,
  ...webinarAnswerEndpoints,
  ...webinarDetailEndpoints,
  ...webinarExtraEndpoints,
  ...webinarEndpoints,
];
