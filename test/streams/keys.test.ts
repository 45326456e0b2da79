import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/document.ts";
import { KeyMaker, sessionIds, takenOnKey } from "../../src/streams/keys.ts";
import { createMapper } from "../../src/streams/map.ts";
import { meetingQa } from "../../src/streams/meeting-qa.ts";

const uuid = "gm8s9L+PTEC+FG3sFbd1Cw==";
const joined = "2026-10-05T08:00:00Z";

/** Sessions of which many agree in what the key is made of. */
const session = fc.record(
  {
    user_id: fc.constantFrom("16778240", "16779264"),
    user_name: fc.constantFrom("Jane", "John"),
    join_time: fc.constantFrom(joined, "2026-10-05T08:00:01Z"),
    leave_time: fc.constantFrom("2026-10-05T09:00:00Z", "2026-10-05T08:30:00Z"),
    status: fc.constantFrom("in_meeting", "in_waiting_room"),
    device: fc.constantFrom("iOS", "Windows"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

test("a known session has a known id", () => {
  const key = JSON.stringify([uuid, "user_id", "16778240", Date.parse(joined) / 1_000, false]);
  const expected = createHash("sha256").update(key).digest("base64url");
  expect(sessionIds(uuid, [{ user_id: "16778240", join_time: joined, status: "in_meeting" }])).toEqual([
    expected,
  ]);
  expect(expected).toBe("nyybtQvcIV_TLV94p_RRScTI6E3ggSKG61MZFiOEEfA");
});

test("the ids of one meeting differ, unless the rows agree in everything", () => {
  fc.assert(
    fc.property(fc.array(session, { maxLength: 12 }), (rows) => {
      expect(new Set(sessionIds(uuid, rows)).size).toBe(rows.length);
    }),
  );
});

test("the order of the rows does not matter", () => {
  const shuffled = fc
    .array(session, { maxLength: 10 })
    .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
  fc.assert(
    fc.property(shuffled, ([rows, others]) => {
      const pairs = (list: JsonObject[]) =>
        sessionIds(uuid, list)
          .map((id, index) => `${id} ${JSON.stringify(Object.entries(list[index] ?? {}).sort())}`)
          .sort();
      expect(pairs(others)).toEqual(pairs(rows));
    }),
    { numRuns: 300 },
  );
});

test("the order of a row's keys does not matter", () => {
  const [one, two] = [
    { user_id: "1", join_time: joined, device: "iOS", os: "x" },
    { user_id: "1", join_time: joined, device: "Mac", os: "x" },
  ];
  const turned = (row: JsonObject): JsonObject => Object.fromEntries(Object.entries(row).reverse());
  expect(sessionIds(uuid, [turned(one as JsonObject), turned(two as JsonObject)])).toEqual(
    sessionIds(uuid, [one as JsonObject, two as JsonObject]),
  );
});

test("what other sources do not give alike does not change the id", () => {
  const [id] = sessionIds(uuid, [{ user_id: "1", join_time: joined, user_name: "Jane", device: "iOS" }]);
  expect(
    sessionIds(uuid, [{ user_id: "1", join_time: joined, user_name: "J.", leave_time: joined }]),
  ).toEqual([id]);
  expect(sessionIds(uuid, [{ user_id: "1", join_time: "2026-10-05T08:00:00.400Z" }])).toEqual([id]);
});

test.each<[string, JsonObject]>([
  ["another person", { user_id: "2", join_time: joined }],
  ["another moment", { user_id: "1", join_time: "2026-10-05T08:00:01Z" }],
  ["the waiting room", { user_id: "1", join_time: joined, status: "in_waiting_room" }],
  ["no number, but a name", { user_name: "1", join_time: joined }],
])("%s is another session", (_, other) => {
  const [id] = sessionIds(uuid, [{ user_id: "1", join_time: joined }]);
  expect(sessionIds(uuid, [other])).not.toEqual([id]);
});

test("another meeting gives the same session another id", () => {
  const row = { user_id: "1", join_time: joined };
  expect(sessionIds("another==", [row])).not.toEqual(sessionIds(uuid, [row]));
});

test("rows alike are numbered by leave time, and one still open comes last", () => {
  const at = (leave_time?: string): JsonObject => ({
    user_id: "1",
    join_time: joined,
    ...(leave_time === undefined ? {} : { leave_time }),
  });
  const [first] = sessionIds(uuid, [at()]);
  const ids = sessionIds(uuid, [at(), at("2026-10-05T09:00:00Z"), at("2026-10-05T08:30:00Z")]);
  expect(ids[2]).toBe(first);
  expect(new Set(ids).size).toBe(3);
});

const byField = { key: { field: "uuid" } } as const;
const byFacts = { key: { fingerprint: ["time", "email", "answers"] } } as const;

test("a document named by a field has its text for a key, and none without it", () => {
  const keys = new KeyMaker(byField);
  expect(keys.next({ uuid: "a" })).toBe("a");
  expect(keys.next({ uuid: "a" })).toBe("a");
  expect(keys.next({ other: "a" })).toBeUndefined();
  expect(keys.next({ uuid: "" })).toBeUndefined();
});

test("a known document has a known fingerprint, in which absent is null", () => {
  const expected = createHash("sha256").update('["2026-10-05T08:00:00Z",null,[{"a":1}]]').digest("base64url");
  const document = { answers: [{ a: 1 }], time: "2026-10-05T08:00:00Z", other: "x" };
  expect(new KeyMaker(byFacts).next(document)).toBe(expected);
});

test("a question has the same key from either source, whatever becomes of it", () => {
  const asked = { name: "Jane", email: "jane@example.com" };
  const before = { question: "When?", question_id: "q1", question_status: "open" };
  const after = {
    ...before,
    question_status: "answered",
    answer: "Now",
    answer_details: [{ content: "Now" }],
  };
  const keyOf = (question_details: JsonObject[]) =>
    new KeyMaker(meetingQa).next({
      meeting: uuid,
      ...createMapper(meetingQa.fields).fields({ ...asked, question_details }),
    });
  expect(keyOf([after])).toBe(keyOf([before]));
  expect(keyOf([{ question: "When?", answer: "Now" }])).toBe(keyOf([before]));
  expect(keyOf([{ question: "Why?" }])).not.toBe(keyOf([before]));
});

test("documents alike are numbered within a list, the same in every list", () => {
  const list = [{ time: "1" }, { time: "2" }, { time: "1" }, { time: "1" }];
  const keysOf = () => {
    const keys = new KeyMaker(byFacts);
    return list.map((document) => keys.next(document));
  };
  expect(new Set(keysOf()).size).toBe(4);
  expect(keysOf()).toEqual(keysOf());
});

test("a session has no key of its own", () => {
  expect(new KeyMaker({ key: "session" }).next({ user_id: "1" })).toBeUndefined();
});

test("the key of a day's state begins with the day", () => {
  expect(takenOnKey("2026-10-05", "room")).toBe("2026-10-05 room");
});
