/** Runs of the harvester in a soak: each to its end or to its kill, its words kept in the round's folder. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main, startNode } from "./processes.mjs";

/** What a soak is there to find; anything else thrown is a mistake of the soak itself. */
export class Failure extends Error {}

export const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** After a signal the calls under way may finish, no more. */
const longestEndMs = 40_000;

/**
 * Runs a command once, killed by plan.
 * @param round holds `folder`, `simulator`, `store`, `args`, `runs`, `killed`, `longestRunMs`.
 * @returns how it ended: its exit code or signal, whether the kill struck, what it said.
 */
export async function runOnce(round, { command = "harvest", more = [], kill } = {}) {
  const log = join(round.folder.path, `run-${round.runs++}.log`);
  const args = [main, command, ...round.args, ...round.store.args, ...more];
  const running = startNode(args, {
    env: round.simulator.env,
    cwd: round.folder.path,
    err: log,
    ...(command === "verify" && { out: "pipe" }),
  });
  let ended = false;
  let killed = false;
  const result = running.ended.finally(() => {
    ended = true;
  });
  if (kill !== undefined) {
    await within(result, kill.afterMs);
    if (!ended) {
      running.kill(kill.signal);
      round.killed += 1;
      killed = true;
    }
  }
  const most = killed ? longestEndMs : round.longestRunMs;
  const last = await within(result, most);
  if (last === undefined) throw new Failure(`${log}: did not end within ${most / 1_000} s`);
  const { code, signal, stdout } = last;
  return { code: code ?? signal, killed, stdout, log, said: readFileSync(log, "utf8") };
}

/** What the promise brings, or undefined when it takes longer. */
async function within(promise, ms) {
  let timer;
  const late = new Promise((done) => {
    timer = setTimeout(done, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Fails with the first lines of what is wrong. */
export function check(what, lines) {
  if (lines.length === 0) return;
  const shown = lines.slice(0, 10).map((line) => `  ${line}`);
  throw new Failure(`${what}: ${lines.length} differences\n${shown.join("\n")}`);
}

/** After an end before completion: until the quota's next day where that is why, else a moment. */
export async function restAfter(round, { said }, dayLengthSeconds) {
  if (!/used up/.test(said) || dayLengthSeconds === undefined) return wait(2_000);
  const lengthMs = dayLengthSeconds * 1_000;
  // The simulator's days begin when it does, a moment before it says that it listens.
  return wait(lengthMs - ((Date.now() - round.simulatorStartedAt) % lengthMs) + 1_000);
}
