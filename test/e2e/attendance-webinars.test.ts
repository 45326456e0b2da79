/** `attendance` of webinars from outside: the truth's people, their roles, all webinars of a number, a class list, and older stores. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { truePeople } from "./people-truth.ts";
import {
  makeFolder,
  query,
  type RunningSimulator,
  run,
  startSimulator,
  type TruthMeeting,
} from "./support.ts";

type TrueWebinar = Omit<TruthMeeting, "sessions"> & {
  id: number;
  sessions: (TruthMeeting["sessions"][number] & { role: string; person: number })[];
};

const days = ["--from", "2026-03-02", "--to", "2026-03-13", "--timezone", "UTC", "--limits", "off"];
const folder = makeFolder();
const db = join(folder.path, "store.duckdb");
let simulator: RunningSimulator;
let truth: TrueWebinar[];

beforeAll(async () => {
  simulator = await startSimulator(
    ...["--seed", "11", "--users", "15", "--meetings_per_day", "5", "--webinars_per_day", "2"],
    ...["--from", "2026-03-01", "--to", "2026-03-20", "--limits", "off"],
  );
  truth = (await simulator.truthRows("2026-03-02", "2026-03-13", "webinars")) as TrueWebinar[];
  await harvest();
}, 120_000);
afterAll(async () => {
  await simulator?.stop();
  folder.remove();
});

async function harvest(): Promise<void> {
  const args = [...days, "--streams", "core,webinar_sessions", "--db", db];
  const { code, stderr } = await run(args, simulator.env, folder.path);
  expect(code, stderr).toBe(0);
}

/** Makes the store one of before webinars' people were counted. */
async function forget(): Promise<void> {
  const instance = await DuckDBInstance.create(db);
  const connection = await instance.connect();
  const columns = ["unique_people", "peak_concurrency", "peak_at", "attended_seconds"];
  await connection.run("DROP TABLE webinar_attendance");
  for (const column of [...columns, "attendance_rules", "sessions_stored"])
    await connection.run(`ALTER TABLE webinars DROP COLUMN ${column}`);
  connection.closeSync();
  instance.closeSync();
}

const tell = (...args: string[]) => run(["attendance", "--db", db, ...args], {}, folder.path);

