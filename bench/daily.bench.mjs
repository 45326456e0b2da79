/**
 * Daily: what a run without dates costs when the seven days that it looks back to are settled already. Every day is
 * harvested and settled first; then it looks at what is not certain yet, and once more at all seven days. Heavy calls
 * are those for sessions; listing calls are Resource-intensive.
 */

import { stores } from "./lib/destinations.mjs";
import { harvest, withFolder, withSimulator } from "./lib/processes.mjs";

const dayMs = 86_400_000;
const perDay = 400;
const lookBack = 7;

export const bench = {
  name: "daily",
  goal: "a daily run over settled days",
  takes: "about a minute",
  run: () => {
    const account = ["--seed", "12", "--users", "100", "--meetings_per_day", String(perDay)];
    return withSimulator([...account, "--days", "9", "--limits", "off"], (simulator) =>
      withFolder(async (folder) => {
        const today = Date.parse(new Date().toISOString().slice(0, 10));
        const day = (back) => new Date(today - back * dayMs).toISOString().slice(0, 10);
        const [from, to] = [day(lookBack), day(1)];
        const { meetings } = await simulator.truth(from, to);
        const [{ args: store }] = stores(folder);
        const asked = ["--timezone", "UTC", "--limits", "off", ...store];
        const calls = async (args) => {
          const before = (await simulator.requests()).by_tier;
          await harvest([...args, ...asked], { env: simulator.env, cwd: folder });
          const after = (await simulator.requests()).by_tier;
          return Object.fromEntries(
            Object.entries(after).map(([tier, count]) => [tier, count - (before[tier] ?? 0)]),
          );
        };
        await calls(["--from", from, "--to", to, "--settle_after", "0s"]);
        const least = 2 * Math.ceil(meetings / 300);
        const usual = await calls(["--look_back", `${lookBack}d`, "--recheck_every", "0s"]);
        // As if nothing were certain yet: the whole window is listed.
        const whole = await calls([
          ...["--look_back", `${lookBack}d`, "--recheck_every", "0s"],
          ...["--settle_after", "30d"],
        ]);
        const say = ({ light, medium, heavy, resource_intensive }) =>
          `${light} light, ${medium} medium, ${heavy} heavy, ${resource_intensive} listing calls`;
        return [
          {
            what: "Heavy calls",
            measured: usual.heavy + whole.heavy,
            goal: 0,
            unit: "calls",
            detail: `${meetings} meetings in ${lookBack} days; the usual run ${say(usual)}; all days listed again ${say(whole)}`,
          },
          {
            what: "listing calls of the usual run",
            measured: usual.resource_intensive,
            goal: least,
            unit: "calls",
            detail: `2 x ceil(${meetings} / 300) = ${least}; only what is too young to be final is listed`,
          },
          {
            what: "listing calls, all seven days listed again, over 2 x ceil(N / 300)",
            measured: whole.resource_intensive / least,
            goal: 1,
            unit: "ratio",
            detail: `${whole.resource_intensive} over ${least}`,
          },
        ];
      }),
    );
  },
};
