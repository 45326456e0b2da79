import { describe, expect, test } from "vitest";
import type { DeadLetter } from "../../src/destinations/destination.ts";
import { settle } from "../support/manual-clock.ts";
import { full, meeting, open, put } from "./batches.ts";

describe("a batch", () => {
  test("is written when it is full", async () => {
    const { writer, batches } = open();
    await writer.add(put(4));
    await writer.add(put(5));
    expect(batches).toHaveLength(0);
    await writer.add(put(1));
    expect(batches).toHaveLength(1);
    expect(batches[0]).toHaveLength(3);
  });

  test("is written after two seconds when it is not", async () => {
    const { writer, batches, clock } = open();
    await writer.add(put(1));
    await clock.advance(1_999);
    expect(batches).toHaveLength(0);
    await clock.advance(1);
    expect(batches).toHaveLength(1);
    expect(clock.sleeping).toBe(0);
  });

  test("that is flushed leaves no timer, and the next one begins its own", async () => {
    const { writer, batches, clock } = open();
    await writer.add(put(1));
    await writer.flush();
    expect(clock.sleeping).toBe(0);
    await writer.add(put(1));
    await clock.advance(2_000);
    expect(batches).toHaveLength(2);
  });

  test("without documents is not written", async () => {
    const { writer, batches } = open();
    await writer.flush();
    expect(batches).toEqual([]);
  });

  test("counts a meeting beside its sessions", async () => {
    const { writer, tally } = open();
    await writer.add(meeting(3));
    await writer.add(put(2));
    await writer.flush();
    expect(tally.stored).toEqual({ meetings: 1, sessions: 3, users: 2 });
  });
});

describe("a slow store", () => {
  test("makes who adds wait, so that the memory does not fill", async () => {
    const { writer, confirm } = open({ slow: true });
    let added = false;
    const adding = writer.add(put(10)).then(() => {
      added = true;
    });
    await settle();
    expect(added).toBe(false);
    confirm.shift()?.();
    await adding;
    expect(added).toBe(true);
  });

  test("gets one batch at a time, in order", async () => {
    const { writer, confirm, batches, mostAtOnce } = open({ slow: true });
    const adding = [1, 2, 3].map((count) => writer.add(put(10 * count)));
    await settle();
    expect(batches).toHaveLength(1);
    for (let round = 0; round < 3; round += 1) {
      confirm.shift()?.();
      await settle();
    }
    await Promise.all(adding);
    expect(mostAtOnce()).toBe(1);
    expect(batches.map(([first]) => first?.documents.length)).toEqual([10, 20, 30]);
  });

  test("has confirmed everything before a flush ends", async () => {
    const { writer, confirm } = open({ slow: true });
    void writer.add(put(10));
    await writer.add(put(1)).catch(() => {});
    let flushed = false;
    const flushing = writer.flush().then(() => {
      flushed = true;
    });
    await settle();
    confirm.shift()?.();
    await settle();
    expect(flushed).toBe(false);
    confirm.shift()?.();
    await flushing;
    expect(flushed).toBe(true);
  });
});

describe("documents that the store refuses", () => {
  const letter: DeadLetter = { to: "sessions", id: "1", reason: "no such date", record: {} };

  test("are buried, counted, and not counted as stored", async () => {
    const { writer, tally, buried } = open({ refuses: [letter] });
    await writer.add(meeting(3));
    await writer.flush();
    expect(buried).toEqual([letter]);
    expect(tally.stored).toEqual({ meetings: 1, sessions: 2 });
    expect([tally.deadLetters, tally.deadLettersIn]).toEqual([1, "letters.ndjson"]);
  });

  test("and records that never became documents lie together", async () => {
    const { writer, tally, buried } = open();
    await writer.bury([letter]);
    await writer.bury([]);
    expect(buried).toEqual([letter]);
    expect(tally.deadLetters).toBe(1);
  });
});

describe("a store that fails", () => {
  test("fails who adds, who flushes and who buries, also later", async () => {
    const { writer } = open({ fails: true });
    await expect(writer.add(put(10))).rejects.toBe(full);
    await expect(writer.add(put(1))).rejects.toBe(full);
    await expect(writer.flush()).rejects.toBe(full);
    await expect(writer.bury([{ to: "users", reason: "x", record: {} }])).rejects.toBe(full);
  });

  test("behind the timer is told to the next who adds", async () => {
    const { writer, clock, tally } = open({ fails: true });
    await writer.add(put(1));
    await clock.advance(2_000);
    await expect(writer.add(put(1))).rejects.toBe(full);
    expect(tally.stored).toEqual({});
  });

  test("is not written to again", async () => {
    const { writer, batches } = open({ fails: true });
    await writer.add(put(10)).catch(() => {});
    await writer.flush().catch(() => {});
    await writer.add(put(10)).catch(() => {});
    expect(batches).toHaveLength(1);
  });
});
