/** The catalogue's engine with a simulated Zoom and a store in memory: what is asked, when again, and what is kept. */

import { beforeEach, describe, expect, test } from "vitest";
import type { Document } from "../../src/document.ts";
import { harvestStream } from "../../src/harvest/catalogue/harvest-stream.ts";
import type { RunResult } from "../../src/harvest/outcome.ts";
import { emptyProof, type Growing } from "../../src/harvest/proof/proof.ts";
import { verifyStreams } from "../../src/harvest/proof/verify-streams.ts";
import { harvest } from "../../src/harvest/run.ts";
import type { Tally } from "../../src/harvest/tally.ts";
import type { HarvestOptions, Work } from "../../src/harvest/work.ts";
import { streams } from "../../src/streams/registry.ts";
import { selectStreams } from "../../src/streams/select.ts";
import type { Stream } from "../../src/streams/stream.ts";
import { spanOfDays } from "../../src/time.ts";
import type { Harness } from "../destinations/contract.ts";
import { memoryHarness } from "../destinations/memory.ts";
import { type Simulated, simulatedZoom, workOn } from "./simulated.ts";

const hourMs = 3_600_000;
const date = "2026-11-10";
const days = { from: date, to: date, timeZone: "UTC", span: spanOfDays(date, date, "UTC") };
const account = { from: "2026-11-08", to: "2026-11-12", meetings_per_day: 20, seed: 3 };
let simulated: Simulated;
let harness: Harness;

beforeEach(async () => {
  await begin({});
});

async function begin(given: Parameters<typeof simulatedZoom>[0]): Promise<void> {
  simulated = simulatedZoom({
    from: "2026-11-08",
    to: "2026-11-12",
    meetings_per_day: 20,
    seed: 3,
    ...given,
  });
  harness = await memoryHarness();
  await harness.open(streams);
}

function named(name: string): Stream {
  const stream = streams.find((one) => one.name === name);
  if (stream === undefined) throw new TypeError(`Expected a stream called ${name}`);
  return stream;
}

/** A run's work for these streams; each run has its own. */
function workFor(names: string, more: Partial<HarvestOptions> = {}): Work {
  const { wanted, parents } = selectStreams(names.split(","));
  return workOn(simulated, harness.destination, { days, streams: [...parents, ...wanted], ...more });
}

/** One whole run. */
async function run(
  names: string,
  more: Partial<HarvestOptions> = {},
): Promise<{ tally: Tally; result: RunResult }> {
  const { effects, zoom, stopper } = simulated;
  const { options, tally } = workFor(names, more);
  return { tally, result: await harvest(effects, zoom, harness.destination, options, stopper, tally) };
}

async function read(name: string, more: Partial<HarvestOptions> = {}): Promise<Work> {
  const work = workFor(name, more);
  await harvestStream(work, named(name));
  await work.writer.flush();
  return work;
}

const asked = (part: string) => simulated.asked.filter((call) => call.includes(part));
const stored = (name: string): Promise<Document[]> => harness.readAll(name);

describe("a list of what is now", () => {
  test("is not asked for again within --recheck_every", async () => {
    await read("groups", { recheckEveryMs: 6 * hourMs });
    await read("groups", { recheckEveryMs: 6 * hourMs });
    expect(asked("/groups")).toHaveLength(1);
    await simulated.clock.advance(6 * hourMs);
    await read("groups", { recheckEveryMs: 6 * hourMs });
    expect(asked("/groups")).toHaveLength(2);
    expect((await stored("groups")).length).toBe((await simulated.truth(date)).by_stream.groups);
  });

  test("whose history is kept has a document for each day, the day in its key", async () => {
    await read("rooms", { recheckEveryMs: 48 * hourMs });
    await simulated.clock.advance(24 * hourMs);
    await read("rooms", { recheckEveryMs: 48 * hourMs });
    const rooms = await stored("rooms");
    expect(new Set(rooms.map(({ taken_on }) => taken_on))).toEqual(new Set(["2026-11-20", "2026-11-21"]));
    expect(rooms).toHaveLength(2 * (await simulated.truth(date)).by_stream.rooms);
    expect(rooms.every(({ _id, taken_on }) => _id.startsWith(`${taken_on} `))).toBe(true);
  });
});

