/**
 * Rate efficiency, at Business limits with limits on at both sides: how near the harvest comes to the time that the
 * slowest tier alone needs at the configured share, and whether Zoom ever has to refuse. Then an account whose other
 * apps leave 60 % of the rates, which nobody tells the harvester: how soon and how well it finds that out.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { show } from "./lib/numbers.mjs";
import { harvest, withFolder, withSimulator } from "./lib/processes.mjs";

const day = "2026-03-03";
const share = 0.9;
/** Zoom's limits of a Business account: calls a second, and for Resource-intensive calls a minute. */
const perSecond = { light: 80, medium: 60, heavy: 40 };
const perMinute = 20;

function account(meetings, more = []) {
  // The simulator takes an average over the week; this Tuesday has more.
  const average = String(Math.round(meetings / 1.165));
  return [
    "--seed",
    "4",
    "--users",
    "200",
    "--meetings_per_day",
    average,
    "--from",
    day,
    "--to",
    day,
    ...more,
  ];
}

/** Seconds that each tier alone needs for its calls. A minute's Resource-intensive calls may all go at once. */
function secondsAlone(byTier) {
  const alone = Object.entries(perSecond).map(([tier, limit]) => [tier, byTier[tier] / (limit * share)]);
  const extra = Math.max(0, byTier.resource_intensive - perMinute * share);
  return [...alone, ["resource_intensive", Math.ceil(extra / (perMinute * share)) * 60]];
}

async function efficiency() {
  return withSimulator(account(3_000), (simulator) =>
    withFolder(async (folder) => {
      const args = ["--date", day, "--timezone", "UTC", "--share", String(share), "--destination", "stdout"];
      const { seconds } = await harvest(args, { env: simulator.env, cwd: folder });
      const { by_tier, by_status, peak_per_second } = await simulator.requests();
      const [tier, longest] = secondsAlone(by_tier).sort(([, a], [, b]) => b - a)[0];
      return [
        {
          what: "wall time over the longest any tier alone needs",
          measured: seconds / longest,
          goal: 1.1,
          unit: "ratio",
          detail: `${show(seconds)} s over ${show(longest)} s for ${by_tier[tier]} ${tier} calls; ${by_tier.light} light, ${by_tier.medium} medium, ${by_tier.resource_intensive} resource-intensive`,
        },
        {
          what: "refusals (429) at the known limits",
          measured: by_status["429"] ?? 0,
          goal: 0,
          unit: "calls",
          detail: `most in any second: ${peak_per_second.heavy} heavy, ${peak_per_second.light} light, ${peak_per_second.medium} medium`,
        },
      ];
    }),
  );
}

const left = 0.6;
const learningMs = 10_000;

async function unknownShare() {
  return withSimulator(account(3_000, ["--limit_share", String(left)]), (simulator) =>
    withFolder(async (folder) => {
      const log = join(folder, "log");
      const args = ["--date", day, "--timezone", "UTC", "--log_level", "debug", "--log_format", "json"];
      const target = ["--share", String(share), "--destination", "stdout"];
      await harvest([...args, ...target], { env: simulator.env, cwd: folder, err: log });
      // The log has a line for each call, written when its answer came.
      const calls = readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line.includes('"msg":"call"'))
        .map((line) => JSON.parse(line));
      const start = calls[0].time + learningMs;
      const heavy = calls.filter(({ tier, time }) => tier === "heavy" && time >= start);
      const isRefused = ({ status }) => status === 429;
      const late = calls.filter(({ time }) => time >= start);
      const refused = late.filter(isRefused).length;
      const spanSeconds = (heavy.at(-1).time - start) / 1_000;
      const accepted = heavy.filter((call) => !isRefused(call)).length;
      const early = calls.filter(({ time }) => time < start);
      return [
        {
          what: `refusals (429) after 10 s, ${left} of the limits left and not known`,
          measured: (100 * refused) / late.length,
          goal: 1,
          unit: "%",
          detail: `${refused} of ${late.length} calls; heavy alone ${heavy.filter(isRefused).length} of ${heavy.length}; in the first 10 s ${early.filter(isRefused).length} of ${early.length}`,
        },
        {
          what: "heavy calls used of what is left",
          measured: accepted / spanSeconds / (perSecond.heavy * left),
          goal: 0.9,
          atLeast: true,
          unit: "share",
          detail: `${show(accepted / spanSeconds)} a second of ${perSecond.heavy * left}, over ${Math.round(spanSeconds)} s`,
        },
      ];
    }),
  );
}

export const bench = {
  name: "rate",
  goal: "use of the rate limits",
  takes: "about five minutes",
  run: async () => [...(await efficiency()), ...(await unknownShare())],
};
