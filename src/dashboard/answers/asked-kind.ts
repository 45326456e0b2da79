/** Whether meetings or webinars are asked about: `of=webinars` for these. */

import { type EventKind, meetingKind, webinarKind } from "../../streams/event-kind.ts";
import type { Query } from "../query.ts";

export function askedKind(query: Query): EventKind {
  return query.choice("of", ["meetings", "webinars"]) === "webinars" ? webinarKind : meetingKind;
}
