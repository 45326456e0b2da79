import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../src/effects.ts";
import {
  ListingExpired,
  ParametersRefused,
  QuotaUsedUp,
  StreamRefused,
  SubjectUnavailable,
} from "../../src/errors.ts";
import { meetings } from "../../src/streams/meeting.ts";
import { dashboardMeeting } from "../../src/streams/series.ts";
import { sessions } from "../../src/streams/session.ts";
import { PageSizeRefused, Passing, readAnswer, retryAfterMs, TokenRefused } from "../../src/zoom/answer.ts";
import type { Call } from "../../src/zoom/call.ts";

const now = Date.parse("2026-11-23T12:00:00Z");
const list: Call = { endpoint: meetings.zoom };
const ofMeeting: Call = { endpoint: sessions.zoom, ids: { meetingId: "abc==" } };
const single: Call = { endpoint: dashboardMeeting, ids: { meetingId: "abc==" } };

const json = (status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: { "content-type": "application/json;charset=UTF-8", ...headers },
  text: JSON.stringify(body),
});
const error = (status: number, code: number, message: string, more: object = {}): HttpAnswer =>
  json(status, { code, message, ...more });

/** What reading throws. */
function thrown(call: Call, answer: HttpAnswer): Error {
  try {
    readAnswer(call, answer, now);
  } catch (reason) {
    return reason as Error;
  }
  throw new Error("Expected an error, got an answer");
}

const dashboardOff =
  "This API is only available for ZMP and Business or higher accounts that have enabled the Dashboard feature.";
const lackingScopes = "Invalid access token, does not contain scopes:[dashboard:read:list_meetings:admin].";

