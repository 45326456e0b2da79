/** The account's Zoom Rooms as they are now, one state for each day. */

import { provenance } from "./common.ts";
import { instant, keyword, keywords, ours, text } from "./field.ts";
import type { Stream } from "./stream.ts";

const device = { privacy: "device" } as const;

export const rooms: Stream = {
  name: "rooms",
  kind: "room",
  description: "A Zoom Room and how it was on one day; Zoom tells only how rooms are now",
  group: "rooms",
  key: { field: "room_id" },
  history: "daily",
  source: "dashboard",
  zoom: {
    operation: "list Zoom Rooms",
    path: "/metrics/zoomrooms",
    tier: "resource_intensive",
    plan: "business",
    needs: "Zoom Rooms",
    list: "zoom_rooms",
    pageSize: 300,
    scopes: {
      classic: ["dashboard_zr:read:admin", "dashboard:read:admin"],
      granular: ["dashboard:read:list_zoomrooms:admin"],
    },
  },
  fields: {
    taken_on: ours("keyword", "The day of this state, YYYY-MM-DD"),
    room_id: keyword("id", "The room's Zoom id"),
    room_name: text("room_name", "The room's name; it may be a person's", { privacy: "name" }),
    calendar_name: text("calender_name", "The name of its calendar", { privacy: "name" }),
    email: keyword("email", "The room's e-mail", { privacy: "email" }),
    account_type: keyword("account_type", "The kind of that e-mail's account"),
    status: keyword("status", "Offline, Available, In Meeting or Under Construction"),
    health: keyword("health", "Zoom's verdict, such as critical"),
    issues: keywords("issues", "What Zoom found wrong"),
    location: keyword("location", "Where the room is", { privacy: "place" }),
    location_id: keyword("location_id", "Zoom's id of that place", { privacy: "place" }),
    device_ip: keyword("device_ip", "The address of its computer, with the kind of it", { privacy: "ip" }),
    camera: keyword("camera", "The camera", device),
    microphone: keyword("microphone", "The microphone", device),
    speaker: keyword("speaker", "The loudspeaker", device),
    last_start_time: instant("last_start_time", "When it was last started, UTC"),
    ...provenance,
  },
};
