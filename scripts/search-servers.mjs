// Real search servers for the tests: node scripts/search-servers.mjs start|stop|list [names]. Names are es8, es9, os3
// and os2; all without. `start` leaves alone what answers already, and prints one line on standard output: the value
// of TEST_SEARCH_HOSTS. It ends with 1 when a server could not be started, and names it and the reason.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { kinds, users } from "./search-servers/kinds.mjs";
import { answers, end, startServer } from "./search-servers/server.mjs";

/** Readable by everybody, since a server does not run as root. */
const home = join(tmpdir(), "zoom-harvester-search");
const folderOf = (name) => join(home, name);
const pidFileOf = (name) => join(home, `${name}.pid`);

/** @returns {string} the entry of TEST_SEARCH_HOSTS for a server. */
function entryOf(name) {
  const { secured, port } = kinds[name];
  if (!secured) return `${name}=http://127.0.0.1:${port}`;
  const ca = join(folderOf(name), "config", "certs", "http_ca.crt");
  return `${name}=https://admin:${users.admin.password}@127.0.0.1:${port}?ca=${ca}`;
}

const urlOf = (name) => `${kinds[name].secured ? "https" : "http"}://127.0.0.1:${kinds[name].port}`;

/**
 * Starts what does not answer yet.
 * @returns {Promise<{ hosts: string, started: string[], failed: { name: string, reason: string }[] }>}
 */
export async function startServers(names = Object.keys(kinds), say = console.error) {
  const started = [];
  const failed = [];
  const entries = [];
  mkdirSync(home, { recursive: true, mode: 0o755 });
  await Promise.all(
    names.map(async (name) => {
      try {
        if (!(await answers(urlOf(name)))) {
          await stopServers([name]);
          rmSync(folderOf(name), { recursive: true, force: true });
          const startedAt = performance.now();
          const server = await startServer(name, { port: kinds[name].port, folder: folderOf(name) });
          writeFileSync(pidFileOf(name), String(server.pid));
          started.push(name);
          say(
            `${kinds[name].title} answers at ${server.url} after ${Math.round((performance.now() - startedAt) / 1_000)} s`,
          );
        }
        entries.push(entryOf(name));
      } catch (error) {
        failed.push({ name, reason: /** @type {Error} */ (error).message });
        say(`${kinds[name].title} could not be started: ${/** @type {Error} */ (error).message}`);
      }
    }),
  );
  return { hosts: entries.sort().join(","), started, failed };
}

/** Stops servers that {@link startServers} started. */
export async function stopServers(names = Object.keys(kinds)) {
  await Promise.all(
    names.map(async (name) => {
      if (!existsSync(pidFileOf(name))) return;
      const pid = Number(readFileSync(pidFileOf(name), "utf8"));
      if (isOurs(pid, name)) await end(pid, "SIGTERM");
      rmSync(pidFileOf(name), { force: true });
    }),
  );
}

/** A number may long belong to another process. */
function isOurs(pid, name) {
  try {
    return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).includes(
      folderOf(name),
    );
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [command, ...names] = process.argv.slice(2);
  const unknown = names.find((name) => !(name in kinds));
  const wanted = names.length === 0 ? Object.keys(kinds) : names;
  if (unknown !== undefined || !["start", "stop", "list"].includes(command ?? "")) {
    console.error(`usage: search-servers.mjs start|stop|list [${Object.keys(kinds).join("|")}]`);
    process.exitCode = 2;
  } else if (command === "start") {
    const { hosts, failed } = await startServers(wanted);
    console.log(hosts);
    process.exitCode = failed.length === 0 ? 0 : 1;
  } else if (command === "stop") await stopServers(wanted);
  else {
    for (const name of wanted) {
      console.log(
        `${name} ${kinds[name].title} ${(await answers(urlOf(name))) ? urlOf(name) : "not running"}`,
      );
    }
  }
}
