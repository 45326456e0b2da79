/** Dead letters once more, with a store in memory. */

import { beforeEach, describe, expect, test } from "vitest";
import type { DeadLetter, Destination } from "../../src/destinations/destination.ts";
import type { Document, JsonObject } from "../../src/document.ts";
import { type JudgedLetter, judgeLetters, sendLetters } from "../../src/harvest/replay.ts";
import { attendance } from "../../src/streams/attendance.ts";
import { createMapper } from "../../src/streams/map.ts";
import { meetings } from "../../src/streams/meeting.ts";
import { sessions } from "../../src/streams/session.ts";
import type { Harness } from "../destinations/contract.ts";
import { account, members, owners, things } from "../destinations/contract-data.ts";
import { memoryHarness } from "../destinations/memory.ts";

const collections = [
  { ...things, fields: { ...things.fields, harvest: owners.fields.harvest as never } },
  owners,
  members,
  meetings,
  sessions,
  attendance,
];
const harvestOf = (run: string, at: string) => ({ harvest: { run, at } });
const first = harvestOf("run-1", "2026-11-20T10:00:00Z");
const later = harvestOf("run-2", "2026-11-21T10:00:00Z");
const thing = (id: string, more: JsonObject = {}): Document => ({ _id: id, ...first, ...more });
const owner = (id: string, more: JsonObject = {}): Document => ({
  _id: id,
  start: "2026-11-02T08:00:00Z",
  ...first,
  ...more,
});
const member = (id: string, of: string, more: JsonObject = {}): Document => ({
  _id: id,
  owner: of,
  owner_start: "2026-11-02T08:00:00Z",
  ...first,
  ...more,
});
const letter = (to: string, record: Document, more: Partial<DeadLetter> = {}): DeadLetter => ({
  to,
  id: record._id,
  reason: "no such field",
  record,
  ...more,
});

let harness: Harness;
let store: Destination;

beforeEach(async () => {
  harness = await memoryHarness();
  await harness.open(collections);
  store = harness.destination;
});

const judge = async (): Promise<JudgedLetter[]> => judgeLetters(store, await store.letters(), collections);
const statesOf = (letters: readonly JudgedLetter[]) =>
  Object.fromEntries(letters.map(({ id, state, reason }) => [id ?? reason, state]));
const counting = {
  peopleMapper: () => createMapper(attendance.fields),
  options: { without: new Set<never>() },
  stamp: (source: string) => ({
    account_id: account,
    harvest: { run: "run-9", at: "2026-11-22T10:00:00Z", source, version: "1" },
  }),
};
const send = async () => sendLetters(store, await judge(), collections, counting);
const idsIn = async (collection: string) => (await harness.readAll(collection)).map(({ _id }) => _id).sort();

describe("a dead letter", () => {
  test("is open while nothing newer is stored", async () => {
    await store.bury([letter("things", thing("t"))]);
    expect(statesOf(await judge())).toEqual({ t: "open" });
  });

  test("is open beside what its own run has stored, before and after", async () => {
    await store.write([
      { to: "owners", documents: [owner("o", harvestOf("run-1", "2026-11-20T10:00:09Z"))] },
    ]);
    await store.bury([letter("members", member("m", "o"), { owner: "o" })]);
    expect(statesOf(await judge())).toEqual({ m: "open" });
  });

  test("is open beside what an earlier run has stored", async () => {
    await store.write([{ to: "things", documents: [thing("t")] }]);
    await store.bury([letter("things", thing("t", later))]);
    expect(statesOf(await judge())).toEqual({ t: "open" });
  });

  test("is superseded when its document was harvested since", async () => {
    await store.bury([letter("things", thing("t"))]);
    await store.write([{ to: "things", documents: [thing("t", later)] }]);
    expect(statesOf(await judge())).toEqual({ t: "superseded" });
  });

  test("of a set is superseded when its owner was harvested since, whether it is in the set or not", async () => {
    await store.bury([
      letter("members", member("m", "o"), { owner: "o" }),
      letter("members", member("n", "o")),
    ]);
    await store.write([
      { owner: { to: "owners", document: owner("o", later) }, to: "members", documents: [], complete: true },
    ]);
    expect(statesOf(await judge())).toEqual({ m: "superseded", n: "superseded" });
  });

  test("that never became a document is raw", async () => {
    await store.bury([
      { to: "owners", reason: "without a key", record: { topic: "x" } },
      { to: "owners", reason: "no object", record: null },
    ]);
    expect(statesOf(await judge())).toEqual({ "without a key": "raw", "no object": "raw" });
  });
});

