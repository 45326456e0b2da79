/** Facts of one session that dashboards, reports and past meetings show alike. */
import { hash } from "../hash.ts";
import { roomId } from "../ids.ts";
import type { Gathering } from "../population/meetings.ts";
import { type Person, personAt } from "../population/participants.ts";
import { cameRegistered, registrantId } from "../population/registrants.ts";
import type { Session } from "../population/sessions.ts";
import type { World } from "../world.ts";

/** A session with its person. */
export interface SessionFacts {
  readonly session: Session;
  readonly person: Person;
  /** The in-meeting number, a new one for each session; small numbers come again in every meeting. */
  readonly userId: string;
  readonly participantUuid: string;
  readonly name: string;
  /** The account's user id, or "" for guests (hidden since 2023). */
  readonly accountUserId: string;
  readonly room: string | undefined;
  readonly registrantId: string;
}

const firstUserId = 16_778_240;
const userIdStep = 1_024;

function uuidText(seed: number, meeting: Gathering, place: number, part: number): string {
  const words = [51, 52, 53, 54].map((salt) => hash(hash(seed, salt), meeting.key, place, part));
  const digits = words
    .map((word) => word.toString(16).padStart(8, "0"))
    .join("")
    .toUpperCase();
  return [8, 12, 16, 20, 32].map((end, i, ends) => digits.slice(ends[i - 1] ?? 0, end)).join("-");
}

/** A tenth of those who come back do so under a changed name. */
function nameOf(person: Person, session: Session): string {
  const renamed = session.visit > 0 && hash(person.key, 45) % 10 === 0;
  return renamed ? `${person.name} (2)` : person.name;
}

/** The facts of one session. */
export function sessionFacts(world: World, meeting: Gathering, session: Session): SessionFacts {
  const { seed, participant_uuid: form } = world.options;
  const person = personAt(world.account, world.user, meeting, session.place);
  const part =
    form === "join" && session.kind !== "breakout" ? session.visit + (session.kind === "device" ? 9 : 0) : 0;
  return {
    session,
    person,
    userId: String(firstUserId + session.order * userIdStep),
    participantUuid: uuidText(seed, meeting, session.place, part),
    name: nameOf(person, session),
    accountUserId: person.user === undefined ? "" : world.user(person.user).id,
    room:
      session.kind === "breakout" ? roomId(seed, meeting.day, meeting.index, session.place % 4) : undefined,
    registrantId: cameRegistered(seed, meeting, session.place)
      ? registrantId(seed, meeting, session.place)
      : "",
  };
}

const reasons = [
  "$name left the meeting.",
  "$name left the meeting.",
  "$name left the meeting.",
  "$name got disconnected from the meeting.",
  "Network connection error.",
  "Removed by host.",
  "Unknown reason.",
];

/** Why the session ended, in the documents' words with the person's name in its place. */
export function leaveReason(
  { person, session, name }: SessionFacts,
  meeting: Gathering,
  what = "meeting",
): string {
  if (session.kind === "waiting") {
    return hash(person.key, 47) % 20 === 0 ? "Removed by host from waiting room." : "Leave waiting room.";
  }
  if (session.leave === meeting.start + meeting.seconds) return `Host ended the ${what}.`;
  const reason = reasons[hash(person.key, 48, session.visit) % reasons.length] ?? "";
  return reason.replace("meeting", what).replace("$name", () => name);
}
