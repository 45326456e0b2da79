/** A webinar as dashboards, reports and the list of history show it. */
import { timeText } from "../account.ts";
import { hash } from "../hash.ts";
import { topics } from "../population/names.ts";
import { clientAt } from "../population/participants.ts";
import { qualities } from "../population/places.ts";
import { type Webinar, webinarSessions } from "../population/webinars.ts";
import type { World } from "../world.ts";
import { durationText, minutesOf } from "./durations.ts";
import { isArchived, trackingFieldsOf } from "./features.ts";
import { hostOfUser } from "./host.ts";

type Row = Record<string, unknown>;

/** What was used in a webinar. */
export function webinarFeatures(webinar: Webinar) {
  const { key, people } = webinar;
  const chance = (salt: number, oneIn: number) => hash(key, salt, 5) % oneIn === 0;
  const clients = new Set(Array.from({ length: people }, (_, place) => clientAt(webinar, place)));
  return {
    pstn: clients.has("phone"),
    sip: clients.has("sip"),
    room: clients.has("room"),
    video: !chance(90, 6),
    screenShare: sharedInWebinar(webinar).screenShare,
    recording: sharedInWebinar(webinar).localRecording,
    archiving: isArchived(webinar),
    manualCaptions: chance(94, 40),
    automatedCaptions: chance(95, 5),
    thirdPartyAudio: chance(96, 80),
    poll: chance(97, 3),
    qa: chance(98, 2),
    survey: chance(99, 2),
  };
}

/** What was shared in it or recorded to a computer: webinars are not recorded to the cloud here. */
export function sharedInWebinar({ key }: Pick<Webinar, "key">): {
  screenShare: boolean;
  localRecording: boolean;
} {
  return { screenShare: hash(key, 91, 5) % 2 === 0, localRecording: hash(key, 92, 5) % 4 === 0 };
}

/** A series has one topic. */
export function webinarTopic(world: World, { key, series }: Pick<Webinar, "key" | "series">): string {
  const source = series === undefined ? key : hash(world.options.seed, series, 86);
  return hash(source, 84) % 60 === 0 ? "" : (topics[hash(source, 85) % topics.length] ?? "");
}

/** The number that lists show: nobody waits in a webinar, so only people and joins differ. */
export function countWebinarParticipants({ options }: World, webinar: Webinar): number {
  return options.participants_count === "people" ? webinar.people : webinarSessions(webinar).length;
}

/** The minutes that all participants together attended. */
export function webinarMinutes(webinar: Webinar): number {
  return minutesOf(webinarSessions(webinar).reduce((sum, { join, leave }) => sum + leave - join, 0));
}

/** The body of /metrics/webinars/{webinarId}, and a row of /metrics/webinars: the documents give them the same fields. */
export function dashboardWebinar(world: World, webinar: Webinar): Row {
  const host = hostOfUser(world, webinar.host);
  const features = webinarFeatures(webinar);
  const { start, seconds, key, live } = webinar;
  const quality = (salt: number) => qualities[hash(key, salt) % qualities.length];
  const scored = hash(key, 121) % 5 !== 0;
  return {
    uuid: world.webinars.uuidOf(webinar),
    id: world.webinars.numberOf(webinar),
    topic: webinarTopic(world, webinar),
    host: host.name,
    email: host.email,
    user_type: "Licensed",
    start_time: timeText(start),
    end_time: live ? "" : timeText(start + seconds),
    duration: live ? "" : durationText(world.options, seconds),
    participants: countWebinarParticipants(world, webinar),
    has_pstn: features.pstn,
    has_voip: true,
    has_3rd_party_audio: features.thirdPartyAudio,
    has_video: features.video,
    has_screen_share: features.screenShare,
    has_recording: features.recording,
    has_sip: features.sip,
    has_archiving: features.archiving,
    has_manual_captions: features.manualCaptions,
    has_automated_captions: features.automatedCaptions,
    has_poll: features.poll,
    has_survey: features.survey,
    dept: host.department,
    ...(scored ? { audio_quality: quality(122), video_quality: quality(123) } : {}),
    ...(scored && features.screenShare ? { screen_share_quality: quality(124) } : {}),
    // Zoom's changelog of 2026-06-25.
    ...(world.options.new_fields === "on" ? { has_external_participant: hash(key, 126) % 2 === 0 } : {}),
  };
}

function reportFields(world: World, webinar: Webinar): Row {
  const host = hostOfUser(world, webinar.host);
  return {
    uuid: world.webinars.uuidOf(webinar),
    id: world.webinars.numberOf(webinar),
    type: webinar.type,
    topic: webinarTopic(world, webinar),
    user_name: host.name,
    user_email: host.email,
    start_time: timeText(webinar.start),
    end_time: timeText(webinar.start + webinar.seconds),
    duration: minutesOf(webinar.seconds),
    total_minutes: webinarMinutes(webinar),
    participants_count: countWebinarParticipants(world, webinar),
  };
}

/** The body of /report/webinars/{webinarId}. */
export function reportWebinarObject(world: World, webinar: Webinar): Row {
  const { department } = hostOfUser(world, webinar.host);
  return { ...reportFields(world, webinar), dept: department, tracking_fields: trackingFieldsOf(webinar) };
}

/** A row of /report/users/{userId}/meetings. */
export function reportWebinarRow(world: World, webinar: Webinar): Row {
  const scheduled = timeText(webinar.start - (webinar.start % 1_800));
  const [year, month, day] = scheduled.slice(0, 10).split("-");
  const time = { schedule_time: `${month}/${day}/${year} ${scheduled.slice(11, 16)}` };
  return { ...reportFields(world, webinar), source: "Zoom", ...(webinar.type === 6 ? {} : time) };
}
