/** What `status` and `runs` tell of a store, from outside, without Zoom credentials. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withPrefix } from "../search/support.ts";
import { environmentOf } from "../support/search-servers.ts";
import { change, daysAgo, describeOnTwoServers, until } from "./plain-zoom.ts";
import {
  makeFolder,
  query,
  type RunningSimulator,
  run,
  start,
  startSimulator,
  untilSaid,
} from "./support.ts";

interface Day {
  date: string;
  state: string;
  meetings: number;
  sessions: number;
  partial: number;
}

const folder = makeFolder();
afterAll(folder.remove);
const quick = ["--limits", "off", "--timezone", "UTC"];
const utc = ["--timezone", "UTC"];
const keys = [
  ...["store", "accounts", "days", "meetings", "sessions", "lean", "streams"],
  ...["quota", "runs", "dead_letters", "next"],
];
let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator(
    ...["--users", "12", "--meetings_per_day", "20", "--days", "14", "--seed", "21", "--limits", "off"],
  );
});
afterAll(() => simulator?.stop());

/** Without anything in the environment that an account could be known by. */
async function tell(command: string, ...args: string[]) {
  const { code, stdout, stderr } = await run([command, ...args], {}, folder.path);
  expect(code, stderr).toBe(0);
  return stdout;
}

