/** The main job against every thing that Zoom's documents leave open: DuckDB equals the truth to the row. */

import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder, query, run, startSimulator, type TruthMeeting } from "./support.ts";

const faults =
  "500:0.02,429:0.01,reset:0.01,hang:0.002,truncate:0.01,html403:0.002,token:0.002,page_token:0.002";
const account = ["--users", "30", "--meetings_per_day", "60", "--from", "2026-03-01", "--to", "2026-03-05"];
const day = "2026-03-03";
const folder = makeFolder();
afterAll(folder.remove);

const truthSession = (meeting: TruthMeeting, session: TruthMeeting["sessions"][number]) =>
  [
    meeting.uuid,
    session.user_id,
    session.user_name,
    session.join_time,
    session.leave_time,
    session.waiting,
  ].join("|");

const storedSession = `concat_ws('|', meeting, coalesce(user_id, ''), coalesce(user_name, ''),
  strftime(join_time, '%Y-%m-%dT%H:%M:%SZ'), coalesce(strftime(leave_time, '%Y-%m-%dT%H:%M:%SZ'), ''),
  (status = 'in_waiting_room')::VARCHAR)`;

const switches: string[][] = [
  ["--participants_count", "joins"],
  ["--participants_count", "without_waiting"],
  ["--participants_count", "people"],
  ["--window_zone", "utc"],
  ["--window_zone", "account", "--account_zone", "America/Los_Angeles"],
  ["--window_zone", "account", "--account_zone", "Pacific/Auckland"],
  ["--window_zone", "days"],
  ["--one_person_in_past", "on"],
  ["--one_person_in_past", "off"],
  ["--headers", "full"],
  ["--headers", "category"],
  ["--headers", "none"],
  ["--long_duration", "days", "--location_form", "city", "--tokens", "one"],
  ["--users_page_max", "300", "--rate_code", "4001"],
];

describe("with faults of every kind and limits on, DuckDB equals the truth", () => {
  it.concurrent.each(switches.map((flags, index) => [flags.join(" "), flags, index] as const))(
    "under %s",
    { timeout: 180_000 },
    async (_, flags, index) => {
      const simulator = await startSimulator(
        ...account,
        "--seed",
        String(20 + index),
        "--faults",
        faults,
        ...flags,
      );
      const db = join(folder.path, `${index}.duckdb`);
      try {
        const ended = await run(
          ["--date", day, "--timezone", "UTC", "--db", db, "--timeout", "3"],
          simulator.env,
          folder.path,
        );
        expect(ended.stderr.slice(-2_000)).toMatch(/complete/);
        expect(ended.code).toBe(0);
        const truth = await simulator.truthRows(day);
        const meetings = await query(db, "SELECT uuid, duration FROM meetings ORDER BY uuid");
        expect(meetings).toEqual(
          truth
            .map(({ uuid, duration_seconds }) => ({ uuid, duration: String(duration_seconds) }))
            .sort((a, b) => (a.uuid < b.uuid ? -1 : 1)),
        );
        const sessions = await query(db, `SELECT ${storedSession} AS session FROM sessions`);
        const expected = truth.flatMap((meeting) =>
          meeting.sessions.map((session) => truthSession(meeting, session)),
        );
        expect(sessions.map(({ session }) => session).sort()).toEqual(expected.sort());
      } finally {
        await simulator.stop();
      }
    },
  );
});

describe("a second run over settled data", () => {
  it("changes nothing but `harvest`", { timeout: 120_000 }, async () => {
    const simulator = await startSimulator(...account, "--seed", "40");
    const db = join(folder.path, "again.duckdb");
    const args = ["--date", day, "--timezone", "UTC", "--db", db];
    const tables = ["meetings", "sessions", "users", "series"];
    const read = async () =>
      Promise.all(tables.map((table) => query(db, `SELECT * EXCLUDE (harvest) FROM ${table} ORDER BY _id`)));
    try {
      expect((await run(args, simulator.env, folder.path)).code).toBe(0);
      const first = await read();
      expect((await run(args, simulator.env, folder.path)).code).toBe(0);
      expect(await read()).toEqual(first);
      expect(await query(db, "SELECT count(DISTINCT harvest.run)::INT AS runs FROM sessions")).toEqual([
        { runs: 1 },
      ]);
    } finally {
      await simulator.stop();
    }
  });
});

describe("a day", () => {
  it.concurrent.each([
    ["America/New_York", "2026-03-08", 23],
    ["Europe/Berlin", "2026-10-25", 25],
    ["Asia/Kolkata", "2026-03-03", 24],
  ])(
    "in %s, %s, has the meetings that began in its %i hours",
    { timeout: 120_000 },
    async (zone, date, hours) => {
      const before = new Date(Date.parse(date) - 2 * 86_400_000).toISOString().slice(0, 10);
      const after = new Date(Date.parse(date) + 2 * 86_400_000).toISOString().slice(0, 10);
      const simulator = await startSimulator(
        "--users",
        "30",
        "--meetings_per_day",
        "60",
        "--from",
        before,
        "--to",
        after,
        "--window_zone",
        "account",
        "--account_zone",
        "Australia/Sydney",
      );
      const path = makeFolder();
      try {
        const ended = await run(
          ["--date", date, "--timezone", zone, "--destination", "stdout", "--series", "none"],
          simulator.env,
          path.path,
        );
        expect(ended.code).toBe(0);
        const parts = new Intl.DateTimeFormat("sv", { timeZone: zone });
        const wanted = (await simulator.truthRows(before, after)).filter(
          ({ start_time }) => parts.format(new Date(start_time)) === date,
        );
        const starts = wanted.map(({ start_time }) => Date.parse(start_time));
        expect(Math.max(...starts) - Math.min(...starts)).toBeLessThan(hours * 3_600_000);
        const got = ended.stdout
          .split("\n")
          .filter((line) => line.includes('"_kind":"meeting"'))
          .map((line) => JSON.parse(line)._id);
        expect(got.sort()).toEqual(wanted.map(({ uuid }) => uuid).sort());
      } finally {
        await simulator.stop();
        path.remove();
      }
    },
  );
});
