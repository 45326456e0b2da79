/** Remote support in meetings, as /report/remote_support shows it. */
import { timeText } from "../account.ts";
import { createDayLog, type Entry } from "../day-log.ts";
import { between, hash } from "../hash.ts";
import type { Meeting } from "../population/meetings.ts";
import { topics } from "../population/names.ts";
import { personAt } from "../population/participants.ts";
import type { World } from "../world.ts";
import { durationText } from "./durations.ts";
import { hostOf, topicOf } from "./host.ts";

interface Support extends Entry {
  readonly meeting: Meeting;
  readonly requested: number;
  readonly ended: number;
}

/** In one of eight meetings somebody helps somebody; every fourth time there are two rows that no field tells apart. */
function* supportOf(meeting: Meeting): Generator<Support> {
  const { key, start, seconds, people } = meeting;
  if (people === 1 || seconds < 300 || hash(key, 290) % 8 !== 0) return;
  const requested = start + between(hash(key, 291), 30, Math.floor(seconds / 3));
  const time = requested + between(hash(key, 292), 2, 60);
  const ended = between(hash(key, 293), time + 5, start + seconds);
  for (let times = hash(key, 294) % 4 === 0 ? 2 : 1; times > 0; times--)
    yield { meeting, requested, time, ended };
}

export const supportLog = createDayLog<Support>({ ofMeeting: (_, meeting) => supportOf(meeting) });

/** A row of /report/remote_support. */
export function supportRow(
  world: World,
  { meeting, requested, time, ended }: Support,
): Record<string, unknown> {
  const host = hostOf(world, meeting);
  const supportee = personAt(world.account, world.user, meeting, 1);
  return {
    meeting_start_time: timeText(meeting.start),
    meeting_uuid: world.uuid(meeting),
    meeting_number: world.meetings.numberOf(meeting),
    topic: topicOf(world, meeting, topics),
    meeting_host_id: host.id,
    supporter_name: host.name,
    supporter_email: host.email,
    supportee_name: supportee.name,
    supportee_email: supportee.email,
    request_time: timeText(requested),
    wait_time: durationText(world.options, time - requested),
    start_time: timeText(time),
    end_time: timeText(ended),
    duration: durationText(world.options, ended - time),
  };
}
