/** How the documents of one stream are counted from the generator: what each thing of the account has of them. */
import type { Plan } from "../endpoint.ts";
import type { Meeting } from "../population/meetings.ts";
import type { Session } from "../population/sessions.ts";
import type { Webinar } from "../population/webinars.ts";
import type { World } from "../world.ts";

export interface StreamTruth {
  /** The smallest plan that reads any of them. */
  readonly plan: Plan;
  /** Of a past day, whatever happened on it. */
  ofDay?(world: World, day: number): number;
  ofMeeting?(world: World, meeting: Meeting, sessions: readonly Session[]): number;
  ofWebinar?(world: World, webinar: Webinar): number;
  /** Of a meeting number: counted once, however often it met in the days asked for. */
  ofMeetingNumber?(world: World, number: number): number;
  ofWebinarNumber?(world: World, number: number): number;
  /** Of the account as it is now. */
  ofAccount?(world: World): number;
}

export type StreamTruths = Readonly<Record<string, StreamTruth>>;
