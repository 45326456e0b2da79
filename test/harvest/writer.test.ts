import { describe, expect, test } from "vitest";
import type {
  DeadLetter,
  Destination,
  Listing,
  Outcome,
  SetOf,
  Write,
} from "../../src/destinations/destination.ts";
import { DestinationError } from "../../src/errors.ts";
import { Tally } from "../../src/harvest/tally.ts";
import { Writer } from "../../src/harvest/writer.ts";
import { manualClock, settle } from "../support/manual-clock.ts";

const put = (count: number, to = "users"): Write => ({
  to,
  documents: Array.from({ length: count }, (_, id) => ({ _id: String(id) })),
});
const meeting = (sessions: number): SetOf => ({
  owner: { to: "meetings", document: { _id: "m" } },
  to: "sessions",
  documents: Array.from({ length: sessions }, (_, id) => ({ _id: String(id) })),
  complete: true,
});
const full = new DestinationError({ operation: "write", reason: "the disk is full" });

/** A store in memory that answers when told, or at once. */
function open({ slow = false, fails = false, refuses = [] as DeadLetter[], superseded = 0, size = 10 } = {}) {
  const noted: Listing[] = [];
  const batches: (readonly Write[])[] = [];
  const buried: DeadLetter[] = [];
  const confirm: (() => void)[] = [];
  let writing = 0;
  let most = 0;
  const store = {
    where: "memory",
    write: async (writes: readonly Write[]): Promise<Outcome> => {
      writing += 1;
      most = Math.max(most, writing);
      batches.push(writes);
      if (slow) await new Promise<void>((resolve) => confirm.push(resolve));
      writing -= 1;
      if (fails) throw full;
      return { stored: 0, refused: refuses, superseded };
    },
    noteListings: async (listings: readonly Listing[]) => {
      noted.push(...listings);
    },
    bury: async (letters: readonly DeadLetter[]) => {
      if (fails) throw full;
      buried.push(...letters);
      return "letters.ndjson";
    },
  } as unknown as Destination;
  const clock = manualClock();
  const tally = new Tally();
  const writer = new Writer(clock, store, tally, { documents: size, waitMs: 2_000 });
  return { clock, tally, writer, batches, buried, noted, confirm, mostAtOnce: () => most };
}

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
