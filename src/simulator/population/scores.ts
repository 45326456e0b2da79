/** What the dashboards add up of quality and of room connectors, computed from the meetings' keys and from the day. */
import { between, hash, share } from "../hash.ts";
import type { World } from "../world.ts";
import { weekdayOf } from "./layout.ts";

const verdicts = ["good", "fair", "poor", "bad"] as const;

/** How many meetings or people had each verdict. */
type Verdicts = Record<(typeof verdicts)[number], number>;

/** The sums of some days by what was measured. */
export interface Scores {
  readonly audio: Verdicts;
  readonly video: Verdicts;
  readonly screen_share: Verdicts;
}

const measured = ["audio", "video", "screen_share"] as const;

/** Four of five are good, one of a hundred is bad. */
function verdictOf(key: number): (typeof verdicts)[number] {
  const draw = share(key);
  if (draw < 0.8) return "good";
  if (draw < 0.93) return "fair";
  return draw < 0.99 ? "poor" : "bad";
}

/** The scores of UTC days' meetings, or of the people in them; in one of two meetings nobody shares a screen. */
export function scoresOf(world: World, days: readonly number[], of: "meeting" | "participants"): Scores {
  const none = (): Verdicts => ({ good: 0, fair: 0, poor: 0, bad: 0 });
  const scores: Scores = { audio: none(), video: none(), screen_share: none() };
  for (const day of days) {
    const { order, people } = world.days.columns(day);
    for (const index of order) {
      const { key } = world.meetings.at(day, index);
      const places = of === "meeting" ? 1 : (people[index] ?? 0);
      for (const [kind, name] of measured.entries()) {
        if (name === "screen_share" && hash(key, 91) % 2 !== 0) continue;
        for (let place = 0; place < places; place++) {
          const own = of === "meeting" ? hash(key, 290, kind) : hash(key, 291, kind, place);
          scores[name][verdictOf(own)]++;
        }
      }
    }
  }
  return scores;
}

/** The ports of room connectors in one hour of a day. */
export interface PortHour {
  readonly hour: string;
  readonly most: number;
  readonly total: number;
}

/** The 24 hours of a day; nobody connects at night, at the weekend, and outside the account's days. */
export function portsOf({ options, account }: World, day: number): PortHour[] {
  const isAtWork = day >= account.firstDay && day <= account.lastDay && weekdayOf(day) < 5;
  return Array.from({ length: 24 }, (_, hour) => {
    const key = hash(options.seed, day, hour, 295);
    const most = isAtWork && hour >= 7 && hour < 19 ? between(hash(key, 1), 0, 3) : 0;
    const total = most === 0 ? 0 : most + between(hash(key, 2), 0, 2);
    return { hour: String(hour).padStart(2, "0"), most, total };
  });
}
