/**
 * What people shared and recorded, as the dashboards tell it: in a meeting or webinar with screen sharing the host and a fifth
 * of the others shared something, and where it was recorded to a computer, the host did that.
 */
import { timeText } from "../account.ts";
import { hash } from "../hash.ts";
import type { Gathering } from "../population/meetings.ts";
import type { Session } from "../population/sessions.ts";
import type { SessionFacts } from "./session-facts.ts";

type Row = Record<string, unknown>;

/** What was used in the meeting or webinar. */
export interface Shared {
  readonly screenShare: boolean;
  readonly localRecording: boolean;
}

const contents = ["desktop", "application", "whiteboard"];

function contentsOf({ key }: Pick<Gathering, "key">, session: Session, shared: Shared): string[] {
  const { kind, place, visit } = session;
  if (kind !== "meeting") return [];
  const isHost = place === 0 && visit === 0;
  const draw = hash(key, place, visit, 191);
  const found: string[] = [];
  if (shared.screenShare && (isHost || draw % 5 === 0)) found.push(contents[draw % 3] ?? "");
  if (shared.screenShare && isHost && draw % 4 === 0) found.push(contents[(draw + 1) % 3] ?? "");
  if (shared.localRecording && isHost) found.push("local_recording");
  return found;
}

/** The sessions in which something was shared or recorded: each is a row. */
export function sharingSessions(
  gathering: Pick<Gathering, "key">,
  sessions: readonly Session[],
  shared: Shared,
): Session[] {
  return sessions.filter((session) => contentsOf(gathering, session, shared).length > 0);
}

/** A row of /metrics/{meetings,webinars}/{id}/participants/sharing. */
export function sharingRow(gathering: Pick<Gathering, "key">, facts: SessionFacts, shared: Shared): Row {
  const { session, userId, accountUserId, name } = facts;
  const all = contentsOf(gathering, session, shared);
  const each = Math.floor((session.leave - session.join) / (all.length + 1));
  return {
    id: accountUserId,
    user_id: userId,
    user_name: name,
    details: all.map((content, place) => ({
      content,
      start_time: timeText(session.join + place * each),
      end_time: timeText(session.join + (place + 1) * each),
    })),
  };
}
