// `npm run check`: everything but the tests. Runs every check, prints a line for each, and what is wrong; ends
// with 1 if anything is. Names as arguments run just these: node scripts/check.mjs layers lock.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { effectProblems } from "./check/effects.mjs";
import { layerProblems } from "./check/layers.mjs";
import { lockProblems } from "./check/lock.mjs";
import { readSourceFiles } from "./check/source-files.mjs";
import { lengthProblems, machineProblems, unfinishedProblems } from "./check/tidy.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = readSourceFiles(root);
const read = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));
const tsc = "node_modules/typescript/bin/tsc";

/** Each gives the lines that say what is wrong. */
const checks = {
  "format and lint": () => node("node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off"),
  types: () => [...node(tsc, "-p", "tsconfig.json"), ...node(tsc, "-p", "src/dashboard/web/tsconfig.json")],
  layers: () => layerProblems(files),
  effects: () => effectProblems(files),
  docs: checkDocs,
  length: () => lengthProblems(files),
  unfinished: () => unfinishedProblems(files),
  machine: () => machineProblems(files),
  lock: () => lockProblems(read("package-lock.json"), read("package.json")),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in checks));
if (unknown.length > 0) {
  console.error(`no check is called ${unknown.join(", ")}: there are ${Object.keys(checks).join(", ")}`);
  process.exit(2);
}
const names = asked.length === 0 ? Object.keys(checks) : asked;
const width = Math.max(...names.map((name) => name.length));
let failed = 0;
for (const name of names) {
  const problems = checks[name]();
  console.log(`${name.padEnd(width)}  ${problems.length === 0 ? "ok" : "failed"}`);
  for (const problem of problems) console.log(`  ${problem}`);
  if (problems.length > 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);

/** The documents against the sources as they are now, compiled aside so that dist/ stays as it is. */
function checkDocs() {
  const folder = `node_modules/.cache/docs-${process.pid}`;
  try {
    const compiled = node(tsc, "-p", "tsconfig.build.json", "--outDir", folder, "--noCheck");
    return compiled.length > 0 ? compiled : node("scripts/docs.mjs", "--check", "--from", folder);
  } finally {
    rmSync(join(root, folder), { recursive: true, force: true });
  }
}

/** Runs a program of ours or of a package. @returns nothing when it ended with 0, else what it said. */
function node(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  if (status === 0) return [];
  const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 0 ? lines : [`${args[0]} ended with ${status}`];
}
