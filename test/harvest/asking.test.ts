/** How the words of a declaration are asked for: once for a number, day by day, by months, by instants, by a parent's field. */

import { beforeEach, describe, expect, test } from "vitest";
import { spanOfDays } from "../../src/time.ts";
import { account, asked, at, begin, date, daysOf, hourMs, read, run, stored } from "./catalogue.ts";
import { simulatedZoom } from "./simulated.ts";

beforeEach(() => begin({}));

const parameter = (name: string) => (call: string) => new URLSearchParams(call.split("?")[1]).get(name);

describe("what belongs to a number", () => {
  test("is asked for once with each variant, however often the number met, and not again", async () => {
    const days = daysOf("2026-11-08", "2026-11-12");
    await run("meeting_registrants", { days });
    const meetings = await stored("meetings");
    const open = meetings.filter(({ series }) => !["instant", "pmi"].includes(Object(series).kind));
    const numbers = new Set(open.map(({ meeting_series_id }) => meeting_series_id));
    expect(numbers.size).toBeLessThan(open.length);
    const calls = asked("/registrants");
    const known = new Set(calls.map((call) => call.split("?")[0]));
    expect(known.size).toBe(numbers.size);
    expect(new Set(calls.map(parameter("status")))).toEqual(new Set(["approved", "pending", "denied"]));
    expect(new Set(calls).size).toBe(calls.length);
    expect((await stored("meeting_registrants")).length).toBe(
      (await at.simulated.truth(days.from, days.to)).by_stream.meeting_registrants,
    );
    for (const { streams_read, series } of meetings)
      expect(streams_read ?? []).toEqual(
        ["instant", "pmi"].includes(Object(series).kind) ? [] : ["meeting_registrants"],
      );
    await run("meeting_registrants", { days });
    expect(asked("/registrants")).toHaveLength(calls.length);
  });

  test("is asked for again once the number has met again", async () => {
    await run("meeting_registrants", { days: daysOf("2026-11-08", "2026-11-11") });
    const before = asked("/registrants").length;
    await run("meeting_registrants", { days: daysOf("2026-11-12", "2026-11-12") });
    const meetings = (await stored("meetings")).filter(
      ({ start_time, series }) =>
        String(start_time) >= "2026-11-12" && !["instant", "pmi"].includes(Object(series).kind),
    );
    const numbers = new Set(meetings.map(({ meeting_series_id }) => meeting_series_id));
    const again = new Set(
      asked("/registrants")
        .slice(before)
        .map((call) => call.split("/")[2]),
    );
    expect(again).toEqual(numbers);
  });
});

describe("what Zoom adds up over the days asked for", () => {
  test("is asked for day by day, and says of which day it is", async () => {
    await read("active_hosts", { days: daysOf("2026-11-09", "2026-11-11") });
    const hosts = asked("/report/users");
    expect(hosts.map(parameter("from")).sort()).toEqual(["2026-11-09", "2026-11-10", "2026-11-11"]);
    expect(hosts.map(parameter("to"))).toEqual(hosts.map(parameter("from")));
    const documents = await stored("active_hosts");
    expect(documents.length).toBeGreaterThan(3);
    for (const { _id, day } of documents) expect(_id.startsWith(String(day).slice(0, 10))).toBe(true);
    await read("active_hosts", { days: daysOf("2026-11-09", "2026-11-11") });
    expect(asked("/report/users")).toHaveLength(hosts.length);
  });

  test("is asked for all days of UTC that the days asked for touch", async () => {
    const [first, last] = ["2026-11-10", "2026-11-10"];
    const days = {
      from: first,
      to: last,
      timeZone: "Asia/Tokyo",
      span: spanOfDays(first, last, "Asia/Tokyo"),
    };
    await read("active_hosts", { days });
    expect(asked("/report/users").map(parameter("from")).sort()).toEqual(["2026-11-09", "2026-11-10"]);
  });

  test("is brought up to date once a day that was asked for in the evening is over", async () => {
    await begin({ from: "2026-11-18", to: "2026-11-20" });
    await at.simulated.clock.advance(8 * hourMs);
    const days = daysOf("2026-11-20", "2026-11-20");
    await read("active_hosts", { days });
    const before = (await stored("active_hosts")).length;
    await at.simulated.clock.advance(24 * hourMs);
    await read("active_hosts", { days });
    const documents = await stored("active_hosts");
    expect(before).toBeGreaterThan(0);
    expect(documents.map(({ harvest }) => String(Object(harvest).at).slice(0, 10))).toEqual(
      documents.map(() => "2026-11-21"),
    );
  });

  test("is asked for again where Zoom refused a day that was not over", async () => {
    await begin({ from: "2026-11-18", to: "2026-11-20" });
    const days = daysOf("2026-11-19", "2026-11-20");
    const { effects } = at.simulated;
    const { send } = effects;
    effects.send = async (request) => {
      const isToday = request.url.includes("to=2026-11-20");
      const text = JSON.stringify({ code: 300, message: "The to date must be earlier than today." });
      return isToday ? { status: 400, headers: {}, text } : send(request);
    };
    await read("active_hosts", { days });
    effects.send = send;
    await at.simulated.clock.advance(24 * hourMs);
    await read("active_hosts", { days });
    const known = new Set((await stored("active_hosts")).map(({ day }) => String(day).slice(0, 10)));
    expect([...known].sort()).toEqual(["2026-11-19", "2026-11-20"]);
  });

  test("is asked for twice where Zoom's retention is over: two days in a row speak for what is older", async () => {
    const old = daysOf("2026-03-01", "2026-03-31");
    await read("active_hosts", { days: old, order: "newest" });
    expect(asked("/report/users")).toHaveLength(2);
    await read("active_hosts", { days: old, order: "newest" });
    expect(asked("/report/users")).toHaveLength(2);
  });
});

