/** What is archived of meetings, webinars and breakout rooms, as /archive_files shows it. */
import { timeText } from "../account.ts";
import { createDayLog, type Entry } from "../day-log.ts";
import { between, hash, share } from "../hash.ts";
import { meetingUuid, roomId } from "../ids.ts";
import type { Gathering, Meeting } from "../population/meetings.ts";
import { topics } from "../population/names.ts";
import { personAt } from "../population/participants.ts";
import type { Session } from "../population/sessions.ts";
import type { Webinar } from "../population/webinars.ts";
import type { World } from "../world.ts";
import { minutesOf } from "./durations.ts";
import { groupId, isArchived } from "./features.ts";
import { hostOf, hostOfUser, topicOf } from "./host.ts";
import { webinarTopic } from "./webinar.ts";

type Row = Record<string, unknown>;

/** An archived meeting; all but the first facts depend on what it is. */
interface Archived extends Entry {
  readonly uuid: string;
  readonly seconds: number;
  readonly key: number;
  /** Absent for a meeting that another account hosted: who was in it is not ours to show. */
  readonly gathering?: Gathering;
  readonly facts: Row;
}

const external = {
  meeting_type: "external",
  id: 0,
  host_id: "",
  topic: "",
  is_breakout_room: false,
} as const;
/** Beyond all places of a day: an uuid of nobody's meeting. */
const externalIndex = 500_000;

function ofMeeting(world: World, meeting: Meeting, sessions: () => readonly Session[]): Archived[] {
  if (!isArchived(meeting)) return [];
  const { start, seconds, key, day, index } = meeting;
  const uuid = world.uuid(meeting);
  const facts = {
    meeting_type: "internal",
    id: world.meetings.numberOf(meeting),
    host_id: hostOf(world, meeting).id,
    topic: topicOf(world, meeting, topics),
  };
  const whole = { ...facts, type: meeting.type, is_breakout_room: false };
  const inRooms = sessions().filter(({ kind }) => kind === "breakout");
  const rooms = [...new Set(inRooms.map(({ place }) => place % 4))].sort();
  return [
    { time: start, uuid, seconds, key, gathering: meeting, facts: whole },
    ...rooms.map((room) => {
      const [first] = inRooms.filter(({ place }) => place % 4 === room);
      const { join = start, leave = start + seconds } = first ?? {};
      return {
        time: join,
        uuid: roomId(world.options.seed, day, index, room),
        seconds: leave - join,
        key: hash(key, room, 300),
        gathering: meeting,
        facts: { ...facts, type: 100, is_breakout_room: true, parent_meeting_id: uuid },
      };
    }),
  ];
}

function ofWebinar(world: World, webinar: Webinar): Archived[] {
  if (!isArchived(webinar)) return [];
  const { start: time, seconds, key, type } = webinar;
  const facts = {
    meeting_type: "internal",
    id: world.webinars.numberOf(webinar),
    host_id: hostOfUser(world, webinar.host).id,
    topic: webinarTopic(world, webinar),
    type,
    is_breakout_room: false,
  };
  return [{ time, uuid: world.webinars.uuidOf(webinar), seconds, key, gathering: webinar, facts }];
}

/** On every second day one of our users was in an archived meeting of another account. */
function ofDay({ options: { seed } }: World, day: number): Archived[] {
  const key = hash(seed, day, 301);
  if (key % 2 === 0) return [];
  const time = day * 86_400 + between(hash(key, 1), 25_000, 60_000);
  const seconds = between(hash(key, 2), 600, 5_000);
  return [
    { time, uuid: meetingUuid(seed, day, externalIndex), seconds, key, facts: { ...external, type: 2 } },
  ];
}

export const archiveLog = createDayLog<Archived>({ ofMeeting, ofWebinar, ofDay });

/** Types and bytes a second, which are rough; the last one is of one participant. */
const forms = [
  ["MP4", "MP4", "shared_screen_with_speaker_view", 60_000],
  ["CHAT_MESSAGE", "JSON", "chat_message", 3],
  ["CC", "VTT", "closed_caption", 20],
  ["TRANSCRIPT", "JSON", "audio_transcript", 30],
  ["M4A", "M4A", "audio_only", 8_000],
] as const;

function hexText(key: number, salt: number, length: number): string {
  let text = "";
  for (let part = 0; text.length < length; part++)
    text += hash(key, salt, part).toString(16).padStart(8, "0");
  return text.slice(0, length);
}

function idText(key: number, salt: number): string {
  return hexText(key, salt, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function fileRow(world: World, archived: Archived, place: number): Row {
  const { time, seconds, gathering } = archived;
  const [file_type, file_extension, recording_type, bytes] = forms[place] ?? forms[0];
  const key = hash(archived.key, place, 302);
  const individual = file_type === "M4A";
  const email = gathering === undefined ? "" : personAt(world.account, world.user, gathering, 0).email;
  return {
    id: idText(key, 303),
    file_type,
    file_extension,
    file_size: Math.ceil(seconds * bytes * (0.5 + share(hash(key, 304)))),
    recording_type,
    individual,
    ...(individual ? { participant_email: email } : {}),
    participant_join_time: timeText(time),
    participant_leave_time: timeText(time + seconds),
    status: hash(key, 305) % 12 === 0 ? "failed" : "completed",
    encryption_fingerprint: hexText(key, 306, 64),
    ...(file_extension === "JSON" ? { number_of_messages: between(hash(key, 307), 1, 80) } : {}),
    storage_location: "EU",
    auto_delete: hash(key, 308) % 4 === 0,
    download_url: `https://example.zoom.us/rec/archive/download/${hexText(key, 309, 32)}`,
  };
}

function groupsOf(world: World, gathering: Gathering | undefined): string {
  if (gathering === undefined) return "";
  const { group } = world.user(gathering.host);
  return group === undefined ? "" : [...new Set([group, 0])].map((one) => groupId(world, one)).join(",");
}

/** A row of /archive_files. */
export function archiveRow(world: World, archived: Archived): Row {
  const { time, uuid, seconds, key, gathering, facts } = archived;
  const files = forms
    .map((_, place) => place)
    .filter((place) => place === 0 || hash(key, place, 310) % 2 === 0);
  const rows = files.map((place) => fileRow(world, archived, place));
  const processing = hash(key, 311) % 10 === 0;
  const attachment = {
    file_id: hexText(key, 312, 22),
    file_name: "Minutes of the meeting.pdf",
    file_size: between(hash(key, 313), 10_000, 900_000),
    download_url: `https://example.zoom.us/rec/archive/attached/download/${hexText(key, 314, 32)}`,
  };
  return {
    uuid,
    ...facts,
    account_name: "Example University",
    start_time: timeText(time),
    timezone: "UTC",
    duration: minutesOf(seconds),
    duration_in_second: seconds,
    status: processing ? "processing" : "completed",
    complete_time: processing ? "" : timeText(time + seconds + between(hash(key, 315), 300, 9_000)),
    group_id: groupsOf(world, gathering),
    recording_count: rows.length,
    total_size: rows.reduce((sum, { file_size }) => sum + Number(file_size), 0),
    archive_files: rows,
    physical_files: hash(key, 316) % 3 === 0 ? [attachment] : [],
  };
}