describe("an error of Zoom", () => {
  const scopes = ["dashboard:read:list_meetings:admin", "dashboard_meetings:read:admin"];
  test.each<[string, Call, HttpAnswer, new (...none: never[]) => Error, string[]]>([
    ["4711 in other words", list, error(400, 4711, "Not allowed."), StreamRefused, scopes],
    ["4711 under 400", list, error(400, 4711, lackingScopes), StreamRefused, scopes],
    ["4711 under 401", list, error(401, 4711, lackingScopes), StreamRefused, scopes],
    ["4711 under 403", list, error(403, 4711, lackingScopes), StreamRefused, scopes],
    ["4711 under 200", list, error(200, 4711, lackingScopes), StreamRefused, scopes],
    ["4700 about scopes", list, error(401, 4700, lackingScopes), StreamRefused, scopes],
    ["104 about scopes", list, error(400, 104, lackingScopes), StreamRefused, scopes],
    ["124 under 401", list, error(401, 124, "Invalid access token."), TokenRefused, ["Invalid access token"]],
    ["124 under 400", list, error(400, 124, "Access token is expired."), TokenRefused, ["expired"]],
    ["124 under 200", list, error(200, 124, "Access token is expired."), TokenRefused, ["expired"]],
    ["401 with nothing else", list, json(401, {}), TokenRefused, ["HTTP 401"]],
    ["400 inside 400", list, error(400, 400, dashboardOff), StreamRefused, ["Business", "Dashboard feature"]],
    ["200 for dashboards", list, error(400, 200, dashboardOff), StreamRefused, ["Dashboard feature"]],
    [
      "200 for plans",
      list,
      error(400, 200, "Only available for Paid account: abc."),
      StreamRefused,
      ["plan", "higher plan"],
    ],
    ["200 for roles", list, error(400, 200, "No permission."), StreamRefused, ["permission", "role"]],
    ["200 inside 200", list, error(200, 200, "No permission."), StreamRefused, ["permission", "code 200"]],
    [
      "300 for a token",
      list,
      error(400, 300, "The next page token is invalid or expired."),
      ListingExpired,
      ["page token"],
    ],
    [
      "300 for a page size, by its text",
      list,
      error(400, 300, "The page_size must be at most 300."),
      PageSizeRefused,
      ["page size"],
    ],
    [
      "300 for a page size, by its field",
      list,
      error(400, 300, "Validation Failed.", { errors: [{ field: "page_size", message: "Invalid field." }] }),
      PageSizeRefused,
      ["page size", "Invalid field."],
    ],
    [
      "300 for a window",
      list,
      error(400, 300, "The month should fall within the last six months."),
      ParametersRefused,
      ["six months"],
    ],
    [
      "3001 of a meeting",
      ofMeeting,
      error(404, 3001, "Meeting does not exist: abc==."),
      SubjectUnavailable,
      ["meeting abc=="],
    ],
    [
      "3001 under 400",
      ofMeeting,
      error(400, 3001, "Meeting ID is invalid or has not ended."),
      SubjectUnavailable,
      ["has not ended"],
    ],
    [
      "3001 under 200",
      single,
      error(200, 3001, "Meeting does not exist"),
      SubjectUnavailable,
      ["meeting abc=="],
    ],
    [
      "3000 of a list",
      list,
      error(400, 3000, "Meeting summary disabled."),
      StreamRefused,
      ["a setting of the account", "Meeting summary disabled"],
    ],
    [
      "2305 of a list",
      list,
      error(403, 2305, "Access to meeting summaries is restricted by account settings."),
      StreamRefused,
      ["a setting of the account"],
    ],
    [
      "2305 of one of many that may not be read",
      ofMeeting,
      error(403, 2305, "Access to meeting summaries is restricted to specific IP address ranges."),
      StreamRefused,
      ["a setting of the account"],
    ],
    [
      "2305 of one that was thrown away",
      ofMeeting,
      error(403, 2305, "The meeting summary has been moved to Trash and cannot be accessed."),
      SubjectUnavailable,
      ["trash"],
    ],
    [
      "200 about an event",
      ofMeeting,
      error(400, 200, "Event subscription not found. Subscribe to the Participant QoS Summary event."),
      StreamRefused,
      ["has not subscribed", "QSS"],
    ],
    [
      "3000 of a webinar",
      ofMeeting,
      error(400, 3000, "Cannot access webinar info."),
      SubjectUnavailable,
      ["webinar"],
    ],
    [
      "300 of a meeting for which nobody could register",
      ofMeeting,
      error(400, 300, "This meeting has not set registration as required: 81234567890."),
      SubjectUnavailable,
      ["nobody could register"],
    ],
    [
      "12702 after a year",
      ofMeeting,
      error(400, 12702, "Can not access a meeting a year ago."),
      SubjectUnavailable,
      ["no longer gives it out", "a year ago"],
    ],
    [
      "1001 of a user",
      ofMeeting,
      error(404, 1001, "User does not exist: x."),
      SubjectUnavailable,
      ["no longer knows this user"],
    ],
    ["1010 under 401", ofMeeting, error(401, 1010, "User not found."), SubjectUnavailable, ["user"]],
    ["1034 of a role", ofMeeting, error(400, 1034, "Role does not exist: x."), SubjectUnavailable, ["role"]],
    ["1120 of an invitation", ofMeeting, error(400, 1120, "Invalid."), SubjectUnavailable, ["user"]],
    [
      "3161 of a host",
      ofMeeting,
      error(400, 3161, "Meeting hosting and scheduling capabilities are not allowed for your user account."),
      SubjectUnavailable,
      ["may not host"],
    ],
    [
      "404 without a code",
      ofMeeting,
      json(404, { message: "nothing" }),
      SubjectUnavailable,
      ["does not find"],
    ],
    ["2300", list, error(400, 2300, "This API endpoint is not recognized."), StreamRefused, ["code 2300"]],
    ["429 under 429", list, error(429, 429, "maximum per-second rate limit"), Passing, ["too many calls"]],
    ["4001 under 429", list, error(429, 4001, "maximum per-second rate limit"), Passing, ["too many calls"]],
    ["200 under 429", list, error(429, 200, "maximum per-second rate limit"), Passing, ["too many calls"]],
    ["429 without JSON", list, { status: 429, headers: {}, text: "slow down" }, Passing, ["too many calls"]],
    [
      "429 for the day",
      list,
      error(429, 429, "You have reached the maximum daily rate limit for this API."),
      QuotaUsedUp,
      ["2026-11-24T00:00:00Z"],
    ],
    ["500", list, error(500, 500, "x"), Passing, ["HTTP 500"]],
    ["502 as HTML", list, { status: 502, headers: {}, text: "<html>" }, Passing, ["HTTP 502"]],
  ])("%s", (_, call, answer, type, words) => {
    const reason = thrown(call, answer);
    expect(reason).toBeInstanceOf(type);
    for (const word of words) expect(reason.message).toContain(word);
  });

  test.each([
    ["gone", error(404, 3001, "Meeting does not exist")],
    ["expired", error(400, 12702, "Can not access a meeting a year ago.")],
    ["not_hosting", error(400, 3161, "not allowed")],
  ])("says why there is nothing: %s", (why, answer) => {
    expect(thrown(ofMeeting, answer)).toMatchObject({ why, exitCode: 0 });
  });

  test("of parameters is not mistaken for one of the page token or size", () => {
    const reason = thrown(list, error(400, 300, "Invalid parameter: from."));
    expect(reason).toBeInstanceOf(ParametersRefused);
    expect(reason).not.toBeInstanceOf(PageSizeRefused);
    expect(reason).not.toBeInstanceOf(ListingExpired);
  });

  test("of one meeting stops neither the run nor the stream, whatever its code", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 99_999 }), fc.constantFrom(400, 403, 404), (code, status) => {
        fc.pre(![4700, 4711].includes(code));
        expect(thrown(ofMeeting, error(status, code, "Something"))).not.toBeInstanceOf(StreamRefused);
      }),
    );
  });

  test("quotes no e-mail address", () => {
    const reason = thrown(ofMeeting, error(404, 1001, "User does not exist: jane.doe@uni.test."));
    expect(reason.message).not.toContain("jane.doe");
  });
});

