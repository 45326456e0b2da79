// `npm run soak [-- --minutes N --seed S --round R]`: harvests one random simulated account after another, with
// faults of every kind, kills the harvester at random moments, starts it again until it ends with 0, and compares
// DuckDB with the truth to the row. A line for each round; at the first difference it says how to repeat the round,
// keeps its files and ends with 1. The plan of a round depends on seed and number alone; when a kill strikes does not.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { main, makeFolder, startNode, startSimulator } from "../bench/lib/processes.mjs";
import { changed, differences, snapshot, truthOf, unsound } from "../bench/lib/soak-compare.mjs";
import { planRound } from "../bench/lib/soak-plan.mjs";

const { values } = parseArgs({
  options: { minutes: { type: "string" }, seed: { type: "string" }, round: { type: "string" } },
});
const minutes = Number(values.minutes ?? 60);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const only = values.round === undefined ? undefined : Number(values.round);
for (const [name, value] of Object.entries({ minutes, seed, round: only ?? 0 })) {
  if (Number.isFinite(value) && value >= 0) continue;
  console.error(`Expected --${name} to be a number, got ${values[name]}`);
  process.exit(2);
}

/** More runs than this without an end of 0 is a failure; each may meet the quota's end or a Zoom that hides. */
const mostRuns = 12;
/** A run of these small accounts takes seconds; one that takes this long hangs. */
const longestRunMs = 300_000;
/** After a signal the calls under way may finish, no more. */
const longestEndMs = 40_000;

class Failure extends Error {}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** Runs the harvester once, killed by plan. @returns its exit code, or the signal that ended it. */
async function runOnce(round, kill) {
  const log = join(round.folder.path, `run-${round.runs++}.log`);
  const args = [main, "harvest", ...round.args];
  const running = startNode(args, { env: round.simulator.env, cwd: round.folder.path, err: log });
  let ended = false;
  const result = running.ended.finally(() => {
    ended = true;
  });
  const until = async (ms) => {
    const cut = new AbortController();
    const late = new Promise((_, reject) => {
      const timer = setTimeout(() => reject(new Failure(`${log}: did not end within ${ms / 1_000} s`)), ms);
      cut.signal.addEventListener("abort", () => clearTimeout(timer));
    });
    try {
      return await Promise.race([result, late]);
    } finally {
      cut.abort();
    }
  };
  if (kill === undefined) return (await until(longestRunMs)).code;
  await Promise.race([result, wait(kill.afterMs)]);
  if (!ended) {
    running.kill(kill.signal);
    round.killed += 1;
  }
  const { code, signal } = await until(longestEndMs);
  return code ?? signal;
}

/** Starts it until it is done: 0, or 6 where dead letters are expected. What may happen on the way is an end before completion (5), nothing else. */
async function complete(round) {
  for (let run = 0; run < mostRuns; run += 1) {
    const code = await runOnce(round);
    if (code === round.doneCode) return;
    if (code !== 5) throw new Failure(`a run that nobody killed ended with ${code}`);
    await wait(2_000);
  }
  throw new Failure(`${mostRuns} runs, and none ended with ${round.doneCode}`);
}

function check(what, lines) {
  if (lines.length === 0) return;
  const shown = lines.slice(0, 10).map((line) => `  ${line}`);
  throw new Failure(`${what}: ${lines.length} differences\n${shown.join("\n")}`);
}

/** @returns what the round's line says. */
async function playRound(round, plan) {
  const startedAt = performance.now();
  for (const kill of plan.kills) {
    const code = await runOnce(round, kill);
    const expected =
      kill.signal === "SIGKILL" ? ["SIGKILL", round.doneCode, 5] : [round.doneCode, 5, kill.signal];
    if (!expected.includes(code)) throw new Failure(`a run ended by ${kill.signal} ended with ${code}`);
    check(`the file after ${kill.signal}`, await unsound(round.db));
  }
  // What appears late has appeared by now; the runs that count begin after that.
  await wait(Math.max(0, plan.lateSeconds * 1_000 + 500 - (performance.now() - startedAt)));
  await complete(round);
  const truth = await truthOf(round.simulator, plan);
  writeFileSync(join(round.folder.path, "truth.json"), JSON.stringify(truth));
  check("DuckDB against the truth", await differences(round.db, truth));
  check("the file", await unsound(round.db));
  const before = await snapshot(round.db);
  await complete(round);
  check("a second run", changed(before, await snapshot(round.db)));
  const sessions = truth.reduce((sum, meeting) => sum + meeting.sessions.length, 0);
  return `${truth.length} meetings, ${sessions} sessions, ${round.runs} runs, ${round.killed} killed, ${Math.round((performance.now() - startedAt) / 1_000)} s`;
}

/** @returns whether the round went well. */
async function runRound(number) {
  const plan = planRound((Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0);
  const folder = makeFolder();
  const db = join(folder.path, "soak.duckdb");
  const round = {
    folder,
    db,
    args: [...plan.harvester, "--db", db],
    doneCode: plan.doneCode,
    runs: 0,
    killed: 0,
  };
  const simulator = await startSimulator(plan.simulator);
  round.simulator = simulator;
  try {
    console.log(`round ${number} ok: ${await playRound(round, plan)}`);
    folder.remove();
    return true;
  } catch (error) {
    folder.keep();
    const kills =
      plan.kills.map(({ signal, afterMs }) => `${signal} after ${afterMs} ms`).join(", ") || "none";
    console.error(`round ${number} FAILED: ${error instanceof Failure ? error.message : error.stack}`);
    console.error(`  again:      npm run soak -- --seed ${seed} --round ${number}`);
    console.error(`  simulator:  zoom-harvester simulate ${plan.simulator.join(" ")}`);
    console.error(`  harvester:  zoom-harvester ${round.args.join(" ")}`);
    console.error(`  kills:      ${kills}`);
    console.error(`  files:      ${folder.path}`);
    return false;
  } finally {
    await simulator.stop();
  }
}

console.log(`soak with seed ${seed}${only === undefined ? `, ${minutes} minutes` : `, round ${only}`}`);
const endsAt = performance.now() + minutes * 60_000;
let number = only ?? 0;
do {
  if (!(await runRound(number))) process.exit(1);
  number += 1;
} while (only === undefined && performance.now() < endsAt);
process.exit(0);
