/**
 * Before the first test: real search servers, unless TEST_SEARCH_HOSTS names some. Where Java or Maven is missing the
 * tests that need them are skipped by name; with CI set that is a failure. TEST_SEARCH=off leaves them out.
 */

import { fileURLToPath } from "node:url";

interface Servers {
  startServers(): Promise<{ hosts: string; started: string[]; failed: { name: string; reason: string }[] }>;
  stopServers(names: string[]): Promise<void>;
}

/** Parts of the names of test files that ask a search server. */
const users = ["search", "e2e", "destinations", "faults", "browser"];

export default async function startServers(project: {
  vitest: { filenamePattern?: string[] };
}): Promise<(() => Promise<void>) | undefined> {
  const { TEST_SEARCH_HOSTS, TEST_SEARCH, CI } = process.env;
  if (TEST_SEARCH_HOSTS !== undefined || (TEST_SEARCH === "off" && CI === undefined)) return undefined;
  const asked = project.vitest.filenamePattern ?? [];
  if (asked.length > 0 && !asked.some((name) => users.some((user) => name.includes(user)))) return undefined;
  const path = fileURLToPath(new URL("../../scripts/search-servers.mjs", import.meta.url));
  const servers = (await import(path)) as Servers;
  const { hosts, started, failed } = await servers.startServers();
  process.env.TEST_SEARCH_HOSTS = hosts;
  if (failed.length > 0 && CI !== undefined) {
    throw new Error(
      `CI needs every search server: ${failed.map(({ name, reason }) => `${name}: ${reason}`).join("; ")}`,
    );
  }
  for (const { name } of failed) console.log(`skipped: the tests on ${name}`);
  return () => servers.stopServers(started);
}
