/** The audit trail of meetings: who joined, left, wrote and took over, in the texts of /report/meeting_activities. */
import { createDayLog, type Entry } from "../day-log.ts";
import { between, hash, pick } from "../hash.ts";
import type { Meeting } from "../population/meetings.ts";
import { personAt } from "../population/participants.ts";
import type { Session } from "../population/sessions.ts";
import type { World } from "../world.ts";

/** The kinds of steps, as the documents list them for the request. */
export const activityTypes = [
  "All Activities",
  "Meeting Created",
  "Meeting Started",
  "User Join",
  "User Left",
  "Remote Control",
  "In-Meeting Chat",
  "Meeting Ended",
] as const;

interface Activity extends Entry {
  readonly type: Exclude<(typeof activityTypes)[number], "All Activities">;
  readonly meeting: Meeting;
  /** The place of who did it. */
  readonly place: number;
  readonly key: number;
}

const chats = [
  "Good morning everyone",
  "Can you hear me?",
  "the slides are here: https://example.edu/slides?pwd=Zm9vYmFy",
  "The passcode: 482913",
  "🙏 thank you",
  "شكرا",
];

/** Every fourth chat is sent twice in the same millisecond: two rows that no field tells apart. */
function* chatsOf(meeting: Meeting): Generator<Activity> {
  const { start, seconds, people } = meeting;
  const count = people === 1 ? 0 : hash(meeting.key, 270) % 4;
  for (let message = 0; message < count; message++) {
    const key = hash(meeting.key, message, 271);
    const chat = { type: "In-Meeting Chat", meeting, place: hash(key, 1) % people, key } as const;
    const time = start + between(hash(key, 2), 1, seconds - 1);
    for (let times = hash(key, 3) % 4 === 0 ? 2 : 1; times > 0; times--) yield { ...chat, time };
  }
}

function* activitiesOf(meeting: Meeting, sessions: readonly Session[]): Generator<Activity> {
  const { start, seconds, key } = meeting;
  const byHost = { meeting, place: 0, key } as const;
  if (meeting.type === 1) yield { ...byHost, type: "Meeting Created", time: start };
  yield { ...byHost, type: "Meeting Started", time: start };
  for (const { kind, place, join, leave, order } of sessions) {
    if (kind !== "meeting") continue;
    const own = { meeting, place, key: hash(key, order, 272) };
    yield { ...own, type: "User Join", time: join };
    yield { ...own, type: "User Left", time: leave };
  }
  yield* chatsOf(meeting);
  if (meeting.people > 1 && hash(key, 273) % 9 === 0)
    yield { ...byHost, place: 1, type: "Remote Control", time: start + Math.floor(seconds / 2) };
  yield { ...byHost, type: "Meeting Ended", time: start + seconds };
}

export const activityLog = createDayLog<Activity>({
  ofMeeting: (_, meeting, sessions) => activitiesOf(meeting, sessions()),
});

/** As the client shows a number: 982 610 0285, 990 1234 5678. */
function numberText(number: number): string {
  const digits = String(number);
  return [digits.slice(0, 3), digits.slice(3, -4), digits.slice(-4)].join(" ");
}

/** A row of /report/meeting_activities; the time has a colon before its milliseconds, and no zone. */
export function activityRow(
  world: World,
  { type, meeting, place, key, time }: Activity,
): Record<string, unknown> {
  const { name, email } = personAt(world.account, world.user, meeting, place);
  const clock = new Date(time * 1000).toISOString().slice(0, 19).replace("T", " ");
  return {
    meeting_number: numberText(world.meetings.numberOf(meeting)),
    activity_time: `${clock}:${String(hash(key, 4) % 1_000).padStart(3, "0")}`,
    operator: name,
    operator_email: email,
    activity_category: type,
    activity_detail: type === "In-Meeting Chat" ? pick(hash(key, 5), chats) : type,
  };
}
