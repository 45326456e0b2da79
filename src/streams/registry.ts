/** The catalogue: every stream, alphabetical, one line each. */

import { meetings } from "./meeting.ts";
import { series } from "./series.ts";
import { sessions } from "./session.ts";
import type { Stream } from "./stream.ts";
import { users } from "./user.ts";

export const streams: readonly Stream[] = [
  meetings, //
  series,
  sessions,
  users,
];
