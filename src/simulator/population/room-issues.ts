/** What went wrong in the Zoom Rooms: a day of the first room has something always, one of the others now and then. */
import { type Account, daySeconds } from "../account.ts";
import { between, hash, pick } from "../hash.ts";

/** One line of a room's log; time in epoch seconds. */
export interface RoomIssue {
  readonly issue: string;
  readonly time: number;
}

/** What breaks, and how it is announced when it works again. */
const troubles = [
  ["Room Controller disconnected", "Room Controller connected"],
  ["Selected camera has disconnected", "Selected camera is reconnected"],
  ["Selected microphone has disconnected", "Selected microphone is reconnected"],
  ["Zoom room is offline", "Zoom room is online"],
] as const;

/** The log of a room on a UTC day in the order of time; nothing outside the account's days. Two lines may be equal. */
export function roomIssuesOf(seed: number, account: Account, room: number, day: number): RoomIssue[] {
  if (day < account.firstDay || day > account.lastDay) return [];
  const key = hash(seed, day, room, 280);
  if (room > 0 && hash(key, 1) % 3 !== 0) return [];
  const issues: RoomIssue[] = [];
  for (let place = 0; place < between(hash(key, 2), 1, 3); place++) {
    const own = hash(key, 3, place);
    const [broken, mended] = pick(hash(own, 1), troubles);
    const time = day * daySeconds + between(hash(own, 2), 0, daySeconds - 3_601);
    issues.push({ issue: broken, time });
    if (hash(own, 3) % 6 === 0) issues.push({ issue: broken, time });
    issues.push({ issue: mended, time: time + between(hash(own, 4), 5, 3_600) });
  }
  return issues.sort((a, b) => a.time - b.time);
}
