/** A meeting as the dashboards show it. There is no host id in it, and nothing about its series. */
import { timeText } from "../account.ts";
import { hash } from "../hash.ts";
import type { Meeting } from "../population/meetings.ts";
import { topics } from "../population/names.ts";
import { qualities } from "../population/places.ts";
import type { World } from "../world.ts";
import { countParticipants } from "./counts.ts";
import { durationText } from "./durations.ts";
import { featuresOf, trackingFieldsOf } from "./features.ts";
import { hostOf, topicOf } from "./host.ts";

type Row = Record<string, unknown>;

/** The fields that the list and the single object share. */
function commonFields(world: World, meeting: Meeting): Row {
  const host = hostOf(world, meeting);
  const features = featuresOf(meeting);
  const { start, seconds, live } = meeting;
  return {
    uuid: world.uuid(meeting),
    id: world.meetings.numberOf(meeting),
    topic: topicOf(world, meeting, topics),
    host: host.name,
    email: host.email,
    user_type: host.licensed ? "Licensed" : "Basic",
    start_time: timeText(start),
    end_time: live ? "" : timeText(start + seconds),
    duration: live ? "" : durationText(world.options, seconds),
    participants: countParticipants(world, meeting),
    has_pstn: features.pstn,
    has_voip: features.voip,
    has_3rd_party_audio: features.thirdPartyAudio,
    has_video: features.video,
    has_screen_share: features.screenShare,
    has_recording: features.recording,
    has_sip: features.sip,
    has_archiving: features.archiving,
    has_manual_captions: features.manualCaptions,
    has_automated_captions: features.automatedCaptions,
    has_poll: features.poll,
    has_qa: features.qa,
    has_survey: features.survey,
    dept: host.department,
    avg_jointime_cost: (hash(meeting.key, 120) % 900) / 100,
    // Zoom's changelog of 2026-06-25.
    ...(world.options.new_fields === "on"
      ? { has_external_participant: hash(meeting.key, 126) % 2 === 0 }
      : {}),
  };
}

/** A row of /metrics/meetings; `withTracking` for include_fields=tracking_fields. */
export function dashboardRow(world: World, meeting: Meeting, withTracking: boolean): Row {
  const row = commonFields(world, meeting);
  const scored = hash(meeting.key, 121) % 5 !== 0;
  const quality = (salt: number) => qualities[hash(meeting.key, salt) % qualities.length];
  if (scored) Object.assign(row, { audio_quality: quality(122), video_quality: quality(123) });
  if (scored && row.has_screen_share === true) row.screen_share_quality = quality(124);
  if (hash(meeting.key, 125) % 40 === 0) row.custom_keys = [{ key: "Host Nation", value: "US" }];
  if (withTracking) row.tracking_fields = trackingFieldsOf(meeting);
  return row;
}

/** The body of /metrics/meetings/{meetingId}. */
export function dashboardObject(world: World, meeting: Meeting): Row {
  const { room, summary } = featuresOf(meeting);
  return {
    ...commonFields(world, meeting),
    in_room_participants: room ? 1 : 0,
    has_meeting_summary: summary,
  };
}

/** A row that lacks its times or its uuid. */
export function oddDashboardRow(world: World, meeting: Meeting, lacks: "times" | "uuid"): Row {
  const row = dashboardRow(world, meeting, false);
  if (lacks === "times") return { ...row, start_time: "", end_time: "", duration: "", participants: 0 };
  const { uuid: _uuid, ...rest } = row;
  return rest;
}
