/** What belongs to meetings, with a simulated Zoom and a store in memory: when it is read, what it may cost, and the proof. */

import { beforeEach, describe, expect, test } from "vitest";
import { emptyProof, type Growing } from "../../src/harvest/proof/proof.ts";
import { repair } from "../../src/harvest/proof/repair.ts";
import { verifyStreams } from "../../src/harvest/proof/verify-streams.ts";
import { collections } from "../../src/streams/derived.ts";
import { selectStreams } from "../../src/streams/select.ts";
import { spanOfDays } from "../../src/time.ts";
import { memoryHarness } from "../destinations/memory.ts";
import { asked, at, begin, date, days, hourMs, named, run, stored, workFor } from "./catalogue.ts";

beforeEach(() => begin({}));

const week = spanOfDays("2026-11-08", "2026-11-12", "UTC");

describe("what belongs to each meeting", () => {
  test("is read once for each, and the meeting says so", async () => {
    await run("meeting_polls");
    const calls = asked("/polls").length;
    expect(calls).toBeGreaterThan(0);
    expect(await stored("meeting_polls")).toHaveLength(
      (await at.simulated.truth(date)).by_stream.meeting_polls,
    );
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

  test("and is refused of one meeting is named, and the others are read", async () => {
    const { send } = at.simulated.effects;
    const text = JSON.stringify({ code: 200, message: "No permission." });
    const paths = new Set<string>();
    at.simulated.effects.send = async (request) => {
      const { pathname } = new URL(request.url);
      if (!pathname.endsWith("/qos_summary")) return send(request);
      paths.add(pathname);
      return pathname === [...paths][1]
        ? { status: 400, headers: { "content-type": "application/json" }, text }
        : send(request);
    };
    const { tally, result } = await run("meeting_quality_summary");
    expect(paths.size).toBeGreaterThan(3);
    expect(result.refusals).toEqual([]);
    expect(JSON.stringify(tally.cases)).toContain(
      "meetings of which Zoom refuses the meeting_quality_summary",
    );
    const read = (await stored("meetings")).filter(({ streams_read }) => streams_read !== undefined);
    expect(read).toHaveLength(paths.size - 1);
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

test("a webinar whose host has no license any more keeps no others from being read", async () => {
  const { effects } = at.simulated;
  const { send } = effects;
  const numbers = new Set<string>();
  effects.send = async (request) => {
    const number = /webinars\/(\d+)\/panelists/.exec(request.url)?.[1];
    if (number !== undefined) numbers.add(number);
    if (number === undefined || number !== [...numbers][1]) return send(request);
    const text = JSON.stringify({ code: 200, message: "You must enable webinars for this user." });
    return { status: 400, headers: {}, text };
  };
  const { result } = await run("webinar_panelists", { days: { ...days, span: week } });
  expect(result.refusals).toEqual([]);
  const known = new Set((await stored("webinars")).map(({ webinar_series_id }) => webinar_series_id));
  const of = new Set((await stored("webinar_panelists")).map(({ webinar_series_id }) => webinar_series_id));
  expect(known.size).toBeGreaterThan(3);
  expect(of.size).toBe(known.size - 1);
});

describe("what was read once", () => {
  test("stays when Zoom has none of it any more", async () => {
    await run("core,meeting_polls");
    const before = (await stored("meeting_polls")).length;
    expect(before).toBeGreaterThan(0);
    const { send } = at.simulated.effects;
    const text = JSON.stringify({ code: 12_702, message: "Can not access a meeting a year ago." });
    at.simulated.effects.send = async (request) =>
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
    expect(await stored("sessions")).toHaveLength((await at.simulated.truth(date)).sessions);
    expect(tally.states.listed).toBe(0);
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
    await at.simulated.clock.advance(24 * hourMs);
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
      (await at.simulated.truth(date)).by_stream.meeting_quality,
    );
  });

  test("is read of meetings of one person where the account shows it", async () => {
    await begin({ one_person_in_past: "on" });
    await run("meeting_quality");
    expect(await stored("meeting_quality")).toHaveLength(
      (await at.simulated.truth(date)).by_stream.meeting_quality,
    );
  });
});

describe("the proof for a stream", () => {
  const prove = async (names: string, deep?: "all"): Promise<Growing> => {
    const proof = emptyProof();
    await verifyStreams(workFor(names), { span: days.span, deep }, proof);
    return proof;
  };

  test("agrees after a harvest", async () => {
    await run("all");
    const { streams: proofs } = await prove("all");
    expect(proofs.length).toBeGreaterThanOrEqual(8);
    expect(proofs.filter(({ ok }) => !ok)).toEqual([]);
  });

  test("finds with --deep what is missing of a set, and a repair brings it back", async () => {
    await run("core,meeting_polls");
    const all = await stored("meeting_polls");
    const [gone] = all;
    const [owner] = await at.harness.destination.read("meetings", [String(gone?.meeting)]);
    if (gone === undefined || owner === undefined) throw new TypeError("Expected a meeting with polls");
    const documents = all.filter(({ meeting, _id }) => meeting === owner._id && _id !== gone._id);
    const set = {
      owner: { to: "meetings", document: owner },
      to: "meeting_polls",
      documents,
      complete: true,
    };
    await at.harness.destination.write([set]);
    expect((await prove("core,meeting_polls")).streams).toMatchObject([{ ok: true }]);
    const proof = await prove("core,meeting_polls", "all");
    expect(proof.streams).toMatchObject([{ name: "meeting_polls", ok: false, differing: [owner._id] }]);
    await repair(workFor("core,meeting_polls"), proof);
    expect(await stored("meeting_polls")).toHaveLength(all.length);
  });

  test("finds it of what is as it is now, too, and a repair reads that again however lately it was read", async () => {
    const recheckEveryMs = 6 * hourMs;
    await run("group_members", { recheckEveryMs });
    const all = await stored("group_members");
    const [owner] = await at.harness.destination.read("groups", [String(all[0]?.group_id)]);
    if (owner === undefined) throw new TypeError("Expected a group with members");
    await at.harness.destination.write([
      { owner: { to: "groups", document: owner }, to: "group_members", documents: [], complete: true },
    ]);
    const proof = await prove("group_members", "all");
    expect(proof.streams.at(-1)).toMatchObject({ ok: false, differing: [owner._id] });
    await repair(workFor("group_members", { recheckEveryMs }), proof);
    expect(await stored("group_members")).toHaveLength(all.length);
    for (const group of await stored("groups")) expect(group.streams_read).toBeUndefined();
  });

  test("asks once for what belongs to a number, too, however often the number met", async () => {
    await run("meeting_registrants", { days: { ...days, span: week } });
    const harvested = asked("/registrants").length;
    const proof = emptyProof();
    await verifyStreams(workFor("meeting_registrants"), { span: week, deep: "all" }, proof);
    expect(proof.streams.at(-1)).toMatchObject({ ok: true });
    expect(asked("/registrants")).toHaveLength(2 * harvested);
  });

  test("knows of which days' recordings the registrants were read", async () => {
    const other = { ...days, span: spanOfDays("2026-11-09", "2026-11-09", "UTC") };
    await run("recordings,-archive_files,-recording_registrants");
    await run("recording_registrants", { days: other });
    expect((await prove("recording_registrants")).streams.at(-1)).toMatchObject({ ok: false });
    await run("recording_registrants");
    expect((await prove("recording_registrants")).streams.at(-1)).toMatchObject({ ok: true });
  });

  test("is mended in one repair, also what belongs to a document that was missing", async () => {
    await run("core,webinars");
    const before = (await stored("webinar_sessions")).length;
    expect(before).toBeGreaterThan(0);
    const bare = await memoryHarness();
    await bare.open(collections);
    at.harness = bare;
    const proof = await prove("webinars,-webinar_header");
    await repair(workFor("webinars,-webinar_header"), proof);
    expect(await stored("webinar_sessions")).toHaveLength(before);
    expect((await prove("webinars,-webinar_header")).streams.filter(({ ok }) => !ok)).toEqual([]);
  });

  test("names what is missing of a list, and parents that were never asked", async () => {
    await run("core,groups,sign_ins");
    const bare = await memoryHarness();
    await bare.open(collections);
    await bare.destination.write([{ to: "meetings", documents: await at.harness.readAll("meetings") }]);
    at.harness = bare;
    const proof = await prove("groups,sign_ins,meeting_polls");
    expect(proof.streams.map(({ name, ok }) => [name, ok])).toEqual([
      ["groups", false],
      ["sign_ins", false],
      ["meeting_polls", false],
    ]);
    expect(proof.differences.every(({ kind, binding }) => kind === "stream" && binding)).toBe(true);
  });
});
