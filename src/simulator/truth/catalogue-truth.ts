/** The truth about the streams of the catalogue, family by family, added up over days. */
import type { Plan } from "../endpoint.ts";
import type { Meeting } from "../population/meetings.ts";
import type { Session } from "../population/sessions.ts";
import type { World } from "../world.ts";
import { answersTruths } from "./answers-truth.ts";
import { detailsTruths } from "./details-truth.ts";
import { peopleTruths } from "./people-truth.ts";
import { qualityTruths } from "./quality-truth.ts";
import { reportTruths } from "./reports-truth.ts";
import type { StreamTruths } from "./stream-truth.ts";

const truths: StreamTruths = {
  ...answersTruths,
  ...detailsTruths,
  ...peopleTruths, //
  ...qualityTruths,
  ...reportTruths,
};

/** One day's numbers, whatever the plan. */
export interface CatalogueTally {
  readonly counts: Record<string, number>;
  readonly meetingNumbers: Set<number>;
  readonly webinarNumbers: Set<number>;
}

/** The day's numbers that do not come from meetings; {@link addToCatalogue} adds the others. */
export function tallyCatalogue(world: World, day: number): CatalogueTally {
  const webinars = world.webinars.past(day);
  const counts: Record<string, number> = {};
  for (const [name, { ofDay, ofWebinar }] of Object.entries(truths)) {
    const ofWebinars = webinars.reduce((sum, webinar) => sum + (ofWebinar?.(world, webinar) ?? 0), 0);
    counts[name] = (ofDay?.(world, day) ?? 0) + ofWebinars;
  }
  const webinarNumbers = new Set(webinars.map((webinar) => world.webinars.numberOf(webinar)));
  return { counts, meetingNumbers: new Set(), webinarNumbers };
}

/** Adds what belongs to one meeting. */
export function addToCatalogue(
  { counts, meetingNumbers }: CatalogueTally,
  world: World,
  meeting: Meeting,
  sessions: readonly Session[],
): void {
  meetingNumbers.add(world.meetings.numberOf(meeting));
  for (const [name, { ofMeeting }] of Object.entries(truths))
    if (ofMeeting !== undefined) counts[name] = (counts[name] ?? 0) + ofMeeting(world, meeting, sessions);
}

/** What a complete client of the plan can read of all days together. */
export function catalogueOf(
  world: World,
  days: readonly CatalogueTally[],
  plan: Plan,
): Record<string, number> {
  const meetingNumbers = [...new Set(days.flatMap((day) => [...day.meetingNumbers]))];
  const webinarNumbers = [...new Set(days.flatMap((day) => [...day.webinarNumbers]))];
  const ranks: readonly Plan[] = ["free", "pro", "business"];
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return Object.fromEntries(
    Object.entries(truths).map(([name, truth]) => {
      if (ranks.indexOf(plan) < ranks.indexOf(truth.plan)) return [name, 0];
      const count =
        sum(days.map(({ counts }) => counts[name] ?? 0)) +
        sum(meetingNumbers.map((number) => truth.ofMeetingNumber?.(world, number) ?? 0)) +
        sum(webinarNumbers.map((number) => truth.ofWebinarNumber?.(world, number) ?? 0)) +
        (truth.ofAccount?.(world) ?? 0);
      return [name, count];
    }),
  );
}