test("a report of months is asked for by year and month, once for each", async () => {
  await begin({ from: "2026-09-01", to: "2026-11-12" });
  await read("daily_usage", { days: daysOf("2026-09-28", "2026-11-02") });
  const months = asked("/report/daily").map((call) => [parameter("year")(call), parameter("month")(call)]);
  expect(months.sort()).toEqual([
    ["2026", "10"],
    ["2026", "11"],
    ["2026", "9"],
  ]);
  expect(await stored("daily_usage")).toHaveLength(36);
});

test("a list that takes instants is asked for whole days of UTC", async () => {
  await read("meeting_summaries");
  const [call = ""] = asked("/meetings/meeting_summaries");
  expect(parameter("from")(call)).toMatch(/T00:00:00Z$/);
  expect(parameter("to")(call)).toMatch(/T23:59:59Z$/);
});

test("a meeting that one person attended is asked for as one", async () => {
  await run("meeting_header");
  const alone = (await stored("meetings")).filter(({ one_person }) => one_person === true);
  const calls = asked("/metrics/meetings/").filter((call) => !call.includes("/participants"));
  expect(alone.length).toBeGreaterThan(0);
  expect(calls.filter((call) => parameter("type")(call) === "pastOne")).toHaveLength(alone.length);
  expect(await stored("meeting_header")).toHaveLength(calls.length);
});

test("what names a parent may stand in the query", async () => {
  await run("billing_invoices");
  const bills = await stored("billing");
  expect(bills.length).toBeGreaterThan(0);
  expect(asked("/report/billing/invoices").map(parameter("billing_id")).sort()).toEqual(
    bills.map(({ billing_id }) => billing_id).sort(),
  );
});

test("a single object is a document, of each day one where its history is kept", async () => {
  await read("users_summary");
  await at.simulated.clock.advance(24 * hourMs);
  await read("users_summary");
  const taken = (await stored("users_summary")).map(({ taken_on }) => taken_on);
  expect(taken.sort()).toEqual(["2026-11-20", "2026-11-21"]);
});

describe("what belongs to things as they are now", () => {
  const recheckEveryMs = 6 * hourMs;

  test("is not taken for read by a run about single meetings", async () => {
    await run("groups");
    await read("group_members", { meetings: ["no meeting's uuid"], recheckEveryMs });
    await read("group_members", { recheckEveryMs });
    expect((await stored("group_members")).length).toBeGreaterThan(0);
  });

  test("is read for other days though it was read for some lately, and not twice for any", async () => {
    const [some, others] = [daysOf("2026-11-11", "2026-11-12"), daysOf("2026-11-08", "2026-11-10")];
    for (const days of [some, others]) await run("recording_registrants", { days, recheckEveryMs });
    const calls = asked("/recordings/registrants").length;
    expect(await stored("recording_registrants")).toHaveLength(
      (await at.simulated.truth(others.from, some.to)).by_stream.recording_registrants,
    );
    await run("recording_registrants", { days: daysOf(others.from, some.to), recheckEveryMs });
    expect(asked("/recordings/registrants")).toHaveLength(calls);
    await at.simulated.clock.advance(7 * hourMs);
    await run("recording_registrants", { days: some, recheckEveryMs });
    expect(asked("/recordings/registrants").length).toBeGreaterThan(calls);
  });
});

test("what is known on several days is asked about once", async () => {
  await run("room_issues");
  const before = asked("/metrics/issues/zoomrooms/").length;
  const rooms = new Set((await stored("rooms")).map(({ room_id }) => room_id));
  expect(before).toBe(rooms.size);
  await at.simulated.clock.advance(24 * hourMs);
  await run("room_issues", { again: true });
  expect(await stored("rooms")).toHaveLength(2 * rooms.size);
  expect(asked("/metrics/issues/zoomrooms/")).toHaveLength(2 * before);
});

test("an account without dashboards is asked for one of them, which speaks for all", async () => {
  at.simulated = simulatedZoom({ ...account, plan: "pro" });
  const { result } = await run("all");
  expect(asked("/metrics/")).toHaveLength(1);
  expect(result.refusals.map(({ stream }) => stream)).toContain("chat_usage");
  expect(await stored("active_hosts")).toHaveLength((await at.simulated.truth(date)).by_stream.active_hosts);
});

test("what is gone from a list of what is now is not asked about any more", async () => {
  await run("billing_invoices");
  const before = asked("/report/billing/invoices").length;
  const [bill] = await stored("billing");
  if (bill === undefined) throw new Error("expected a bill");
  const harvest = { ...Object(bill.harvest), at: "2026-01-01T00:00:00Z" };
  const gone = { ...bill, _id: "gone", billing_id: "gone", harvest };
  await at.harness.destination.write([{ to: "billing", documents: [gone] }]);
  await run("billing_invoices", { again: true });
  expect(asked("/report/billing/invoices")).toHaveLength(2 * before);
});

test("a day that goes on is not asked for again within --recheck_every", async () => {
  const today = daysOf("2026-11-20", "2026-11-20");
  const more = { days: today, recheckEveryMs: 6 * hourMs };
  await read("active_hosts", more);
  await at.simulated.clock.advance(hourMs);
  await read("active_hosts", more);
  expect(asked("/report/users")).toHaveLength(1);
  await at.simulated.clock.advance(6 * hourMs);
  await read("active_hosts", more);
  expect(asked("/report/users")).toHaveLength(2);
});
