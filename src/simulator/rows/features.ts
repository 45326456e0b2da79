/** What was used in a meeting: one source for the `has_*` fields of all routes. */
import { hash } from "../hash.ts";
import { opaqueId } from "../ids.ts";
import type { Meeting } from "../population/meetings.ts";
import { groupNames } from "../population/names.ts";
import { clientAt } from "../population/participants.ts";
import { hasBreakoutRooms, hasWaitingRoom } from "../population/sessions.ts";
import type { World } from "../world.ts";

const peopleLookedAt = 60;

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
    recording: chance(92, 4),
    archiving: chance(93, 50),
    manualCaptions: chance(94, 40),
    automatedCaptions: chance(95, 5),
    thirdPartyAudio: chance(96, 80),
    poll: chance(97, 15),
    qa: chance(98, 30),
    survey: chance(99, 30),
    summary: chance(100, 6),
    waitingRoom: hasWaitingRoom(meeting),
    breakoutRooms: hasBreakoutRooms(meeting),
  };
}

/** The tracking fields a meeting was given: none for most. */
export function trackingFieldsOf(meeting: Meeting): { field: string; value: string }[] {
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
