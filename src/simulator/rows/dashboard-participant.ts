/**
 * A session as the dashboards show it. External people have empty id, e-mail, device, camera, microphone, speaker,
 * MAC address, domain and disk (Zoom's changelogs of 2022-03 and 2023-03).
 */
import { timeText } from "../account.ts";
import { between, hash, pick } from "../hash.ts";
import type { Gathering, Meeting } from "../population/meetings.ts";
import { deviceOf, locationOf, type Person } from "../population/participants.ts";
import { connections, dataCenters, networks, qualities } from "../population/places.ts";
import type { World } from "../world.ts";
import { groupId, isArchived } from "./features.ts";
import { leaveReason, type SessionFacts } from "./session-facts.ts";

type Row = Record<string, unknown>;

/** The text of `location`: the documents say "United States", "Berlin (DE)" and "Milpitas (US )" were seen. */
export function locationText(world: World, person: Person): string {
  const [code, country, city] = locationOf(person);
  const form = world.options.location_form;
  const draw = hash(person.key, 130) % 16;
  if (form === "mixed" && draw === 0) return "";
  if (form === "country" || (form === "mixed" && draw < 8)) return country;
  return `${city}${city === "" ? "" : " "}(${code}${draw % 5 === 0 ? " " : ""})`.trim();
}

/** An address of the ranges that RFC 5737, RFC 3849 and RFC 1918 set aside. */
function addressOf(key: number): string {
  const draw = hash(key, 131);
  if (draw % 20 === 0) return `2001:db8::${(draw >>> 8).toString(16).slice(0, 4)}`;
  if (draw % 10 === 1) return `10.0.${(draw >>> 8) % 256}.${(draw >>> 16) % 256}`;
  return `${pick(draw, ["192.0.2", "198.51.100", "203.0.113"])}.${(draw >>> 8) % 256}`;
}

function equipment({ person, session }: SessionFacts): Row {
  const device = deviceOf(person, session.kind === "device");
  const [browser = "", browserVersion = ""] = device.browser ?? [];
  const external = person.user === undefined && person.client === "computer";
  const shown = (text: string) => (external ? "" : text);
  const camera = hash(person.key, 132) % 4 === 0;
  const number = String(person.key % 100_000).padStart(5, "0");
  return {
    device: shown(device.device),
    os: shown(device.os),
    os_version: shown(device.osVersion),
    client: shown(device.client),
    browser_name: shown(browser),
    browser_version: shown(browserVersion),
    device_name: shown(device.os === "iOS" ? "iPhone 15" : ""),
    camera: shown(camera ? "FaceTime HD Camera" : ""),
    microphone: shown(person.client === "phone" ? "" : "Microphone (2- High Definition Audio Device)"),
    speaker: shown(person.client === "phone" ? "" : "Speakers (Realtek(R) Audio)"),
    mac_addr: shown(device.os === "Windows" ? `f85e-a0${number.slice(0, 2)}-${number.slice(2)}0` : ""),
    domain: shown(device.os === "Windows" ? "AD" : ""),
    harddisk_id: shown(device.os === "Windows" ? `WD-${number}` : ""),
    pc_name: shown(device.os === "" ? "" : `HW00${number}`),
    version: pick(hash(person.key, 133), ["6.2.5.2440", "6.1.0.1024", "5.17.11.3835"]),
    internal_ip_addresses: external ? [] : [`192.168.${(person.key >>> 8) % 256}.${person.key % 256}`],
  };
}

function connection(person: Person): Row {
  const data = pick(hash(person.key, 134), dataCenters);
  const link = pick(hash(person.key, 135), connections);
  const scored = hash(person.key, 136) % 5 !== 0;
  const quality = (salt: number) => (scored ? pick(hash(person.key, salt), qualities) : "");
  return {
    ip_address: person.client === "phone" ? "" : addressOf(person.key),
    network_type: person.client === "phone" ? "" : pick(hash(person.key, 137), networks),
    connection_type: link,
    video_connection_type: link,
    as_connection_type: link,
    data_center: data,
    full_data_center: `${data};`,
    audio_quality: quality(138),
    video_quality: quality(139),
    screen_share_quality: quality(140),
    total_jointime_cost: between(hash(person.key, 141), 50, 900) / 100,
  };
}

/** Fields that only some sessions have. */
function occasional(world: World, { person, room }: SessionFacts): Row {
  const row: Row = {};
  if (room !== undefined) row.bo_mtg_id = room;
  if (person.client === "room") row.in_room_participants = between(hash(person.key, 142), 1, 8);
  if (person.client === "sip")
    Object.assign(row, { sip_uri: "room@sip.example.com", from_sip_uri: "sip.example.com" });
  if (person.client === "phone") {
    row.audio_call = [{ call_number: person.name, call_type: "call-in", zoom_number: "13125550100" }];
  }
  if (person.user !== undefined) {
    const { group } = world.user(person.user);
    row.groupId = group === undefined ? "" : groupId(world, group);
    row.optional_archiving = "no optional archiving";
  }
  return row;
}

/** A row of /metrics/meetings/{meetingId}/participants. */
export function participantRow(
  world: World,
  meeting: Gathering,
  facts: SessionFacts,
  withRegistrant: boolean,
): Row {
  const { session, person } = facts;
  const shares = (salt: number) => session.kind === "meeting" && hash(person.key, salt) % 8 === 0;
  return {
    id: facts.accountUserId,
    participant_user_id: facts.accountUserId,
    user_id: facts.userId,
    participant_uuid: facts.participantUuid,
    user_name: facts.name,
    email: person.email,
    ...equipment(facts),
    ...connection(person),
    location: locationText(world, person),
    join_time: timeText(session.join),
    ...(meeting.live
      ? {}
      : { leave_time: timeText(session.leave), leave_reason: leaveReason(facts, meeting) }),
    status: session.kind === "waiting" ? "in_waiting_room" : "in_meeting",
    role: session.place === 0 ? "host" : "attendee",
    share_application: shares(143),
    share_desktop: shares(144),
    share_whiteboard: shares(145),
    recording: session.place === 0 && hash(meeting.key, 92) % 4 === 0,
    has_archiving: isArchived(meeting),
    customer_key: "",
    aic_disclaimer: "no disclaimer",
    ...occasional(world, facts),
    ...(withRegistrant ? { registrant_id: facts.registrantId } : {}),
  };
}

/** A participant of whom nothing is known but that someone was there. */
export function namelessRow(meeting: Meeting): Row {
  return {
    id: "",
    user_id: "",
    user_name: "",
    email: "",
    device: "",
    ip_address: "",
    location: "",
    network_type: "",
    join_time: timeText(meeting.start + 1),
    leave_time: timeText(meeting.start + meeting.seconds),
    status: "in_meeting",
    role: "attendee",
  };
}
