import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/document.ts";
import { leaveReasonCode } from "../../src/streams/leave-reason.ts";
import { readPlace } from "../../src/streams/place.ts";
import {
  asBoolean,
  asBytes,
  asDay,
  asDigits,
  asInstant,
  asJson,
  asListed,
  asNote,
  asNumber,
  asSeconds,
  asText,
  asTexts,
  asWhole,
  isUnlimited,
} from "../../src/streams/read.ts";

const steady = {
  asBoolean,
  asDay,
  asDigits,
  asInstant,
  asJson,
  asListed,
  asNote,
  asNumber,
  asText,
  asTexts,
  asWhole,
};
const readers = { ...steady, asBytes, asSeconds, isUnlimited };
/** Any JSON, and texts that nearly are what a reader looks for. */
const anything = fc.oneof(
  // JSON itself has no negative zero.
  fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json),
  fc.stringMatching(/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?$/),
  fc.stringMatching(/^[\d:. min+-]{0,12}$/),
);

test("every reader takes any JSON without throwing and gives JSON or nothing", () => {
  fc.assert(
    fc.property(anything, (value) => {
      for (const read of Object.values(readers)) {
        const out = read(value);
        expect(out).not.toBeNull();
        if (out !== undefined) expect(JSON.parse(JSON.stringify(out))).toEqual(out === 0 ? 0 : out);
      }
    }),
    { numRuns: 500 },
  );
});

test("reading what was read changes nothing", () => {
  fc.assert(
    fc.property(anything, (value) => {
      for (const read of Object.values(steady)) {
        const once = read(value);
        if (once !== undefined) expect(read(once)).toEqual(once);
      }
    }),
    { numRuns: 500 },
  );
});

test.each(Object.entries(readers))("%s says nothing of null", (_, read) => {
  expect(read(null)).toBeUndefined();
});

test.each<[string, (value: Json) => unknown, Json, unknown]>([
  ["a name, byte for byte", asText, " Zoë\u00a0\u200b ", " Zoë\u00a0\u200b "],
  ["an id that came as a number", asText, 98765432109, "98765432109"],
  ["nothing of an empty text", asText, "", undefined],
  ["no text of an object", asText, { a: 1 }, undefined],
  ["a number that came as a text", asWhole, "12", 12],
  ["a whole number of a broken one", asWhole, 2.6, 3],
  ["no number of a blank", asWhole, " ", undefined],
  ["no number of a text", asWhole, "12 dogs", undefined],
  ["no number beyond what is exact", asWhole, 1e300, undefined],
  ["a broken number", asNumber, "0.25", 0.25],
  ["true of 1", asBoolean, 1, true],
  ["false of a text 0", asBoolean, "0", false],
  ["nothing of yes", asBoolean, "yes", undefined],
  ["several texts", asTexts, ["a", 1], ["a", "1"]],
  ["a lone text as a list", asTexts, "a", ["a"]],
  ["no list with an empty text", asTexts, ["a", ""], undefined],
])("a reader gives %s", (_, read, value, expected) => {
  expect(read(value)).toEqual(expected);
});

describe("an instant", () => {
  test.each([
    ["2026-03-01T10:17:35Z", "2026-03-01T10:17:35Z"],
    ["2026-03-01T10:17:35.250Z", "2026-03-01T10:17:35.250Z"],
    ["2026-03-01T10:17:35.000Z", "2026-03-01T10:17:35Z"],
    ["2026-03-01T12:17:35+02:00", "2026-03-01T10:17:35Z"],
    ["2026-03-01T12:17:35+0200", "2026-03-01T10:17:35Z"],
    ["2026-03-01 10:17:35", "2026-03-01T10:17:35Z"],
    ["2026-03-01T10:17", "2026-03-01T10:17:00Z"],
    ["2028-02-29T24:00:00Z", "2028-03-01T00:00:00Z"],
  ])("%s is %s", (text, expected) => {
    expect(asInstant(text)).toBe(expected);
  });

  test.each([
    "",
    "2026-03-01",
    "03/01/2026 10:17",
    "2026-13-01T10:17:35Z",
    "2026-02-30T10:17:35Z",
    "2026-02-29 10:17",
    "soon",
  ])("%j is none", (text) => {
    expect(asInstant(text)).toBeUndefined();
  });

  test("means the same whatever zone the program runs in", () => {
    const before = process.env.TZ;
    try {
      for (const zone of ["America/New_York", "Asia/Tokyo"]) {
        process.env.TZ = zone;
        expect(asInstant("2026-03-01 10:17:35")).toBe("2026-03-01T10:17:35Z");
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
});

describe("seconds of", () => {
  test.each<[Json, number | undefined]>([
    ["00:56", 56],
    ["30:00", 1_800],
    ["02:21", 141],
    ["1:00:05", 3_605],
    ["27:00:00", 97_200],
    ["1:02:03:04", 93_784],
    ["4 mins", 240],
    ["1 min", 60],
    [12, 720],
    ["12", 720],
    ["", undefined],
    ["1 day", undefined],
    ["about an hour", undefined],
    [-1, undefined],
  ])("%j", (value, seconds) => {
    expect(asSeconds(value)).toBe(seconds);
  });
});

describe("a place", () => {
  test.each([
    ["United States", { country: "US" }],
    ["Milpitas (US )", { country: "US", city: "Milpitas" }],
    ["Berlin (DE)", { country: "DE", city: "Berlin" }],
    ["Frankfurt (Oder) (DE)", { country: "DE", city: "Frankfurt (Oder)" }],
    ["(FR)", { country: "FR" }],
    ["Türkiye", { country: "TR" }],
    ["Turkey", { country: "TR" }],
    ["South Korea", { country: "KR" }],
    ["Côte d’Ivoire", { country: "CI" }],
    ["Cote d'Ivoire", { country: "CI" }],
    ["germany", { country: "DE" }],
    ["London (UK)", { country: "GB", city: "London" }],
    ["Berlin", {}],
    ["DE", {}],
    ["UK", { country: "GB" }],
    ["Unknown Region", {}],
    ["European Union", {}],
    ["Somewhere (home)", {}],
    ["", {}],
  ])("%j", (location, place) => {
    expect(readPlace(location)).toEqual(place);
  });

  test.each(["Berlin (XX)", "Attic (ZZ)", "Moscow (SU)"])(
    "%j has a code of no country: none is stored",
    (text) => {
      expect(readPlace(text).country).toBeUndefined();
    },
  );

  test("is never anything else than two letters that name a country", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\w{0,5} ?\([A-Za-z]{2}\)$/)), (text) => {
        const { country, city } = readPlace(text);
        if (country !== undefined) expect(country).toMatch(/^[A-Z]{2}$/);
        if (city !== undefined) expect(text).toContain(city);
      }),
    );
  });
});

