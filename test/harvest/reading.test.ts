/** Meetings on their way from a listing to the writer, with a simulated Zoom and a store in memory. */

import { beforeEach, describe, expect, test } from "vitest";
import type { Document } from "../../src/document.ts";
import { Interrupted } from "../../src/errors.ts";
import { type Listed, listMeetings } from "../../src/harvest/list-meetings.ts";
import { Reading } from "../../src/harvest/reading.ts";
import type { HarvestOptions, Work } from "../../src/harvest/work.ts";
import { collections } from "../../src/streams/derived.ts";
import { spanOfDays } from "../../src/time.ts";
import type { Harness } from "../destinations/contract.ts";
import { account } from "../destinations/contract-data.ts";
import { memoryHarness } from "../destinations/memory.ts";
import { settle } from "../support/manual-clock.ts";
import { knowNothing, type Simulated, simulatedZoom, workOn } from "./simulated.ts";

const date = "2026-11-10";
const day = spanOfDays(date, date, "UTC");
const participants = /participants$/;
let simulated: Simulated;
let harness: Harness;

beforeEach(async () => {
  simulated = simulatedZoom({ from: "2026-11-08", to: "2026-11-12", meetings_per_day: 20, seed: 3 });
  harness = await memoryHarness();
  await harness.open(collections);
});

function begin(more: Partial<HarvestOptions> = {}): { work: Work; reading: Reading } {
  const work = workOn(simulated, harness.destination, more);
  return { work, reading: new Reading(work, knowNothing(work)) };
}

/** The day's meetings as Zoom lists them. */
async function listed(work: Work): Promise<Listed[]> {
  const all: Listed[] = [];
  await listMeetings(work, day, async (page) => {
    all.push(...page);
    return page.length;
  });
  return all;
}

const reads = () => simulated.asked.filter((call) => call.includes("/participants")).length;
const stateOf = async (): Promise<Record<string, number>> => {
  const states: Record<string, number> = {};
  for (const { state } of await harness.readAll("meetings"))
    states[String(state)] = (states[String(state)] ?? 0) + 1;
  return states;
};
const keep = (meetings: readonly Listed[], state: string) =>
  harness.destination.write([
    {
      to: "meetings",
      documents: meetings.map(
        ({ uuid, fields }): Document => ({
          _id: uuid,
          ...fields,
          account_id: account,
          state,
          sessions_total: 2,
        }),
      ),
    },
  ]);

describe("meetings that a listing shows", () => {
  test("are read, each once, also when two pages show them", async () => {
    const { work, reading } = begin();
    const all = await listed(work);
    expect(await reading.take(all)).toBe(all.length);
    expect(await reading.take(all)).toBe(0);
    await reading.end();
    await work.writer.flush();
    expect(await stateOf()).toEqual({ settled: all.length });
    expect(work.tally.done).toBe(all.length);
    const truth = await simulated.truth(date);
    expect(await harness.readAll("sessions")).toHaveLength(truth.sessions);
  });

  test("and that are settled and unchanged need nothing", async () => {
    const { work, reading } = begin();
    const all = await listed(work);
    await keep(all, "settled");
    expect(await reading.take(all)).toBe(0);
    await reading.end();
    expect([work.tally.unchanged, reads()]).toEqual([all.length, 0]);
  });

  test("and that were young are settled without a call", async () => {
    const { work, reading } = begin();
    const all = await listed(work);
    await keep(all, "young");
    expect(await reading.take(all)).toBe(0);
    await work.writer.flush();
    expect(await stateOf()).toEqual({ settled: all.length });
    expect([work.tally.states.settled, reads()]).toEqual([all.length, 0]);
  });

  test("and that have changed since are read, they alone", async () => {
    const { work, reading } = begin();
    const all = await listed(work);
    await keep(all, "settled");
    const [one] = all;
    const changed = all.map((meeting) =>
      meeting === one ? { ...meeting, fields: { ...meeting.fields, participant_sessions: 99 } } : meeting,
    );
    expect(await reading.take(changed)).toBe(1);
    await reading.end();
    expect(simulated.asked.filter((call) => call.includes("/participants"))).toHaveLength(1);
  });

  test.each([
    ["and have changed since forget which streams about them were read", 99, undefined],
    ["and are as they were keep which streams about them were read", undefined, ["meeting_polls"]],
  ])("%s", async (_, participant_sessions, left) => {
    const { work, reading } = begin({ again: true });
    const [one] = await listed(work);
    if (one === undefined) throw new TypeError("Expected a meeting");
    const stored = { _id: one.uuid, ...one.fields, account_id: account, state: "settled", sessions_total: 2 };
    const document: Document = { ...stored, streams_read: ["meeting_polls"] };
    await harness.destination.write([{ to: "meetings", documents: [document] }]);
    const fields = participant_sessions === undefined ? one.fields : { ...one.fields, participant_sessions };
    await reading.take([{ ...one, fields }]);
    await reading.end();
    await work.writer.flush();
    const [after] = await harness.destination.read("meetings", [one.uuid]);
    expect(after?.streams_read).toEqual(left);
  });

  test("with `again` are all read", async () => {
    const { work, reading } = begin({ again: true });
    const all = await listed(work);
    await keep(all, "settled");
    expect(await reading.take(all)).toBe(all.length);
    await reading.end();
    expect(reads()).toBeGreaterThanOrEqual(all.length);
  });

  test("of hosts to skip are left out, and counted", async () => {
    const { work: first } = begin();
    const all = await listed(first);
    const { email } = (all[0] as Listed).fields.host as { email: string };
    const theirs = all.filter(({ fields }) => (fields.host as { email?: string }).email === email);
    const { work, reading } = begin({ skipHosts: [email] });
    expect(await reading.take(all)).toBe(all.length - theirs.length);
    expect(work.tally.cases).toContainEqual(
      expect.objectContaining({ what: expect.stringMatching(/left out by/), count: theirs.length }),
    );
    await reading.end();
  });
});

