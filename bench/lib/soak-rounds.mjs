/** How a round of each kind goes: what is run, killed, waited for and compared. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { harvest, withSimulator } from "./processes.mjs";
import { changed, differences, truthOf } from "./soak-compare.mjs";
import { check, Failure, restAfter, runOnce, wait } from "./soak-runs.mjs";
import { streamDifferences } from "./soak-streams.mjs";

/** Everything is young for these runs: what comes late is looked for afterwards. */
const waitsForLate = ["--settle_after", "3650d"];
const looksAgain = ["--settle_after", "3h", "--recheck_every", "0s"];

const sessionsIn = (truth) => truth.reduce((sum, meeting) => sum + meeting.sessions.length, 0);

/** Until what appears late has appeared. */
function lateDataIsThere(round, { lateSeconds }) {
  return wait(Math.max(0, round.simulatorStartedAt + lateSeconds * 1_000 + 500 - Date.now()));
}

/** Starts it until it is done. What may happen on the way is an end before completion (5), nothing else. */
async function complete(round, plan, more, mostRuns = 12) {
  for (let run = 0; run < mostRuns; run += 1) {
    const result = await runOnce(round, { more });
    if (plan.doneCodes.includes(result.code)) return;
    if (result.code !== 5)
      throw new Failure(`${result.log}: a run that nobody killed ended with ${result.code}`);
    await restAfter(round, result, plan.dayLength);
  }
  throw new Failure(`${mostRuns} runs, and none ended with ${plan.doneCodes.join(" or ")}`);
}

async function killOnce(round, plan, kill, more) {
  const result = await runOnce(round, { more: [...more, ...(kill.waits ? ["--wait"] : [])], kill });
  const expected = [...plan.doneCodes, 5, kill.signal];
  if (!expected.includes(result.code))
    throw new Failure(`${result.log}: a run ended by ${kill.signal} ended with ${result.code}`);
  check(`the store after ${kill.signal}`, await round.store.unsound());
  return result;
}

/** Proves the store by the program's own verify, which may have to wait for its quota, too. */
async function prove(round, plan) {
  for (let tries = 0; tries < 6; tries += 1) {
    const result = await runOnce(round, { command: "verify", more: ["--json"] });
    if (result.code === 0) return;
    if (result.code !== 5) throw new Failure(`${result.log}: verify ended with ${result.code}`);
    if (result.stdout.includes('"ok"')) {
      writeFileSync(join(round.folder.path, "verify.json"), result.stdout);
      const { differences: found } = JSON.parse(result.stdout);
      check(
        "verify",
        found.filter(({ binding }) => binding).map((one) => JSON.stringify(one)),
      );
      throw new Failure(`${result.log}: verify ended with 5 and names nothing that is binding`);
    }
    await restAfter(round, result, plan.dayLength);
  }
  throw new Failure("verify did not come to its end");
}

async function compareWithTruth(round, plan) {
  const truth = await truthOf(round.simulator, plan);
  writeFileSync(join(round.folder.path, "truth.json"), JSON.stringify(truth));
  check("the store against the truth", differences(await round.store.rows(), truth));
  check("the store", await round.store.unsound());
  return truth;
}

/** A few days of a small account, many of them an hour. @returns what the round's line says. */
export async function playSmall(round, plan) {
  const early = plan.lateSeconds > 0 ? waitsForLate : [];
  for (const kill of plan.kills) await killOnce(round, plan, kill, early);
  await lateDataIsThere(round, plan);
  await complete(round, plan, plan.lateSeconds > 0 ? looksAgain : []);
  const truth = await compareWithTruth(round, plan);
  if (plan.allStreams && plan.zone === "UTC" && round.store.db !== undefined)
    check("the other streams", await streamDifferences(round.store.db, round.simulator, plan));
  const before = await round.store.snapshot();
  await complete(round, plan, []);
  check("a second run", changed(before, await round.store.snapshot()));
  await complete(round, plan, ["--again"]);
  check("a run that reads everything again", changed(before, await round.store.snapshot()));
  return `${truth.length} meetings, ${sessionsIn(truth)} sessions, ${round.runs} runs, ${round.killed} killed`;
}

/** A backfill over several days of quota with many kills, until verify agrees. @returns what the round's line says. */
export async function playBackfill(round, plan) {
  const kills = [...plan.kills];
  // Killed again and again, until everything is there in some form; then late data are looked for.
  let early = 0;
  for (let done = false; !done; ) {
    const kill = kills.shift();
    const result =
      kill === undefined
        ? await runOnce(round, { more: [...waitsForLate, "--wait"] })
        : await killOnce(round, plan, kill, waitsForLate);
    done = plan.doneCodes.includes(result.code);
    early += 1;
    if (result.code === 5) await restAfter(round, result, plan.dayLength);
    else if (!done && !result.killed) throw new Failure(`${result.log}: ended with ${result.code}`);
    if (early > 100) throw new Failure("100 runs, and none ended with 0");
  }
  await lateDataIsThere(round, plan);
  for (const kill of kills) await killOnce(round, plan, kill, looksAgain);
  await complete(round, plan, looksAgain);
  const settledAfter = round.runs;
  await complete(round, plan, looksAgain);
  const { total } = await round.simulator.requests();
  await prove(round, plan);
  const truth = await compareWithTruth(round, plan);
  const least = await undisturbedCalls(round, plan);
  const more = Math.round((100 * (total - least)) / least);
  return [
    `${truth.length} meetings, ${sessionsIn(truth)} sessions, ${round.runs} runs (${early} before late data, ${settledAfter} until settled)`,
    `${round.killed} killed, ${total} calls, ${more} % over the ${least} of an undisturbed run`,
  ].join(", ");
}

/** The calls of one harvest of the same account without faults, late data, limits and kills. */
function undisturbedCalls(round, plan) {
  return withSimulator([...plan.simulator, "--limits", "off"], async (simulator) => {
    const args = [...plan.harvester, "--limits", "off", "--destination", "stdout"];
    // Oddities end a harvest with 6.
    await harvest(args, { env: simulator.env, cwd: round.folder.path }).catch((error) => {
      if (!plan.doneCodes.includes(6)) throw error;
    });
    return (await simulator.requests()).total;
  });
}
