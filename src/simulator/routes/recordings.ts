/** The route of a user's cloud recordings. */
import type { Call, Endpoint } from "../endpoint.ts";
import { listMeetings } from "../listing.ts";
import { hasRecording, recordingRow } from "../rows/recording.ts";
import { readRecordingWindow } from "../window.ts";
import { findUser } from "./users.ts";

/** By the start of the meeting: the documents do not say which time the window is about. */
function listRecordings({ world, params, query, page }: Call): Record<string, unknown> {
  const { index } = findUser(world, params.userId ?? "");
  const window = readRecordingWindow(world, query);
  const { size, offset, fields } = page({ max: 300 });
  const filter = { window, hosts: (host: number) => host === index };
  const { meetings } = listMeetings(world, filter, 0, Number.MAX_SAFE_INTEGER);
  const recorded = meetings.filter((meeting) => hasRecording(world, meeting));
  return {
    from: window.fromText,
    to: window.toText,
    ...fields(recorded.length),
    meetings: recorded.slice(offset, offset + size).map((meeting) => recordingRow(world, meeting)),
  };
}

/** Recordings. */
export const recordingEndpoints: readonly Endpoint[] = [
  {
    path: "/users/{userId}/recordings",
    tier: "medium",
    plan: "pro",
    scopes: ["recording:read:admin", "cloud_recording:read:list_user_recordings:admin"],
    handle: listRecordings,
  },
];
