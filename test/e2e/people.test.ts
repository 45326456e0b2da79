/** People, hours and the two questions, beside what a small program of another kind finds in the simulator's truth. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missed, presentAt, trueHours, truePeople } from "./people-truth.ts";
import {
  makeFolder,
  query,
  type RunningSimulator,
  run,
  startSimulator,
  type TruthMeeting,
} from "./support.ts";

const from = "2026-03-02";
const to = "2026-03-13";
const classId = "431148460";
const folder = makeFolder();
const db = join(folder.path, "people.duckdb");
let simulator: RunningSimulator;
let truth: TruthMeeting[];

const iso = (seconds: number) => new Date(seconds * 1_000).toISOString().replace(".000", "");
const ofClass = () => truth.filter((meeting) => String((meeting as { id?: unknown }).id) === classId);

beforeAll(async () => {
  simulator = await startSimulator(
    ...["--seed", "11", "--users", "15", "--meetings_per_day", "20", "--limits", "off"],
    ...["--from", "2026-03-01", "--to", "2026-04-05"],
  );
  truth = await simulator.truthRows(from, to);
  const days = ["--from", from, "--to", to, "--timezone", "UTC"];
  const { code, stderr } = await run(
    [...days, "--destination", "duckdb", "--db", db, "--limits", "off"],
    simulator.env,
    folder.path,
  );
  expect(code, stderr).toBe(0);
}, 120_000);
afterAll(async () => {
  await simulator?.stop();
  folder.remove();
});

/** A command's JSON, without credentials. */
async function ask(...args: string[]) {
  const { code, stdout, stderr } = await run([...args, "--db", db, "--json"], {}, folder.path);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe("attendance", () => {
  it("has the people of every meeting, and for how long each was there", async () => {
    const rows = await query(
      db,
      `SELECT meeting, sessions::INT AS sessions, attended_seconds::INT AS seconds, epoch(first_join)::INT AS first, epoch(last_leave)::INT AS last
       FROM attendance`,
    );
    const text = ({ uuid, sessions, seconds, first, last }: Record<string, unknown>) =>
      [uuid, sessions, seconds, first, last].join(" ");
    const held = rows.map((row) => text({ ...row, uuid: row.meeting })).sort();
    const known = truePeople(truth)
      .map((person) => text({ ...person }))
      .sort();
    expect(known.length).toBeGreaterThan(1_000);
    expect(held).toEqual(known);
  });

  it("says of every meeting how many people were there, at most at once, and how long in all", async () => {
    const rows = await query(
      db,
      `SELECT uuid, unique_people::INT AS people, peak_concurrency::INT AS peak, attended_seconds::INT AS seconds FROM meetings ORDER BY uuid`,
    );
    const people = truePeople(truth);
    const expected = truth.map((meeting) => {
      const own = people.filter(({ uuid }) => uuid === meeting.uuid);
      const peak = Math.max(0, ...[...trueHours([meeting]).values()].map((hour) => hour.participants_peak));
      return {
        uuid: meeting.uuid,
        people: own.length,
        peak,
        seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
      };
    });
    expected.sort((a, b) => (a.uuid < b.uuid ? -1 : 1));
    rows.sort((a, b) => (String(a.uuid) < String(b.uuid) ? -1 : 1));
    expect(rows).toEqual(expected);
  });
});

describe("concurrency", () => {
  it("has for every hour the most meetings and people at once, and the time spent", async () => {
    const rows = await query(
      db,
      `SELECT epoch(hour)::INT AS hour, meetings::INT AS meetings, meetings_peak::INT AS meetings_peak,
         participants_peak::INT AS participants_peak, attended_seconds::INT AS attended_seconds
       FROM concurrency WHERE meetings > 0 ORDER BY hour`,
    );
    const expected = [...trueHours(truth)]
      .map(([hour, row]) => ({ hour, ...row }))
      .sort((a, b) => a.hour - b.hour);
    expect(rows).toEqual(expected);
  });
});

describe("who missed more than two of my class's ten sessions", () => {
  it("is one command with a roster", async () => {
    const sessions = ofClass();
    expect(sessions.length).toBe(10);
    const emails = [...new Set(truePeople(sessions).map(({ email }) => email))].filter(
      (email) => email !== "",
    );
    const roster = [...emails, "nobody.ever@example.edu", "second.absent@example.edu"];
    const file = join(folder.path, "class.csv");
    writeFileSync(file, `E-mail,Name\n${roster.map((email) => `${email.toUpperCase()},`).join("\n")}\n`);
    const answer = await ask(
      ...[
        "attendance",
        "--series",
        classId,
        "--roster",
        file,
        "--missed_more_than",
        "2",
        "--timezone",
        "UTC",
      ],
    );
    const expected = [...missed(sessions, roster)].filter(([, count]) => count > 2).sort();
    expect(expected.length).toBeGreaterThan(2);
    expect(expected.length).toBeLessThan(roster.length);
    const found = answer.people.map(({ email, missed: count }: { email: string; missed: number }) => [
      email.toLowerCase(),
      count,
    ]);
    expect(found.sort()).toEqual(expected);
  });
});

describe("when were we closest to our concurrent limit, and in which meetings", () => {
  it.each(["meetings", "participants"] as const)("is one command: %s", async (what) => {
    const { peaks } = await ask("report", "--from", from, "--to", to, "--timezone", "UTC");
    const most = Math.max(...[...trueHours(truth).values()].map((hour) => hour[`${what}_peak`]));
    const { count, at, meetings } = peaks[what];
    expect(count).toBe(most);
    const there = presentAt(truth, Date.parse(at) / 1_000);
    const total = what === "meetings" ? there.size : [...there.values()].reduce((sum, one) => sum + one, 0);
    expect(total).toBe(most);
    // Not a second earlier.
    const before = presentAt(truth, Date.parse(at) / 1_000 - 1);
    const earlier =
      what === "meetings" ? before.size : [...before.values()].reduce((sum, one) => sum + one, 0);
    expect(earlier).toBeLessThan(most);
    const listed = meetings.map(({ uuid, people }: { uuid: string; people: number }) => [uuid, people]);
    expect(listed.sort()).toEqual([...there].sort());
    expect(iso(Date.parse(at) / 1_000)).toBe(at);
  });
});

it("a file named on the command line is read whole, whatever store and account the environment is for", async () => {
  const env = { ES_HOST: "nowhere.invalid:9200", ZOOM_ACCOUNT_ID: "of-somebody-else" };
  const { code, stdout, stderr } = await run(["report", "--db", db, "--json"], env, folder.path);
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout).totals.meetings).toBe(truth.length);
});

