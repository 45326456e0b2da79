/** One meeting with everything that can happen in one, and what else was harvested of it. */

import type { Destination } from "../../src/destinations/destination.ts";
import type { Document, JsonObject } from "../../src/document.ts";
import { attendanceOf, attendanceRules } from "../../src/people/attendance.ts";
import { collections } from "../../src/streams/derived.ts";
import { attendanceId, sessionIds } from "../../src/streams/keys.ts";
import { account } from "../destinations/contract-data.ts";
import type { Account } from "../destinations/rollup-store.ts";

/** A slash, a plus and an equals sign, as Zoom's uuids have them. */
export const uuid = "a/b+cPTEC+FG3sFbd1Cw==";
/** One whose sessions nobody has read. */
export const unread = "listed+only==";

const at = (clock: string) => `2026-11-03T${clock}Z`;
const host = { host_id: "id-ada", name: "Ada", email: "ada@x.example", department: "Maths" };
const repeated = {
  meeting: uuid,
  meeting_series_id: "98765432109",
  topic: "Seminar of Ada",
  meeting_start_time: at("10:00:00"),
  host,
};

const given: JsonObject[] = [
  // The host, with a second device for a while.
  {
    id: "id-ada",
    user_id: "1",
    user_name: "Ada",
    email: "ada@x.example",
    participant_uuid: "P1",
    role: "host",
    device: "Mac",
    country: "DE",
    join_time: at("10:00:00"),
    leave_time: at("11:00:00"),
  },
  {
    id: "id-ada",
    user_id: "2",
    user_name: "Ada's phone",
    participant_uuid: "P1b",
    device: "iOS",
    join_time: at("10:10:00"),
    leave_time: at("10:20:00"),
    leave_reason: "left",
  },
  // Waited, came, was away for five minutes, and was in a breakout room.
  {
    user_id: "3",
    user_name: "Ben",
    participant_uuid: "P2",
    join_time: at("10:01:00"),
    leave_time: at("10:03:00"),
    status: "in_waiting_room",
  },
  {
    user_id: "4",
    user_name: "Ben",
    participant_uuid: "P2",
    device: "Windows",
    join_time: at("10:03:00"),
    leave_time: at("10:25:00"),
  },
  {
    user_id: "5",
    user_name: "Ben",
    participant_uuid: "P2",
    device: "Windows",
    join_time: at("10:30:00"),
    leave_time: at("11:00:00"),
  },
  {
    user_id: "5",
    user_name: "Ben",
    participant_uuid: "P2",
    device: "Windows",
    join_time: at("10:40:00"),
    leave_time: at("10:50:00"),
    breakout_room: "room-b",
  },
  // Somebody of whom only the name is known, a room, and one whose end Zoom does not tell.
  { user_id: "6", user_name: "<b>Eve</b>", join_time: at("10:05:00"), leave_time: at("10:35:00") },
  {
    user_id: "7",
    user_name: "Lecture hall",
    participant_uuid: "P3",
    device: "Zoom Rooms",
    join_time: at("10:00:30"),
    leave_time: at("11:00:00"),
    breakout_room: "room-a",
  },
  { user_id: "8", user_name: "Fay", email: "fay@x.example", join_time: at("10:50:00") },
  // Was never let in.
  {
    user_id: "9",
    user_name: "Gil",
    participant_uuid: "P4",
    join_time: at("10:55:00"),
    leave_time: at("10:56:00"),
    status: "in_waiting_room",
  },
];

const meeting: Document = {
  _id: uuid,
  account_id: account,
  uuid,
  meeting_series_id: "98765432109",
  topic: "Seminar of Ada",
  host,
  start_time: at("10:00:00"),
  end_time: at("11:00:00"),
  duration: 3_600,
  participant_sessions: given.length,
  has_poll: true,
  tracking_fields: [{ field: "Course", value: "M 1" }],
  tracking: ["Course=M 1"],
  series: { kind: "recurring" },
  state: "settled",
  sessions_source: "dashboard",
  sessions_stored: given.length,
  sessions_total: given.length,
  attendance_rules: attendanceRules,
  streams_read: ["meeting_polls", "meeting_quality"],
  harvest: { run: "r1", at: "2026-11-04T02:00:00Z", source: "dashboard", version: "1.2.3" },
};

export interface MeetingStore extends Account {
  sessions: Document[];
  meeting_quality: Document[];
  meeting_polls: Document[];
}

export function inventMeeting(): MeetingStore {
  const ids = sessionIds(uuid, given);
  const sessions = given.map(
    (session, index): Document => ({
      _id: ids[index] ?? "",
      account_id: account,
      status: "in_meeting",
      ...repeated,
      ...session,
    }),
  );
  const { people, totals } = attendanceOf(meeting, sessions);
  const attendance = people.map(
    (person): Document => ({
      _id: attendanceId(uuid, String(person.person)),
      account_id: account,
      ...repeated,
      meeting_duration: 3_600,
      ...person,
    }),
  );
  const listed = Object.fromEntries(
    Object.entries(meeting).filter(([field]) => !/^(attendance_rules|sessions_.*|streams_read)$/.test(field)),
  );
  const other = {
    ...listed,
    _id: unread,
    uuid: unread,
    topic: "Unread",
    start_time: at("12:00:00"),
    state: "listed",
  };
  return {
    meetings: [{ ...meeting, ...totals }, other],
    attendance,
    concurrency: [],
    sessions,
    meeting_quality: qualityOf(sessions),
    meeting_polls: polls,
  };
}

/** Of three sessions, one of which is nobody's that is stored. */
function qualityOf(sessions: readonly Document[]): Document[] {
  const measured = (minutes: number, bad: number, latency: number): JsonObject => ({
    minutes,
    bad_minutes: bad,
    latency,
    worst_latency: 2 * latency,
  });
  const one = (session: Document | undefined, more: JsonObject): Document => ({
    _id: session?._id ?? "",
    account_id: account,
    ...repeated,
    user_id: session?.user_id ?? "",
    user_name: session?.user_name ?? "",
    join_time: session?.join_time ?? "",
    ...more,
  });
  return [
    one(sessions[0], { health: "Good", audio: measured(30, 0, 50), video: measured(30, 1, 60) }),
    one(sessions[1], {
      health: "Critical",
      issue_list: ["Unstable audio quality"],
      audio: measured(10, 5, 90),
    }),
    one(sessions[6], { health: "Warning", audio: measured(20, 2, 160) }),
    {
      _id: "quality of nobody",
      account_id: account,
      ...repeated,
      user_id: "77",
      user_name: "Hal",
      join_time: at("10:00:00"),
      health: "Good",
    },
  ];
}

const polls: Document[] = [
  {
    name: "Ada",
    answers: [
      { question: "Pizza?", answer: "Yes" },
      { question: "Why?", answer: "I am hungry" },
    ],
  },
  { name: "Ben", answers: [{ question: "Pizza?", answer: "No" }] },
  { name: "Anonymous", answers: [{ question: "Pizza?", answer: "Yes" }, { question: "Why?" }] },
].map((poll, index) => ({ _id: `poll ${index}`, account_id: account, ...repeated, ...poll }) as Document);

/** Puts all of it into a store, which is closed then. */
export async function fillAll(destination: Destination, store: Partial<MeetingStore>): Promise<void> {
  await destination.open(collections);
  const writes = Object.entries(store).map(([to, documents]) => ({ to, documents: documents as Document[] }));
  const { refused } = await destination.write(writes);
  if (refused.length > 0) throw new Error(refused[0]?.reason);
  await destination.close();
}
