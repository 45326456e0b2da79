/**
 * Starts the built program and the simulator as processes of their own, as a user would, and makes sure that
 * none outlives the bench: each is killed when it is done with, at the latest when this process ends.
 */

import { spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The build that is measured. `BENCH_DIST` names another one, to compare two. */
export const dist = process.env.BENCH_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));
export const main = join(dist, "main.js");

/** A module of the build, for the benches that measure a part. */
export const importBuilt = (path) => import(pathToFileURL(join(dist, path)).href);

/** Neither this machine's settings nor its proxies reach what is measured. */
const bare = { PATH: process.env.PATH ?? "", TZ: "UTC", NODE_NO_WARNINGS: "1" };

const children = new Set();
const folders = new Set();

function tidyUp() {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

process.on("exit", tidyUp);
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
]) {
  process.on(signal, () => process.exit(code));
}

/** A folder for scratch files, removed when the bench ends. `keep` takes it out of that. */
export function makeFolder() {
  const path = mkdtempSync(join(tmpdir(), "zoom-harvester-bench-"));
  folders.add(path);
  return {
    path,
    remove() {
      folders.delete(path);
      rmSync(path, { recursive: true, force: true });
    },
    keep: () => folders.delete(path),
  };
}

/**
 * Starts a node process.
 * @param options `out` and `err` are files, "pipe" (gathered as text), or "ignore" (the null device).
 * @returns its id, a promise of how it ended with the seconds it took, and a way to send it a signal.
 */
export function startNode(args, { env = {}, cwd = tmpdir(), out = "ignore", err = "pipe" } = {}) {
  const target = (to) => (to === "pipe" || to === "ignore" ? to : openSync(to, "a"));
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...bare, ...env },
    stdio: ["ignore", target(out), target(err)],
  });
  children.add(child);
  const said = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => {
    said.stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    said.stderr += chunk;
  });
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      children.delete(child);
      resolve({ code, signal, seconds: (performance.now() - startedAt) / 1_000, ...said });
    });
  });
  return { pid: child.pid, ended, said, kill: (signal) => child.kill(signal) };
}

/** Runs a node process to its end. @throws Error with what it said when it does not end with 0. */
export async function runNode(args, options) {
  const result = await startNode(args, options).ended;
  if (result.code === 0) return result;
  const isFile = options?.err !== undefined && options.err !== "pipe";
  const words = isFile ? readFileSync(options.err, "utf8") : result.stderr;
  throw new Error(
    `node ${args.join(" ")} ended with ${result.code ?? result.signal}: ${words.slice(-2_000)}`,
  );
}

/** Runs a harvest to its end. `probes` are modules that node loads before the program. */
export function harvest(args, { probes = [], nodeFlags = [], ...options } = {}) {
  const imports = probes.flatMap((probe) => ["--import", probe.href]);
  return runNode([...nodeFlags, ...imports, main, "harvest", ...args], options);
}

/** Starts a simulated account in a process of its own; resolves when it listens. */
export async function startSimulator(flags) {
  const child = spawn(process.execPath, [main, "simulate", "--exit_with_parent", ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    env: bare,
  });
  children.add(child);
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const env = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const at = line.indexOf("=");
    env[line.slice(0, at)] = line.slice(at + 1);
    if (line.startsWith("ZOOM_ACCOUNT_ID=")) break;
  }
  if (env.ZOOM_ACCOUNT_ID === undefined) throw new Error(`the simulator did not start: ${said}`);
  const url = env.ZOOM_API_URL.replace(/\/v2$/, "");
  const get = async (path) => (await fetch(`${url}/_simulator/${path}`)).text();
  return {
    env,
    url,
    flags,
    requests: async () => JSON.parse(await get("requests")),
    truth: async (from, to = from) => JSON.parse(await get(`truth?from=${from}&to=${to}`)),
    truthRows: async (from, to = from) =>
      (await get(`truth/rows?from=${from}&to=${to}`))
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    stop: () =>
      new Promise((resolve) => {
        children.delete(child);
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once("exit", resolve);
        child.kill("SIGKILL");
      }),
  };
}

/** Runs the work with a simulator that ends with it. */
export async function withSimulator(flags, work) {
  const simulator = await startSimulator(flags);
  try {
    return await work(simulator);
  } finally {
    await simulator.stop();
  }
}

/** Runs the work with a scratch folder that goes with it. */
export async function withFolder(work) {
  const folder = makeFolder();
  try {
    return await work(folder.path);
  } finally {
    folder.remove();
  }
}