describe("a daily refusal", () => {
  const text = "You have reached the maximum daily rate limit for this API.";
  test.each([
    ["seconds", "3600", "2026-11-23T13:00:00Z"],
    ["an HTTP date", "Mon, 23 Nov 2026 20:00:00 GMT", "2026-11-23T20:00:00Z"],
    ["ISO 8601", "2026-11-24T00:00:00Z", "2026-11-24T00:00:00Z"],
    ["nothing readable", "soon", "2026-11-24T00:00:00Z"],
  ])("is over when Retry-After says so, as %s", (_, header, at) => {
    const reason = thrown(list, json(429, { code: 429, message: text }, { "retry-after": header }));
    expect(reason).toMatchObject({ resetsAt: Date.parse(at), exitCode: 5 });
  });

  test("is known by its header, when there is one, before its text", () => {
    const perSecond = { "x-ratelimit-type": "QPS" };
    expect(thrown(list, json(429, { code: 429, message: text }, perSecond))).toBeInstanceOf(Passing);
    const daily = { "x-ratelimit-type": "Daily-limit" };
    expect(thrown(list, json(429, { code: 429, message: "" }, daily))).toBeInstanceOf(QuotaUsedUp);
  });
});

describe("Retry-After of a refusal for the moment", () => {
  test.each([
    ["2", 2_000],
    ["0.5", 500],
    ["Mon, 23 Nov 2026 12:00:10 GMT", 10_000],
    ["2026-11-23T12:01:00Z", 60_000],
    ["2020-01-01T00:00:00Z", 0],
    ["-5", 0],
    ["", undefined],
    ["whenever", undefined],
  ])("%s", (text, waitMs) => {
    expect(retryAfterMs(text, now)).toBe(waitMs);
  });

  test("reaches the error that is retried", () => {
    expect(thrown(list, json(429, { code: 429 }, { "retry-after": "3" }))).toMatchObject({ waitMs: 3_000 });
    expect(thrown(list, json(503, {}, { "retry-after": "4" }))).toMatchObject({ waitMs: 4_000 });
  });
});
