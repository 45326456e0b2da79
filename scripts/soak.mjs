// `npm run soak [-- --minutes N --seed S --kind small|backfill|mixed --round R]`: harvests one random simulated account
// after another, with faults of every kind, kills the harvester at random moments, starts it again until it ends with
// 0, and compares the store with the truth to the row. `small` rounds are a few days into DuckDB; `backfill` rounds are
// `--days` (90) of `--per_day` (300) meetings with late data and several short days of quota, into DuckDB and a search
// engine in turn (`--store duckdb|elasticsearch` for one of them; SOAK_SEARCH_HOST names a server, else the tests' one
// is started). A line for each round; at the first difference it says how to repeat the round, keeps its files and
// ends with 1. The plan of a round depends on seed, kind and number alone; when a kill strikes does not.
import { parseArgs } from "node:util";
import { makeFolder, startSimulator } from "../bench/lib/processes.mjs";
import { planBackfill, planRound } from "../bench/lib/soak-plan.mjs";
import { playBackfill, playSmall } from "../bench/lib/soak-rounds.mjs";
import { Failure } from "../bench/lib/soak-runs.mjs";
import { duckdbStore, searchStore } from "../bench/lib/soak-stores.mjs";

const { values } = parseArgs({
  options: Object.fromEntries(
    ["minutes", "seed", "round", "kind", "days", "per_day", "store"].map((name) => [
      name,
      { type: "string" },
    ]),
  ),
});
const number = (name, fallback) => {
  const value = Number(values[name] ?? fallback);
  if (!Number.isFinite(value) || value < 0) refuse(name, "a number");
  return value;
};
const choice = (name, choices, fallback) => {
  const value = values[name] ?? fallback;
  if (value !== undefined && !choices.includes(value)) refuse(name, choices.join(", "));
  return value;
};
function refuse(name, expected) {
  console.error(`Expected --${name} to be ${expected}, got ${values[name]}`);
  process.exit(2);
}
const minutes = number("minutes", 60);
const seed = number("seed", Date.now() % 1_000_000);
const only = values.round === undefined ? undefined : number("round");
const kind = choice("kind", ["small", "backfill", "mixed"], only === undefined ? "mixed" : "small");
const size = { days: number("days", 90), perDay: number("per_day", 300) };
const storeGiven = choice("store", ["duckdb", "elasticsearch"]);
/** In a mixed soak a backfill comes before every so many small rounds. */
const smallPerBackfill = 10;

const kinds = {
  small: {
    plan: (round) => planRound((Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(round + 1, 0x85ebca6b)) >>> 0),
    play: playSmall,
    // A run of these small accounts takes seconds; one that takes this long hangs.
    longestRunMs: 300_000,
    store: "duckdb",
  },
  backfill: {
    plan: (round) => planBackfill(seed, round, size),
    play: playBackfill,
    longestRunMs: 3_600_000,
  },
};

/** @returns whether the round went well. */
async function runRound(name, at) {
  const { plan: draw, play, longestRunMs, store: always } = kinds[name];
  const plan = draw(at);
  const folder = makeFolder();
  const startedAt = performance.now();
  const storeName = always ?? storeGiven ?? (at % 2 === 0 ? "duckdb" : "elasticsearch");
  const store =
    storeName === "duckdb"
      ? duckdbStore(folder.path)
      : await searchStore(`soak-${seed}-${at}-${process.pid}-`);
  const round = { folder, store, args: plan.harvester, runs: 0, killed: 0, longestRunMs };
  round.simulatorStartedAt = Date.now();
  const simulatorFlags = [...plan.simulator, ...(plan.troubles ?? [])];
  round.simulator = await startSimulator(simulatorFlags);
  const title = `${name} round ${at} (${storeName})`;
  try {
    const line = await play(round, plan);
    console.log(`${title} ok: ${line}, ${Math.round((performance.now() - startedAt) / 1_000)} s`);
    await store.remove();
    folder.remove();
    return true;
  } catch (error) {
    folder.keep();
    const kills =
      plan.kills.map(({ signal, afterMs }) => `${signal} after ${afterMs} ms`).join(", ") || "none";
    const sized =
      name === "backfill" ? ` --days ${size.days} --per_day ${size.perDay} --store ${storeName}` : "";
    console.error(`${title} FAILED: ${error instanceof Failure ? error.message : error.stack}`);
    console.error(`  again:      npm run soak -- --seed ${seed} --kind ${name} --round ${at}${sized}`);
    console.error(`  simulator:  zoom-harvester simulate ${simulatorFlags.join(" ")}`);
    console.error(`  harvester:  zoom-harvester ${[...round.args, ...store.args].join(" ")}`);
    console.error(`  kills:      ${kills}`);
    console.error(`  files:      ${folder.path}`);
    return false;
  } finally {
    await round.simulator.stop();
  }
}

/** The kinds of a mixed soak, one after the other; each kind counts its own rounds. */
function* order() {
  for (let at = 0; ; at += 1) {
    if (kind !== "mixed") yield [kind, at];
    else if (at % (smallPerBackfill + 1) === 0) yield ["backfill", at / (smallPerBackfill + 1)];
    else yield ["small", at - Math.ceil(at / (smallPerBackfill + 1))];
  }
}

console.log(
  `soak with seed ${seed}, ${only === undefined ? `${minutes} minutes of ${kind} rounds` : `${kind} round ${only}`}`,
);
const endsAt = performance.now() + minutes * 60_000;
if (only !== undefined) process.exit((await runRound(kind === "mixed" ? "small" : kind, only)) ? 0 : 1);
for (const [name, at] of order()) {
  if (!(await runRound(name, at))) process.exit(1);
  if (performance.now() >= endsAt) break;
}
process.exit(0);
