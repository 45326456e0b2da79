/** Runs the doctor as a script would, against a simulated account. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { makeFolder, type RunningSimulator, run, startSimulator } from "../e2e/support.ts";

export interface Report {
  checks: { name: string; ok: boolean; detail: string; hint: string }[];
  streams: {
    name: string;
    group: string | null;
    ready: boolean;
    source: string;
    why: string;
    scopes: { granular: string[]; classic: string[] };
  }[];
}

const account = ["--seed", "31", "--users", "8", "--meetings_per_day", "4", "--days", "3"];

/** The checks of an account where all is well, before those of the store. */
export const accountChecks = [
  "settings",
  "node",
  "clock",
  "network",
  "credentials",
  "scopes",
  "plan",
  "dashboard",
  "quota",
];

export interface Examination extends Report {
  notOk: Report["checks"];
  /** Names of the streams that are not ready. */
  unready: string[];
  /** Names of the checks. */
  names: string[];
  code: number | null;
}

export interface Practice {
  /** Of an account where all is well. */
  readonly simulator: RunningSimulator;
  emptyFolder(): string;
}

/** A simulated account and folders for the tests of a file. */
export function openPractice(): Practice {
  let simulator: RunningSimulator | undefined;
  let cases = 0;
  const folder = makeFolder();
  beforeAll(async () => {
    simulator = await startSimulator(...account);
  });
  afterAll(async () => {
    await simulator?.stop();
    folder.remove();
  });
  return {
    get simulator() {
      if (simulator === undefined) throw new Error("Expected a simulator that runs");
      return simulator;
    },
    emptyFolder: () => {
      cases += 1;
      const path = join(folder.path, String(cases));
      mkdirSync(path);
      return path;
    },
  };
}

/** Examines, and makes sure that nothing secret or personal is printed. */
export async function examine(
  env: Record<string, string>,
  args: string[],
  cwd: string,
): Promise<Examination> {
  const ended = await run(["doctor", "--json", ...args], env, cwd);
  expect(ended.stderr).toBe("");
  for (const secret of [env.ZOOM_SECRET, env.ZOOM_KEY, "@"]) {
    if (secret) expect(ended.stdout).not.toContain(secret);
  }
  const report = JSON.parse(ended.stdout) as Report;
  return {
    ...report,
    notOk: report.checks.filter(({ ok }) => !ok),
    unready: report.streams.filter(({ ready }) => !ready).map(({ name }) => name),
    names: report.checks.map(({ name }) => name),
    code: ended.code,
  };
}

/** Examines another account: the same with these flags of the simulator. */
export async function examineAccount(
  flags: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<Examination> {
  const other = await startSimulator(...account, ...flags);
  try {
    return await examine({ ...other.env, ...env }, [], cwd);
  } finally {
    await other.stop();
  }
}
