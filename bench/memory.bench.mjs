/**
 * Memory: what the harvester holds while it harvests a day of 2,000 and one of 100,000 meetings (over a million
 * sessions), to stdout and to DuckDB, limits off on both sides. lib/memory-probe.mjs says how it is measured. The
 * account has the same users both times, so that only the number of meetings differs.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { median } from "./lib/numbers.mjs";
import { harvest, withFolder, withSimulator } from "./lib/processes.mjs";

const probe = new URL("./lib/memory-probe.mjs", import.meta.url);
const day = "2026-03-03";
const few = 2_000;
/** BENCH_MEETINGS makes a shorter trial of it. */
const many = Number(process.env.BENCH_MEETINGS ?? 100_000);
/** The simulator takes an average over the week; this Tuesday has more. */
const averageOf = (meetings) => Math.round(meetings / 1.165);
const mb = (bytes) => bytes / 1e6;

/** One harvest, watched. */
async function watch(meetings, destination, gcSeconds) {
  const account = [
    "--seed",
    "5",
    "--users",
    "5000",
    "--meetings_per_day",
    String(averageOf(meetings)),
    "--limits",
    "off",
  ];
  return withSimulator([...account, "--from", day, "--to", day], (simulator) =>
    withFolder(async (folder) => {
      const [file, summary] = [join(folder, "probe.json"), join(folder, "summary.json")];
      const target =
        destination === "stdout" ? ["--destination", "stdout"] : ["--db", join(folder, "bench.duckdb")];
      const args = ["--date", day, "--timezone", "UTC", "--limits", "off", "--summary", summary, ...target];
      const { seconds } = await harvest(args, {
        probes: [probe],
        nodeFlags: ["--expose-gc"],
        env: { ...simulator.env, PROBE_FILE: file, PROBE_GC_SECONDS: String(gcSeconds) },
        cwd: folder,
        err: join(folder, "log"),
      });
      const told = JSON.parse(readFileSync(summary, "utf8"));
      return { ...JSON.parse(readFileSync(file, "utf8")), seconds, told };
    }),
  );
}

/** Heap and buffers after full collections: the most, and the middle while the work is under way. */
function liveOf({ live, seconds }) {
  const sums = live.filter(({ at }) => at > 0.2 * seconds).map(({ heap, buffers }) => heap + buffers);
  return { peak: mb(Math.max(...sums)), middle: mb(median(sums)), samples: sums.length };
}

function describe(watched) {
  const { peak, middle, samples } = liveOf(watched);
  const { told, seconds } = watched;
  console.error(
    `  ${told.destination.kind}: ${told.meetings.stored} meetings, ${told.sessions.stored} sessions in ` +
      `${Math.round(seconds)} s, ${watched.cpu_seconds.toFixed(0)} s of processor; live ${peak.toFixed(0)} MB, RSS ${mb(watched.max_rss).toFixed(0)} MB`,
  );
  return `${told.meetings.stored} meetings, ${told.sessions.stored} sessions, ${Math.round(seconds)} s; middle ${middle.toFixed(0)} of ${samples} samples, ${watched.natural_full} full collections of V8's own`;
}

export const bench = {
  name: "memory",
  goal: "JavaScript heap and buffers, and RSS",
  takes: "a quarter of an hour or more",
  async run() {
    const rows = [];
    for (const [destination, mostRss] of [
      ["stdout", 250],
      ["duckdb", 600],
    ]) {
      const small = await watch(few, destination, 1);
      const detailFew = describe(small);
      const large = await watch(many, destination, 2);
      const detailMany = describe(large);
      const [a, b] = [liveOf(small), liveOf(large)];
      rows.push(
        {
          what: `live, ${few} meetings, ${destination}`,
          measured: a.peak,
          goal: 120,
          unit: "MB",
          detail: detailFew,
        },
        {
          what: `live, ${many} meetings, ${destination}`,
          measured: b.peak,
          goal: 120,
          unit: "MB",
          detail: detailMany,
        },
        {
          what: `live peak of ${many} over that of ${few}, ${destination}`,
          measured: b.peak / a.peak,
          goal: 1.2,
          unit: "ratio",
          detail: `of the middles ${(b.middle / a.middle).toFixed(2)}; more samples find higher peaks`,
        },
        {
          what: `natural peak, ${many} meetings, ${destination}`,
          measured: mb(large.natural),
          unit: "MB",
          detail: `with what V8 has not collected yet; ${mb(small.natural).toFixed(0)} MB for ${few} meetings`,
        },
        {
          what: `peak RSS, ${many} meetings, ${destination}`,
          measured: mb(large.max_rss),
          goal: mostRss,
          unit: "MB",
          detail: `${mb(small.max_rss).toFixed(0)} MB for ${few} meetings`,
        },
      );
    }
    return rows;
  },
};
