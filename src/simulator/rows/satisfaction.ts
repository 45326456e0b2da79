/** Thumbs up and down at the end of a meeting or webinar: a ninth of the account's own people answer, a quarter down. */
import { timeText } from "../account.ts";
import { givesFeedback, isUnhappy } from "../population/feedback.ts";
import type { Gathering } from "../population/meetings.ts";
import type { Session } from "../population/sessions.ts";
import type { World } from "../world.ts";
import { sessionFacts } from "./session-facts.ts";

type Row = Record<string, unknown>;

/** All rows of /metrics/{meetings,webinars}/{id}/participants/satisfaction. */
export function satisfactionRows(world: World, gathering: Gathering, sessions: readonly Session[]): Row[] {
  return sessions
    .filter(({ kind, visit }) => kind === "meeting" && visit === 0)
    .map((session) => sessionFacts(world, gathering, session))
    .filter(({ person, session }) => givesFeedback(gathering, person, session))
    .map(({ person, session, accountUserId }) => {
      const isBad = isUnhappy(person);
      return {
        user_id: accountUserId,
        email: person.email,
        date_time: timeText(session.leave),
        quality: isBad ? "NOT GOOD" : "GOOD",
        comment: isBad ? "Meeting got disconnected." : "",
      };
    });
}
