/** Accounts of every plan, through every rung of the ladder: DuckDB equals the truth of what that account may read. */

import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder, query, type RunningSimulator, run, startSimulator } from "./support.ts";

const account = ["--users", "30", "--meetings_per_day", "40", "--from", "2026-03-01", "--to", "2026-03-05"];
const day = "2026-03-03";
const folder = makeFolder();
afterAll(folder.remove);

interface Truth {
  meetings: number;
  sessions: number;
  by_source: Record<string, number>;
}

const truthOf = async ({ url }: RunningSimulator, plan: string): Promise<Truth> =>
  (await fetch(`${url}/_simulator/truth?from=${day}&to=${day}&plan=${plan}`)).json() as Promise<Truth>;

/** Keys of all sessions that a source shows, in plain facts: what is not shown of one-person meetings left out. */
async function expected(simulator: RunningSimulator, isAloneShown: boolean): Promise<string[]> {
  const rows = (await simulator.truthRows(day)) as unknown as {
    uuid: string;
    people: number;
    sessions: { user_id: string; user_name: string; join_time: string; waiting: boolean }[];
  }[];
  return rows
    .filter(({ people }) => isAloneShown || people > 1)
    .flatMap(({ uuid, sessions }) =>
      sessions.map(({ user_id, user_name, join_time, waiting }) =>
        [uuid, user_id, user_name, join_time, waiting].join("|"),
      ),
    )
    .sort();
}

const stored = `SELECT concat_ws('|', meeting, coalesce(user_id, ''), coalesce(user_name, ''),
  strftime(join_time, '%Y-%m-%dT%H:%M:%SZ'), (status = 'in_waiting_room')::VARCHAR) AS session FROM sessions`;

interface Case {
  title: string;
  simulator: string[];
  harvest: string[];
  plan: string;
  source: string;
  listing: string;
}

const reports = "report:read:list_history_meetings:admin,report:read:user:admin";
const basics = "user:read:list_users:admin,meeting:read:list_meetings:admin,meeting:read:past_meeting:admin";
const cases: Case[] = [
  {
    title: "Business: dashboards",
    simulator: [],
    harvest: [],
    plan: "business",
    source: "dashboard",
    listing: "dashboard",
  },
  {
    title: "Business without the Dashboard feature: reports",
    simulator: ["--dashboard_feature", "off"],
    harvest: [],
    plan: "pro",
    source: "report",
    listing: "report",
  },
  {
    title: "Business, sessions from reports alone",
    simulator: [],
    harvest: ["--source", "report"],
    plan: "business",
    source: "report",
    listing: "dashboard",
  },
  {
    title: "Business, sessions from past meetings alone",
    simulator: [],
    harvest: ["--source", "past"],
    plan: "business",
    source: "past",
    listing: "dashboard",
  },
  {
    title: "Pro: reports",
    simulator: ["--plan", "pro"],
    harvest: [],
    plan: "pro",
    source: "report",
    listing: "report",
  },
  {
    title: "Pro, sessions from past meetings alone",
    simulator: ["--plan", "pro"],
    harvest: ["--source", "past"],
    plan: "pro",
    source: "past",
    listing: "report",
  },
  {
    title: "Pro, an app without the scope for reports of participants: past meetings",
    simulator: [
      "--plan",
      "pro",
      "--scopes",
      `${reports},${basics},meeting:read:list_past_participants:admin`,
    ],
    harvest: [],
    plan: "pro",
    source: "past",
    listing: "report",
  },
  {
    title: "Pro, an app without the scope for the account's list: host by host",
    simulator: [
      "--plan",
      "pro",
      "--scopes",
      `report:read:user:admin,${basics},report:read:list_meeting_participants:admin`,
    ],
    harvest: [],
    plan: "pro",
    source: "report",
    listing: "report",
  },
  {
    title: "Pro, where Zoom does not obey meeting_type",
    simulator: ["--plan", "pro", "--history_types", "ignored"],
    harvest: [],
    plan: "pro",
    source: "report",
    listing: "report",
  },
  {
    title: "Pro, where reports show meetings of one person too",
    simulator: ["--plan", "pro", "--one_person_in_past", "on"],
    harvest: [],
    plan: "pro",
    source: "report",
    listing: "report",
  },
  {
    title: "Pro, where days are read in the account's zone",
    simulator: ["--plan", "pro", "--window_zone", "account", "--account_zone", "Pacific/Auckland"],
    harvest: [],
    plan: "pro",
    source: "report",
    listing: "report",
  },
];

describe("an account", () => {
  it.concurrent.each(cases.map((one, index) => [one.title, one, index] as const))(
    "%s",
    { timeout: 180_000 },
    async (_, { simulator: flags, harvest, plan, source, listing }, index) => {
      const simulator = await startSimulator(
        ...account,
        "--limits",
        "off",
        "--seed",
        String(70 + index),
        ...flags,
      );
      const db = join(folder.path, `${index}.duckdb`);
      const args = ["--date", day, "--timezone", "UTC", "--limits", "off", "--db", db, ...harvest];
      try {
        const first = await run(args, simulator.env, folder.path);
        expect(first.stderr.slice(-2_000)).toMatch(/complete/);
        expect(first.code).toBe(0);
        const truth = await truthOf(simulator, plan);
        const isAloneShown = source === "dashboard" || flags.includes("--one_person_in_past");
        const [meetings] = await query(db, "SELECT count(*)::INT AS n FROM meetings");
        expect(meetings).toEqual({ n: truth.meetings });
        const sessions = (await query(db, stored)).map(({ session }) => session).sort();
        expect(sessions).toEqual(await expected(simulator, isAloneShown));
        expect(sessions).toHaveLength(truth.by_source[source] ?? -1);
        expect(await query(db, "SELECT DISTINCT harvest.source AS source FROM sessions")).toEqual([
          { source },
        ]);
        expect(await query(db, "SELECT DISTINCT harvest.source AS source FROM meetings")).toEqual([
          { source: listing },
        ]);

        // Settled: the next run needs no call, whatever is not to be had.
        const before = (await simulator.requests()).total;
        const second = await run(args, simulator.env, folder.path);
        expect(second.code).toBe(0);
        expect((await simulator.requests()).total).toBe(before);
      } finally {
        await simulator.stop();
      }
    },
  );

  it("on the free plan is refused by every source, and the message names them", {
    timeout: 60_000,
  }, async () => {
    const simulator = await startSimulator(...account, "--plan", "free", "--seed", "90");
    try {
      const db = join(folder.path, "free.duckdb");
      const ended = await run(["--date", day, "--timezone", "UTC", "--db", db], simulator.env, folder.path);
      expect(ended.code).toBe(3);
      expect(ended.stderr).toMatch(/meetings stopped: .*every source: .*Dashboard feature.*Paid account/s);
    } finally {
      await simulator.stop();
    }
  });

  it("whose user insists on a source that it does not have ends with 3", { timeout: 60_000 }, async () => {
    const simulator = await startSimulator(...account, "--plan", "pro", "--seed", "91");
    try {
      const args = ["--date", day, "--timezone", "UTC", "--source", "dashboard", "--series", "none"];
      const db = join(folder.path, "insists.duckdb");
      const ended = await run([...args, "--db", db], simulator.env, folder.path);
      expect(ended.code).toBe(3);
      expect(ended.stderr).toMatch(/sessions stopped: .*Dashboard feature/);
    } finally {
      await simulator.stop();
    }
  });
});
