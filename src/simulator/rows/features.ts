/** What was used in a meeting: one source for the `has_*` fields of all routes. */
import { hash } from "../hash.ts";
import { opaqueId } from "../ids.ts";
import type { Meeting } from "../population/meetings.ts";
import { groupNames } from "../population/names.ts";
import { clientAt } from "../population/participants.ts";
import { hasBreakoutRooms, hasWaitingRoom, type Session } from "../population/sessions.ts";
import { purposes } from "../population/tracking-fields.ts";
import type { World } from "../world.ts";

const peopleLookedAt = 60;

type Keyed = Pick<Meeting, "key">;

/** Whether the meeting had a poll. */
export function hasPoll({ key }: Keyed): boolean {
  return hash(key, 97) % 15 === 0;
}

/** Whether questions were asked in it. */
export function hasQa({ key }: Keyed): boolean {
  return hash(key, 98) % 10 === 0;
}

/** Whether a survey was held after it. */
export function hasSurvey({ key }: Keyed): boolean {
  return hash(key, 99) % 10 === 0;
}

/** Whether the person of a session answers what is asked: a third do, in their first visit. */
export function answersQuestions({ key }: Keyed, { kind, visit, place }: Session): boolean {
  return kind === "meeting" && visit === 0 && hash(key, place, 200) % 3 === 0;
}

/** Whether the meeting was recorded, to whatever place. */
function isRecorded({ key }: Keyed): boolean {
  return hash(key, 92) % 4 === 0;
}

/** Whether the meeting was recorded to the cloud, and not to its host's computer. */
export function isCloudRecorded(meeting: Keyed): boolean {
  return isRecorded(meeting) && hash(meeting.key, 170) % 2 !== 0;
}

/** Whether the AI Companion summed the meeting up. */
export function hasSummary({ key }: Keyed): boolean {
  return hash(key, 100) % 6 === 0;
}

/** What was shared in the meeting or recorded to a computer. */
export function sharedIn(meeting: Keyed): { screenShare: boolean; localRecording: boolean } {
  return {
    screenShare: hash(meeting.key, 91) % 2 === 0,
    localRecording: isRecorded(meeting) && !isCloudRecorded(meeting),
  };
}

/** Whether the meeting or webinar was archived for compliance. */
export function isArchived({ key }: Keyed): boolean {
  return hash(key, 93) % 9 === 0;
}

/** Features as booleans. */
export function featuresOf(meeting: Meeting) {
  const chance = (salt: number, oneIn: number) => hash(meeting.key, salt) % oneIn === 0;
  const clients = new Set<string>();
  for (let place = 0; place < Math.min(meeting.people, peopleLookedAt); place++) {
    clients.add(clientAt(meeting, place));
  }
  return {
    pstn: clients.has("phone"),
    sip: clients.has("sip"),
    room: clients.has("room"),
    voip: true,
    video: !chance(90, 6),
    screenShare: sharedIn(meeting).screenShare,
    recording: isRecorded(meeting),
    cloudRecording: isCloudRecorded(meeting),
    archiving: isArchived(meeting),
    manualCaptions: chance(94, 40),
    automatedCaptions: chance(95, 5),
    thirdPartyAudio: chance(96, 80),
    poll: hasPoll(meeting),
    qa: hasQa(meeting),
    survey: hasSurvey(meeting),
    summary: hasSummary(meeting),
    waitingRoom: hasWaitingRoom(meeting),
    breakoutRooms: hasBreakoutRooms(meeting),
  };
}

/** The tracking fields a meeting was given: none for most. */
export function trackingFieldsOf(
  meeting: Keyed & { readonly type: number },
): { field: string; value: string }[] {
  if (meeting.type === 1 || hash(meeting.key, 110) % 3 !== 0) return [];
  const value = purposes[hash(meeting.key, 111) % purposes.length] ?? "";
  return [
    { field: "Meeting purpose", value },
    { field: "Cost centre", value: `CC-${100 + (hash(meeting.key, 112) % 900)}` },
  ];
}

/** A group's id. */
export function groupId(world: World, group: number): string {
  return opaqueId(world.options.seed, "group", group);
}

/** Whether a `group_id` parameter (up to seven ids) names the host's group. */
export function groupFilter(world: World, parameter: string | null): ((host: number) => boolean) | undefined {
  if (parameter === null || parameter === "") return undefined;
  const wanted = parameter.split(",");
  const groups = new Set(
    groupNames.map((_, group) => group).filter((group) => wanted.includes(groupId(world, group))),
  );
  return (host) => {
    const { group } = world.user(host);
    return group !== undefined && groups.has(group);
  };
}
