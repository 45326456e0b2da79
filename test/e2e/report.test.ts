/** What `report` tells of a store, from outside: figures, peaks with their meetings, days of a zone, and what is missing. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import type { Document } from "../../src/document.ts";
import { meetings } from "../../src/streams/meeting.ts";
import { makeOptions, quickEffects } from "../destinations/duckdb-harness.ts";
import { fill, inventAccount } from "../destinations/rollup-store.ts";
import { makeFolder, run, startSimulator } from "./support.ts";

const folder = makeFolder();
afterAll(folder.remove);
const db = join(folder.path, "store.duckdb");
// A month ends, and the clocks of Berlin go back on the 25th.
const account = inventAccount("2026-10-23T00:00:00Z", 11, 20);
beforeAll(() => fill(duckdbDestination(quickEffects(), makeOptions(db)), account));

const report = (...args: string[]) => run(["report", "--db", db, ...args], {}, folder.path);
const berlin = ["--timezone", "Europe/Berlin"];

/** The report as JSON, from nothing but the store. */
async function told(...args: string[]) {
  const { code, stdout, stderr } = await report("--json", ...args);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

const isIn = (from: string, to: string, field: string) => (document: Document) =>
  String(document[field]) >= from && String(document[field]) < to;
const sum = (documents: readonly Document[], field: string) =>
  documents.reduce((total, document) => total + Number(document[field] ?? 0), 0);
const peopleIn = (documents: readonly Document[]) =>
  new Set(documents.map(({ identity, _id }) => String(identity ?? _id))).size;
const dayInBerlin = (instant: unknown) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin" }).format(Date.parse(String(instant)));

describe("a report as JSON", () => {
  it("adds up the meetings and people of days of the zone", async () => {
    const found = await told(...berlin, "--from", "2026-10-25", "--to", "2026-10-31");
    const keys = ["store", "from", "to", "time_zone", "totals", "days", "hours_of_day", "peaks", "by"];
    expect(Object.keys(found)).toEqual(keys);
    expect(found).toMatchObject({ from: "2026-10-25", to: "2026-10-31", time_zone: "Europe/Berlin" });
    const span = ["2026-10-24T22:00:00Z", "2026-10-31T23:00:00Z"] as const;
    const meetings = account.meetings.filter(isIn(...span, "start_time"));
    const people = account.attendance.filter(isIn(...span, "meeting_start_time"));
    expect(found.totals).toEqual({
      meetings: meetings.length,
      people: peopleIn(people),
      sessions: sum(people, "sessions"),
      attended_seconds: sum(meetings, "attended_seconds"),
      mean_duration_seconds: Math.round(sum(meetings, "duration") / meetings.length),
      by_phone: peopleIn(people.filter(({ kind }) => kind === "phone")),
      by_room: peopleIn(people.filter(({ kind }) => kind === "room")),
    });
    expect(found.days).toHaveLength(7);
    for (const { key, ...day } of found.days) {
      const held = meetings.filter(({ start_time }) => dayInBerlin(start_time) === key);
      const came = people.filter(({ meeting_start_time }) => dayInBerlin(meeting_start_time) === key);
      const hours = account.concurrency.filter(({ hour }) => dayInBerlin(hour) === key);
      expect(day).toEqual({
        meetings: held.length,
        people: peopleIn(came),
        sessions: sum(came, "sessions"),
        attended_seconds: sum(held, "attended_seconds"),
        peak_meetings: Math.max(...hours.map((hour) => Number(hour.meetings_peak))),
        peak_people: Math.max(...hours.map((hour) => Number(hour.participants_peak))),
      });
    }
    const inHours = account.concurrency.filter(isIn(...span, "hour"));
    const ofDay = found.hours_of_day.map((one: { attended_seconds: number }) => one.attended_seconds);
    expect(ofDay).toHaveLength(24);
    expect(ofDay.reduce((a: number, b: number) => a + b)).toBe(sum(inHours, "attended_seconds"));
  });

  it("says when most went on at once, in which meetings, and how near that is to the limit", async () => {
    const { peaks } = await told(...berlin, "--limit", "5", "--limit_people", "50");
    for (const [what, limit] of [
      ["meetings", 5],
      ["participants", 50],
    ] as const) {
      const peak = peaks[what];
      const field = `${what}_peak`;
      const most = Math.max(...account.concurrency.map((hour) => Number(hour[field])));
      const first = account.concurrency.find((hour) => hour[field] === most)?.[`${field}_at`];
      expect(peak).toMatchObject({ count: most, at: first, limit, percent: (100 * most) / limit });
      const above = account.concurrency.filter((hour) => Number(hour[field]) > 0.8 * limit);
      expect(peak.hours_above_80_percent).toBe(above.length);
      const live = account.meetings.filter(
        ({ start_time, end_time }) => String(start_time) <= peak.at && String(end_time) > peak.at,
      );
      const uuids = (some: readonly { [field: string]: unknown }[]) => some.map(({ uuid }) => uuid).sort();
      expect(uuids(peak.meetings)).toEqual(uuids(live));
      for (const { uuid, topic, host, people } of peak.meetings) {
        const meeting = live.find((one) => one.uuid === uuid);
        expect({ topic, host }).toEqual({
          topic: meeting?.topic,
          host: (meeting?.host as { name: string } | undefined)?.name,
        });
        const there = account.attendance.filter(
          (one) =>
            one.meeting === uuid &&
            String(one.first_join) <= peak.at &&
            String(one.last_leave) > peak.at &&
            !((one.gaps ?? []) as { start: string; end: string }[]).some(
              ({ start, end }) => start <= peak.at && end > peak.at,
            ),
        );
        expect(people).toBe(there.length);
      }
    }
  });

  it("tells the last days that are stored where none are named", async () => {
    expect(await told(...berlin)).toMatchObject({ from: "2026-10-23", to: "2026-11-02" });
    expect(await told("--timezone", "UTC", "--to", "2026-10-25")).toMatchObject({
      from: "2026-10-23",
      to: "2026-10-25",
    });
    expect(await told("--timezone", "UTC", "--from", "2026-10-30")).toMatchObject({ to: "2026-11-02" });
  });

  it("groups by what is asked for, of a tracking field by its values", async () => {
    const { by, ...head } = await told(...berlin, "--by", "tracking:Cost centre");
    expect(Object.keys(head)).toEqual(["store", "from", "to", "time_zone"]);
    const held = account.meetings.filter(({ tracking }) => String(tracking).includes("Cost centre"));
    const others = account.meetings.filter((meeting) => !held.includes(meeting));
    const uuids = new Set(others.map(({ uuid }) => uuid));
    const came = account.attendance.filter(({ meeting }) => uuids.has(meeting));
    expect(by["tracking:Cost centre"]).toEqual([
      {
        ...{ key: null, meetings: others.length, people: peopleIn(came), sessions: sum(came, "sessions") },
        attended_seconds: sum(others, "attended_seconds"),
        peak_people: Math.max(...others.map(({ peak_concurrency }) => Number(peak_concurrency ?? 0))),
      },
      expect.objectContaining({ key: "7=1", meetings: held.length }),
    ]);
    const { hosts } = (await told(...berlin, "--by", "hosts", "--top", "3")).by;
    expect(hosts).toHaveLength(3);
    expect(hosts[0].label).toMatch(/^Host \d$/);
    const seconds = hosts.map((row: { attended_seconds: number }) => row.attended_seconds);
    expect(seconds).toEqual([...seconds].sort((a, b) => b - a));
  });
});

describe("after a harvest", () => {
  it("the peak is that of the truth, and so are its meetings", { timeout: 60_000 }, async () => {
    const days = ["--from", "2026-03-02", "--to", "2026-03-04"];
    const simulator = await startSimulator(
      ...["--seed", "9", "--users", "20", "--meetings_per_day", "40", "--limits", "off", ...days],
    );
    try {
      const harvested = join(folder.path, "harvested.duckdb");
      const store = ["--db", harvested, "--timezone", "UTC"];
      const ended = await run([...days, ...store, "--limits", "off"], simulator.env, folder.path);
      expect(ended.code, ended.stderr).toBe(0);
      const { stdout } = await run(["report", "--json", ...days, ...store], {}, folder.path);
      const { peaks, totals } = JSON.parse(stdout);
      const truth = await simulator.truthRows("2026-03-02", "2026-03-04");
      expect(totals.meetings).toBe(truth.length);
      // Counted anew at every moment at which a meeting begins.
      const liveAt = (at: string) =>
        truth.filter(({ start_time, end_time }) => start_time <= at && end_time > at);
      const starts = truth.map(({ start_time }) => start_time).sort();
      const most = Math.max(...starts.map((at) => liveAt(at).length));
      const at = starts.find((start) => liveAt(start).length === most) ?? "";
      expect(peaks.meetings).toMatchObject({ count: most, at });
      const uuids = (some: readonly { uuid: string }[]) => some.map(({ uuid }) => uuid).sort();
      expect(uuids(peaks.meetings.meetings)).toEqual(uuids(liveAt(at)));
      // Each meeting of the people's peak has at least one session for each of its people.
      const { participants } = peaks;
      expect(uuids(participants.meetings)).toEqual(uuids(liveAt(participants.at)));
      let people = 0;
      for (const meeting of participants.meetings) {
        const { sessions = [] } = truth.find(({ uuid }) => uuid === meeting.uuid) ?? {};
        const joined = sessions.filter(
          ({ waiting, join_time, leave_time }) =>
            !waiting && join_time <= participants.at && leave_time > participants.at,
        );
        expect(meeting.people).toBeLessThanOrEqual(joined.length);
        people += meeting.people;
      }
      expect(people).toBe(participants.count);
    } finally {
      await simulator.stop();
    }
  });
});

describe("a report for people", () => {
  it("fits on a screen of 80 columns, without colours", async () => {
    const { stdout } = await report(...berlin);
    const lines = stdout.split("\n");
    expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(80);
    expect(lines.length).toBeLessThan(55);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain("2026-10-23 to 2026-11-02, Europe/Berlin");
    expect(stdout).toMatch(/Fri 2026-10-23 +█/);
    expect(stdout).toMatch(/\d+ meetings, first at \w{3} 2026-\d\d-\d\d \d\d:\d\d:\d\d\n/);
  });

  it("takes weeks and months for days where there are many", async () => {
    expect((await report("--from", "2026-08-20", "--to", "2026-11-02")).stdout).toMatch(
      /\n {2}from 2026-10-19 +█/,
    );
    expect((await report("--from", "2026-01-01", "--to", "2026-11-02")).stdout).toMatch(/\n {2}2026-10 +█/);
  });

  it("prints a table of a rollup, and how much is not shown", async () => {
    const { stdout } = await report(...berlin, "--by", "series", "--top", "4");
    expect(stdout).toContain("series, 2026-10-23 to 2026-11-02, Europe/Berlin");
    expect(stdout).toMatch(/ {2}90000? *\d* +Topic/);
    expect(stdout).toMatch(/ {2}and 8 more\n$/);
    expect((await report(...berlin, "--by", "countries")).stdout).toContain("(none)");
  });

  it("says on standard error what is missing, and what to try", async () => {
    const { code, stderr } = await report("--timezone", "UTC");
    const listed = account.meetings.filter(({ state }) => state === "listed").length;
    expect(code).toBe(0);
    expect(stderr).toBe(
      `people are missing: ${listed} meetings are not counted (${listed} listed). Try: zoom-harvester --from 2026-10-23 --to 2026-11-02\n`,
    );
  });
});

it("a store of before there were figures of people gives what it has", async () => {
  const older = join(folder.path, "older.duckdb");
  const destination = duckdbDestination(quickEffects(), makeOptions(older));
  const { attended_seconds: _, peak_concurrency: __, attendance_rules: ___, ...fields } = meetings.fields;
  await destination.open([{ ...meetings, fields }]);
  const plain = account.meetings
    .slice(0, 3)
    .map(({ _id, account_id = "", start_time = "", duration = 0 }) => ({
      ...{ _id, account_id, start_time, duration, state: "settled" },
    }));
  await destination.write([{ to: "meetings", documents: plain }]);
  await destination.close();
  const { code, stdout, stderr } = await run(["report", "--db", older], {}, folder.path);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/meetings +3 /);
  expect(stderr).toMatch(/3 meetings are not counted \(3 to be counted\)/);
  const table = await run(["report", "--db", older, "--by", "groups"], {}, folder.path);
  expect(table.stdout).toMatch(/\(none\) +3 +0 +0 +0/);
});

describe("bad input", () => {
  it.each([
    [["--by", "colour"], /--by to be one of days, .*tracking:NAME, got "colour"/],
    [["--by", "tracking:a=b"], /a name without =, got "tracking:a=b"\. Try: --by "tracking:a", which/],
    [["--limit", "many"], /--limit to be a whole number above 0, got "many"/],
    [["--top", "0"], /--top to be a whole number above 0/],
    [
      ["--from", "2026-10-30", "--to", "2026-10-20"],
      /--from to be no later than --to.*Try: --from 2026-10-20/,
    ],
  ])("%j is a wrong use", async (args, words) => {
    const { code, stdout, stderr } = await report(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
    expect(stdout).toBe("");
  });

  it("a store without a meeting is said to be empty", async () => {
    const empty = join(folder.path, "empty.duckdb");
    await fill(duckdbDestination(quickEffects(), makeOptions(empty)), {
      meetings: [],
      attendance: [],
      concurrency: [],
    });
    const { code, stdout, stderr } = await run(["report", "--db", empty], {}, folder.path);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(/no meeting is stored yet\. Try: /);
  });
});
