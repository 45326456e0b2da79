/** The account of the demo: a simulator in a process of its own. */

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { HarvesterError, Interrupted } from "../errors.ts";

/** Fixed, so that every demo shows the same. */
export const demoDays = { from: "2026-03-01", to: "2026-03-31" } as const;

/**
 * A month of a small university: as many meetings as the limits of a Business account let through in half a minute.
 * Whoever changes the account takes another seed and adds the one before to `retiredAccounts` (demo-store.ts).
 */
const flags = [
  ["--seed", "2954"],
  ["--users", "60"],
  ["--meetings_per_day", "28"],
  ["--habits", "on"],
  ["--from", demoDays.from],
  ["--to", demoDays.to],
].flat();

export interface DemoAccount {
  /** What the harvester's environment needs to reach it. */
  env: Record<string, string>;
  end(): void;
}

/** @throws Interrupted, or HarvesterError when it does not start. */
export async function startDemoAccount(interrupted: AbortSignal): Promise<DemoAccount> {
  const main = fileURLToPath(new URL("../main.js", import.meta.url));
  const child = spawn(process.execPath, [main, "simulate", "--exit_with_parent", ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH },
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const env: Record<string, string> = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [name = "", ...value] = line.split("=");
    env[name] = value.join("=");
    if (name === "ZOOM_ACCOUNT_ID") return { env, end: () => child.kill() };
  }
  if (interrupted.aborted) throw new Interrupted();
  throw new HarvesterError({ operation: "demo", reason: `the simulator did not start: ${said.trim()}` });
}
