/**
 * Without limits: the seconds of a whole harvest over those of a bare client that makes the very same calls. Both
 * are whole processes, start-up and log-in included. A first harvest writes the calls down and warms the simulator;
 * then they alternate, and the median of the ratios of neighbours counts, so that what else the machine does hits
 * both alike.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median, seconds, show, spread } from "./lib/numbers.mjs";
import { harvest, runNode, withFolder, withSimulator } from "./lib/processes.mjs";

const bareClient = fileURLToPath(new URL("./bare-client.mjs", import.meta.url));
const recorder = new URL("./lib/call-recorder.mjs", import.meta.url);
const day = "2026-03-03";
const account = ["--seed", "3", "--users", "200", "--meetings_per_day", "2575", "--limits", "off"];
/** Meetings that the harvester works on at once without limits. */
const concurrency = "12";
const rounds = 5;

export const bench = {
  name: "unlimited",
  goal: "harvest over a bare client's time",
  takes: "about three minutes",
  run: () =>
    withSimulator([...account, "--from", day, "--to", day], ({ env }) =>
      withFolder(async (folder) => {
        const args = ["--date", day, "--timezone", "UTC", "--limits", "off"];
        const toStdout = [...args, "--destination", "stdout"];
        const calls = join(folder, "calls");
        await harvest(toStdout, { env: { ...env, RECORD_FILE: calls }, cwd: folder, probes: [recorder] });
        const bare = [];
        const times = { stdout: [], duckdb: [] };
        for (let round = 0; round < rounds; round += 1) {
          bare.push((await runNode([bareClient, calls, concurrency], { env, cwd: folder })).seconds);
          times.stdout.push((await harvest(toStdout, { env, cwd: folder })).seconds);
          const db = join(folder, `${round}.duckdb`);
          times.duckdb.push((await harvest([...args, "--db", db], { env, cwd: folder })).seconds);
        }
        const count = readFileSync(calls, "utf8").split("\n").length - 1;
        return Object.entries(times).map(([destination, measured]) => {
          const ratios = measured.map((time, round) => time / bare[round]);
          return {
            what: `harvest to ${destination} over a bare client`,
            measured: median(ratios),
            ...(destination === "stdout" ? { goal: 1.5 } : {}),
            unit: "ratio",
            detail: `${count} calls; ${seconds(measured)} over ${seconds(bare)}; ratios ${ratios.map(show).join(" ")}, spread ${Math.round(spread(ratios) * 100)} %`,
          };
        });
      }),
    ),
};