describe("what happened in a stretch of time", () => {
  test("is listed once, and again only where it may have grown", async () => {
    await read("sign_ins");
    const calls = asked("/report/activities").length;
    await read("sign_ins");
    expect(asked("/report/activities")).toHaveLength(calls);
    expect(await stored("sign_ins")).toHaveLength((await simulated.truth(date)).by_stream.sign_ins);
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
    const { remember } = harness.destination;
    harness.destination.remember = async (fact, ...more) => {
      await remember.call(harness.destination, fact, ...more);
      if (fact.startsWith("walk")) cut.stopper.stop(new Error("cut off"));
    };
    await expect(harvestStream(cut, named("recordings"))).rejects.toThrow("cut off");
    harness.destination.remember = remember;
    const before = asked("/recordings").length;
    expect(before).toBeGreaterThan(0);

    simulated = simulatedZoom({ ...account, users: 120 });
    await read("recordings");
    const users = (await simulated.truth(date)).by_stream.active_users;
    expect(before + asked("/recordings").length).toBeLessThan(users + before);
    expect(await stored("recordings")).toHaveLength((await simulated.truth(date)).by_stream.recordings);
  });
});

describe("what could not be had for want of a scope", () => {
  const scopes = (...names: string[]) => ["report:read:user_activities:admin", ...names].join(",");
  const basics = ["meeting:read:past_meeting:admin", "report:read:list_meeting_participants:admin"];

  test("of the user lists is read once they may be read: no list that needs them counts as listed", async () => {
    simulated = simulatedZoom({
      ...account,
      scopes: scopes("cloud_recording:read:list_user_recordings:admin"),
    });
    const { result } = await run("recordings");
    expect(result.refusals.map(({ stream }) => stream)).toEqual(["users", "recordings"]);
    simulated = simulatedZoom(account);
    await run("recordings");
    expect(await stored("recordings")).toHaveLength((await simulated.truth(date)).by_stream.recordings);
  });

  test("of meetings of one person is listed once they may be listed", async () => {
    const some = scopes("user:read:list_users:admin", "report:read:list_history_meetings:admin", ...basics);
    simulated = simulatedZoom({ ...account, scopes: some });
    const first = await run("core");
    expect(first.result.refusals.map(({ stream }) => stream)).toContain("meetings of one person");
    simulated = simulatedZoom({ ...account, plan: "pro" });
    await run("core");
    expect(await stored("meetings")).toHaveLength((await simulated.truth(date)).meetings);
  });
});

