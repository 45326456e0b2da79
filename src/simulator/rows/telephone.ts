/** Calls between telephones and meetings or webinars, as /report/telephone shows them: those of all who dialled in. */
import { timeText } from "../account.ts";
import { createDayLog, type Entry } from "../day-log.ts";
import { hash, pick } from "../hash.ts";
import type { Gathering, Meeting } from "../population/meetings.ts";
import { clientAt, personAt } from "../population/participants.ts";
import type { Session } from "../population/sessions.ts";
import type { Webinar } from "../population/webinars.ts";
import type { World } from "../world.ts";
import { minutesOf } from "./durations.ts";
import { hostOf, hostOfUser } from "./host.ts";

/** The lists of the report by the parameter `type`: without tolls and called out, with tolls, SIP. */
export const audioTypes = ["1", "2", "3"] as const;
type AudioType = (typeof audioTypes)[number];

type Whose = { readonly meeting: Meeting } | { readonly webinar: Webinar };

interface Leg extends Entry {
  readonly audioType: AudioType;
  readonly call: string;
  readonly session: Session;
  readonly whose: Whose;
  readonly key: number;
}

const calls: readonly (readonly [AudioType, string, number])[] = [
  ["1", "toll-free", 0.04],
  ["1", "call-out", 0.03],
  ["2", "call-in", 0],
  ["2", "US toll-number", 0],
  ["2", "premium", 0.06],
];

/** Every sixth call has two legs that no field tells apart. */
function* legsOf(gathering: Gathering, sessions: () => readonly Session[], whose: Whose): Generator<Leg> {
  const dialsIn = (place: number) => ["phone", "sip"].includes(clientAt(gathering, place));
  if (!Array.from({ length: gathering.people }, (_, place) => place).some(dialsIn)) return;
  for (const session of sessions()) {
    if (session.kind !== "meeting" || !dialsIn(session.place)) continue;
    const key = hash(gathering.key, session.order, 280);
    const isSip = clientAt(gathering, session.place) === "sip";
    const [audioType, call] = isSip ? (["3", "call-in"] as const) : pick(hash(key, 1), calls);
    const leg = { time: session.join, audioType, call, session, whose, key };
    for (let times = hash(key, 2) % 6 === 0 ? 2 : 1; times > 0; times--) yield leg;
  }
}

export const telephoneLog = createDayLog<Leg>({
  ofMeeting: (_, meeting, sessions) => legsOf(meeting, sessions, { meeting }),
  ofWebinar: (_, webinar, sessions) => legsOf(webinar, sessions, { webinar }),
});

function about(world: World, whose: Whose) {
  if ("meeting" in whose) {
    const { meeting } = whose;
    const facts = { meeting_id: world.meetings.numberOf(meeting), uuid: world.uuid(meeting) };
    return { gathering: meeting, host: hostOf(world, meeting), facts: { ...facts, meeting_type: "Meeting" } };
  }
  const { webinar } = whose;
  const facts = { meeting_id: world.webinars.numberOf(webinar), uuid: world.webinars.uuidOf(webinar) };
  return {
    gathering: webinar,
    host: hostOfUser(world, webinar.host),
    facts: { ...facts, meeting_type: "Webinar" },
  };
}

/** A row of /report/telephone. */
export function telephoneRow(world: World, leg: Leg): Record<string, unknown> {
  const { session, whose, call, audioType, key } = leg;
  const { gathering, host, facts } = about(world, whose);
  const { name } = personAt(world.account, world.user, gathering, session.place);
  const rate = audioType === "3" ? 0.02 : (calls.find(([, type]) => type === call)?.[2] ?? 0);
  const minutes = minutesOf(session.leave - session.join);
  const zoomNumber = `+1 ${8_000_000_000 + (hash(key, 3) % 1_000_000)}`;
  return {
    ...facts,
    host_id: host.id,
    host_name: host.name,
    host_email: host.email,
    dept: host.department,
    type: call,
    start_time: timeText(session.join),
    end_time: timeText(session.leave),
    duration: minutes,
    phone_number: zoomNumber,
    signaled_number: audioType === "3" ? "" : zoomNumber,
    call_in_number: audioType === "3" ? "ZoomGW" : `+${name}`,
    country_name: "US",
    rate,
    total: Math.round(rate * minutes * 100) / 100,
  };
}
