import { expect, test } from "vitest";
import { Interrupted } from "../../src/errors.ts";
import { Stopper } from "../../src/harvest/stopper.ts";
import { manualClock } from "../support/manual-clock.ts";

test("stopping starts nothing new at once and cuts off after five seconds", async () => {
  const clock = manualClock();
  const stopper = new Stopper(clock);
  const reason = new Interrupted();
  stopper.stop(reason);
  expect([stopper.stopped, stopper.soft.aborted, stopper.hard.aborted]).toEqual([true, true, false]);
  await clock.advance(4_999);
  expect(stopper.hard.aborted).toBe(false);
  await clock.advance(1);
  expect(stopper.hard.aborted).toBe(true);
  expect([stopper.soft.reason, stopper.hard.reason]).toEqual([reason, reason]);
});

test("the first reason counts", () => {
  const stopper = new Stopper(manualClock());
  stopper.stop(new Error("first"));
  stopper.stop(new Error("second"));
  expect(stopper.reason).toMatchObject({ message: "first" });
});

test("a run that has ended leaves no timer behind", async () => {
  const clock = manualClock();
  const stopper = new Stopper(clock);
  stopper.stop(new Error("enough"));
  stopper.settle();
  await clock.advance(0);
  expect(clock.sleeping).toBe(0);
  expect(stopper.hard.aborted).toBe(true);
});

test("a run that was never stopped has no reason", () => {
  const stopper = new Stopper(manualClock());
  stopper.settle();
  expect(stopper.reason).toBeUndefined();
  expect(stopper.stopped).toBe(false);
});
