/**
 * Zoom's rate limits: one strict sliding window for each label, shared by all endpoints of the label, and the day's
 * allowance (Zoom's page "Rate limits"). Accepted calls count; refused ones use nothing up.
 */
import type { Plan, Tier } from "./endpoint.ts";
import type { SimulatorOptions } from "./options.ts";

/** Calls in a window of so many milliseconds. */
interface Rate {
  readonly calls: number;
  readonly windowMs: number;
}

const second = 1_000;
const minute = 60_000;
const day = 86_400_000;

function rates(light: number, medium: number, heavy: number, resourceIntensive: number): Record<Tier, Rate> {
  return {
    light: { calls: light, windowMs: second },
    medium: { calls: medium, windowMs: second },
    heavy: { calls: heavy, windowMs: second },
    resource_intensive: { calls: resourceIntensive, windowMs: minute },
  };
}

const ratesOf: Record<Plan, Record<Tier, Rate>> = {
  free: rates(4, 2, 1, 10),
  pro: rates(30, 20, 10, 10),
  business: rates(80, 60, 40, 20),
};

/** Free accounts have a day's limit for each label, the others one for Heavy and Resource-intensive together. */
const freeDay: Record<Tier, number> = {
  light: 6_000,
  medium: 2_000,
  heavy: 1_000,
  resource_intensive: 30_000,
};
const paidDay = { pro: 30_000, business: 60_000 };

/** What the limits say to one call. */
export interface Verdict {
  readonly accepted: boolean;
  /** Why not; also names the type in the headers. */
  readonly refusedBy: "second" | "day" | undefined;
  readonly limit: number;
  readonly remaining: number;
  /** When the current day of the daily limit ends, epoch milliseconds. */
  readonly dayEndsMs: number;
}

function scale({ calls, windowMs }: Rate, factor: number): Rate {
  const scaled = calls * factor;
  return scaled >= 1
    ? { calls: Math.floor(scaled + 1e-9), windowMs }
    : { calls: 1, windowMs: windowMs / scaled };
}

/** The limits of one account. */
export interface Limits {
  ask(tier: Tier, nowMs: number): Verdict;
}

/** Starts counting at `startedMs`. */
export function createLimits(options: SimulatorOptions, startedMs: number): Limits {
  const accepted: Record<Tier, number[]> = { light: [], medium: [], heavy: [], resource_intensive: [] };
  const spent = new Map<string, number>();
  let currentDay = -1;

  function dayOf(nowMs: number): { number: number; endsMs: number } {
    const { day_length: seconds } = options;
    const length = seconds === undefined ? day : seconds * 1000;
    const origin = seconds === undefined ? 0 : startedMs;
    const number = Math.floor((nowMs - origin) / length);
    return { number, endsMs: origin + (number + 1) * length };
  }

  function allowance(tier: Tier): { counter: string; calls: number } | undefined {
    const counted = tier === "heavy" || tier === "resource_intensive";
    if (options.day_limit !== undefined)
      return counted ? { counter: "shared", calls: options.day_limit } : undefined;
    if (options.plan === "free") return { counter: tier, calls: freeDay[tier] };
    return counted ? { counter: "shared", calls: paidDay[options.plan] } : undefined;
  }

  function ask(tier: Tier, nowMs: number): Verdict {
    const today = dayOf(nowMs);
    if (today.number !== currentDay) spent.clear();
    currentDay = today.number;
    const daily = allowance(tier);
    const used = daily === undefined ? 0 : (spent.get(daily.counter) ?? 0);
    const dayEndsMs = today.endsMs;
    if (daily !== undefined && used >= daily.calls) {
      return { accepted: false, refusedBy: "day", limit: daily.calls, remaining: 0, dayEndsMs };
    }
    const { calls, windowMs } = scale(ratesOf[options.plan][tier], options.limit_share);
    const recent = accepted[tier];
    while (recent[0] !== undefined && recent[0] <= nowMs - windowMs) recent.shift();
    if (recent.length >= calls)
      return { accepted: false, refusedBy: "second", limit: calls, remaining: 0, dayEndsMs };
    recent.push(nowMs);
    if (daily !== undefined) spent.set(daily.counter, used + 1);
    return {
      accepted: true,
      refusedBy: undefined,
      limit: calls,
      remaining: calls - recent.length,
      dayEndsMs,
    };
  }

  return { ask };
}

const categories: Record<Tier, string> = {
  light: "Light",
  medium: "Medium",
  heavy: "Heavy",
  resource_intensive: "Resource-intensive",
};

/**
 * The rate headers of an answer. Which of them Zoom sends has changed over the years: its page documented them in full,
 * an answer of 2020 had category, limit and remaining (devforum 18928), later ones the category only. The switch
 * `headers` decides. `Retry-After` of a daily 429 is documented as a date-time.
 */
export function rateHeaders(
  options: SimulatorOptions,
  tier: Tier,
  verdict: Verdict | undefined,
): Record<string, string> {
  const headers: Record<string, string> = {};
  const dayEnds = new Date(Math.ceil((verdict?.dayEndsMs ?? 0) / 1000) * 1000);
  if (verdict?.refusedBy === "day") headers["Retry-After"] = `${dayEnds.toISOString().slice(0, 19)}Z`;
  if (options.headers === "none") return headers;
  headers["X-RateLimit-Category"] = categories[tier];
  if (options.headers === "category" || verdict === undefined) return headers;
  headers["X-RateLimit-Type"] = verdict.refusedBy === "day" ? "Daily-limit" : "QPS";
  headers["X-RateLimit-Limit"] = String(verdict.limit);
  headers["X-RateLimit-Remaining"] = String(verdict.remaining);
  return headers;
}

/** The body of a 429; its `code` was seen as 429, 4001 and 200. */
export function rateBody(
  options: SimulatorOptions,
  refusedBy: "second" | "day",
): { code: number; message: string } {
  const message =
    refusedBy === "second"
      ? "You have reached the maximum per-second rate limit for this API. Try again later."
      : "You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.";
  return { code: Number(options.rate_code), message };
}
