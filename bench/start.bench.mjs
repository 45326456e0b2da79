/** Start-up: the seconds of `--help` over those of a node that does nothing. The runs alternate, medians count. */

import { median, spread } from "./lib/numbers.mjs";
import { main, runNode } from "./lib/processes.mjs";

const pairs = 21;

export const bench = {
  name: "start",
  goal: "--help over bare node",
  async run() {
    const help = [];
    const bare = [];
    // The first pair only warms the disk cache.
    for (let pair = 0; pair <= pairs; pair += 1) {
      const nothing = await runNode(["-e", "0"]);
      const helped = await runNode([main, "--help"]);
      if (pair === 0) continue;
      bare.push(nothing.seconds * 1_000);
      help.push(helped.seconds * 1_000);
    }
    return {
      measured: median(help) / median(bare),
      goal: 2,
      unit: "ratio",
      detail: `${Math.round(median(help))} ms over ${Math.round(median(bare))} ms, ${pairs} pairs, spread ${Math.round(spread(bare) * 100)} %`,
    };
  },
};
