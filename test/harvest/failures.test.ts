/** What one call that fails or is refused does to the rest of the catalogue: nothing that the next run does not mend. */

import { beforeEach, describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../src/effects.ts";
import { Interrupted } from "../../src/errors.ts";
import { emptyProof } from "../../src/harvest/proof/proof.ts";
import { verifyStreams } from "../../src/harvest/proof/verify-streams.ts";
import { harvest } from "../../src/harvest/run.ts";
import { account, asked, at, begin, days, daysOf, hourMs, run, stored, workFor } from "./catalogue.ts";
import { simulatedZoom } from "./simulated.ts";

beforeEach(() => begin({}));

const scope = { code: 4711, message: "Invalid access token, does not contain scopes." };
const permission = { code: 200, message: "No permission." };

/** Answers the calls whose address matches so, until the answer is called. */
function answer(part: RegExp, status: number, body: object = {}): () => void {
  const { effects } = at.simulated;
  const { send } = effects;
  const given: HttpAnswer = { status, headers: {}, text: JSON.stringify(body) };
  effects.send = async (request) => (part.test(request.url) ? given : send(request));
  return () => {
    effects.send = send;
  };
}

/** A run whose waits pass at once. */
const soon = (...asked: Parameters<typeof run>) => at.simulated.clock.until(run(...asked));
const fiveDays = daysOf("2026-11-08", "2026-11-12");
const daysStored = async () =>
  new Set((await stored("active_hosts")).map(({ day }) => String(day).slice(0, 10))).size;

describe("one day of several", () => {
  test.each([
    ["is refused", 400, { code: 300, message: "Invalid field." }],
    ["fails", 500, {}],
  ])("that %s leaves the older ones as they are", async (_, status, body) => {
    const undo = answer(/\/report\/users\?.*from=2026-11-11/, status, body);
    await soon("active_hosts", { days: fiveDays });
    expect(await daysStored()).toBe(4);
    undo();
    await soon("active_hosts", { days: fiveDays, again: true });
    expect(await daysStored()).toBe(5);
  });

  test("that fails is named, and read by the next run", async () => {
    const undo = answer(/\/report\/users\?.*from=2026-11-11/, 500);
    const { tally } = await soon("active_hosts", { days: fiveDays });
    expect(tally.cases).toContainEqual(
      expect.objectContaining({ examples: ["2026-11-11"], incomplete: true }),
    );
    undo();
    const before = asked("/report/users").length;
    await soon("active_hosts", { days: fiveDays });
    expect(await daysStored()).toBe(5);
    expect(asked("/report/users")).toHaveLength(before + 1);
  });
});

test("one user whose list fails keeps no older month from being read", async () => {
  await begin({ from: "2026-08-01", to: "2026-11-12", meetings_per_day: 10 });
  const months = daysOf("2026-08-01", "2026-11-12");
  await run("users");
  const [, , , victim] = await stored("users");
  const undo = answer(new RegExp(`/users/${victim?._id}/recordings`), 500);
  await soon("recordings,-archive_files,-recording_registrants", { days: months });
  const held = new Set((await stored("recordings")).map(({ start_time }) => String(start_time).slice(0, 7)));
  expect([...held].sort()).toEqual(["2026-08", "2026-09", "2026-10", "2026-11"]);
  undo();
  const { tally } = await soon("recordings,-archive_files,-recording_registrants", { days: months });
  expect(tally.cases.filter(({ incomplete }) => incomplete)).toEqual([]);
  expect(asked(`/users/${victim?._id}/recordings`).length).toBeGreaterThan(3);
});

describe.each([
  ["rooms", "room_issues", /\/metrics\/zoomrooms\?/],
  ["client_feedback", "client_feedback_details", /\/metrics\/client\/feedback\?/],
  ["groups", "group_members", /\/groups(\?|$)/],
])("where the list of %s", (parent, child, path) => {
  test.each([
    ["fails", 500, {}],
    ["is refused", 400, scope],
  ])(`%s, its ${child} come once it does not`, async (_, status, body) => {
    await soon(child);
    const whole = (await stored(child)).length;
    expect(whole).toBeGreaterThan(0);
    await begin({});
    const undo = answer(path, status, body);
    const { result } = await soon(child, { recheckEveryMs: 6 * hourMs });
    // Both are named: whoever adds the scope needs to know which streams wait for it.
    expect(result.refusals.map(({ stream }) => stream)).toEqual(status === 400 ? [parent, child] : []);
    undo();
    // The first run may have stopped for good.
    at.simulated = simulatedZoom(account);
    await at.simulated.clock.advance(60_000);
    await soon(child, { recheckEveryMs: 6 * hourMs, ...(status === 400 ? { again: true } : {}) });
    expect((await stored(parent)).length).toBeGreaterThan(0);
    expect(await stored(child)).toHaveLength(whole);
  });
});

test("groups that were listed after their members were last read are not proved", async () => {
  await soon("group_members");
  await at.simulated.clock.advance(60_000);
  await soon("groups,-group_members", { again: true });
  const proof = emptyProof();
  await verifyStreams(workFor("group_members"), { span: days.span, deep: undefined }, proof);
  expect(proof.streams.find(({ name }) => name === "group_members")?.ok).toBe(false);
  await soon("group_members", { recheckEveryMs: 6 * hourMs });
  const after = emptyProof();
  await verifyStreams(workFor("group_members"), { span: days.span, deep: undefined }, after);
  expect(after.streams.find(({ name }) => name === "group_members")?.ok).toBe(true);
});

describe("without permission for", () => {
  const stream = "meeting_quality_summary";

  test("the first meeting alone, the others are read", async () => {
    await run("core");
    let refused: string | undefined;
    const { effects } = at.simulated;
    const { send } = effects;
    effects.send = async (request) => {
      const { pathname } = new URL(request.url);
      const isOne = pathname.endsWith("/qos_summary");
      refused ??= isOne ? pathname : undefined;
      if (isOne && pathname === refused)
        return { status: 400, headers: {}, text: JSON.stringify(permission) };
      return send(request);
    };
    const { tally, result } = await soon(stream);
    expect(result.refusals).toEqual([]);
    expect((await stored(stream)).length).toBeGreaterThan(100);
    const what = `meetings of which Zoom refuses the ${stream}`;
    expect(tally.cases).toContainEqual(expect.objectContaining({ what, count: 1, incomplete: true }));
    effects.send = send;
    expect((await soon(stream)).tally.stored[stream]).toBeGreaterThan(0);
  });

  test("every meeting, three are asked for, and one by the next run", async () => {
    await run("core");
    const { effects } = at.simulated;
    const { send } = effects;
    let calls = 0;
    effects.send = async (request) => {
      if (!request.url.includes("/qos_summary")) return send(request);
      calls += 1;
      return { status: 400, headers: {}, text: JSON.stringify(permission) };
    };
    const { result, tally } = await soon(stream);
    expect(result.refusals.map((refusal) => refusal.stream)).toEqual([stream]);
    expect(tally.cases).toEqual([]);
    expect(calls).toBe(3);
    await soon(stream);
    expect(calls).toBe(4);
  });

  test("one user's recordings, the others' are stored", async () => {
    await run("users");
    const ids = (await stored("users")).map(({ _id }) => _id).sort();
    const only = "recordings,-archive_files,-recording_registrants";
    await soon(only);
    const whole = (await stored("recordings")).length;
    const owner = String((await stored("recordings"))[0]?.host_id);
    expect(ids).toContain(owner);
    await begin({});
    const undo = answer(new RegExp(`/users/${owner}/recordings`), 400, permission);
    const { result } = await soon(only);
    expect(result.refusals).toEqual([]);
    expect((await stored("recordings")).length).toBeGreaterThan(0);
    undo();
    await soon(only);
    expect(await stored("recordings")).toHaveLength(whole);
  });
});

test("a walk through some users is not taken up by one through all", async () => {
  const given = { from: "2026-11-08", to: "2026-11-12", meetings_per_day: 20, seed: 3, users: 120 };
  const only = "recordings,-archive_files,-recording_registrants";
  await begin(given);
  await run(only);
  const whole = await stored("recordings");
  const [victim = ""] = whole.map(({ host_id }) => String(host_id)).sort();
  await begin(given);
  const { effects, stopper } = at.simulated;
  const { send } = effects;
  let calls = 0;
  effects.send = async (request) => {
    if (request.url.includes("/recordings?") && ++calls === 60) stopper.stop(new Interrupted());
    return send(request);
  };
  await run(only, { skipHosts: [victim] });
  at.simulated = simulatedZoom(given);
  await run(only);
  expect(await stored("recordings")).toHaveLength(whole.length);
});

test("what belongs to a series' settled meetings comes when the series is asked for", async () => {
  await run("core");
  const polled = (await stored("meetings")).find(
    ({ has_poll, state }) => has_poll === true && state === "settled",
  );
  const { effects, zoom, stopper } = at.simulated;
  const series = [String(polled?.meeting_series_id)];
  const { options, tally } = workFor("meeting_polls", { series });
  const { days: _, ...without } = options;
  await harvest(effects, zoom, at.harness.destination, without, stopper, tally);
  expect((await stored("meeting_polls")).length).toBeGreaterThan(0);
});

describe("a host to be left out", () => {
  test("who is no user any more is left out by the id", async () => {
    await soon("archive_files", { days: fiveDays });
    const host = String((await stored("archive_files"))[0]?.host_id);
    await begin({});
    const { effects } = at.simulated;
    const { send } = effects;
    effects.send = async (request) => {
      const answered = await send(request);
      const body = JSON.parse(answered.text) as { users?: { id: string }[] };
      if (body.users === undefined) return answered;
      const users = body.users.filter(({ id }) => id !== host);
      return { ...answered, text: JSON.stringify({ ...body, users }) };
    };
    await soon("archive_files", { days: fiveDays, skipHosts: [host] });
    const hosts = (await stored("archive_files")).map(({ host_id }) => host_id);
    expect(hosts.length).toBeGreaterThan(0);
    expect(hosts).not.toContain(host);
  });

  test("by e-mail needs the users where a list has no e-mails", async () => {
    answer(/\/users(\?|$)/, 400, scope);
    const { result } = await soon("archive_files", { skipHosts: ["somebody@example.edu"] });
    expect(await stored("archive_files")).toEqual([]);
    expect(result.refusals.map(({ stream }) => stream)).toContain("archive_files");
  });
});

test("a proof goes on where one list fails", async () => {
  await soon("sign_ins,roles,-role_members");
  answer(/\/report\/activities/, 500);
  const proof = emptyProof();
  await at.simulated.clock.until(
    verifyStreams(workFor("sign_ins,roles,-role_members"), { span: days.span, deep: undefined }, proof),
  );
  expect(Object.keys(proof.unproven)).toEqual(["sign_ins"]);
  expect(proof.streams.map(({ name }) => name)).toContain("roles");
});
