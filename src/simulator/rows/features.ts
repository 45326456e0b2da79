/** What was used in a meeting: one source for the `has_*` fields of all routes. */
import { hash } from "../hash.ts";
import { opaqueId } from "../ids.ts";
import type { Meeting } from "../population/meetings.ts";
import { groupNames } from "../population/names.ts";
import { clientAt } from "../population/participants.ts";
import { hasBreakoutRooms, hasWaitingRoom, type Session } from "../population/sessions.ts";
import type { World } from "../world.ts";

const peopleLookedAt = 60;

type Keyed = Pick<Meeting, "key">;

/** Whether the meeting had a poll. */
export function hasPoll({ key }: Keyed): boolean {
  return hash(key, 97) % 15 === 0;
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
    screenShare: chance(91, 2),
    recording: isRecorded(meeting),
    cloudRecording: isCloudRecorded(meeting),
    archiving: chance(93, 50),
    manualCaptions: chance(94, 40),
    automatedCaptions: chance(95, 5),
    thirdPartyAudio: chance(96, 80),
    poll: hasPoll(meeting),
    qa: chance(98, 30),
    survey: chance(99, 30),
    summary: chance(100, 6),
    waitingRoom: hasWaitingRoom(meeting),
    breakoutRooms: hasBreakoutRooms(meeting),
  };
}

/** The tracking fields a meeting was given: none for most. */
export function trackingFieldsOf(
  meeting: Keyed & { readonly type: number },
): { field: string; value: string }[] {
  if (meeting.type === 1 || hash(meeting.key, 110) % 3 !== 0) return [];
  const value = ["Teaching", "Research", "Support"][hash(meeting.key, 111) % 3] ?? "";
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
