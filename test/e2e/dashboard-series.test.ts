/** A class on the dashboard and on the command line: the same people, the same figures. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { SeriesTold } from "../../src/dashboard/answers/series.ts";
import {
  makeFolder,
  query,
  type Running,
  type RunningSimulator,
  run,
  start,
  startSimulator,
} from "./support.ts";

const folder = makeFolder();
const db = join(folder.path, "store.duckdb");
const days = ["--from", "2026-03-02", "--to", "2026-03-06", "--timezone", "Europe/Berlin"];
const roster = join(folder.path, "class.csv");
let simulator: RunningSimulator;
let dashboard: Running;
let address = "";
let series = "";

beforeAll(async () => {
  simulator = await startSimulator(
    ...["--seed", "11", "--users", "20", "--meetings_per_day", "30", "--limits", "off"],
    ...["--from", "2026-03-01", "--to", "2026-03-08"],
  );
  const { code, stderr } = await run([...days, "--db", db, "--limits", "off"], simulator.env, folder.path);
  expect(code, stderr).toBe(0);
  const [most] = await query(
    db,
    "SELECT meeting_series_id AS series FROM meetings GROUP BY 1 HAVING count(*) > 2 ORDER BY sum(unique_people) DESC, 1 LIMIT 1",
  );
  series = String(most?.series);
  const people = await query(
    db,
    `SELECT DISTINCT email FROM attendance WHERE meeting_series_id = '${series}' AND email IS NOT NULL ORDER BY email LIMIT 6`,
  );
  writeFileSync(roster, ["email", ...people.map(({ email }) => email), "never@example.edu"].join("\n"));
  const args = ["dashboard", "--db", db, "--port", "0", "--timezone", "Europe/Berlin"];
  dashboard = start([...args, "--roster", `${series}=${roster}`], {}, folder.path);
  address = await new Promise((resolve) => {
    dashboard.process.stdout?.once("data", (line: string) => resolve(String(line).trim()));
  });
}, 120_000);
afterAll(async () => {
  dashboard?.process.kill("SIGTERM");
  await dashboard?.ended;
  await simulator?.stop();
  folder.remove();
});

interface Told {
  counted: number;
  people: {
    person: string;
    on_roster: boolean;
    attended: number;
    missed: number;
    attended_seconds: number;
    mean_share?: number;
    by_meeting: Record<string, number>;
  }[];
  proposals: unknown[];
  not_on_roster: string[];
  absent: string[];
}

it.each([[], ["--missed_more_than", "1"], ["--by_day", "--min_minutes", "15"]])(
  "tell the same of a class, asked %s %s %s",
  async (...flags: string[]) => {
    const asked = ["attendance", "--db", db, ...days, "--series", series, "--roster", roster, "--json"];
    const { stdout, stderr } = await run([...asked, ...flags], {}, folder.path);
    const command = JSON.parse(stdout || stderr) as Told;
    const parameters = new URLSearchParams({ number: series, from: "2026-03-02", to: "2026-03-06" });
    if (flags.includes("--missed_more_than")) parameters.set("missed_more_than", "1");
    if (flags.includes("--by_day")) parameters.set("by_day", "yes");
    if (flags.includes("--min_minutes")) parameters.set("min_minutes", "15");
    const response = await fetch(`${address}api/series?${parameters}`);
    expect(response.status).toBe(200);
    const { answer: page } = (await response.json()) as { answer: SeriesTold };
    const wanted = command.people.filter(({ on_roster }) => on_roster);
    expect(wanted.length).toBeGreaterThan(0);
    expect(page.columns.length).toBe(command.counted);
    expect(
      page.rows.map((row) => [row.person, row.attended, row.missed, row.seconds, row.meanShare]),
    ).toEqual(
      wanted.map((one) => [one.person, one.attended, one.missed, one.attended_seconds, one.mean_share]),
    );
    if (!page.byDay)
      expect(page.rows.map(({ cells }) => cells.map(({ seconds }) => seconds))).toEqual(
        wanted.map(({ by_meeting }) => page.columns.map(({ uuid }) => by_meeting[uuid])),
      );
    expect(page.roster?.notListed).toBe(command.not_on_roster.length);
    expect(page.roster?.never.length).toBe(command.absent.length);
    expect(page.roster?.proposed).toBe(command.proposals.length);
  },
);
