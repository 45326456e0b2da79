/**
 * What one round of the soak does, drawn from its seed: the simulated account with every switch that stands for
 * something Zoom leaves open, the harvester's flags, and when it is killed. Left out is what makes a complete harvest
 * impossible on purpose: other plans, missing scopes, meetings that are gone.
 */

import { importBuilt } from "./processes.mjs";
import { createRandom } from "./random.mjs";

const { choiceSwitches } = await importBuilt("simulator/switches.js");

/** The design's rates. */
const faults =
  "500:0.02,429:0.01,reset:0.01,hang:0.002,truncate:0.01,html403:0.002,token:0.002,page_token:0.002";
const accountZones = ["America/New_York", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata", "UTC"];
const userZones = ["UTC", "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];
const decidedHere = ["plan", "limits"];

/** The days of the account; what is harvested lies inside, so that neighbours must be told apart. */
const first = "2026-03-02";
const last = "2026-03-10";
const day = (offset) => new Date(Date.parse(first) + offset * 86_400_000).toISOString().slice(0, 10);

/** The round's plan: always the same for the same seed. */
export function planRound(seed) {
  const random = createRandom(seed);
  const switches = Object.entries(choiceSwitches).filter(([name]) => !decidedHere.includes(name));
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
  const kills = Array.from({ length: random.whole(0, 5) }, () => ({
    afterMs: Math.round(random.spread(60, 9_000)),
    signal: random.pick(["SIGKILL", "SIGKILL", "SIGKILL", "SIGINT", "SIGTERM"]),
  }));
  // Oddities are rows that are no meetings: the harvester keeps those without a uuid as dead letters and says so (6).
  const doneCode = picked[picked.indexOf("--oddities") + 1] === "on" ? 6 : 0;
  const asked = { zone, from: day(from), to: day(from + days - 1) };
  return { simulator, harvester, kills, lateSeconds, doneCode, ...asked };
}
