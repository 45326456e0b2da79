/** Idle: the seconds and calls of a run that finds nothing to do, as most runs of an hourly timer do. */

import { stores } from "./lib/destinations.mjs";
import { median, seconds } from "./lib/numbers.mjs";
import { harvest, withFolder, withSimulator } from "./lib/processes.mjs";

const tries = 9;

export const bench = {
  name: "idle",
  goal: "a run that finds nothing to do",
  takes: "half a minute",
  run: () => {
    const account = ["--seed", "13", "--users", "100", "--meetings_per_day", "300", "--limits", "off"];
    return withSimulator([...account, "--days", "9"], (simulator) =>
      withFolder(async (folder) => {
        const rows = [];
        for (const store of stores(folder)) {
          // As from a timer: without dates.
          const args = ["--timezone", "UTC", "--limits", "off", ...store.args];
          const run = () => harvest(args, { env: simulator.env, cwd: folder });
          await run();
          const before = await simulator.requests();
          const took = [];
          for (let attempt = 0; attempt < tries; attempt += 1) took.push((await run()).seconds);
          const calls = (await simulator.requests()).total - before.total;
          rows.push(
            {
              what: `${store.name}, wall time`,
              measured: median(took),
              goal: 1,
              unit: "s",
              detail: `${tries} runs: ${seconds(took)}`,
            },
            {
              what: `${store.name}, calls besides the token's`,
              measured: calls / tries,
              goal: 0,
              unit: "calls",
              detail: "",
            },
          );
          await store.remove();
        }
        return rows;
      }),
    );
  },
};
