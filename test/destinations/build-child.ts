/** Compiles `child.ts` for tests that need a process of their own: to lock, to kill, to run out of space. */

import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll } from "vitest";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
// Inside node_modules, where the script finds its packages and no tool looks for sources.
const folder = join(root, "node_modules", ".cache", "zoom-harvester-tests", String(process.pid));
let built: Promise<string> | undefined;

afterAll(() => rm(folder, { recursive: true, force: true }));

/** @returns the path of the script; `node script verb file` runs it. */
export function buildChild(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  const options = "--ignoreConfig --rootDir . --module nodenext --moduleResolution nodenext --target es2023";
  const more = "--skipLibCheck --types node --rewriteRelativeImportExtensions --strict --outDir";
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const source = join("test", "destinations", "child.ts");
  const words = [tsc, source, ...options.split(" "), ...more.split(" "), folder];
  await promisify(execFile)(process.execPath, words, { cwd: root });
  return join(folder, "test", "destinations", "child.js");
}
