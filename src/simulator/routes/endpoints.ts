/** Every served route, by family. `coverage.ts` says how completely; a test compares the two. */
import type { Endpoint } from "../endpoint.ts";
import { accountEndpoints } from "./account.ts";
import { groupEndpoints } from "./groups.ts";
import { meetingExtraEndpoints } from "./meeting-extras.ts";
import { metricsEndpoints } from "./metrics.ts";
import { pastMeetingEndpoints } from "./past-meetings.ts";
import { pollEndpoints } from "./polls.ts";
import { recordingEndpoints } from "./recordings.ts";
import { reportMeetingEndpoints } from "./report-meetings.ts";
import { reportTotalEndpoints } from "./report-totals.ts";
import { roomEndpoints } from "./rooms.ts";
import { userEndpoints } from "./users.ts";
import { webinarEndpoints } from "./webinars.ts";

/** All served endpoints; a path without a parameter comes before one with it. */
export const endpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...groupEndpoints,
  ...meetingExtraEndpoints,
  ...metricsEndpoints,
  ...pastMeetingEndpoints,
  ...pollEndpoints,
  ...reportMeetingEndpoints,
  ...reportTotalEndpoints,
  ...recordingEndpoints,
  ...roomEndpoints,
  ...userEndpoints,
  ...webinarEndpoints,
];
