/** What a writer does for the ledger: late writes, interim ones, listings noted after what they speak of. */

import { describe, expect, test } from "vitest";
import type { Listing } from "../../src/destinations/destination.ts";
import { settle } from "../support/manual-clock.ts";
import { full, open, put } from "./batches.ts";

describe("a write that is made when its turn has come", () => {
  test("sees what came into the batch while it waited for room", async () => {
    const { writer, confirm, batches } = open({ slow: true });
    const events: string[] = [];
    const adding = [writer.add(put(10)), writer.add(put(10))];
    const late = writer.add(() => {
      events.push("late");
      return put(1);
    });
    await settle();
    expect(events).toEqual([]);
    events.push("room");
    confirm.shift()?.();
    await settle();
    confirm.shift()?.();
    await Promise.all([...adding, late]);
    expect(events).toEqual(["room", "late"]);
    const flushing = writer.flush();
    await settle();
    confirm.shift()?.();
    await flushing;
    expect(batches.flat().map(({ documents }) => documents.length)).toEqual([10, 10, 1]);
  });

  test("may turn out to be none", async () => {
    const { writer, batches, clock } = open();
    await writer.add(() => undefined);
    await writer.flush();
    expect(batches).toEqual([]);
    expect(clock.sleeping).toBe(0);
  });

  test("is not made any more when the store has failed", async () => {
    const { writer } = open({ fails: true });
    await writer.add(put(10)).catch(() => {});
    let isMade = false;
    const late = writer.add(() => {
      isMade = true;
      return put(1);
    });
    await expect(late).rejects.toBe(full);
    expect(isMade).toBe(false);
  });
});

describe("a listing", () => {
  const listing: Listing = { what: "meetings", span: { start: 0, end: 1 }, at: 2 };

  test("is noted only when everything added before it is confirmed", async () => {
    const { writer, noted, confirm } = open({ slow: true });
    void writer.add(put(10));
    await writer.add(put(1));
    writer.note(listing);
    const flushing = writer.flush();
    await settle();
    confirm.shift()?.();
    await settle();
    expect(noted).toEqual([]);
    confirm.shift()?.();
    await flushing;
    expect(noted).toEqual([listing]);
  });

  test("is noted after two seconds also when there is nothing to write", async () => {
    const { writer, noted, batches, clock } = open();
    writer.note(listing);
    await clock.advance(1_999);
    expect(noted).toEqual([]);
    await clock.advance(1);
    expect(noted).toEqual([listing]);
    expect(batches).toEqual([]);
  });

  test("is never noted when what came before it could not be stored", async () => {
    const { writer, noted } = open({ fails: true });
    await writer.add(put(1));
    writer.note(listing);
    await expect(writer.flush()).rejects.toBe(full);
    await expect(writer.flush()).rejects.toBe(full);
    expect(noted).toEqual([]);
  });

  test("is never noted after an earlier batch has failed", async () => {
    const { writer, noted } = open({ fails: true });
    await writer.add(put(10)).catch(() => {});
    writer.note(listing);
    await writer.flush().catch(() => {});
    expect(noted).toEqual([]);
  });
});

describe("what is only a beginning", () => {
  test("is stored, and not counted", async () => {
    const { writer, tally, batches } = open();
    await writer.add(put(3, "meetings"), "interim");
    await writer.add(put(2, "meetings"));
    await writer.flush();
    expect(batches[0]).toHaveLength(2);
    expect(tally.stored).toEqual({ meetings: 2 });
  });
});

describe("a confirmed batch", () => {
  test("is told of, each time, and an empty one is not", async () => {
    const { writer } = open();
    let confirmed = 0;
    writer.confirmed = async () => {
      confirmed += 1;
    };
    await writer.flush();
    expect(confirmed).toBe(0);
    await writer.add(put(10));
    await writer.add(put(1));
    await writer.flush();
    expect(confirmed).toBe(2);
  });

  test("fails the run when what is told of it fails", async () => {
    const { writer } = open();
    writer.confirmed = async () => {
      throw full;
    };
    await writer.add(put(1));
    await expect(writer.flush()).rejects.toBe(full);
  });

  test("with newer forms in the store names them, and running again helps", async () => {
    const { writer, tally } = open({ superseded: 2 });
    await writer.add(put(3));
    await writer.flush();
    expect(tally.cases).toEqual([expect.objectContaining({ count: 2, incomplete: true })]);
  });
});