async function told(...args: string[]) {
  const { code, stdout, stderr } = await tell(...args, "--timezone", "UTC", "--json");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** The number that was held most often. */
function often(): { id: number; held: TrueWebinar[] } {
  const numbers = [...new Set(truth.map(({ id }) => id))];
  const groups = numbers.map((id) => ({ id, held: truth.filter((webinar) => webinar.id === id) }));
  const [found] = groups.sort((a, b) => b.held.length - a.held.length);
  if (found === undefined) throw new Error("Expected webinars");
  return found;
}

describe("attendance of a webinar", () => {
  it("has the people of every webinar, and for how long each was there", async () => {
    const rows = await query(
      db,
      `SELECT webinar, sessions::INT AS sessions, attended_seconds::INT AS seconds, epoch(first_join)::INT AS first, epoch(last_leave)::INT AS last
       FROM webinar_attendance`,
    );
    const text = ({ uuid, sessions, seconds, first, last }: Record<string, unknown>) =>
      [uuid, sessions, seconds, first, last].join(" ");
    const known = truePeople(truth).map((person) => text({ ...person }));
    expect(known.length).toBeGreaterThan(200);
    expect(rows.map((row) => text({ ...row, uuid: row.webinar })).sort()).toEqual(known.sort());
  });

  it("is found by the webinar's uuid, with the role of each", async () => {
    for (const { uuid, sessions } of truth.slice(0, 3)) {
      const { of, people } = await told("--meeting", uuid);
      const roles = new Map(sessions.map(({ person, role }) => [person, role]));
      const count = (names: Iterable<string>) => {
        const counts: Record<string, number> = {};
        for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
        return counts;
      };
      expect(of).toBe("webinars");
      expect(count(people.map(({ role }: { role: string }) => role))).toEqual(count(roles.values()));
    }
    const [one] = truth;
    const { stdout } = await tell("--meeting", one?.uuid ?? "", "--timezone", "UTC");
    expect(stdout).toContain(`Webinar ${one?.uuid}: `);
    expect(stdout).toMatch(/ \(host\)/);
    expect(stdout).toMatch(/ \(panelist\)/);
  });

  it("is found by the webinar's number: all the times that it was held, or those of some days", async () => {
    const { id, held } = often();
    const { counted, meetings } = await told("--series", String(id));
    expect(counted).toBe(held.length);
    expect(meetings.map(({ uuid }: { uuid: string }) => uuid).sort()).toEqual(
      held.map(({ uuid }) => uuid).sort(),
    );
    const day = held.map(({ start_time }) => start_time.slice(0, 10)).sort()[0] ?? "";
    const some = await told("--series", String(id), "--from", day, "--to", day);
    expect(some.counted).toBe(held.filter(({ start_time }) => start_time.startsWith(day)).length);
    const { stdout } = await tell("--series", String(id), "--timezone", "UTC");
    expect(stdout).toMatch(new RegExp(`^\\s*Webinar ${id}: .*, ${held.length} webinars?, `));
  });

  it("says who of a class list missed some of them", async () => {
    const { id, held } = often();
    const known = truePeople(held).filter(({ email, seconds }) => email !== "" && seconds > 0);
    const emails = [...new Set(known.map(({ email }) => email.toLowerCase()))].slice(0, 5);
    const roster = join(folder.path, "class.csv");
    writeFileSync(roster, ["email", ...emails, "never@came.example"].join("\n"));
    const { people, absent } = await told("--series", String(id), "--roster", roster);
    for (const email of emails) {
      const came = new Set(known.filter((one) => one.email.toLowerCase() === email).map(({ uuid }) => uuid));
      const person = people.find((one: { email?: string }) => one.email?.toLowerCase() === email);
      expect({ email, missed: person?.missed }).toEqual({ email, missed: held.length - came.size });
    }
    expect(absent).toContain("email:never@came.example");
    const most = held.length - 1;
    const more = ["--series", String(id), "--roster", roster, "--missed_more_than", String(most)];
    const { stdout } = await tell(...more, "--timezone", "UTC");
    expect(stdout).toContain(`of 6 on the roster missed more than ${most} of ${held.length} webinar`);
  });

  it("leaves meetings as they are", async () => {
    const [meeting] = await query(db, "SELECT uuid FROM meetings WHERE unique_people > 1 LIMIT 1");
    expect((await told("--meeting", String(meeting?.uuid))).of).toBe("meetings");
    const [hours] = await query(db, "SELECT max(participants_peak)::INT AS peak FROM concurrency");
    const [peak] = await query(db, "SELECT max(unique_people)::INT AS people FROM meetings");
    expect(Number(hours?.peak)).toBeGreaterThanOrEqual(1);
    expect(Number(peak?.people)).toBeGreaterThanOrEqual(1);
    const { code, stdout } = await run(
      ["report", "--db", db, ...days.slice(0, 6), "--json"],
      {},
      folder.path,
    );
    expect(code).toBe(0);
    const [stored] = await query(db, "SELECT count(*)::INT AS n FROM meetings");
    expect(JSON.parse(stdout).totals.meetings).toBe(stored?.n);
  });

  it("goes along with a copy of the store, and into a file of its own", async () => {
    const copy = join(folder.path, "copy.duckdb");
    const copied = await run(["copy", "--from", db, "--to", copy], {}, folder.path);
    expect(copied.code, copied.stderr).toBe(0);
    const count = "SELECT count(*)::INT AS n FROM webinar_attendance";
    expect(await query(copy, count)).toEqual(await query(db, count));
    const [one] = truth;
    const args = ["export", "--db", db, "--what", "webinar_attendance", "--meeting", one?.uuid ?? ""];
    const exported = await run([...args, "--out", join(folder.path, "people.csv")], {}, folder.path);
    expect(exported.code, exported.stderr).toBe(0);
  });
});

describe("webinars that a version of before has stored", () => {
  it("are not counted until the next harvest, which counts them without a call", async () => {
    const before = await query(db, "SELECT * EXCLUDE (harvest) FROM webinar_attendance ORDER BY _id");
    await forget();
    const [one] = truth;
    const open = await tell("--meeting", one?.uuid ?? "");
    expect(open.code).toBe(5);
    expect(open.stderr).toContain("of 1 of 1 webinars it is not known yet who came");
    expect(open.stderr).toContain("Try: zoom-harvester --streams core,webinars");
    const { total } = await simulator.requests();
    await harvest();
    expect((await simulator.requests()).total).toBe(total);
    expect(await query(db, "SELECT * EXCLUDE (harvest) FROM webinar_attendance ORDER BY _id")).toEqual(
      before,
    );
    expect((await told("--meeting", one?.uuid ?? "")).people.length).toBeGreaterThan(0);
  });
});
