import fc from "fast-check";
import { expect, test } from "vitest";
import { permute, unpermute } from "../../src/simulator/hash.ts";
import {
  meetingNumber,
  meetingUuid,
  opaqueId,
  readMeetingNumber,
  readMeetingUuid,
  readOpaqueId,
  roomId,
} from "../../src/simulator/ids.ts";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const days = fc.integer({ min: 18_262, max: 26_000 });
const indices = fc.integer({ min: 0, max: 2 ** 19 - 1 });

test("a uuid leads back to its day and index, under its seed only", () => {
  fc.assert(
    fc.property(seeds, days, indices, (seed, day, index) => {
      const uuid = meetingUuid(seed, day, index);
      expect(readMeetingUuid(seed, uuid)).toEqual({ day, index });
      expect(readMeetingUuid((seed + 1) % 2 ** 32, uuid)).toBeUndefined();
    }),
  );
});

test("no text that is not a uuid of ours leads anywhere", () => {
  fc.assert(
    fc.property(seeds, fc.string(), (seed, text) => {
      expect(readMeetingUuid(seed, text)).toBeUndefined();
    }),
  );
  expect(readMeetingUuid(1, roomId(1, 20_000, 3, 0))).toBeUndefined();
});

test("indices 3 and 5 of a day give the two awkward uuids", () => {
  fc.assert(
    fc.property(seeds, days, (seed, day) => {
      expect(meetingUuid(seed, day, 3)).toMatch(/^\//);
      expect(meetingUuid(seed, day, 5)).toMatch(/^[^/].*\/\//);
    }),
    { numRuns: 10 },
  );
});

test("a number leads back to what it numbers", () => {
  const user = fc.integer({ min: 0, max: 200_000 });
  const things = fc.oneof(
    fc.record({ kind: fc.constantFrom("instant" as const, "scheduled" as const), day: days, index: indices }),
    fc.record({ kind: fc.constant("series" as const), series: fc.integer({ min: 0, max: 2 ** 28 - 1 }) }),
    fc.record({ kind: fc.constant("pmi" as const), user }),
  );
  fc.assert(
    fc.property(seeds, things, (seed, thing) => {
      const number = meetingNumber(seed, thing);
      expect(String(number)).toMatch(/^\d{9,11}$/);
      expect(readMeetingNumber(seed, number)).toEqual(thing);
    }),
  );
});

test("an id of 22 characters leads back to its number, as the kind that it is", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed, number) => {
      const id = opaqueId(seed, "user", number);
      expect(id).toMatch(/^[\w-]{22}$/);
      expect(readOpaqueId(seed, "user", id)).toBe(number);
      expect(readOpaqueId(seed, "group", id)).toBeUndefined();
    }),
  );
});

test("a permutation can be undone", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 0, max: 2 ** 32 - 1 }), (key, value) => {
      expect(unpermute(permute(value, 16, key), 16, key)).toBe(value);
    }),
  );
});
