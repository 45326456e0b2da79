/** The dashboard of Zoom Rooms: how they are at the moment, which here is the same at any time, and what went wrong. */
import { daySeconds, timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { between, hash, pick } from "../hash.ts";
import { opaqueId, readOpaqueId } from "../ids.ts";
import { roomIssuesOf } from "../population/room-issues.ts";
import { countRooms } from "../population/rooms.ts";
import { daysOf, readWindow } from "../window.ts";
import type { World } from "../world.ts";

const conditions = [
  ["Available", "good", []],
  ["Available", "good", []],
  ["In Meeting", "good", []],
  ["Available", "warning", ["Battery of the controller is low"]],
  ["Offline", "critical", ["Zoom room is offline", "Camera is disconnected"]],
] as const;

function roomRow({ options, account }: World, room: number): Record<string, unknown> {
  const key = hash(options.seed, room, 240);
  const [status, health, issues] = pick(hash(key, 1), conditions);
  const offline = status === "Offline";
  return {
    id: opaqueId(options.seed, "zoom_room", room),
    room_name: `Room ${room + 1}`,
    calender_name: hash(key, 2) % 3 === 0 ? "" : `room.${room + 1}@calendar.example.edu`,
    email: `room.${room + 1}@example.edu`,
    account_type: "Work Email",
    status,
    health,
    issues: [...issues],
    device_ip: offline
      ? ""
      : `Computer : 10.20.${between(hash(key, 3), 0, 255)}.${between(hash(key, 4), 1, 254)}`,
    camera: offline ? "" : "Integrated Webcam",
    microphone: offline ? "" : "Microphone (3- Logitech USB Headset H340)",
    speaker: offline ? "" : "Speakers (3- Logitech USB Headset H340)",
    last_start_time: timeText(account.today * daySeconds - between(hash(key, 5), 60, 900_000)),
    location: hash(key, 6) % 8 === 0 ? "" : `Floor ${1 + (room % 5)}`,
    location_id: opaqueId(options.seed, "zoom_room", room % 5, 1).slice(0, 14),
  };
}

/** In the documents the request has both page_number and a token. */
function listRooms({ world, page }: Call): Record<string, unknown> {
  const count = countRooms(world.account);
  const { size, offset, number, fields } = page({ max: 300, numbered: true });
  const rows = Array.from({ length: Math.max(0, Math.min(size, count - offset)) }, (_, row) =>
    roomRow(world, offset + row),
  );
  return { ...fields(count), page_number: number, zoom_rooms: rows };
}

/** What went wrong in one room, latest day first. The documents print no refusal of an unknown room: it has no issues. */
function listIssues({ world, params, query, page }: Call): Record<string, unknown> {
  const { options, account } = world;
  const window = readWindow(world, query, false);
  const { size, offset, fields } = page({ max: 300 });
  const room = readOpaqueId(options.seed, "zoom_room", params.zoomroomId ?? "");
  const isKnown = room !== undefined && room < countRooms(account);
  const issues = (isKnown ? daysOf(window) : [])
    .flatMap((day) => roomIssuesOf(options.seed, account, room ?? 0, day))
    .filter(({ time }) => time >= window.from && time <= window.to);
  const rows = issues
    .slice(offset, offset + size)
    .map(({ issue, time }) => ({ issue, time: timeText(time) }));
  return { from: window.fromText, to: window.toText, ...fields(issues.length), issue_details: rows };
}

/** Zoom Rooms. */
export const roomEndpoints: readonly Endpoint[] = [
  {
    path: "/metrics/zoomrooms",
    tier: "resource_intensive",
    plan: "business",
    scopes: ["dashboard_zr:read:admin", "dashboard:read:admin", "dashboard:read:list_zoomrooms:admin"],
    handle: listRooms,
  },
  {
    path: "/metrics/issues/zoomrooms/{zoomroomId}",
    tier: "heavy",
    plan: "business",
    scopes: ["dashboard_home:read:admin", "dashboard:read:admin", "dashboard:read:issues_zoomroom:admin"],
    handle: listIssues,
  },
];
