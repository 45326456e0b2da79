import { expect, test } from "vitest";
import { callsPerDay } from "../../src/streams/cost.ts";
import { streams } from "../../src/streams/registry.ts";

const account = { meetings: 1_000, sessions: 12_000, users: 4_500, webinars: 20 };

test.each([
  ["meetings", 4],
  ["sessions", 1_000],
  ["meeting_quality", 1_200],
  ["meeting_polls", 1_000],
  ["users", 3],
  ["series", 4_500],
  ["recordings", 4_500],
  ["webinars", 1],
  ["webinar_sessions", 20],
  ["groups", 1],
  ["rooms", 1],
  ["sign_ins", 1],
])("%s costs %d calls a day", (name, calls) => {
  const stream = streams.find((one) => one.name === name);
  expect(stream && callsPerDay(stream, account)).toBe(calls);
});

test("an empty day costs one call for each list of the account, none for each of nothing", () => {
  const nothing = { meetings: 0, sessions: 0, users: 0, webinars: 0 };
  const calls = Object.fromEntries(streams.map((stream) => [stream.name, callsPerDay(stream, nothing)]));
  expect(calls).toMatchObject({ meetings: 2, sessions: 0, users: 2, recordings: 0, webinars: 1 });
});