describe("sending", () => {
  test("stores what is open, and forgets the letters", async () => {
    await store.bury([letter("things", thing("t", { text: "late" }))]);
    expect(await send()).toEqual({ sent: 1, refused: 0, superseded: 0 });
    expect(await harness.readAll("things")).toEqual([thing("t", { text: "late" })]);
    expect(await store.letters()).toEqual([]);
  });

  test("adds a set's document to the set, and removes none of it", async () => {
    await store.write([
      {
        owner: { to: "owners", document: owner("o") },
        to: "members",
        documents: [member("m", "o")],
        complete: true,
      },
    ]);
    await store.bury([letter("members", member("n", "o"), { owner: "o" })]);
    expect(await send()).toMatchObject({ sent: 1 });
    expect(await idsIn("members")).toEqual(["m", "n"]);
  });

  test("stores an owner that was refused with the documents that it took with it", async () => {
    await store.bury([
      letter("members", member("m", "o"), { owner: "o" }),
      letter("owners", owner("o")),
      letter("members", member("n", "o"), { owner: "o" }),
    ]);
    expect(await send()).toEqual({ sent: 3, refused: 0, superseded: 0 });
    expect(await idsIn("owners")).toEqual(["o"]);
    expect(await idsIn("members")).toEqual(["m", "n"]);
  });

  test("stores an owner beside the members that an earlier run has stored, and removes none of them", async () => {
    const before = harvestOf("run-0", "2026-11-19T10:00:00Z");
    await store.write([
      {
        owner: { to: "owners", document: owner("o", before) },
        to: "members",
        documents: [member("m", "o", before)],
        complete: true,
      },
    ]);
    await store.bury([letter("owners", owner("o")), letter("members", member("n", "o"), { owner: "o" })]);
    expect(await send()).toMatchObject({ sent: 2 });
    expect(await idsIn("members")).toEqual(["m", "n"]);
  });

  test("never sends what was harvested since, and forgets it", async () => {
    await store.write([{ to: "things", documents: [thing("t", { ...later, text: "new" })] }]);
    await store.bury([letter("things", thing("t", { text: "old" }))]);
    expect(await send()).toEqual({ sent: 0, refused: 0, superseded: 1 });
    expect(await harness.readAll("things")).toEqual([thing("t", { ...later, text: "new" })]);
    expect(await store.letters()).toEqual([]);
  });

  test("keeps what is refused again, with the new reason alone", async () => {
    await store.bury([
      letter("things", thing("bad", { long: "not a number" })),
      letter("things", thing("good")),
    ]);
    expect(await send()).toEqual({ sent: 1, refused: 1, superseded: 0 });
    const [left, ...others] = await store.letters();
    expect(others).toEqual([]);
    expect(left).toMatchObject({ id: "bad", record: { long: "not a number" } });
    expect(left?.reason).toMatch(/long/);
    expect(await send()).toEqual({ sent: 0, refused: 1, superseded: 0 });
    expect(await store.letters()).toHaveLength(1);
  });

  test("of an owner that is refused again keeps its documents too", async () => {
    await store.bury([
      letter("owners", owner("o", { start: 5 })),
      letter("members", member("m", "o"), { owner: "o" }),
    ]);
    expect(await send()).toEqual({ sent: 0, refused: 2, superseded: 0 });
    expect((await store.letters()).map(({ id }) => id).sort()).toEqual(["m", "o"]);
    expect(await idsIn("members")).toEqual([]);
  });

  test("leaves raw letters where they are", async () => {
    await store.bury([{ to: "owners", reason: "without a key", record: { topic: "x" } }]);
    expect(await send()).toEqual({ sent: 0, refused: 0, superseded: 0 });
    expect(await store.letters()).toHaveLength(1);
  });

  test("nothing writes nothing", async () => {
    expect(await send()).toEqual({ sent: 0, refused: 0, superseded: 0 });
  });
});

test("a session that is sent again is counted among its meeting's people", async () => {
  const meeting: Document = {
    _id: "m",
    uuid: "m",
    account_id: account,
    start_time: "2026-11-02T08:00:00Z",
    end_time: "2026-11-02T09:00:00Z",
    duration: 3_600,
    unique_people: 0,
    attendance_rules: "1",
    ...first,
  };
  const session: Document = {
    _id: "s",
    meeting: "m",
    email: "a@example.com",
    join_time: "2026-11-02T08:00:00Z",
    leave_time: "2026-11-02T08:30:00Z",
    ...first,
  };
  await store.write([
    { owner: { to: "meetings", document: meeting }, to: "sessions", documents: [], complete: true },
  ]);
  await store.bury([letter("sessions", session, { owner: "m" })]);
  expect(await send()).toEqual({ sent: 1, refused: 0, superseded: 0 });
  expect(await harness.readAll("meetings")).toMatchObject([{ unique_people: 1, attended_seconds: 1_800 }]);
  expect(await harness.readAll("attendance")).toMatchObject([
    { meeting: "m", person: "email:a@example.com", attended_seconds: 1_800, share: 0.5 },
  ]);
  expect(await store.recall("concurrency_due")).toEqual(["2026-11-02"]);
});

test("a session of another account's meeting leaves the counting to a harvest of that account", async () => {
  const meeting: Document = {
    _id: "m",
    uuid: "m",
    account_id: "another",
    start_time: "2026-11-02T08:00:00Z",
    attendance_rules: "1",
    ...first,
  };
  await store.write([{ to: "meetings", documents: [meeting] }]);
  const session: Document = { _id: "s", meeting: "m", email: "a@example.com", ...first };
  await store.bury([letter("sessions", session, { owner: "m" })]);
  expect((await send()).sent).toBe(1);
  const { attendance_rules: _, ...open } = meeting;
  expect(await harness.readAll("meetings")).toEqual([open]);
  expect(await harness.readAll("attendance")).toEqual([]);
});
