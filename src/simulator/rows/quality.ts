/**
 * A session's quality of service as the dashboards show it: a row of its own kind, with one entry a minute, numbers
 * as texts with their units, and "" where nothing was measured. Every twelfth session has no entries, and of the minutes
 * of the others every ninth is bad.
 */
import { timeText } from "../account.ts";
import { between, hash } from "../hash.ts";
import type { Gathering } from "../population/meetings.ts";
import type { World } from "../world.ts";
import { participantRow } from "./dashboard-participant.ts";
import type { SessionFacts } from "./session-facts.ts";

type Row = Record<string, unknown>;

const mostEntries = 180;

/** Media in both directions. */
export const mediaTypes = [
  "as_input",
  "as_output",
  "audio_input",
  "audio_output",
  "video_input",
  "video_output",
] as const;

/** The same of room systems and of browsers. */
export const roomTypes = ["as", "audio", "video"].flatMap((kind) =>
  ["crc", "rwg"].flatMap((via) => [`${kind}_device_from_${via}`, `${kind}_device_to_${via}`]),
);

/** Fields that the participants' listing has and this one has not. */
const absent = [
  "participant_user_id",
  "status",
  "role",
  "customer_key",
  "aic_disclaimer",
  "leave_reason",
  "audio_quality",
  "video_quality",
  "screen_share_quality",
  "in_room_participants",
  "bo_mtg_id",
  "audio_call",
  "sip_uri",
  "from_sip_uri",
];

/** What a minute was like: beyond what talk stands (150 ms of delay, 40 ms of jitter, 2 % of loss) when bad. */
function measures(key: number, name: string, measured: boolean, bad: boolean): Row {
  const text = (value: string) => (measured ? value : "");
  const part = hash(key, name.length, name.charCodeAt(0), name.charCodeAt(name.length - 2));
  const number = (salt: number, good: readonly [number, number], poor: readonly [number, number]) =>
    between(hash(part, salt), ...(bad ? poor : good));
  const row: Row = {
    bitrate: text(`${number(1, [1_000, 90_000], [400, 6_000]) / 100} kbps`),
    latency: text(`${number(2, [8, 140], [151, 900])} ms`),
    jitter: text(`${number(3, [0, 38], [41, 300])} ms`),
    avg_loss: text(`${number(4, [0, 90], [201, 1_500]) / 100}%`),
    max_loss: text(`${number(5, [90, 190], [1_500, 4_000]) / 100}%`),
  };
  if (name.startsWith("audio")) return row;
  const rate = text(`${number(6, [15, 30], [2, 8])} fps`);
  return { ...row, frame_rate: rate, resolution: text(bad ? "320*180" : "1280*720") };
}

function entry(key: number, seconds: number, room: "room" | "none" | "absent"): Row {
  const row: Row = { date_time: timeText(seconds) };
  const bad = hash(key, 12) % 9 === 0;
  for (const stream of mediaTypes) {
    const measured = stream.startsWith("as") ? key % 3 === 0 : hash(key, 13, stream.length) % 11 !== 0;
    row[stream] = measures(key, stream, measured, bad);
  }
  if (room !== "absent")
    for (const device of roomTypes) row[device] = measures(key, device, room === "room", bad);
  row.cpu_usage = {
    zoom_min_cpu_usage: "0%",
    zoom_avg_cpu_usage: `${between(hash(key, 7), 1, 12)}%`,
    zoom_max_cpu_usage: `${between(hash(key, 8), 12, 40)}%`,
    system_max_cpu_usage: `${between(hash(key, 9), 40, 99)}%`,
  };
  const levels = ["normal", "fair", "serious", "critical"];
  const level = between(hash(key, 10), 0, 2);
  row.cpu_pressure_level = {
    system_min_cpu_pressure_level: "normal",
    system_avg_cpu_pressure_level: levels[level],
    system_max_cpu_pressure_level: levels[level + 1],
  };
  const rssi = -between(hash(key, 11), 40, 80);
  row.wifi_rssi = { min_rssi: rssi - 5, avg_rssi: rssi, max_rssi: rssi + 9, rssi_unit: "dBm" };
  return row;
}

/** The body of /metrics/meetings/{meetingId}/participants/{participantId}/qos, without the meeting's number. */
export function qualityObject(world: World, meeting: Gathering, facts: SessionFacts): Row {
  const { session, person } = facts;
  const row: Row = participantRow(world, meeting, facts, false);
  for (const name of absent) delete row[name];
  const draw = hash(person.key, 182, session.order);
  const minutes =
    draw % 12 === 0 ? 0 : Math.min(mostEntries, Math.floor((session.leave - session.join) / 60));
  const isRoom = person.client === "sip" || person.client === "room";
  // A device that is no room has the fields empty or not at all: the documents do not say which.
  const room = isRoom ? "room" : draw % 8 === 1 ? "none" : "absent";
  return {
    ...row,
    health: ["Good", "Good", "Good", "Warning", "Critical"][hash(person.key, 180) % 5],
    issue_list: hash(person.key, 180) % 5 > 2 ? ["Unstable audio quality"] : [],
    user_qos: Array.from({ length: minutes }, (_, minute) =>
      entry(hash(person.key, 181, session.order, minute), session.join + 60 * (minute + 1), room),
    ),
  };
}

/** A row of /metrics/meetings/{meetingId}/participants/qos: the equipment is in the single object only. */
export function qualityRow(world: World, meeting: Gathering, facts: SessionFacts): Row {
  const {
    camera: _camera,
    microphone: _microphone,
    speaker: _speaker,
    ...row
  } = qualityObject(world, meeting, facts);
  return row;
}

/** The same of a webinar, in the list and alone: its documents have no equipment, and not how long joining took. */
export function webinarQualityRow(world: World, webinar: Gathering, facts: SessionFacts): Row {
  const { total_jointime_cost: _, ...row } = qualityRow(world, webinar, facts);
  return row;
}
