import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ConfigurationError,
  Interrupted,
  RunStopped,
  StreamRefused,
  SubjectFailed,
} from "../../src/errors.ts";
import { Passing } from "../../src/zoom/answer.ts";
import { createRetry, type RetryOptions, retryDefaults } from "../../src/zoom/retry.ts";
import { manualClock, settle } from "../support/manual-clock.ts";

const what = { operation: "list meetings", host: "zoom.test" };

/** A retry on a manual clock; random is the middle. */
function open(options: Partial<RetryOptions> = {}, random = 0.5) {
  const clock = manualClock();
  const soft = new AbortController();
  const retry = createRetry({ ...clock, random: () => random }, soft.signal, {
    ...retryDefaults,
    ...options,
  });
  /** Runs one call whose attempts end as told, the last one again and again. */
  const call = async (...outcomes: (Error | string)[]) => {
    const attemptsAt: number[] = [];
    const done = retry(what, async (count) => {
      attemptsAt.push(clock.elapsed());
      const outcome = outcomes[Math.min(count, outcomes.length) - 1];
      if (outcome instanceof Error) throw outcome;
      return outcome;
    });
    const result = await clock.until(
      done.then(
        (value) => ({ value, error: undefined }),
        (error: unknown) => ({ value: undefined, error }),
      ),
    );
    return { ...result, attempts: attemptsAt.length, attemptsAt };
  };
  return { clock, soft, retry, call };
}

const network = new Passing("network", "connection lost");
const server = new Passing("server", "HTTP 502");
const rate = new Passing("rate", "too many calls at once");
const notJson = new Passing("not_json", "HTTP 200 with an HTML page instead of JSON");
const refused = new StreamRefused({ operation: "list meetings", reason: "no scope" });

describe("attempts", () => {
  test("a good answer needs one attempt", async () => {
    expect(await open().call("good")).toMatchObject({ value: "good", attempts: 1 });
  });

  test.each([network, server, rate, notJson])("what may pass is tried again: $kind", async (error) => {
    expect(await open().call(error, error, "good")).toMatchObject({ value: "good", attempts: 3 });
  });

  test("what cannot pass is never tried again", async () => {
    for (const error of [refused, new TypeError("a bug"), new Interrupted()]) {
      expect(await open().call(error, "good")).toMatchObject({ error, attempts: 1 });
    }
  });

  test("eight fail for one call while Zoom answers others", async () => {
    const { call } = open();
    await call("good");
    const { attempts, error } = await call(server);
    expect(attempts).toBe(8);
    expect(error).toBeInstanceOf(SubjectFailed);
    expect(String(error)).toContain("zoom.test: HTTP 502, 8 attempts");
  });

  test("a Zoom that has never answered is given up after five", async () => {
    const { attempts, error } = await open().call(server);
    expect(attempts).toBe(5);
    expect(error).toBeInstanceOf(RunStopped);
    expect(String(error)).toContain("Zoom cannot be reached (zoom.test: HTTP 502, 5 attempts)");
  });

  test("what has never been JSON is a wrong address, told as such", async () => {
    const { error } = await open().call(notJson);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain("--zoom_api_url");
  });

  test("a network that is gone half-way stops the run", async () => {
    const { call } = open();
    await call("good");
    expect((await call(network)).error).toBeInstanceOf(RunStopped);
  });
});

describe("waits", () => {
  test("double from attempt to attempt up to the longest, jittered by a quarter each way", async () => {
    const { call } = open();
    await call("good");
    const { attemptsAt } = await call(server);
    const waits = attemptsAt.slice(1).map((at, index) => at - (attemptsAt[index] ?? 0));
    expect(waits).toEqual([300, 600, 1_200, 2_400, 4_800, 9_600, 15_000]);
  });

  test("never fall below half and never exceed the whole, whatever chance says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 0.999_999, noNaN: true }), async (random) => {
        const { attemptsAt } = await open({}, random).call(server, server, "good");
        const [first = 0, second = 0, third = 0] = attemptsAt;
        expect(second - first).toBeGreaterThanOrEqual(200);
        expect(second - first).toBeLessThanOrEqual(400);
        expect(third - second).toBeGreaterThanOrEqual(400);
        expect(third - second).toBeLessThanOrEqual(800);
      }),
      { numRuns: 20 },
    );
  });

  test("are at least as long as Zoom's Retry-After says", async () => {
    const { attemptsAt } = await open().call(new Passing("rate", "too many", 7_000), "good");
    expect(attemptsAt[1]).toBeGreaterThanOrEqual(7_000);
    expect(attemptsAt[1]).toBeLessThan(8_000);
  });

  test("end at once when the run stops", async () => {
    const { clock, soft, retry } = open();
    const done = retry(what, async () => {
      throw server;
    });
    const ended = expect(done).rejects.toMatchObject({ name: "AbortError" });
    await settle();
    soft.abort(new Interrupted());
    await ended;
    expect(clock.sleeping).toBe(0);
    expect(clock.elapsed()).toBe(0);
  });
});

describe("rate refusals", () => {
  test("do not count as failures", async () => {
    const { call } = open();
    const twenty = Array.from({ length: 20 }, () => rate);
    expect(await call(...twenty, "good")).toMatchObject({ value: "good", attempts: 21 });
  });

  test("put one call off for a quarter of an hour at most", async () => {
    const { call, clock } = open();
    await call("good");
    const { error } = await call(new Passing("rate", "too many calls at once", 30_000));
    expect(error).toBeInstanceOf(SubjectFailed);
    expect(clock.elapsed()).toBeGreaterThan(15 * 60_000);
    expect(clock.elapsed()).toBeLessThan(17 * 60_000);
  });
});

describe("the breaker", () => {
  test("ten calls that fail one after the other stop the run", async () => {
    const { call } = open();
    await call("good");
    const kinds: unknown[] = [];
    for (let count = 0; count < 10; count += 1) kinds.push(((await call(server)).error as Error).name);
    expect(kinds).toEqual([...Array(9).fill("SubjectFailed"), "RunStopped"]);
  });

  test("a good call in between begins the count anew", async () => {
    const { call } = open();
    await call("good");
    for (let count = 0; count < 30; count += 1) {
      expect((await call(server)).error).toBeInstanceOf(SubjectFailed);
      if (count % 9 === 8) await call("good");
    }
  });

  test("a refusal is an answer too: it begins the count anew", async () => {
    const { call } = open();
    await call("good");
    for (let count = 0; count < 12; count += 1) {
      expect((await call(server)).error).toBeInstanceOf(SubjectFailed);
      expect((await call(refused)).error).toBe(refused);
    }
  });
});
