/** The dashboard over each real search server: the answers that it gives over a DuckDB file. */

import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { answers } from "../../src/dashboard/answers/answers.ts";
import { type RunningDashboard, startDashboard } from "../browser/dashboard.ts";
import { makePrefix, removePrefix } from "../destinations/search-harness.ts";
import { makeFolder, query, type RunningSimulator, run, startSimulator } from "../e2e/support.ts";
import { describeOnServers, environmentOf } from "../support/search-servers.ts";

const days = ["--from", "2026-03-30", "--to", "2026-04-01"];
const folder = makeFolder();
const db = join(folder.path, "store.duckdb");
let simulator: RunningSimulator;
let file: RunningDashboard;

beforeAll(async () => {
  simulator = await startSimulator(
    ...["--seed", "12", "--users", "20", "--meetings_per_day", "20", "--limits", "off"],
    ...["--from", "2026-03-20", "--to", "2026-04-02"],
  );
  await harvest({ ...simulator.env }, "--destination", "duckdb", "--db", db);
  file = await startDashboard({ db }, folder.path);
}, 120_000);
afterAll(async () => {
  await file?.stop();
  await simulator?.stop();
  folder.remove();
});

async function harvest(env: Record<string, string>, ...args: string[]): Promise<void> {
  const streams = ["--streams", "core,details,quality,webinar_sessions"];
  const all = ["harvest", ...days, ...streams, "--timezone", "UTC", "--limits", "off", ...args];
  const { code, stderr } = await run(all, env, folder.path);
  expect(code, stderr).toBe(0);
}

/** What an answer is asked for, so that it has something to say. */
async function questions(): Promise<Record<string, string[]>> {
  const [meeting] = await query(
    db,
    "SELECT uuid, meeting_series_id AS series FROM meetings WHERE unique_people > 2 ORDER BY sessions_stored DESC, uuid LIMIT 1",
  );
  const [person] = await query(
    db,
    "SELECT identity, max(name) AS name FROM attendance GROUP BY identity ORDER BY count(*) DESC, identity LIMIT 1",
  );
  const uuid = `uuid=${encodeURIComponent(String(meeting?.uuid))}`;
  const name = encodeURIComponent(String(person?.name).slice(0, 5).toUpperCase());
  const [webinar] = await query(
    db,
    "SELECT uuid, webinar_series_id AS number FROM webinars ORDER BY sessions_stored DESC, uuid LIMIT 1",
  );
  const [listener] = await query(
    db,
    "SELECT identity, max(name) AS name FROM webinar_attendance WHERE role = 'panelist' GROUP BY 1 ORDER BY 1 LIMIT 1",
  );
  const held = `uuid=${encodeURIComponent(String(webinar?.uuid))}`;
  const ofWebinars = (asked: string) => `of=webinars&${asked}`;
  const heard = encodeURIComponent(String(listener?.name).slice(0, 5).toUpperCase());
  const more: Record<string, string[]> = {
    ranking: ["hosts", "series", "departments", "countries", "devices"].map((by) => `by=${by}`),
    meetings: [
      "topic=lecture",
      "sort=people&order=descending",
      "host=a&least=2",
      `person=${name}`,
      "page=1",
    ].concat(["", "sort=people&order=descending", "host=a&least=2", `person=${heard}`].map(ofWebinars)),
    "meeting-departments": ["", ofWebinars("")],
    series: [`number=${meeting?.series}`, `number=${webinar?.number}`],
    person: [
      `identity=${encodeURIComponent(String(person?.identity))}`,
      ofWebinars(`identity=${encodeURIComponent(String(listener?.identity))}`),
    ],
    people: [`q=${name}`, ofWebinars(`q=${heard}`)],
  };
  return Object.fromEntries(
    answers.map(({ name: answer }) => [
      answer,
      more[answer] ??
        (/^meeting(-|$)/.test(answer) ? [uuid, held] : /^series-/.test(answer) ? (more.series ?? []) : [""]),
    ]),
  );
}

/** What the store itself is, and what a moment is, differs. */
// A call that was tried again counts twice.
const own = new Set([
  "quota",
  "calls",
  "heavyCalls",
  "at",
  "next",
  "store",
  "where",
  "run",
  "accounts",
  "seen",
  "documents",
  "runs",
  "harvested",
]);

function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !own.has(key));
  return Object.fromEntries(entries.map(([key, one]) => [key, comparable(one)]));
}

describeOnServers("the dashboard", (server) => {
  const prefix = makePrefix();
  afterAll(() => removePrefix(server, prefix));

  it("gives the answers of a DuckDB file", async () => {
    await harvest({ ...simulator.env, ...environmentOf(server) }, "--index_prefix", prefix);
    const cluster = await startDashboard({ server, prefix }, folder.path);
    try {
      for (const [name, asked] of Object.entries(await questions()))
        for (const parameters of asked) {
          const path = `/api/${name}?from=2026-03-30&to=2026-04-01&tz=Asia/Kolkata&${parameters}`;
          const [one, other] = await Promise.all(
            [file, cluster].map(async ({ origin }) => {
              const response = await fetch(origin + path);
              return { status: response.status, answer: await response.json() };
            }),
          );
          expect(one?.status, `${path} ${JSON.stringify(one)}`).toBe(200);
          expect(comparable(other), path).toEqual(comparable(one));
        }
    } finally {
      await cluster.stop();
    }
  }, 120_000);
});
