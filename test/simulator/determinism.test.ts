import { expect, test } from "vitest";
import type { GivenOptions } from "../../src/simulator/options.ts";
import { type Client, manualClock, openClient, pathOf, truthRows, week } from "./client.ts";

type Question = readonly [string, Record<string, string | number>];

async function questions(client: Client): Promise<Question[]> {
  const asked: Question[] = [
    ["/users", { status: "active", page_size: 300 }],
    ["/metrics/meetings", { type: "past", from: week.from, to: week.to, page_size: 300 }],
    ["/metrics/meetings", { type: "live", from: week.from, to: week.to }],
    ["/report/history_meetings", { from: week.from, to: week.to, page_size: 300 }],
    ["/report/daily", { year: 2026, month: 10 }],
    ["/report/users", { from: week.from, to: week.to, page_size: 300 }],
    ["/metrics/webinars", { type: "past", from: week.from, to: week.to, page_size: 300 }],
    ["/report/activities", { from: week.from, to: week.to, page_size: 300 }],
    ["/metrics/zoomrooms", {}],
  ];
  for (const { id } of (await client.all("/users", "users")).slice(0, 20)) {
    asked.push([`/users/${id}/recordings`, { from: week.from, to: week.to }]);
    asked.push([`/users/${id}/webinars`, {}]);
  }
  for (const { uuid } of await truthRows(client, "?of=webinars")) {
    asked.push([`/metrics/webinars/${pathOf(uuid)}/participants`, { type: "past", page_size: 300 }]);
    asked.push([`/report/webinars/${pathOf(uuid)}`, {}]);
  }
  for (const { uuid, people } of (await truthRows(client)).slice(0, 40)) {
    const type = people === 1 ? "pastOne" : "past";
    asked.push([`/metrics/meetings/${pathOf(uuid)}/participants`, { type, page_size: 300 }]);
    asked.push([`/past_meetings/${pathOf(uuid)}`, {}]);
    asked.push([`/metrics/meetings/${pathOf(uuid)}/participants/qos`, { type: "past", page_size: 3 }]);
  }
  return asked;
}

async function answers(client: Client, asked: readonly Question[]): Promise<string[]> {
  const texts: string[] = [];
  for (const [path, query] of asked) {
    const { text } = await client.get(path, query);
    texts.push(text.replace(/"next_page_token":"[^"]+"/, '"next_page_token":"…"'));
  }
  return texts;
}

test("the same flags and seed give the same bytes, in any order of calls and at any time", async () => {
  const first = await openClient();
  const asked = await questions(first);
  const second = await openClient(week, manualClock("2026-12-31T23:59:59Z"));
  const backwards = await answers(second, asked.toReversed());
  expect(backwards.toReversed()).toEqual(await answers(first, asked));
});

test("another seed is another account", async () => {
  const rows = async (options: GivenOptions) =>
    (await truthRows(await openClient(options))).map(({ uuid }) => uuid);
  const [first, second] = [await rows(week), await rows({ ...week, seed: 2 })];
  expect(first.filter((uuid) => second.includes(uuid))).toEqual([]);
});

test("without a range the account ends yesterday, and nothing in it ends later", async () => {
  const clock = manualClock("2026-11-23T00:00:10Z");
  const client = await openClient({ days: 7, meetings_per_day: 40, limits: "off" }, clock);
  const rows = await truthRows(client);
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.map(({ start_time }) => start_time).sort()[0]).toMatch(/^2026-11-16/);
  for (const { end_time } of rows) expect(end_time <= "2026-11-23T00:00:00Z").toBe(true);
});

test("a longer range holds the same meetings for the days that both have", async () => {
  const few = await truthRows(await openClient(), "?from=2026-10-07&to=2026-10-07");
  const many = await truthRows(
    await openClient({ ...week, from: "2026-09-01" }),
    "?from=2026-10-07&to=2026-10-07",
  );
  expect(many).toEqual(few);
});
