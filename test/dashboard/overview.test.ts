/** The answers behind the overview and the hosts: what the page is given, and the same as files. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ask } from "../../src/dashboard/answer.ts";
import type { Source } from "../../src/destinations/source.ts";
import { hidePeople } from "../../src/reports/hide-people.ts";
import { makeFolder } from "../e2e/support.ts";
import { inventUsers } from "../reports/host-account.ts";
import { askOf, makeDashboard, openFilled } from "./support.ts";

const account = inventUsers("2026-11-02T00:00:00Z", 4, 25);
const days = "from=2026-11-02&to=2026-11-04";
const folder = makeFolder();
let source: Source;
beforeAll(async () => {
  source = await openFilled(join(folder.path, "store.duckdb"), account);
});
afterAll(async () => {
  await source.close();
  folder.remove();
});

async function answerOf(path: string, ask: Ask = askOf(source)) {
  const response = await makeDashboard(ask).get(`/api/${path}`);
  const { answer, reason } = JSON.parse(await response.text());
  return { status: response.status, answer, reason };
}

async function linesOf(path: string, ask: Ask = askOf(source)): Promise<string[]> {
  const response = await makeDashboard(ask).get(`/api/${path}&format=csv`);
  return (await response.text()).replace("\ufeff", "").trimEnd().split("\r\n");
}

describe("the overview", () => {
  it("has the figures of the days that were asked for", async () => {
    const { answer } = await answerOf(`totals?${days}`);
    const held = account.meetings.filter(({ start_time }) => String(start_time) < "2026-11-05");
    expect(answer.meetings).toBe(held.length);
    expect((await answerOf(`days?${days}`)).answer.days).toHaveLength(3);
    expect((await answerOf(`missing?${days}`)).answer.missing[0].hint).toBe(
      "zoom-harvester --from 2026-11-02 --to 2026-11-04",
    );
  });

  it("without days is of the last that have meetings", async () => {
    const { answer } = await answerOf("days");
    expect(answer.days.map(({ date }: { date: string }) => date)).toEqual([
      "2026-11-02",
      "2026-11-03",
      "2026-11-04",
      "2026-11-05",
    ]);
  });

  it("says how close the most at once was to the limit, and nothing of it without one", async () => {
    const { peak } = (await answerOf(`peaks?${days}&of=people&limit=40`)).answer;
    expect(peak).toMatchObject({ limit: 40, percent: (100 * peak.count) / 40 });
    expect((await answerOf(`peaks?${days}&of=people`)).answer.peak.limit).toBeUndefined();
  });

  it("has ten busiest hours, and all of them in the file", async () => {
    const { answer } = await answerOf(`hours?${days}&by=people`);
    expect(answer.hours).toHaveLength(10);
    const [head, first, ...others] = await linesOf(`hours?${days}&by=people`);
    expect(head).toBe("hour,meetings_peak,people_peak,attended_seconds");
    expect(first?.startsWith(`${answer.hours[0].hour},`)).toBe(true);
    expect(others.length).toBeGreaterThan(10);
  });

  it("has how many days of each weekday there are beside their hours", async () => {
    const { answer } = await answerOf(`heat?${days}`);
    expect(answer.days).toEqual([1, 1, 1, 0, 0, 0, 0]);
    expect(await linesOf(`heat?${days}`)).toHaveLength(1 + 7 * 24);
  });

  it("knows the state of every day, and what to run", async () => {
    const listing = {
      account: "account-1",
      what: "meetings",
      span: { start: Date.parse("2026-11-01T00:00:00Z"), end: Date.parse("2026-11-04T00:00:00Z") },
      at: Date.parse("2026-11-10T00:00:00Z"),
    };
    const listed: Source = {
      ...source,
      ledger: async () => ({ ...(await source.ledger()), listings: [listing] }),
    };
    const { answer } = await answerOf("completeness?from=2026-11-01&to=2026-11-04", askOf(listed));
    const states = answer.days.map(({ date, state }: { date: string; state: string }) => `${date} ${state}`);
    expect(states).toEqual([
      "2026-11-01 complete",
      "2026-11-02 partial",
      "2026-11-03 partial",
      "2026-11-04 never_listed",
    ]);
    expect(answer.days[1].partial).toBeGreaterThan(0);
    expect(answer.hint).toBe("zoom-harvester --from 2026-11-02 --to 2026-11-04");
  });

  it.each(["hosts", "series", "departments", "countries", "devices", "networks", "rooms"])(
    "ranks %s as their file does",
    async (by) => {
      const { answer } = await answerOf(`ranking?${days}&by=${by}&rows=3`);
      const [head, ...lines] = await linesOf(`ranking?${days}&by=${by}`);
      expect(head).toMatch(/,name,meetings,people,joins,attended_seconds,peak_meetings,peak_people$/);
      const named = lines.filter((line) => !line.startsWith(","));
      expect(answer.groups).toBe(named.length);
      const keys = answer.rows.map(({ key }: { key: string }) => key);
      expect(named.slice(0, 3).map((line) => line.split(",")[0])).toEqual(keys);
    },
  );

  it.each([
    ["ranking?by=days", /by/],
    ["ranking", /by/],
    ["peaks?of=rooms", /of/],
    ["peaks?limit=many", /limit/],
    ["days?by=nights", /by/],
    ["hosts?sort=mood", /sort/],
    ["hosts?show=some", /show/],
  ])("refuses %s and names what is wrong", async (path, reason) => {
    const refused = await answerOf(path);
    expect(refused.status).toBe(400);
    expect(refused.reason).toMatch(reason);
  });
});

describe("the hosts", () => {
  it("come page by page, sorted, with what the meetings are found by", async () => {
    const { answer } = await answerOf(`hosts?${days}`);
    expect(answer).toMatchObject({ total: 10, page: 1, users: 7, sort: "meetings", order: "descending" });
    const counts = answer.rows.map(({ meetings }: { meetings: number }) => meetings);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    for (const { meetings, find } of answer.rows) expect(find !== undefined).toBe(meetings > 0);
    expect((await answerOf(`hosts?${days}&page=2`)).answer.rows).toEqual([]);
    expect(answer.departments).toContain("Law");
  });

  it("who never hosted are those who could have", async () => {
    const { answer } = await answerOf(`hosts?${days}&show=never`);
    expect(answer.rows.map(({ name }: { name: string }) => name)).toEqual(["Übung 8"]);
    expect(answer.counts).toEqual({ hosted: 7, licensed: 3, never: 1, gone: 3 });
  });

  it("are the same in the file, sorted by their guests too", async () => {
    const { answer } = await answerOf(`hosts?${days}&sort=people`);
    const lines = await linesOf(`hosts?${days}&sort=people`);
    expect(lines).toHaveLength(11);
    expect(lines.slice(1).map((line) => line.split(",")[0])).toEqual(
      answer.rows.map(({ key }: { key: string }) => key),
    );
    expect(lines.slice(1).map((line) => Number(line.split(",")[8]))).toEqual(
      answer.rows.map(({ people }: { people: number }) => people),
    );
  });
});

describe("where people are hidden", () => {
  const hidden = () => askOf(hidePeople(source, "seed"), { hidesPeople: true });
  const paths = [
    ...["totals", "missing", "days", "heat", "hours", "peaks?of=people", "completeness", "hosts"],
    ...["hosts", "series", "departments", "countries", "devices"].map((by) => `ranking?by=${by}`),
  ].map((path) => `${path}${path.includes("?") ? "&" : "?"}${days}`);

  it.each(paths)("%s names nobody", async (path) => {
    const { get } = makeDashboard(hidden());
    for (const asked of [path, `${path}&format=csv`]) {
      const text = await (await get(`/api/${asked}`)).text();
      expect(text).not.toMatch(/Host \d|Übung|@x\.example|id\d"/);
    }
  });

  it("hosts have the same figures, and are not looked for by name", async () => {
    const counts = async (ask: Ask) => (await answerOf(`hosts?${days}`, ask)).answer.counts;
    expect((await counts(hidden())).never).toEqual((await counts(askOf(source))).never);
    const { answer } = await answerOf(`hosts?${days}`, hidden());
    expect(answer.rows.some(({ find }: { find?: string }) => find !== undefined)).toBe(false);
    expect((await answerOf(`hosts?${days}&name=ada`, hidden())).status).toBe(400);
  });
});
