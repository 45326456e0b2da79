/**
 * What one round of the soak does, drawn from its seed: the simulated account with every switch that stands for
 * something Zoom leaves open, the harvester's flags, and when it is killed. Left out is what makes a complete harvest
 * impossible on purpose: other plans, an app that is off, missing scopes, meetings that are gone.
 */

import { importBuilt } from "./processes.mjs";
import { createRandom } from "./random.mjs";

const { choiceSwitches } = await importBuilt("simulator/switches.js");

/** The design's rates. */
export const faults =
  "500:0.02,429:0.01,reset:0.01,hang:0.002,truncate:0.01,html403:0.002,token:0.002,page_token:0.002";
const accountZones = ["America/New_York", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata", "UTC"];
const userZones = ["UTC", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];
const decidedHere = ["plan", "limits", "app", "app_refusal", "dashboard_feature"];
const switches = Object.entries(choiceSwitches).filter(([name]) => !decidedHere.includes(name));

/** The days of the account; what is harvested lies inside, so that neighbours must be told apart. */
const first = "2026-03-02";
const last = "2026-03-10";
const day = (offset) => new Date(Date.parse(first) + offset * 86_400_000).toISOString().slice(0, 10);

/** The round's plan: always the same for the same seed. */
export function planRound(seed) {
  const random = createRandom(seed);
  const picked = switches.flatMap(([name, [values]]) => [`--${name}`, random.pick(values)]);
  const perDay = random.whole(5, 160);
  const from = random.whole(2, 5);
  const days = random.pick([1, 1, 1, 2, 3]);
  const lateSeconds = random.chance(0.3) ? random.whole(2, 20) : 0;
  const limits = random.chance(0.8) ? "on" : "off";
  const zone = random.pick(userZones);
  const simulator = [
    ["--seed", String(random.whole(1, 1e9))],
    ["--users", String(random.whole(3, 60))],
    ["--meetings_per_day", String(perDay)],
    ["--from", first, "--to", last],
    ["--limits", limits],
    ["--faults", faults],
    ["--latency", String(random.chance(0.5) ? 0 : random.whole(1, 60))],
    ["--limit_share", String(random.chance(0.6) ? 1 : random.whole(50, 95) / 100)],
    ["--late_data", String(lateSeconds)],
    ["--account_zone", random.pick(accountZones)],
    picked,
    // A short day of the quota: runs end early and are started again. One harvest fits well into it.
    random.chance(0.15) ? ["--day_limit", String(100 + 4 * perDay * days), "--day_length", "20"] : [],
  ].flat();
  const harvester = [
    ["--from", day(from), "--to", day(from + days - 1)],
    ["--timezone", zone, "--timeout", "3", "--limits", limits],
    ["--series", random.pick(["hosts", "hosts", "all", "none"])],
  ].flat();
  const allStreams = random.chance(0.3);
  if (allStreams) harvester.push("--streams", "all", "--quality_share", "1");
  const kills = Array.from({ length: random.whole(0, 5) }, () => ({
    afterMs: Math.round(random.spread(60, 9_000)),
    signal: random.pick(["SIGKILL", "SIGKILL", "SIGKILL", "SIGINT", "SIGTERM"]),
  }));
  const asked = { zone, from: day(from), to: day(from + days - 1) };
  const doneCodes = [
    ...doneCodesOf(picked),
    ...(allStreams && isWithout(picked, "webinar_addon") ? [3] : []),
  ];
  return { simulator, harvester, kills, lateSeconds, doneCodes, allStreams, ...asked };
}

/** Whether the account lacks something: what needs it is refused, and the run ends with 3. */
function isWithout(picked, name) {
  return picked[picked.indexOf(`--${name}`) + 1] === "off";
}

/** Oddities are rows that are no meetings: a run that meets one without a uuid keeps it as a dead letter and says so (6). */
function doneCodesOf(picked) {
  return picked[picked.indexOf("--oddities") + 1] === "on" ? [0, 6] : [0];
}

/** Each value of each switch in any {@link cycle} rounds, combined anew in each cycle. */
const cycle = 6;

function cycled(seed, number) {
  const random = createRandom(seed + Math.floor(number / cycle));
  return switches.flatMap(([name, [values]]) => [
    `--${name}`,
    values[(number + random.whole(0, cycle - 1)) % values.length],
  ]);
}

/** Heavy calls a second at Zoom's limit for Business and the harvester's own share of it. */
const heavyPerSecond = 36;
const firstBackfilled = "2026-06-01";

/** A backfill: many days, late data, a quota that lasts for a few shortened days, many kills. */
export function planBackfill(seed, number, { days, perDay }) {
  const random = createRandom((Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number + 1, 0xc2b2ae35)) >>> 0);
  const picked = cycled(seed, number);
  const to = new Date(Date.parse(firstBackfilled) + (days - 1) * 86_400_000).toISOString().slice(0, 10);
  const meetings = days * perDay;
  const seconds = meetings / heavyPerSecond;
  const shortDays = random.whole(3, 5);
  const dayLimit = Math.ceil(meetings / shortDays) + 100;
  // Much longer than the day's calls take, so that the quota and not the pace ends it, on a slow machine too.
  const dayLength = Math.ceil((1.8 * dayLimit) / heavyPerSecond) + 5;
  const lateSeconds = Math.round(seconds * random.whole(30, 90)) / 100;
  const simulator = [
    ["--seed", String(random.whole(1, 1e9))],
    ["--users", String(Math.max(20, perDay))],
    ["--meetings_per_day", String(perDay)],
    ["--from", firstBackfilled, "--to", to],
    ["--account_zone", random.pick(accountZones)],
    picked,
  ].flat();
  const troubles = [
    ["--faults", faults, "--limits", "on", "--late_data", String(lateSeconds)],
    ["--day_limit", String(dayLimit), "--day_length", String(dayLength)],
  ].flat();
  const harvester = [
    ["--from", firstBackfilled, "--to", to, "--timezone", "UTC"],
    // All of Zoom's day: what is short here is the simulator's.
    ["--timeout", "3", "--day_share", "1", "--order", random.pick(["newest", "oldest"])],
  ].flat();
  const kills = Array.from({ length: random.whole(20, 26) }, () => ({
    afterMs: Math.round(1_500 + ((seconds * random.whole(10, 100)) / 100 / 20) * 1_000),
    signal: "SIGKILL",
    waits: random.chance(0.5),
  }));
  return {
    simulator,
    troubles,
    harvester,
    kills,
    lateSeconds,
    dayLength,
    doneCodes: doneCodesOf(picked),
    zone: "UTC",
    from: firstBackfilled,
    to,
  };
}