describe("a listing that is noted", () => {
  test("has its unread meetings stored as listed first, which are not counted", async () => {
    const { work, reading } = begin();
    const all = await listed(work);
    simulated.gate.path = participants;
    await reading.take(all);
    await reading.noteListed("meetings", [day], 5);
    expect(await harness.destination.listings("meetings")).toEqual([]);
    await work.writer.flush();
    expect(await harness.destination.listings("meetings")).toEqual([{ what: "meetings", span: day, at: 5 }]);
    expect(await stateOf()).toEqual({ listed: all.length });
    expect(work.tally.stored).toEqual({});
    simulated.gate.open();
    await reading.end();
    await work.writer.flush();
    expect(await stateOf()).toEqual({ settled: all.length });
    expect(work.tally.stored.meetings).toBe(all.length);
  });

  test("leaves meetings that are open already as they are", async () => {
    const { work, reading } = begin();
    const all = await listed(work);
    await keep(all, "partial");
    simulated.gate.path = participants;
    await reading.take(all);
    await reading.noteListed("meetings", [day], 5);
    await work.writer.flush();
    expect(await stateOf()).toEqual({ partial: all.length });
    simulated.gate.open();
    await reading.end();
  });

  test("has settled meetings that have changed stored as partial, so that a run that dies now does not forget them", async () => {
    const { work, reading } = begin();
    const all = await listed(work);
    const before = all.map((one) => ({ ...one, fields: { ...one.fields, participant_sessions: 0 } }));
    await keep(before, "settled");
    simulated.gate.path = participants;
    expect(await reading.take(all)).toBe(all.length);
    await reading.noteListed("meetings", [day], 5);
    await work.writer.flush();
    expect(await stateOf()).toEqual({ partial: all.length });
    simulated.gate.open();
    await reading.end();
    await work.writer.flush();
    expect(await stateOf()).toEqual({ settled: all.length });
  });

  test("of nothing is not noted", async () => {
    const { work, reading } = begin();
    await reading.noteListed("meetings", [], 5);
    await work.writer.flush();
    expect(await harness.destination.listings("meetings")).toEqual([]);
  });
});

describe("a run that ends early", () => {
  test("stores the meetings that it knew of and did not read, and counts them", async () => {
    const { work, reading } = begin({ concurrency: 1 });
    const all = await listed(work);
    simulated.gate.path = participants;
    await reading.take(all);
    simulated.stopper.stop(new Interrupted());
    simulated.gate.open();
    await reading.end();
    const rest = await reading.storeRest();
    await work.writer.flush();
    const states = await stateOf();
    expect(states.listed).toBe(rest);
    expect(rest).toBeGreaterThan(all.length / 2);
    expect(Object.values(states).reduce((sum, count) => sum + count)).toBe(all.length);
    expect(work.tally.states.listed).toBe(rest);
  });
});

describe("a listing that is far ahead", () => {
  test("waits while 2,000 meetings are to be read", async () => {
    const { work, reading } = begin({ concurrency: 1 });
    const [one] = await listed(work);
    const many = Array.from({ length: 2_002 }, (_, index) => ({
      ...(one as Listed),
      uuid: `${index}==`,
    }));
    simulated.gate.path = participants;
    let isTaken = false;
    const taking = reading.take(many).then(() => {
      isTaken = true;
    });
    await settle();
    expect(isTaken).toBe(false);
    simulated.stopper.stop(new Interrupted());
    simulated.gate.open();
    await taking;
    await reading.end();
  });
});