describe("lists of each user", () => {
  const gone = (path: RegExp, status: number, code: number) => {
    const { send } = simulated.effects;
    simulated.effects.send = async (request) =>
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

  test("are not refused for all when one user's is", async () => {
    await begin({ users: 60 });
    await read("recordings");
    const [odd = ""] = users();
    const all = await stored("recordings");
    await begin({ users: 60 });
    gone(new RegExp(`/users/${odd}/recordings`), 400, 300);
    await read("recordings");
    expect((await stored("recordings")).length).toBeGreaterThanOrEqual(all.length - 2);
    expect(await harness.destination.listings("refused recordings")).toEqual([]);
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

describe("what belongs to each meeting", () => {
  test("is read once for each, and the meeting says so", async () => {
    await run("meeting_polls");
    const calls = asked("/polls").length;
    expect(calls).toBeGreaterThan(0);
    expect(await stored("meeting_polls")).toHaveLength((await simulated.truth(date)).by_stream.meeting_polls);
    await run("meeting_polls");
    expect(asked("/polls")).toHaveLength(calls);
    const meetings = await stored("meetings");
    const without = meetings.filter(({ has_poll }) => has_poll === false);
    expect(without.length).toBeGreaterThan(0);
    for (const { has_poll, streams_read } of meetings)
      expect(streams_read).toEqual(has_poll === false ? undefined : ["meeting_polls"]);
  });

  test("is not asked for where Zoom says that there is none", async () => {
    await run("meeting_polls");
    const polled = (await stored("meetings")).filter(({ has_poll }) => has_poll !== false);
    expect(asked("/polls")).toHaveLength(polled.length);
  });

  test("waits until the meeting is settled", async () => {
    await run("meeting_polls", { settleAfterMs: 400 * 24 * hourMs });
    expect(asked("/polls")).toHaveLength(0);
    await run("meeting_polls");
    expect(asked("/polls").length).toBeGreaterThan(0);
  });

  test("and is refused stops nothing else", async () => {
    await begin({
      scopes:
        "dashboard_meetings:read:admin,user:read:admin,group:read:admin,meeting:read:past_meeting:admin",
    });
    const { result } = await run("core,meeting_polls,groups");
    expect(await stored("sessions")).not.toHaveLength(0);
    expect(await stored("groups")).not.toHaveLength(0);
    expect(result.refusals.map(({ stream }) => stream)).toContain("meeting_polls");
  });
});

describe("what was read once", () => {
  test("stays when Zoom has none of it any more", async () => {
    await run("core,meeting_polls");
    const before = (await stored("meeting_polls")).length;
    expect(before).toBeGreaterThan(0);
    const { send } = simulated.effects;
    const text = JSON.stringify({ code: 12_702, message: "Can not access a meeting a year ago." });
    simulated.effects.send = async (request) =>
      request.url.includes("/polls")
        ? { status: 400, headers: { "content-type": "application/json" }, text }
        : send(request);
    await run("core,meeting_polls", { again: true });
    expect(await stored("meeting_polls")).toHaveLength(before);
  });
});

describe("sessions that wait for other streams", () => {
  test("are read also where no meeting is listed any more", async () => {
    await run("meeting_polls");
    const [first, ...others] = selectStreams(["core", "meeting_polls"]).wanted;
    expect(first?.name).toBe("meetings");
    const order = [first, ...others.filter(({ name }) => name !== "sessions")].flatMap((one) => one ?? []);
    const sessions = named("sessions");
    const { tally } = await run("core", { streams: [...order, sessions] });
    const meetings = await stored("meetings");
    expect(meetings.every(({ state }) => state === "settled")).toBe(true);
    expect(await stored("sessions")).toHaveLength((await simulated.truth(date)).sessions);
    expect(tally.states.listed).toBe(0);
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

describe("quality", () => {
  const share = { dayShares: { quality_share: 12 / 60_000 } };

  test("stays within its share of the day's calls, the largest meetings last", async () => {
    const { tally } = await run("core,meeting_quality", share);
    const calls = asked("/qos").length;
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(12);
    const left = tally.cases.find(({ what }) => what.includes("--quality_share"));
    expect(left?.incomplete).toBe(true);
    const meetings = await stored("meetings");
    const sizes = (isRead: boolean) =>
      meetings
        .filter(
          ({ streams_read, one_person }) => one_person !== true && (streams_read !== undefined) === isRead,
        )
        .map(({ participant_sessions }) => Number(participant_sessions));
    expect(left?.count).toBe(sizes(false).length);
    expect(Math.max(...sizes(true))).toBeLessThanOrEqual(Math.min(...sizes(false)));
  });

  test("that another run has spent the day's share on waits for the next day", async () => {
    await run("core,meeting_quality", share);
    const calls = asked("/qos").length;
    await run("core,meeting_quality", share);
    expect(asked("/qos")).toHaveLength(calls);
    await simulated.clock.advance(24 * hourMs);
    await run("core,meeting_quality", share);
    expect(asked("/qos").length).toBeGreaterThan(calls);
  });

  test("is not asked of every meeting of one person in an account that shows none", async () => {
    await begin({ meetings_per_day: 90 });
    await run("meeting_quality");
    const alone = (await stored("meetings")).filter(({ one_person }) => one_person === true);
    expect(alone.length).toBeGreaterThan(9);
    const calls = (uuid: string) => asked("/qos").filter((call) => call.includes(encodeURIComponent(uuid)));
    const tried = alone.filter(({ _id }) => calls(_id).length > 0);
    expect(tried.length).toBeLessThan(alone.length);
    expect(await stored("meeting_quality")).toHaveLength(
      (await simulated.truth(date)).by_stream.meeting_quality,
    );
  });

  test("is read of meetings of one person where the account shows it", async () => {
    await begin({ one_person_in_past: "on" });
    await run("meeting_quality");
    expect(await stored("meeting_quality")).toHaveLength(
      (await simulated.truth(date)).by_stream.meeting_quality,
    );
  });
});

describe("the proof for a stream", () => {
  const prove = async (names: string): Promise<Growing> => {
    const proof = emptyProof();
    await verifyStreams(workFor(names), days.span, proof);
    return proof;
  };

  test("agrees after a harvest", async () => {
    await run("all");
    const { streams: proofs } = await prove("all");
    expect(proofs.length).toBeGreaterThanOrEqual(8);
    expect(proofs.filter(({ ok }) => !ok)).toEqual([]);
  });

  test("names what is missing of a list, and parents that were never asked", async () => {
    await run("core,groups,sign_ins");
    const bare = await memoryHarness();
    await bare.open(streams);
    await bare.destination.write([{ to: "meetings", documents: await harness.readAll("meetings") }]);
    harness = bare;
    const proof = await prove("groups,sign_ins,meeting_polls");
    expect(proof.streams.map(({ name, ok }) => [name, ok])).toEqual([
      ["groups", false],
      ["meeting_polls", false],
      ["sign_ins", false],
    ]);
    expect(proof.differences.every(({ kind, binding }) => kind === "stream" && binding)).toBe(true);
  });
});