describe("why somebody left", () => {
  test.each([
    ["$name left the meeting.", "left"],
    ["Jane Doe left the meeting.", "left"],
    ["Jane Doe got disconnected from the meeting.", "disconnected"],
    ["Host ended the meeting.", "host_ended"],
    ["Host closed the meeting.", "host_closed"],
    ["Host started a new meeting.", "host_started_new"],
    ["Network connection error.", "network_error"],
    ["Host did not join.", "host_did_not_join"],
    ["Exceeded free meeting minutes limit.", "free_limit"],
    ["Removed by host.", "removed_by_host"],
    ["Leave waiting room.", "left_waiting_room"],
    ["Removed by host from waiting room.", "removed_from_waiting_room"],
    ["Unknown reason.", "unknown"],
    ["Jane Doe left the meeting.<br>Reason: Host ended the meeting.", "host_ended"],
    ["Jane was abducted", "other"],
  ])("%s is %s", (sentence, code) => {
    expect(leaveReasonCode(sentence)).toBe(code);
  });

  test("is a code without the name, whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        expect(leaveReasonCode(`${name} left the meeting.`)).toMatch(/^[a-z_]+$/);
      }),
    );
  });
});

test.each([
  ["12.5 GB", 13_421_772_800],
  ["3 MB", 3_145_728],
  ["1,024 kb", 1_048_576],
  ["512", 512],
  [70, 70],
  ["Unlimited", undefined],
  ["3 apples", undefined],
])("the size %j is %j bytes", (value, bytes) => {
  expect(asBytes(value)).toBe(bytes);
});

test.each([
  ["The passcode: 482913, see you", "The passcode: ***, see you"],
  ["https://zoom.us/j/1?pwd=abc&from=mail", "https://zoom.us/j/1?pwd=***&from=mail"],
  ["Passcode: from 123 to 456", "Passcode: ***"],
  ["Room Token=a.b.c", "Room Token=***"],
  ["no passcode is needed", "no passcode is needed"],
  ["The passcode is 123456", "The passcode is ***"],
  ["Passcode 4711, see you", "Passcode ***, see you"],
  ["Passcode - 123456", "Passcode - ***"],
  ["Change Passcode from 123 to 456", "Change Passcode ***"],
  ["host key: 123456", "host key: ***"],
  ["Passcode（密码）：123456", "Passcode（密码）：***"],
  ["https://zoom.us/w/123?tk=abc&zak=def", "https://zoom.us/w/123?tk=***&zak=***"],
  ["https://zoom.us/rec/share/abc.def-1 is it", "https://zoom.us/rec/share/*** is it"],
])("the note %j is kept as %j", (value, kept) => {
  expect(asNote(value)).toBe(kept);
});

test("a day, a number with gaps, a list in a text and a time with a third colon are read", () => {
  expect(asDay("2026-03-02")).toBe("2026-03-02T00:00:00Z");
  expect(asDay("2026-02-30")).toBeUndefined();
  expect(asDigits("982 610 0285")).toBe("9826100285");
  expect(asListed("one, two")).toEqual(["one", "two"]);
  expect(asInstant("2024-03-21 07:09:03:216")).toBe("2024-03-21T07:09:03.216Z");
});
