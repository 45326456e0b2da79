/** What sat at the other end of a session: a person, a room or a telephone. */

import type { JsonObject } from "../document.ts";

export type Kind = "person" | "room" | "phone";

/** Observed: "Zoom Rooms", "H.323/SIP". Source: Zoom's API reference of `device`, and clients of the dashboards. */
const roomDevice = /zoom ?room|h\.?323|\bsip\b/i;

/** Undefined where the source tells nothing of the device, as the reports do. */
export function kindOfSession(session: JsonObject): Kind | undefined {
  const { device, in_room_participants, audio_call } = session;
  if (typeof in_room_participants === "number" && in_room_participants > 0) return "room";
  if (typeof device !== "string" || device === "")
    return Array.isArray(audio_call) && audio_call.length > 0 ? "phone" : undefined;
  switch (device) {
    case "Windows":
    case "Mac":
    case "iOS":
    case "Android":
      return "person";
    // "Windows + Phone" and "Unknown + Phone" are somebody with a client who listens by telephone.
    case "Phone":
      return "phone";
    default:
      return roomDevice.test(device) ? "room" : "person";
  }
}
