import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../src/effects.ts";
import { HarvesterError } from "../../src/errors.ts";
import { meetings } from "../../src/streams/meeting.ts";
import { dashboardMeeting } from "../../src/streams/series.ts";
import { sessions } from "../../src/streams/session.ts";
import { Passing, readAnswer, TokenRefused } from "../../src/zoom/answer.ts";
import type { Call } from "../../src/zoom/call.ts";

const now = Date.parse("2026-11-23T12:00:00Z");
const list: Call = { endpoint: meetings.zoom };
const ofMeeting: Call = { endpoint: sessions.zoom, ids: { meetingId: "abc==" } };
const single: Call = { endpoint: dashboardMeeting, ids: { meetingId: "abc==" } };

const json = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json;charset=UTF-8" },
  text: JSON.stringify(body) ?? "",
});

function thrown(call: Call, answer: HttpAnswer): unknown {
  try {
    readAnswer(call, answer, now);
  } catch (reason) {
    return reason;
  }
  throw new Error("Expected an error, got an answer");
}

describe("a good answer", () => {
  test("is its body", () => {
    const body = { meetings: [{ uuid: "a" }], next_page_token: "" };
    expect(readAnswer(list, json(200, body), now)).toEqual(body);
    expect(readAnswer(single, json(200, { uuid: "a" }), now)).toEqual({ uuid: "a" });
  });

  test("may have a code beside its list", () => {
    expect(readAnswer(list, json(200, { code: 200, meetings: [] }), now)).toEqual({
      code: 200,
      meetings: [],
    });
  });

  test("of one object may speak of users, scopes and codes of its own", () => {
    const body = { uuid: "a", topic: "does not contain scopes" };
    expect(readAnswer(single, json(200, body), now)).toEqual(body);
  });
});

describe("what is no answer may pass", () => {
  const whole = JSON.stringify({ meetings: [{ uuid: "a" }], next_page_token: "x" });
  test.each<[string, HttpAnswer, Passing["kind"]]>([
    ["an HTML page", { status: 200, headers: { "content-type": "text/html" }, text: "<p>" }, "not_json"],
    ["an HTML page under 403", { status: 403, headers: {}, text: "\n<!doctype html>" }, "not_json"],
    ["plain text", { status: 200, headers: {}, text: "hello" }, "not_json"],
    ["an empty body", json(200, undefined), "garbled"],
    ["a list instead of an object", json(200, []), "garbled"],
    ["null", json(200, null), "garbled"],
    ["an answer without its list", json(200, { next_page_token: "" }), "garbled"],
    ["a list that is none", json(200, { meetings: {} }), "garbled"],
  ])("%s", (_, answer, kind) => {
    expect(thrown(list, answer)).toMatchObject({ kind });
  });

  test("a body cut off anywhere", () => {
    for (let length = 1; length < whole.length; length += 1) {
      const cut = { ...json(200, {}), text: whole.slice(0, length) };
      expect(thrown(list, cut)).toMatchObject({ kind: "garbled" });
    }
  });
});

test("reading is total: any status, any text gives a body or an error with a meaning", () => {
  const text = fc.oneof(fc.string(), fc.json(), fc.constantFrom("", "null", "[]", '{"code":"x"}'));
  const headers = fc.dictionary(
    fc.constantFrom("content-type", "retry-after", "x-ratelimit-type"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 599 }), headers, text, (status, given, body) => {
      for (const call of [list, ofMeeting, single]) {
        try {
          expect(typeof readAnswer(call, { status, headers: given, text: body }, now)).toBe("object");
        } catch (reason) {
          const known =
            reason instanceof HarvesterError || reason instanceof Passing || reason instanceof TokenRefused;
          expect(known, String(reason)).toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});
