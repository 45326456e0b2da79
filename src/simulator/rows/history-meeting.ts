/** A meeting or a webinar as /report/history_meetings shows it: the only account-wide list without the dashboards. */
import { timeText } from "../account.ts";
import { hash } from "../hash.ts";
import type { Meeting } from "../population/meetings.ts";
import { groupNames, topics } from "../population/names.ts";
import { clientAt } from "../population/participants.ts";
import { hasRegistration } from "../population/registrants.ts";
import { roleAt, type Webinar, webinarSessions } from "../population/webinars.ts";
import type { World } from "../world.ts";
import { attendedMinutes, countParticipants } from "./counts.ts";
import { minutesOf } from "./durations.ts";
import { featuresOf, trackingFieldsOf } from "./features.ts";
import { hostOf, hostOfUser, topicOf } from "./host.ts";
import { countWebinarParticipants, webinarFeatures, webinarMinutes, webinarTopic } from "./webinar.ts";

/** Features that the simulator draws by chance: nothing else depends on them. */
const drawnFeatures = [
  "remote_control",
  "language_interpretation",
  "in_meeting_chat",
  "live_transcription",
  "reaction",
  "zoom_apps",
  "annotation",
  "raise_hand",
  "virtual_background",
  "whiteboard",
  "immersive_scene",
  "avatar",
  "switch_to_mobile",
  "file_sharing",
  "meeting_questions",
  "live_translation",
  "smart_recording",
  "multi_speaker",
  "meeting_wallpaper",
  "gen_ai_virtual_background",
  "multi_share",
  "document_collaboration",
  "portrait_lighting",
  "personalized_audio_isolation",
  "color_themes",
] as const;

function drawn(key: number): Record<string, boolean> {
  return Object.fromEntries(drawnFeatures.map((name, salt) => [name, hash(key, 171, salt) % 4 === 0]));
}

function featureUsed(seed: number, meeting: Meeting): Record<string, boolean> {
  const features = featuresOf(meeting);
  return {
    screen_sharing: features.screenShare,
    video_on: features.video,
    closed_caption: features.manualCaptions || features.automatedCaptions,
    breakout_room: features.breakoutRooms,
    telephone_usage: features.pstn,
    poll: features.poll,
    join_by_room: features.room,
    waiting_room: features.waitingRoom,
    meeting_summary: features.summary,
    record_to_computer: features.recording && !features.cloudRecording,
    record_to_cloud: features.cloudRecording,
    ...drawn(meeting.key),
    registration: hasRegistration(seed, meeting),
  };
}

/** A row of /report/history_meetings. */
export function historyRow(world: World, meeting: Meeting): Record<string, unknown> {
  const host = hostOf(world, meeting);
  const { start, seconds, key, type } = meeting;
  const group = host.group === undefined ? undefined : groupNames[host.group];
  return {
    meeting_uuid: world.uuid(meeting),
    meeting_id: world.meetings.numberOf(meeting),
    type: "Meeting",
    host_display_name: host.name,
    host_email: host.email,
    start_time: timeText(start),
    end_time: timeText(start + seconds),
    topic: topicOf(world, meeting, topics),
    participants: countParticipants(world, meeting),
    duration: minutesOf(seconds),
    total_participant_minutes: attendedMinutes(world, meeting),
    department: host.department,
    group: group === undefined ? [] : [group],
    source: "Zoom",
    create_time: timeText(type === 1 ? start : start - 3_600 * (1 + (key % 200))),
    custom_fields: [],
    tracking_fields: trackingFieldsOf(meeting),
    feature_used: featureUsed(world.options.seed, meeting),
  };
}

/** Nothing of a webinar is recorded to the cloud here: /users/{userId}/recordings has meetings only. */
function webinarFeatureUsed(seed: number, webinar: Webinar): Record<string, boolean> {
  const features = webinarFeatures(webinar);
  return {
    screen_sharing: features.screenShare,
    video_on: features.video,
    closed_caption: features.manualCaptions || features.automatedCaptions,
    breakout_room: false,
    telephone_usage: features.pstn,
    poll: features.poll,
    join_by_room: features.room,
    waiting_room: false,
    meeting_summary: false,
    record_to_computer: features.recording,
    record_to_cloud: false,
    ...drawn(webinar.key),
    registration: hasRegistration(seed, webinar),
  };
}

/** Who watched on a computer, and how many watched at the same time: the documents leave the panel out of both. */
function viewersOf(webinar: Webinar): Record<string, number> {
  const viewers = new Set<number>();
  const changes: { time: number; by: number }[] = [];
  for (const { place, join, leave } of webinarSessions(webinar)) {
    if (roleAt(webinar, place) !== "attendee" || clientAt(webinar, place) === "phone") continue;
    viewers.add(place);
    changes.push({ time: join, by: 1 }, { time: leave, by: -1 });
  }
  changes.sort((a, b) => a.time - b.time || a.by - b.by);
  let [now, most] = [0, 0];
  for (const { by } of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return { unique_viewers: viewers.size, max_concurrent_views: most };
}

/** A webinar's row of /report/history_meetings. */
export function historyWebinarRow(world: World, webinar: Webinar): Record<string, unknown> {
  const host = hostOfUser(world, webinar.host);
  const { start, seconds, key } = webinar;
  const group = host.group === undefined ? undefined : groupNames[host.group];
  return {
    meeting_uuid: world.webinars.uuidOf(webinar),
    meeting_id: world.webinars.numberOf(webinar),
    type: "Webinar",
    host_display_name: host.name,
    host_email: host.email,
    start_time: timeText(start),
    end_time: timeText(start + seconds),
    topic: webinarTopic(world, webinar),
    participants: countWebinarParticipants(world, webinar),
    duration: minutesOf(seconds),
    total_participant_minutes: webinarMinutes(webinar),
    ...viewersOf(webinar),
    department: host.department,
    group: group === undefined ? [] : [group],
    source: "Zoom",
    create_time: timeText(start - 3_600 * (1 + (key % 200))),
    custom_fields: [],
    tracking_fields: trackingFieldsOf(webinar),
    feature_used: webinarFeatureUsed(world.options.seed, webinar),
  };
}
