/** The catalogue's lists with a simulated Zoom and a store in memory: what is asked, when again, and what is kept. */

import { beforeEach, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/document.ts";
import { harvestStream } from "../../src/harvest/catalogue/harvest-stream.ts";
import { spanOfDays } from "../../src/time.ts";
import { account, asked, at, begin, date, hourMs, named, read, run, stored, workFor } from "./catalogue.ts";
import { simulatedZoom } from "./simulated.ts";

beforeEach(() => begin({}));

describe("a list of what is now", () => {
  test("is not asked for again within --recheck_every", async () => {
    await read("groups", { recheckEveryMs: 6 * hourMs });
    await read("groups", { recheckEveryMs: 6 * hourMs });
    expect(asked("/groups")).toHaveLength(1);
    await at.simulated.clock.advance(6 * hourMs);
    await read("groups", { recheckEveryMs: 6 * hourMs });
    expect(asked("/groups")).toHaveLength(2);
    expect((await stored("groups")).length).toBe((await at.simulated.truth(date)).by_stream.groups);
  });

  test("whose history is kept has a document for each day, the day in its key", async () => {
    await read("rooms", { recheckEveryMs: 48 * hourMs });
    await at.simulated.clock.advance(24 * hourMs);
    await read("rooms", { recheckEveryMs: 48 * hourMs });
    const rooms = await stored("rooms");
    expect(new Set(rooms.map(({ taken_on }) => taken_on))).toEqual(new Set(["2026-11-20", "2026-11-21"]));
    expect(rooms).toHaveLength(2 * (await at.simulated.truth(date)).by_stream.rooms);
    expect(rooms.every(({ _id, taken_on }) => _id.startsWith(`${taken_on} `))).toBe(true);
  });
});

describe("what happened in a stretch of time", () => {
  test("is listed once, and again only where it may have grown", async () => {
    await read("sign_ins");
    const calls = asked("/report/activities").length;
    await read("sign_ins");
    expect(asked("/report/activities")).toHaveLength(calls);
    expect(await stored("sign_ins")).toHaveLength((await at.simulated.truth(date)).by_stream.sign_ins);
  });

  test("keeps two events that Zoom shows alike, also when they are read again", async () => {
    await read("sign_ins");
    const first = (await stored("sign_ins")).map(({ _id }) => _id).sort();
    await read("sign_ins", { again: true });
    expect((await stored("sign_ins")).map(({ _id }) => _id).sort()).toEqual(first);
    const alike = new Set(
      (await stored("sign_ins")).map(({ _id, harvest, ...fields }) => JSON.stringify(fields)),
    );
    expect(alike.size).toBeLessThan(first.length);
  });

  test("that Zoom refuses to list is remembered as refused, and not asked for again", async () => {
    const [first, last] = ["2026-04-01", "2026-04-03"];
    const old = { from: first, to: last, timeZone: "UTC", span: spanOfDays(first, last, "UTC") };
    const work = workFor("sign_ins", { days: old });
    await harvestStream(work, named("sign_ins"));
    const calls = asked("/report/activities").length;
    expect(calls).toBeGreaterThan(0);
    await harvestStream(workFor("sign_ins", { days: old }), named("sign_ins"));
    expect(asked("/report/activities")).toHaveLength(calls);
    expect(work.refusals).toEqual([]);
  });

  test("is taken up where a run was cut off, user by user", async () => {
    await begin({ users: 120 });
    const cut = workFor("recordings");
    const { remember } = at.harness.destination;
    at.harness.destination.remember = async (fact, ...more) => {
      await remember.call(at.harness.destination, fact, ...more);
      if (fact.startsWith("walk")) cut.stopper.stop(new Error("cut off"));
    };
    await expect(harvestStream(cut, named("recordings"))).rejects.toThrow("cut off");
    at.harness.destination.remember = remember;
    const before = asked("/recordings").length;
    expect(before).toBeGreaterThan(0);

    at.simulated = simulatedZoom({ ...account, users: 120 });
    await read("recordings");
    const users = (await at.simulated.truth(date)).by_stream.active_users;
    expect(before + asked("/recordings").length).toBeLessThan(users + before);
    expect(await stored("recordings")).toHaveLength((await at.simulated.truth(date)).by_stream.recordings);
  });
});

describe("what could not be had for want of a scope", () => {
  const scopes = (...names: string[]) => ["report:read:user_activities:admin", ...names].join(",");
  const basics = ["meeting:read:past_meeting:admin", "report:read:list_meeting_participants:admin"];

  test("of the user lists is read once they may be read: no list that needs them counts as listed", async () => {
    at.simulated = simulatedZoom({
      ...account,
      scopes: scopes("cloud_recording:read:list_user_recordings:admin"),
    });
    const recordings = "recordings,-archive_files,-recording_registrants";
    const { result } = await run(recordings);
    expect(result.refusals.map(({ stream }) => stream)).toEqual(["users", "recordings"]);
    at.simulated = simulatedZoom(account);
    await run(recordings);
    expect(await stored("recordings")).toHaveLength((await at.simulated.truth(date)).by_stream.recordings);
  });

  test("of meetings of one person is listed once they may be listed", async () => {
    const some = scopes("user:read:list_users:admin", "report:read:list_history_meetings:admin", ...basics);
    at.simulated = simulatedZoom({ ...account, scopes: some });
    const first = await run("core");
    expect(first.result.refusals.map(({ stream }) => stream)).toContain("meetings of one person");
    at.simulated = simulatedZoom({ ...account, plan: "pro" });
    await run("core");
    expect(await stored("meetings")).toHaveLength((await at.simulated.truth(date)).meetings);
  });
});

describe("lists of each user", () => {
  const gone = (path: RegExp, status: number, code: number) => {
    const { send } = at.simulated.effects;
    at.simulated.effects.send = async (request) =>
      path.test(request.url)
        ? {
            status,
            headers: { "content-type": "application/json" },
            text: JSON.stringify({ code, message: "no" }),
          }
        : send(request);
  };
  const users = () => [...new Set(asked("/recordings").map((call) => call.split("/")[2] ?? ""))];

  test("are all read, and not noted, when one fails", async () => {
    await begin({ users: 60 });
    await read("recordings");
    const [, odd = ""] = users();
    await begin({ users: 60 });
    gone(new RegExp(`/users/${odd}/recordings`), 418, 9_999);
    const { tally } = await read("recordings");
    expect(tally.cases.find(({ what }) => what.includes("could not be read"))?.incomplete).toBe(true);
    expect(users().length).toBeGreaterThan(40);
    const before = asked("/recordings").length;
    await read("recordings");
    expect(asked("/recordings").length).toBeGreaterThan(before);
  });

  test("are refused when all are, however few users there are", async () => {
    await begin({ users: 2 });
    gone(/\/recordings/, 400, 300);
    await read("recordings");
    expect(await at.harness.destination.listings("recordings")).toEqual([]);
    expect((await at.harness.destination.listings("refused recordings")).length).toBeGreaterThan(0);
  });

  test("are not refused for all when one user's is", async () => {
    await begin({ users: 60 });
    await read("recordings");
    const [odd = ""] = users();
    const all = await stored("recordings");
    await begin({ users: 60 });
    gone(new RegExp(`/users/${odd}/recordings`), 400, 300);
    await read("recordings");
    expect((await stored("recordings")).length).toBeGreaterThanOrEqual(all.length - 2);
    expect(await at.harness.destination.listings("refused recordings")).toEqual([]);
  });
});

describe("hosts that are left out", () => {
  test("have no webinar and no recording stored, and are all there for a run that leaves nobody out", async () => {
    const truth = (await at.simulated.truth(date)).by_stream;
    await run("webinars,recordings");
    const hosts = (await stored("webinars")).map(({ host }) => String((host as JsonObject).email));
    const recorded = (await stored("recordings")).map(({ host_id }) => String(host_id));
    expect(Math.min(hosts.length, recorded.length)).toBeGreaterThan(0);
    await begin({});
    const skipHosts = [...hosts, ...recorded];
    await run("webinars,recordings", { skipHosts });
    expect(await stored("webinars")).toEqual([]);
    expect(await stored("recordings")).toEqual([]);
    const calls = at.simulated.asked.length;
    await run("webinars,recordings", { skipHosts });
    expect(at.simulated.asked.slice(calls).filter((call) => !call.startsWith("/users?"))).toEqual([]);
    await run("webinars,recordings");
    expect(await stored("webinars")).toHaveLength(truth.webinars);
    expect(await stored("recordings")).toHaveLength(truth.recordings);
  });
});

describe("a run without dates", () => {
  test("looks back as far as the stream was ever listed", async () => {
    const dayOf = (day: string) => ({
      from: day,
      to: day,
      timeZone: "UTC",
      span: spanOfDays(day, day, "UTC"),
    });
    const lookBack = { lookBackMs: 7 * 24 * hourMs, recheckEveryMs: 0, settleAfterMs: 400 * 24 * hourMs };
    await read("sign_ins", { days: dayOf("2026-11-11"), settleAfterMs: 400 * 24 * hourMs });
    await read("sign_ins", { days: dayOf("2026-11-12"), ...lookBack });
    const asks = asked("/report/activities").map((call) => new URLSearchParams(call.split("?")[1]));
    // The first run's day again, for it may still have grown, and none before it.
    expect(asks.at(-1)?.get("from")?.slice(0, 10)).toMatch(/2026-11-1[01]/);
    expect(asks.at(-1)?.get("to")?.slice(0, 10)).toMatch(/2026-11-1[23]/);
  });
});

describe("people alone", () => {
  test("are read where no meeting is asked for", async () => {
    await run("users,series", { seriesOf: "hosts" });
    expect((await stored("users")).length).toBeGreaterThan(0);
    expect((await stored("series")).length).toBeGreaterThan(0);
    expect(asked("/metrics/")).toEqual([]);
  });
});
