/** The meeting of a dashboard's path under the `type` asked: under the wrong type Zoom does not find it. */
import type { Call } from "../endpoint.ts";
import { invalidParameter, notEnded } from "../errors.ts";
import { checkAge, findMeeting } from "../find-meeting.ts";
import type { Meeting } from "../population/meetings.ts";

/** What the dashboards list. */
export type ListingType = "past" | "pastOne" | "live";

/** The documents' default is `live`: who leaves the type out does not see past meetings. */
export function readType(query: URLSearchParams): ListingType {
  const type = query.get("type") ?? "live";
  if (type === "past" || type === "pastOne" || type === "live") return type;
  throw invalidParameter("type", "Invalid field.");
}

/** Throws 404/3001 under the wrong type and 400/12702 after a year. */
export function findTyped({ world, params, query }: Call): Meeting {
  const type = readType(query);
  const meeting = findMeeting(world, params.meetingId ?? "", type === "live");
  if (meeting.live !== (type === "live")) throw notEnded();
  if (meeting.live) return meeting;
  const isAlone = meeting.people === 1;
  const anyInPast = world.options.one_person_in_past === "on" && type === "past";
  if (!anyInPast && isAlone !== (type === "pastOne")) throw notEnded();
  checkAge(world, meeting);
  return meeting;
}
