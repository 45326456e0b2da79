import { expect, test } from "vitest";
import { type GivenOptions, readOptions } from "../../src/simulator/options.ts";

test("defaults are complete and frozen", () => {
  const options = readOptions();
  expect(options).toMatchObject({
    plan: "business",
    limits: "on",
    headers: "full",
    days: 30,
    seed: 1,
    port: 0,
  });
  expect(Object.isFrozen(options)).toBe(true);
});

test("numbers may be given as text", () => {
  const given = { seed: "7", limit_share: "0.5", clock_offset: "-1.5" };
  expect(readOptions(given)).toMatchObject({ seed: 7, limit_share: 0.5, clock_offset: -1.5 });
});

test.each<[GivenOptions, string]>([
  [{ seed: "x" }, "Expected `seed` to be a whole number from 0 to 4294967295, got `x`."],
  [{ users: 0 }, "Expected `users` to be a whole number from 1 to 200000, got `0`."],
  [{ limit_share: 2 }, "Expected `limit_share` to be a number from 0.001 to 1, got `2`."],
  [
    { clock_offset: "2h" },
    "Expected `clock_offset` to be a number from -1000000000 to 1000000000, got `2h`.",
  ],
  [{ app: "gone" }, "Expected `app` to be active, deactivated, got `gone`."],
  [{ plan: "gold" }, "Expected `plan` to be business, pro, free, got `gold`."],
  [
    { from: "2026-02-30", to: "2026-03-01" },
    "Expected `from` to be a day from 2020 to 2041 as yyyy-mm-dd, got `2026-02-30`.",
  ],
  [{ from: "2026-10-01" }, "Expected `to` to be given too, got `undefined`."],
  [{ from: "2026-10-02", to: "2026-10-01" }, "Expected `to` to be 2026-10-02 or later, got `2026-10-01`."],
  [
    { from: "2026-10-01", to: "2026-10-02", days: 3 },
    "Expected `days` to be absent beside `from` and `to`, got `3`.",
  ],
  [{ account_zone: "Mars/Base" }, "Expected `account_zone` to be a time zone's name, got `Mars/Base`."],
  [{ faults: "500:2" }, "Expected `faults` to be probabilities from 0 to 1, got `500:2`."],
  [
    { faults: "500:0.6,reset:0.6" },
    "Expected `faults` to be probabilities that sum to 1 at most, got `500:0.6,reset:0.6`.",
  ],
  [{ scopes: "a b!" }, "Expected `scopes` to be names of scopes, got `b!`."],
  [{ nonsense: 1 } as GivenOptions, "Expected `nonsense` to be a switch of the simulator, got `unknown`."],
])("%o is refused in a sentence that names it", (given, message) => {
  expect(() => readOptions(given)).toThrow(message);
});
