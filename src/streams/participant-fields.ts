/** A participant's session, in a meeting or a webinar: one declaration for the dashboard's rows and all poorer ones. */

import type { JsonObject } from "../document.ts";
import {
  boolean,
  computed,
  double,
  instant,
  ip,
  keyword,
  keywords,
  long,
  objects,
  type SourceFields,
  text,
} from "./field.ts";
import { leaveReasonCode } from "./leave-reason.ts";
import { type Place, readPlace } from "./place.ts";
import { asInstant } from "./read.ts";

const place = ({ location }: JsonObject): Place => (typeof location === "string" ? readPlace(location) : {});

/** The reports' own seconds are not taken: they are not the row's where somebody came again. */
const sessionSeconds = (row: JsonObject) => {
  const join = asInstant(row.join_time ?? null);
  const leave = asInstant(row.leave_time ?? null);
  if (join === undefined || leave === undefined) return undefined;
  return Math.max(0, Math.round((Date.parse(String(leave)) - Date.parse(String(join))) / 1_000));
};

const device = { privacy: "device" } as const;
const placed = { privacy: "place" } as const;
const identity = { privacy: "id" } as const;

export function participantFields(what: "meeting" | "webinar"): SourceFields {
  return {
    id: keyword(
      ["participant_user_id", "id"],
      "The participant's Zoom user id; absent for people who were not signed in or are of another account",
      identity,
    ),
    user_id: keyword(
      ["user_id", "participant_id"],
      `The participant's number inside this one ${what}; it means nothing in another, and changes when the person joins again`,
      identity,
    ),
    user_name: text(["user_name", "name"], `The name shown in the ${what}`, { privacy: "name" }),
    email: keyword(["email", "user_email"], "The participant's e-mail; Zoom hides most guests' e-mails", {
      privacy: "email",
    }),
    device: keyword("device", "The participant's device as Zoom describes it", device),
    ip_address: ip("ip_address", "The participant's IP address", { privacy: "ip" }),
    country: computed(
      "keyword",
      "Two-letter code of the country that location names",
      [],
      (row) => place(row).country,
      placed,
    ),
    city: computed("keyword", "The city that location names", [], (row) => place(row).city, placed),
    location: keyword("location", "Where the participant was, in Zoom's own text", placed),
    network_type: keyword("network_type", "Wired, Wifi, PPP, Cellular or Others"),
    join_time: instant("join_time", "When the participant entered, UTC"),
    leave_time: instant("leave_time", "When the participant left, UTC"),
    duration: computed(
      "long",
      "How long this session lasted, from entering to leaving",
      ["duration"],
      sessionSeconds,
      {
        unit: "seconds",
      },
    ),
    share_application: boolean("share_application", "The participant shared an application"),
    share_desktop: boolean("share_desktop", "The participant shared the desktop"),
    share_whiteboard: boolean("share_whiteboard", "The participant shared a whiteboard"),
    recording: boolean("recording", "The participant recorded"),
    participant_uuid: keyword(
      "participant_uuid",
      `Names the person within one ${what} and its breakout rooms`,
      identity,
    ),
    registrant_id: keyword("registrant_id", "The registration that the participant came with", identity),
    customer_key: keyword("customer_key", "The key that an SDK client set for the participant", identity),
    group_id: keyword("groupId", "The participant's group"),
    role: keyword("role", what === "meeting" ? "host or attendee" : "host, panelist or attendee"),
    status: keyword("status", "in_meeting or in_waiting_room"),
    breakout_room: keyword("bo_mtg_id", "The uuid of the breakout room that the session was in"),
    leave_reason: keyword("leave_reason", "Why the session ended, as a code without the person's name", {
      rawPrivacy: "name",
      read: (value) => (typeof value === "string" && value !== "" ? leaveReasonCode(value) : undefined),
    }),
    audio_quality: keyword("audio_quality", "Zoom's score of the participant's audio"),
    video_quality: keyword("video_quality", "Zoom's score of the participant's video"),
    screen_share_quality: keyword("screen_share_quality", "Zoom's score of the participant's screen sharing"),
    client: keyword("client", "The client program"),
    version: keyword("version", "The client's version"),
    os: keyword("os", "The operating system", device),
    os_version: keyword("os_version", "Its version", device),
    browser_name: keyword("browser_name", "The browser", device),
    browser_version: keyword("browser_version", "Its version", device),
    device_name: keyword("device_name", "The device's model", device),
    pc_name: keyword("pc_name", "The computer's name", device),
    domain: keyword("domain", "The computer's domain", device),
    mac_addr: keyword("mac_addr", "The computer's MAC address", device),
    harddisk_id: keyword("harddisk_id", "The hard disk's id", device),
    microphone: keyword("microphone", "The microphone", device),
    speaker: keyword("speaker", "The loudspeaker", device),
    camera: keyword("camera", "The camera", device),
    connection_type: keyword("connection_type", "How audio travelled"),
    video_connection_type: keyword("video_connection_type", "How video travelled; filled also without video"),
    as_connection_type: keyword("as_connection_type", "How screen sharing travelled"),
    data_center: keyword("data_center", "Zoom's data centre"),
    full_data_center: keyword("full_data_center", "All of Zoom's data centres used"),
    internal_ip_addresses: keywords(
      "internal_ip_addresses",
      "The participant's addresses inside its own network",
      { privacy: "ip" },
    ),
    sip_uri: keyword("sip_uri", "The SIP address, of the form of an e-mail", { privacy: "email" }),
    from_sip_uri: keyword("from_sip_uri", "The calling SIP address, of the form of an e-mail", {
      privacy: "email",
    }),
    audio_call: objects("audio_call", "Telephone calls of the participant", {
      call_number: keyword("call_number", "The participant's telephone number", identity),
      call_type: keyword("call_type", "call-in or call-out"),
      zoom_number: keyword("zoom_number", "The Zoom number called"),
    }),
    in_room_participants: long(
      "in_room_participants",
      "People counted in a Zoom Room; the room itself is one session",
    ),
    has_archiving: boolean("has_archiving", "The session was archived"),
    optional_archiving: keyword("optional_archiving", "What the participant chose about archiving"),
    aic_disclaimer: keyword("aic_disclaimer", "What the participant answered to the AI Companion disclaimer"),
    total_jointime_cost: double("total_jointime_cost", "How long joining took", { unit: "seconds" }),
    zoom_thin_client_plugin_version: keyword(
      "zoom_thin_client_plugin_version",
      "The thin client plugin's version",
    ),
    internal_user: boolean("internal_user", "The participant belongs to the account"),
    failover: boolean("failover", `Zoom moved the ${what} to other servers while the participant was there`),
  };
}