describe("meetings whose people nobody could count", () => {
  const stored = join(folder.path, "without.duckdb");
  it("are named and not counted, by the table of a series and by the report", {
    timeout: 60_000,
  }, async () => {
    const days = ["--from", from, "--to", to, "--timezone", "UTC", "--db", stored, "--destination", "duckdb"];
    const harvested = await run(["harvest", ...days, "--limits", "off"], simulator.env, folder.path);
    expect(harvested.code, harvested.stderr).toBe(0);
    const uuids = ofClass().map(({ uuid }) => uuid);
    // One as if it had been stored without ids and never counted, one that Zoom had no list of yet.
    await change(stored, [
      `UPDATE meetings SET unique_people = NULL WHERE uuid = '${uuids[0]}'`,
      `UPDATE meetings SET unique_people = NULL, sessions_stored = 0, sessions_total = NULL, state = 'young' WHERE uuid = '${uuids[1]}'`,
      `DELETE FROM attendance WHERE meeting IN ('${uuids[0]}', '${uuids[1]}')`,
    ]);
    const table = await run(
      ["attendance", "--series", classId, "--timezone", "UTC", "--db", stored, "--json"],
      {},
      folder.path,
    );
    expect(table.code).toBe(5);
    expect(table.stderr).toContain(`Try: zoom-harvester --meeting ${uuids[0]} --again`);
    expect(table.stderr).toContain("of 1 of 10 meetings it is not known yet who came");
    const { people } = JSON.parse(table.stdout);
    const most = Math.max(...people.map(({ missed: count }: { missed: number }) => count));
    expect(most).toBeLessThanOrEqual(8);
    const report = await run(["report", ...days.slice(0, 8), "--json"], {}, folder.path);
    expect(report.code).toBe(0);
    expect(report.stderr).toContain("people are missing: of 2 meetings");
  });

  it("are no zeros in the report of a store of before people were counted", async () => {
    await change(stored, [
      "DELETE FROM attendance",
      "UPDATE meetings SET unique_people = NULL, attended_seconds = NULL",
    ]);
    const { code, stdout } = await run(
      ["report", "--from", from, "--to", to, "--timezone", "UTC", "--db", stored, "--json"],
      {},
      folder.path,
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout).totals).toMatchObject({ people: null, sessions: null, attended_seconds: null });
    const text = await run(["report", "--from", from, "--to", to, "--db", stored], {}, folder.path);
    expect(text.stdout).toContain("not counted");
  });
});

/** Changes a file by hand. */
async function change(file: string, statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}
