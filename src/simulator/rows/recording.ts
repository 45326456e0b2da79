/** The cloud recording of a meeting with its files, as /users/{userId}/recordings shows it. */
import { dayText, timeText } from "../account.ts";
import { between, hash, share } from "../hash.ts";
import type { Meeting } from "../population/meetings.ts";
import { topics } from "../population/names.ts";
import { hasDeletedHost } from "../population/oddities.ts";
import type { World } from "../world.ts";
import { minutesOf } from "./durations.ts";
import { isCloudRecorded } from "./features.ts";
import { hostOf, topicOf } from "./host.ts";

type Row = Record<string, unknown>;

/** What is recorded, in the order in which files are added; bytes a second are rough. */
const forms = [
  ["MP4", "MP4", "shared_screen_with_speaker_view", 60_000],
  ["M4A", "M4A", "audio_only", 8_000],
  ["TRANSCRIPT", "VTT", "audio_transcript", 20],
  ["CHAT", "TXT", "chat_file", 2],
  ["SUMMARY", "JSON", "summary", 1],
] as const;

const mostFiles = 4;

function digits(key: number, salt: number, count: number): string {
  let text = "";
  for (let part = 0; text.length < count; part++) text += hash(key, salt, part).toString(16).padStart(8, "0");
  return text.slice(0, count);
}

function uuidText(key: number): string {
  const all = digits(key, 220, 32);
  return [8, 12, 16, 20, 32].map((end, i, ends) => all.slice(ends[i - 1] ?? 0, end)).join("-");
}

/** Whether a user has a recording of the meeting: those of a deleted host are nobody's. */
export function hasRecording(world: World, meeting: Meeting): boolean {
  return isCloudRecorded(meeting) && !hasDeletedHost(world.options, meeting);
}

/** How many files a recording has. */
export function countRecordingFiles({ key }: Pick<Meeting, "key">): number {
  return between(hash(key, 221), 1, mostFiles);
}

/** A recording that was paused has two videos, the others at most one file of a kind. */
function fileForms({ key }: Meeting): (typeof forms)[number][] {
  const [video, ...rest] = forms;
  const start = hash(key, 222) % rest.length;
  const others = rest.map((_, place) => rest[(start + place) % rest.length] ?? video);
  const paused = hash(key, 223) % 5 === 0;
  return [video, ...(paused ? [video] : []), ...others].slice(0, countRecordingFiles({ key }));
}

function fileRow(
  world: World,
  meeting: Meeting,
  place: number,
  form: (typeof forms)[number],
  parts: number,
): Row {
  const [file_type, file_extension, recording_type, bytesPerSecond] = form;
  const key = hash(meeting.key, place, 224);
  const { start, seconds } = meeting;
  const half = Math.floor(seconds / 2);
  const from = start + (parts === 2 && place === 1 ? half : Math.min(20, Math.floor(seconds / 4)));
  const to = start + (parts === 2 && place === 0 ? half - 5 : seconds);
  const url = `https://example.zoom.us/rec/download/${digits(key, 225, 32)}`;
  // Whoever fetches the file with the URL alone needs the token: it is a secret in the midst of a row.
  const token = hash(key, 226) % 3 === 0 ? `?access_token=${digits(key, 227, 40)}` : "";
  return {
    id: uuidText(key),
    meeting_id: world.uuid(meeting),
    recording_start: timeText(from),
    recording_end: timeText(Math.max(from + 1, to)),
    file_type,
    file_extension,
    file_size: Math.ceil(Math.max(1, to - from) * bytesPerSecond * (0.5 + share(hash(key, 228)))),
    ...(file_type === "SUMMARY"
      ? {}
      : { play_url: `https://example.zoom.us/rec/play/${digits(key, 229, 32)}` }),
    download_url: `${url}${token}`,
    status: "completed",
    recording_type,
  };
}

/** A row of /users/{userId}/recordings. */
export function recordingRow(world: World, meeting: Meeting): Row {
  const given = fileForms(meeting);
  const parts = given.filter(([type]) => type === "MP4").length;
  const files = given.map((form, place) => fileRow(world, meeting, place, form, parts));
  const autoDelete = hash(meeting.key, 230) % 3 === 0;
  return {
    uuid: world.uuid(meeting),
    id: world.meetings.numberOf(meeting),
    account_id: world.account.accountId,
    host_id: hostOf(world, meeting).id,
    topic: topicOf(world, meeting, topics),
    type: String(meeting.type),
    start_time: timeText(meeting.start),
    duration: minutesOf(meeting.seconds),
    total_size: files.reduce((sum, { file_size }) => sum + Number(file_size), 0),
    recording_count: files.length,
    recording_play_passcode: digits(meeting.key, 231, 24),
    auto_delete: autoDelete,
    ...(autoDelete ? { auto_delete_date: dayText(meeting.day + 120) } : {}),
    recording_files: files,
  };
}
