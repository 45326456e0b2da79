/** `--help` is what people wait for most often: it loads commander, light modules of ours, and nothing else. */

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { main, makeFolder, run } from "./support.ts";

const folder = makeFolder();
afterAll(folder.remove);

const list = join(folder.path, "loaded");
/** Written beside each other: a hook sees what is imported, the cache of CommonJS what is required. */
const hook = `import { appendFileSync } from "node:fs";
export function load(url, context, nextLoad) {
  appendFileSync(${JSON.stringify(list)}, url + "\\n");
  return nextLoad(url, context);
}`;
const watch = `import { appendFileSync } from "node:fs";
import { createRequire, register } from "node:module";
import { pathToFileURL } from "node:url";
register("./hook.mjs", import.meta.url);
process.on("exit", () => {
  const required = Object.keys(createRequire(import.meta.url).cache);
  appendFileSync(${JSON.stringify(list)}, required.map((path) => pathToFileURL(path) + "\\n").join(""));
});`;

/** Files that a run of the program loads, Node's own apart. */
async function loadedBy(...args: string[]): Promise<{ packages: string[]; ours: string[] }> {
  writeFileSync(join(folder.path, "hook.mjs"), hook);
  writeFileSync(join(folder.path, "watch.mjs"), watch);
  writeFileSync(list, "");
  const options = `--import ${pathToFileURL(join(folder.path, "watch.mjs"))}`;
  const { code, stderr } = await run(args, { NODE_OPTIONS: options }, folder.path);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const urls = readFileSync(list, "utf8").split("\n");
  const files = urls.filter((url) => url.startsWith("file:")).map((url) => fileURLToPath(url));
  const packages = files.map(
    (file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file.replaceAll("\\", "/"))?.[1],
  );
  const ours = files.map((file) => relative(dirname(main), file).replaceAll("\\", "/"));
  return {
    packages: [...new Set(packages.filter((name) => name !== undefined))].sort(),
    ours: [...new Set(ours.filter((file) => !file.startsWith("../")))].sort(),
  };
}

describe("start-up", () => {
  it.each([[["--help"]], [["help", "simulate"]], [["--version"]]])("loads little for %j", async (args) => {
    const { packages, ours } = await loadedBy(...args);
    expect(packages).toEqual(["commander"]);
    expect(ours).toEqual([
      "commands/attendance-flags.js",
      "commands/dashboard-flags.js",
      "commands/program.js",
      "commands/report-flags.js",
      "commands/setting-flags.js",
      "commands/simulate.js",
      "commands/streams-flags.js",
      "errors.js",
      "main.js",
      "settings.js",
      "simulator/switches.js",
      "stream-settings.js",
      "version.js",
    ]);
  });

  it("of a command with a package of its own is seen to load that too", async () => {
    const { packages, ours } = await loadedBy("completion", "bash");
    expect(packages).toEqual(["@bomb.sh/tab", "commander"]);
    expect(ours).toContain("commands/completion.js");
  });
});
