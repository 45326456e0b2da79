/** The catalogue: every stream, alphabetical, one line each. */

import { groups } from "./group.ts";
import { meetings } from "./meeting.ts";
import { meetingPolls } from "./meeting-poll.ts";
import { meetingQuality } from "./meeting-quality.ts";
import { recordings } from "./recording.ts";
import { rooms } from "./room.ts";
import { series } from "./series.ts";
import { sessions } from "./session.ts";
import { signIns } from "./sign-in.ts";
import type { Stream } from "./stream.ts";
import { users } from "./user.ts";
import { webinars } from "./webinar.ts";
import { webinarSessions } from "./webinar-session.ts";

export const streams: readonly Stream[] = [
  groups, //
  meetingPolls,
  meetingQuality,
  meetings,
  recordings,
  rooms,
  series,
  sessions,
  signIns,
  users,
  webinarSessions,
  webinars,
];
