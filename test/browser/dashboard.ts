/** The built program's dashboard, started as a user would. */

import { createInterface } from "node:readline";
import { type Ended, start } from "../e2e/support.ts";
import { environmentOf, type SearchServer } from "../support/search-servers.ts";

export interface RunningDashboard {
  /** As it was printed. */
  address: string;
  /** Without a slash at the end. */
  origin: string;
  /** What standard error has said so far. */
  said(): string;
  /** @param signal as Ctrl-C sends it unless another is named */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Serves a store on a free port, in UTC. @throws Error with what it said, when it ends before it serves. */
export async function startDashboard(
  store: { db: string } | { server: SearchServer; prefix: string },
  cwd: string,
  ...more: string[]
): Promise<RunningDashboard> {
  const where = "db" in store ? ["--db", store.db] : ["--index_prefix", store.prefix];
  const env = "db" in store ? {} : environmentOf(store.server);
  const running = start(["dashboard", ...where, "--port", "0", "--timezone", "UTC", ...more], env, cwd);
  const { stdout } = running.process;
  if (stdout === null) throw new Error("Expected the program's output to be a pipe");
  const lines = createInterface({ input: stdout });
  const address = await new Promise<string | undefined>((resolve) => {
    lines.once("line", resolve);
    lines.once("close", () => resolve(undefined));
  });
  if (address === undefined || !URL.canParse(address)) {
    running.process.kill("SIGKILL");
    const { code, stderr } = await running.ended;
    throw new Error(`the dashboard printed ${address ?? "no address"} and ended with ${code}: ${stderr}`);
  }
  return {
    address,
    origin: new URL(address).origin,
    said: running.said,
    stop: (signal = "SIGINT") => {
      running.process.kill(signal);
      return running.ended;
    },
  };
}
