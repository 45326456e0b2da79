/** A meeting as /report/history_meetings shows it: the only account-wide list without the dashboards. */
import { timeText } from "../account.ts";
import { hash } from "../hash.ts";
import type { Meeting } from "../population/meetings.ts";
import { groupNames, topics } from "../population/names.ts";
import type { World } from "../world.ts";
import { attendedMinutes, countParticipants } from "./counts.ts";
import { minutesOf } from "./durations.ts";
import { featuresOf, trackingFieldsOf } from "./features.ts";
import { hostOf, topicOf } from "./host.ts";

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
  "registration",
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

function featureUsed(meeting: Meeting): Record<string, boolean> {
  const features = featuresOf(meeting);
  const toComputer = features.recording && hash(meeting.key, 170) % 2 === 0;
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
    record_to_computer: toComputer,
    record_to_cloud: features.recording && !toComputer,
    ...Object.fromEntries(drawnFeatures.map((name, salt) => [name, hash(meeting.key, 171, salt) % 4 === 0])),
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
    feature_used: featureUsed(meeting),
  };
}