describe("status", () => {
  const db = join(folder.path, "store.duckdb");
  const store = [...utc, "--db", db];
  const status = async (...more: string[]) => JSON.parse(await tell("status", "--json", ...store, ...more));
  beforeAll(async () => {
    // Complete, a gap, partial, young; and a run that asked for nothing new.
    for (const args of [
      ["--from", daysAgo(8), "--to", daysAgo(6)],
      ["--from", daysAgo(3), "--to", daysAgo(1)],
      ["--date", daysAgo(7)],
    ]) {
      const ended = await run([...args, ...quick, "--db", db], simulator.env, folder.path);
      expect(ended.code, ended.stderr).toBe(0);
    }
    const one = `SELECT min(uuid) FROM meetings WHERE strftime(start_time, '%Y-%m-%d') = '${daysAgo(3)}'`;
    await change(db, `UPDATE meetings SET state = 'partial' WHERE uuid = (${one})`);
  }, 60_000);

  it("tells each day's state and counts, as JSON with nothing else on standard output", async () => {
    const told = await status();
    expect(Object.keys(told)).toEqual(keys);
    const states = ["complete", "complete", "complete", "never_listed", "never_listed", "partial"];
    const days = told.days as Day[];
    expect(days.map(({ date }) => date)).toEqual([8, 7, 6, 5, 4, 3, 2, 1].map(daysAgo));
    expect(days.map(({ state }) => state).slice(0, 6)).toEqual(states);
    expect(days.at(-1)?.state).toBe("young");
    expect(days.map(({ partial }) => partial)).toEqual([0, 0, 0, 0, 0, 1, 0, 0]);
    const counted = await query(
      db,
      `SELECT strftime(start_time, '%Y-%m-%d') AS date, count(*)::INT AS meetings FROM meetings GROUP BY ALL ORDER BY date`,
    );
    expect(
      days.filter(({ meetings }) => meetings > 0).map(({ date, meetings }) => ({ date, meetings })),
    ).toEqual(counted);
    const truth = await simulator.truth(daysAgo(8), daysAgo(6));
    const first = days.slice(0, 3);
    expect(first.reduce((sum, { meetings }) => sum + meetings, 0)).toBe(truth.meetings);
    expect(first.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(truth.sessions);
  });

  it("tells meetings by state, sessions, the quota used today, the last runs and dead letters", async () => {
    const told = await status();
    const [counts] = await query(db, "SELECT (SELECT count(*) FROM sessions)::INT AS sessions");
    expect(told).toMatchObject({ ...counts, dead_letters: 0, meetings: { partial: 1 } });
    expect(told.accounts).toEqual([simulator.env.ZOOM_ACCOUNT_ID]);
    const { by_tier } = await simulator.requests();
    expect(told.quota).toEqual({
      zoom_day: daysAgo(0),
      used: by_tier.heavy + by_tier.resource_intensive,
      allowed: 30_000,
      resets_at: `${daysAgo(-1)}T00:00:00Z`,
    });
    expect((told.runs as { end: string }[]).map(({ end }) => end)).toEqual([
      "0 complete",
      "0 complete",
      "0 complete",
    ]);
  });

  it("tells what to run next on this store, and why", async () => {
    const { next } = await status();
    expect(next).toEqual([
      `zoom-harvester --db ${db} --timezone UTC --from ${daysAgo(3)} --to ${daysAgo(3)}: 1 meetings are not read yet`,
      `zoom-harvester --db ${db} --timezone UTC --from ${daysAgo(5)} --to ${daysAgo(4)}: days never listed`,
    ]);
  });

  it("is one screen for a person: a calendar with a sign a day, and what each sign means", async () => {
    const text = await tell("status", ...store);
    expect(text.split("\n").length).toBeLessThan(40);
    const signs = text
      .split("\n")
      .filter((line) => /^ {2}\d{4}-\d\d {2}/.test(line))
      .map((line) => line.slice(11).trim())
      .join("");
    expect(signs).toMatch(/^■■■··◧[■◪]◪$/);
    expect(text).toMatch(/■ complete {2}◪ young {2}◧ partial {2}· never listed/);
    expect(text).toMatch(/meetings +\d+: .*1 partial/);
    expect(text).toMatch(/quota today +\d+ of 30,000 calls/);
    expect(text).toMatch(/Next\n {2}zoom-harvester --db .* --from/);
  });

  it("shows the days asked for alone", async () => {
    const { days } = await status("--from", daysAgo(12), "--to", daysAgo(7));
    expect((days as Day[]).map(({ state }) => state)).toEqual([
      ...["never_listed", "never_listed", "never_listed", "never_listed", "complete", "complete"],
    ]);
  });

  it("counts a meeting that is not old enough by --settle_after, and days in --timezone", async () => {
    const { days } = await status("--settle_after", "30d");
    expect((days as Day[]).map(({ state }) => state)).not.toContain("complete");
    const other = JSON.parse(
      await tell("status", "--json", "--db", db, "--timezone", "Pacific/Auckland", "--to", daysAgo(7)),
    );
    // The first day there began in the middle of the day before here.
    expect((other.days as Day[])[0]).toMatchObject({ state: "partial" });
  });

  it("ends with 4 where nothing was harvested yet", async () => {
    const none = await run(["status", "--db", "none.duckdb"], {}, folder.path);
    expect(none.code, none.stderr).toBe(4);
  });
});

describe("a store that is written just now", () => {
  it("is told of while it is written, and called cut off when its run was killed", {
    timeout: 60_000,
  }, async () => {
    const same = ["--users", "12", "--meetings_per_day", "300", "--days", "1", "--seed", "22"];
    const slow = await startSimulator(...same, "--latency", "400");
    const fast = await startSimulator(...same, "--limits", "off");
    const db = join(folder.path, "busy.duckdb");
    const args = ["--date", daysAgo(1), ...utc, "--db", db, "--log_level", "debug", "--series", "none"];
    const told = async () => JSON.parse(await tell("status", "--json", ...utc, "--db", db));
    try {
      const running = start(args, slow.env, folder.path);
      await untilSaid(running, "opened");
      let busy = await told();
      await until(async () => {
        busy = await told();
        return (busy.runs as unknown[]).length === 1;
      }, "the run is recorded");
      expect(busy.writing).toMatchObject({ pid: running.process.pid });
      expect(busy.runs[0]).toMatchObject({ end: "writing", exit_code: null, finished_at: null });
      expect(await tell("status", ...utc, "--db", db)).toMatch(
        new RegExp(`writing +process ${running.process.pid}`),
      );
      running.process.kill("SIGKILL");
      await running.ended;

      // The next run takes over at once.
      const rest = await run([...args, "--limits", "off"], fast.env, folder.path);
      expect(rest.code, rest.stderr.slice(-1_000)).toBe(0);
      const runs = JSON.parse(await tell("runs", "--json", "--db", db)) as { end: string; run: string }[];
      expect(runs.map(({ end }) => end)).toEqual(["0 complete", "cut off"]);
      expect(await tell("runs", "--db", db)).toMatch(/cut off/);
      expect((await told()).writing).toBeUndefined();
    } finally {
      await Promise.all([slow.stop(), fast.stop()]);
    }
  });
});

describe("runs", () => {
  const db = join(folder.path, "runs.duckdb");
  const runs = async (...more: string[]) => JSON.parse(await tell("runs", "--json", "--db", db, ...more));
  beforeAll(async () => {
    for (const ago of [3, 2, 2]) {
      const ended = await run(["--date", daysAgo(ago), ...quick, "--db", db], simulator.env, folder.path);
      expect(ended.code, ended.stderr).toBe(0);
    }
  }, 60_000);

  it("tells what each did, the latest first", async () => {
    const all = await runs();
    expect(all).toHaveLength(3);
    expect(all.map(({ asked }: { asked: { from: string } }) => asked.from)).toEqual([2, 2, 3].map(daysAgo));
    const { meetings } = await simulator.truth(daysAgo(3));
    expect(all[2]).toMatchObject({ exit_code: 0, end: "0 complete", outcome: { stored: { meetings } } });
    expect(all[2].calls[daysAgo(0)].heavy).toBeGreaterThanOrEqual(meetings);
    expect(all[0].outcome.stored).toEqual({});
  });

  it("shows as many as asked for, or one whole by the beginning or the end of its name", async () => {
    const [latest] = await runs("--last", "1");
    expect(await runs("--last", "1")).toHaveLength(1);
    expect(JSON.parse(await tell("runs", latest.run.slice(-8), "--db", db))).toEqual(latest);
    expect(JSON.parse(await tell("runs", latest.run, "--db", db))).toEqual(latest);
  });

  it("ends with 2 for a run that there is not, and for a name that fits several", async () => {
    for (const name of ["nobody", "2"]) {
      const ended = await run(["runs", name, "--db", db], {}, folder.path);
      expect(ended.code, ended.stderr).toBe(2);
    }
    expect((await run(["runs", "--last", "0", "--db", db], {}, folder.path)).code).toBe(2);
  });
});

describeOnTwoServers("status and runs of a search engine", (server) => {
  it("tell the same as of a file", { timeout: 90_000 }, async () => {
    await withPrefix(server, async (prefix) => {
      const env = { ...simulator.env, ...environmentOf(server) };
      const file = join(folder.path, `${server.name}.duckdb`);
      const range = ["--from", daysAgo(9), "--to", daysAgo(7), ...quick];
      const into = ["--destination", "elasticsearch", "--index_prefix", prefix];
      expect((await run([...range, ...into], env, folder.path)).code).toBe(0);
      expect((await run([...range, "--db", file], simulator.env, folder.path)).code).toBe(0);
      const tellBoth = async (command: string, ...more: string[]) => {
        const args = [command, "--json", ...more];
        const cluster = await run([...args, "--index_prefix", prefix], environmentOf(server), folder.path);
        expect(cluster.code, cluster.stderr).toBe(0);
        return [JSON.parse(cluster.stdout), JSON.parse(await tell(command, "--json", ...more, "--db", file))];
      };
      const [there, here] = await tellBoth("status", ...utc);
      expect(Object.keys(there)).toEqual(keys);
      for (const key of ["accounts", "days", "meetings", "sessions", "quota", "dead_letters"])
        expect(there[key], key).toEqual(here[key]);
      expect(here.next).toEqual([expect.stringContaining(`--db ${file}`)]);
      expect(there.next).toEqual([expect.stringContaining(`--index_prefix ${prefix}`)]);
      expect((there.days as Day[]).slice(0, 3).map(({ state }) => state)).toEqual(
        new Array(3).fill("complete"),
      );
      const [theirs, ours] = await tellBoth("runs");
      expect(theirs.map(({ end }: { end: string }) => end)).toEqual(
        ours.map(({ end }: { end: string }) => end),
      );
      expect(theirs[0].outcome.stored).toEqual(ours[0].outcome.stored);
    });
  });
});
