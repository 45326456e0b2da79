import fc from "fast-check";
import { expect, test } from "vitest";
import { type Body, type Client, openClient, truthRows, week } from "./client.ts";

async function startsOf(client: Client, from: string, to: string): Promise<string[]> {
  const starts: string[] = [];
  for (const type of ["past", "pastOne"]) {
    const rows = await client.all("/metrics/meetings", "meetings", { type, from, to, page_size: 300 });
    starts.push(...rows.map(({ start_time }) => start_time));
  }
  return starts.sort();
}

const inside = (rows: Body[], from: string, to: string) =>
  rows
    .map(({ start_time }) => start_time as string)
    .filter((start) => start >= from && start <= to)
    .sort();

const moments = fc
  .tuple(fc.integer({ min: 0, max: 7 * 86_400 - 1 }), fc.integer({ min: 0, max: 7 * 86_400 - 1 }))
  .map((pair) => pair.sort((a, b) => a - b))
  .map((pair) =>
    pair.map((second) => new Date(Date.parse("2026-10-05T00:00:00Z") + second * 1000).toISOString()),
  )
  .map(([from = "", to = ""]) => ({ from: from.slice(0, 19), to: to.slice(0, 19) }));

test("utc: times of day are exact in UTC, both ends included", async () => {
  const client = await openClient();
  const truth = await truthRows(client);
  await fc.assert(
    fc.asyncProperty(moments, async ({ from, to }) => {
      const got = await startsOf(client, from.replace("T", " "), to.replace("T", " "));
      expect(got).toEqual(inside(truth, `${from}Z`, `${to}Z`));
    }),
    { numRuns: 10 },
  );
});

test("utc: dates are whole UTC days", async () => {
  const client = await openClient();
  const expected = inside(await truthRows(client), "2026-10-06T00:00:00Z", "2026-10-07T23:59:59Z");
  expect(await startsOf(client, "2026-10-06", "2026-10-07")).toEqual(expected);
});

test("days: times of day are ignored", async () => {
  const client = await openClient({ ...week, window_zone: "days" });
  const expected = inside(await truthRows(client), "2026-10-06T00:00:00Z", "2026-10-06T23:59:59Z");
  expect(await startsOf(client, "2026-10-06 12:00:00", "2026-10-06 12:00:01")).toEqual(expected);
});

test("account: days and times are those of the account's zone", async () => {
  const client = await openClient({ ...week, window_zone: "account", account_zone: "America/New_York" });
  const truth = await truthRows(client);
  const day = inside(truth, "2026-10-06T04:00:00Z", "2026-10-07T03:59:59Z");
  expect(await startsOf(client, "2026-10-06", "2026-10-06")).toEqual(day);
  const hours = inside(truth, "2026-10-06T13:00:00Z", "2026-10-06T15:30:00Z");
  expect(await startsOf(client, "2026-10-06 09:00:00", "2026-10-06 11:30:00")).toEqual(hours);
});

test("rows come latest first", async () => {
  const client = await openClient();
  const rows = await client.all("/metrics/meetings", "meetings", {
    type: "past",
    from: week.from,
    to: week.to,
  });
  const starts = rows.map(({ start_time }) => start_time);
  expect(starts).toEqual([...starts].sort().reverse());
});

test("query_date_type=end_time finds meetings by their end, or is refused with 12700", async () => {
  const client = await openClient();
  const query = {
    type: "past",
    from: "2026-10-07",
    to: "2026-10-07",
    query_date_type: "end_time",
    page_size: 300,
  };
  const rows = await client.all("/metrics/meetings", "meetings", query);
  const expected = (await truthRows(client)).filter(
    ({ end_time, people }) => people > 1 && end_time.startsWith("2026-10-07"),
  );
  expect(rows.map(({ uuid }) => uuid).sort()).toEqual(expected.map(({ uuid }) => uuid).sort());
  const refusing = await openClient({ ...week, end_time_query: "off" });
  const { status, body } = await refusing.get("/metrics/meetings", query);
  expect([status, body.code]).toEqual([400, 12700]);
});

test.each([
  ["a missing date", { from: "2026-10-05" }, "to"],
  ["an impossible date", { from: "2026-02-30", to: "2026-10-05" }, "from"],
  ["an ISO time", { from: "2026-10-05T00:00:00Z", to: "2026-10-06" }, "from"],
  ["an end before the start", { from: "2026-10-06", to: "2026-10-05" }, "to"],
])("%s is refused with the field's name", async (_, query, field) => {
  const { status, body } = await (await openClient()).get("/metrics/meetings", { type: "past", ...query });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 300, errors: [{ field }] });
});

test("a window of more than a month, or older than six months, is refused", async () => {
  const client = await openClient();
  const ask = async (from: string, to: string) =>
    (await client.get("/metrics/meetings", { type: "past", from, to })).status;
  expect(await ask("2026-09-05", "2026-10-05")).toBe(200);
  expect(await ask("2026-09-04", "2026-10-05")).toBe(400);
  expect(await ask("2026-04-12", "2026-04-20")).toBe(200);
  expect(await ask("2026-04-11", "2026-04-20")).toBe(400);
});

test("reports take dates only", async () => {
  const query = { from: "2026-10-05 00:00:00", to: "2026-10-06" };
  expect((await (await openClient()).get("/report/history_meetings", query)).status).toBe(400);
});
