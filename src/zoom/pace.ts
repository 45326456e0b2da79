/**
 * Two ways to space calls: evenly over a second (GCRA) and at most so many in any minute. Each only answers
 * "how long until the next call may go", learns from Zoom's refusals, and keeps no timer.
 */

/** Milliseconds on a monotonic clock. */
type Now = number;

export interface Pace {
  /** Milliseconds until a call may go; 0 means now. */
  waitMs(now: Now): number;
  /** A call goes now. */
  take(now: Now): void;
  /** Zoom accepted a call. */
  accepted(now: Now): void;
  /** Zoom refused a call for its rate: the limit left to us is lower than thought. */
  refused(now: Now): void;
  /** Another limit is in force: the plan became known. */
  limit(calls: number): void;
}

/** How far calls may catch up after a late timer. */
const catchUpMs = 30;
const secondMs = 1_000;
/** After a step down the answers of calls already under way say nothing new for about a second. */
const sameNewsMs = 1_000;
/**
 * One refusal in a hundred is no news: it may be a jitter on the way, and a pace that gave way to each would
 * creep to a halt. So each refusal raises a suspicion that accepted calls lower again: several close together
 * are a limit that was crossed by far, and more than `unnoticed` among `callsToTry` one that was touched.
 */
const alarm = 2.6;
const calming = 0.04;
const callsToTry = 400;
const unnoticed = 6;
/** Near the limit that was revealed last the pace feels its way; once well above it, that limit is history. */
const stepNear = 1.01;
const stepFar = 1.1;
const wellAbove = 1.05;
/** What Zoom accepts is measured over this long. */
const measuredMs = 3_000;
/** Below what Zoom accepted, so that jitter does not cross the revealed limit. */
const belowRevealed = 0.97;
const belowTouched = 0.99;
const deepestStep = 0.6;

/** Calls spaced evenly, `perSecond` in the long run, and never more than that in any second. */
export function evenPace(perSecond: number): Pace {
  let ceiling = perSecond;
  let rate = perSecond;
  let revealed = perSecond;
  let next: Now = Number.NEGATIVE_INFINITY;
  let lastYield: Now = Number.NEGATIVE_INFINITY;
  let suspicion = 0;
  let calls = 0;
  let refusals = 0;
  let accepted: Now[] = [];
  const sent: Now[] = [];

  /** Whole calls that fit in a second; a rate of 1.8 has room for two. */
  const mostInSecond = () => Math.max(1, Math.ceil(ceiling - 1e-9));
  const tryAnew = () => {
    suspicion = 0;
    calls = 0;
    refusals = 0;
  };
  const yieldTo = (newRate: number) => {
    rate = Math.max(rate * deepestStep, newRate, 0.2);
    tryAnew();
  };
  /** Calls that Zoom accepts in a second, as far as the last ones tell. */
  const acceptedRate = (now: Now) => {
    accepted = accepted.filter((at) => now - at <= measuredMs);
    const sinceMs = now - (accepted[0] ?? now);
    return (accepted.length * secondMs) / Math.max(secondMs, sinceMs);
  };

  return {
    waitMs: (now) => {
      const blocking = sent[sent.length - mostInSecond()];
      const full = blocking === undefined ? 0 : blocking + secondMs - now;
      return Math.max(0, next - now, full);
    },
    take: (now) => {
      next = Math.max(next, now - catchUpMs) + secondMs / rate;
      sent.push(now);
      if (sent.length > mostInSecond()) sent.shift();
    },
    accepted: (now) => {
      accepted.push(now);
      if (accepted.length > 512) accepted = accepted.filter((at) => now - at <= measuredMs);
      suspicion = Math.max(0, suspicion - calming);
      calls += 1;
      if (calls < callsToTry) return;
      if (refusals > unnoticed) {
        revealed = (rate * calls) / (calls + refusals);
        return yieldTo(revealed * belowTouched);
      }
      rate = Math.min(ceiling, rate * (rate > revealed * wellAbove ? stepFar : stepNear));
      tryAnew();
    },
    refused: (now) => {
      if (now - lastYield < sameNewsMs) return;
      refusals += 1;
      suspicion += 1;
      if (suspicion < alarm) return;
      revealed = Math.min(rate, acceptedRate(now));
      lastYield = now;
      yieldTo(revealed * belowRevealed);
    },
    limit: (newCeiling) => {
      rate = rate === ceiling ? newCeiling : Math.min(rate, newCeiling);
      ceiling = newCeiling;
    },
  };
}

/** A call on its way may arrive late: the minute is counted with this much to spare. */
const arrivalMs = 500;
const minuteMs = 60_000;
/** After a refusal inside the minute: long enough to be polite, short enough to notice a freed place. */
const refusedMinuteMs = 5_000;

/** At most `perMinute` calls in any 60 seconds, at once if need be. */
export function minutePace(perMinute: number): Pace {
  let ceiling = Math.max(1, Math.floor(perMinute));
  let allowed = ceiling;
  let sent: Now[] = [];
  let turnedAway: Now[] = [];
  let notBefore: Now = Number.NEGATIVE_INFINITY;
  let lastChange: Now = Number.NEGATIVE_INFINITY;

  return {
    waitMs: (now) => {
      sent = sent.filter((at) => now - at < minuteMs + arrivalMs);
      if (allowed < ceiling && now - lastChange > 2 * minuteMs) {
        allowed += 1;
        lastChange = now;
      }
      const blocking = sent.length >= allowed ? sent[sent.length - allowed] : undefined;
      const full = blocking === undefined ? 0 : blocking + minuteMs + arrivalMs - now;
      return Math.max(0, full, notBefore - now);
    },
    take: (now) => {
      sent.push(now);
    },
    accepted: () => {},
    refused: (now) => {
      // What was sent within the minute and not refused is what Zoom leaves us. One odd refusal at a quiet moment
      // must not be taken for a limit of one or two: no step is deeper than a half.
      turnedAway = turnedAway.filter((at) => now - at < minuteMs + arrivalMs);
      turnedAway.push(now);
      const letThrough = sent.length - turnedAway.length;
      allowed = Math.max(1, Math.min(allowed, Math.max(Math.ceil(allowed / 2), letThrough)));
      lastChange = now;
      notBefore = now + refusedMinuteMs;
    },
    limit: (newCeiling) => {
      const whole = Math.max(1, Math.floor(newCeiling));
      allowed = allowed === ceiling ? whole : Math.min(allowed, whole);
      ceiling = whole;
    },
  };
}
