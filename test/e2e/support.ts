/** Runs the built program and the simulator as a user would: processes of their own, talking over HTTP. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { streams } from "../../src/streams/registry.ts";

export const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** The harvester must not see this machine's own settings. */
const bare = { PATH: process.env.PATH ?? "", TZ: "UTC", NODE_NO_WARNINGS: "1" };

export interface RunningSimulator {
  env: Record<string, string>;
  /** Without a path. */
  url: string;
  process: ChildProcess;
  stop(): Promise<void>;
  truth(
    from: string,
    to?: string,
  ): Promise<{
    meetings: number;
    sessions: number;
    cases: Record<string, number>;
    by_stream: Record<string, number>;
  }>;
  truthRows(from: string, to?: string, of?: "meetings" | "webinars"): Promise<TruthMeeting[]>;
  // biome-ignore lint/suspicious/noExplicitAny: the simulator's own JSON, looked at by each test
  requests(log?: boolean): Promise<any>;
}

export interface TruthMeeting {
  uuid: string;
  start_time: string;
  end_time: string;
  duration_seconds: number;
  host_email: string;
  host_id?: string;
  sessions: { user_id: string; user_name: string; join_time: string; leave_time: string; waiting: boolean }[];
}

export async function startSimulator(...flags: string[]): Promise<RunningSimulator> {
  const child = spawn(process.execPath, [main, "simulate", "--exit_with_parent", ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    env: bare,
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const env: Record<string, string> = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [name = "", ...value] = line.split("=");
    env[name] = value.join("=");
    if (name === "ZOOM_ACCOUNT_ID") break;
  }
  if (env.ZOOM_ACCOUNT_ID === undefined) throw new Error(`the simulator did not start: ${said}`);
  const url = (env.ZOOM_API_URL ?? "").replace(/\/v2$/, "");
  const get = async (path: string) => (await fetch(`${url}/_simulator/${path}`)).text();
  return {
    env,
    url,
    process: child,
    stop: () => ended(child),
    truth: async (from, to = from) => JSON.parse(await get(`truth?from=${from}&to=${to}`)),
    truthRows: async (from, to = from, of = "meetings") =>
      (await get(`truth/rows?from=${from}&to=${to}&of=${of}`))
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as TruthMeeting),
    requests: async (log = false) => JSON.parse(await get(log ? "requests?log=1" : "requests")),
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => {
    child.once("exit", resolve);
    child.kill("SIGKILL");
  });
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  process: ChildProcess;
  ended: Promise<Ended>;
  /** What standard error has said so far. */
  said(): string;
}

/** Starts the program in a folder of its own. */
export function start(args: string[], env: Record<string, string>, cwd: string): Running {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { ...bare, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  // A character may lie on two chunks.
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8");
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const whenEnded = new Promise<Ended>((resolve) => {
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
  return { process: child, ended: whenEnded, said: () => stderr };
}

export function run(args: string[], env: Record<string, string>, cwd: string): Promise<Ended> {
  return start(args, env, cwd).ended;
}

/** Resolves when standard error has said it so many times; rejects when the program ends first. */
export async function untilSaid(running: Running, words: string, times = 1): Promise<void> {
  const enough = () => running.said().split(words).length > times;
  if (enough()) return;
  await new Promise<void>((resolve, reject) => {
    running.process.stderr?.on("data", () => {
      if (enough()) resolve();
    });
    running.process.once("close", () =>
      reject(new Error(`ended before it said ${words}: ${running.said()}`)),
    );
  });
}

/** What `--streams` takes for everything that there is: some streams come only by their names. */
export const everyStream = [
  "all",
  ...streams.filter(({ onlyByName }) => onlyByName).map(({ name }) => name),
].join(",");

/** A table; of what is kept every day the first day, since a test may see midnight. */
export function tableOf({ name, history }: { name: string; history?: string }): string {
  return history === "daily"
    ? `(SELECT * FROM ${name} WHERE taken_on = (SELECT min(taken_on) FROM ${name}))`
    : name;
}

/** A folder that goes with the test. */
export function makeFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "zoom-harvester-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export async function query(file: string, sql: string, zone = "UTC"): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(file, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    await connection.run(`SET TimeZone = '${zone}'`);
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
