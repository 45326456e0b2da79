/** The commands of the documents that ask a search engine, run as they stand against the real servers. */

import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  main,
  makeFolder,
  type RunningSimulator,
  run as runProgram,
  startSimulator,
} from "../e2e/support.ts";
import { read, root, run, shellCommands } from "../repository/support.ts";
import { request, type SearchServer, searchServers } from "../support/search-servers.ts";

const folder = makeFolder();
const tools = join(folder.path, "tools");
const path = `${tools}${delimiter}${process.env.PATH}`;
const servers = searchServers().filter(({ secured }) => !secured);
const small = ["--users", "20", "--meetings_per_day", "8", "--seed", "3"];
let simulators: { old: RunningSimulator; now: RunningSimulator };

beforeAll(async () => {
  mkdirSync(tools);
  writeFileSync(join(tools, "npx"), `#!/bin/sh\nshift; exec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(join(tools, "npx"), 0o755);
  cpSync(join(root, "index_templates"), join(folder.path, "index_templates"), { recursive: true });
  const [old, now] = await Promise.all([
    startSimulator(...small, "--from", "2026-03-01", "--to", "2026-03-09"),
    startSimulator(...small, "--days", "3"),
  ]);
  simulators = { old, now };
});
afterAll(async () => {
  await Promise.all([simulators?.old.stop(), simulators?.now.stop()]);
  folder.remove();
});

/** The documents use the names without a prefix; no other test does so on these servers. */
async function clean(server: SearchServer): Promise<void> {
  const { body } = await request(server, "GET", "/_resolve/index/*");
  for (const { name } of body.indices as { name: string }[]) {
    if (/^(meetings-|sessions-|zoom-|movies$)/.test(name)) await request(server, "DELETE", `/${name}`);
  }
}

/** Each block of shell commands of a document, whole. */
function blocks(document: string): string[] {
  return [...read(document).matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block]) => block ?? "");
}

describe.skipIf(servers.length === 0)("documents (skipped: no search server)", () => {
  describe.each(servers)("on $name", (server) => {
    beforeAll(() => clean(server));
    afterAll(() => clean(server));
    const host = server.url.replace("http://", "");

    it.each(shellCommands("README.md").filter((command) => command.includes("localhost:9200")))(
      "README.md: %s",
      async (command) => {
        if (command.includes(" copy ")) {
          const seed = ["--destination", "duckdb", "--db", "zoom-harvester.duckdb"];
          expect((await runProgram(seed, simulators.now.env, folder.path)).code).toBe(0);
        }
        const env = { ...simulators.now.env, PATH: path };
        const here = command.replaceAll("localhost:9200", host);
        const { code, stdout, stderr } = await run("bash", ["-c", here], { cwd: folder.path, env });
        expect(code, stderr).toBe(0);
        if (command.startsWith("curl")) expect(JSON.parse(stdout)).toBeTypeOf("object");
        else expect(stderr).toMatch(/complete/);
      },
    );

    it("has the documents that the queries ask for", async () => {
      const args = [
        "--from",
        "2026-03-01",
        "--to",
        "2026-03-09",
        "--timezone",
        "UTC",
        "--es_host",
        server.url,
      ];
      const ended = await runProgram([...args, "--allow_account"], simulators.old.env, folder.path);
      expect(ended.code, ended.stderr).toBe(0);
    });

    it.each([...blocks("docs/queries.md"), ...blocks("docs/search-engines.md")])("%s", async (block) => {
      const env = { ES: server.url, PATH: path };
      const { code, stdout, stderr } = await run("bash", ["-e", "-c", block], { cwd: root, env });
      expect(code, `${stderr}\n${stdout}`).toBe(0);
      expect(stdout).not.toContain('"failures" : [');
    });
  });
});
