/** Every store gives a document back as the same line. */

import { describe, expect, it } from "vitest";
import { orderDocument } from "../../src/destinations/order-document.ts";
import { things } from "../destinations/contract-data.ts";

describe("a document in order", () => {
  it("has its fields as they are declared, inside objects and lists too", () => {
    const given = {
      extra: { b: 1, a: null },
      objects: [{ at: "2026-03-01T10:00:00Z", key: "k" }],
      object: { inner: { list: ["x"], deep: 1 }, name: "n" },
      text: "t",
      _id: "1",
      keyword: "k",
    };
    expect(JSON.stringify(orderDocument(given, things))).toBe(
      '{"_id":"1","keyword":"k","text":"t","object":{"name":"n","inner":{"deep":1,"list":["x"]}},' +
        '"objects":[{"key":"k","at":"2026-03-01T10:00:00Z"}],"extra":{"b":1,"a":null}}',
    );
  });

  it("leaves out what is not declared and what says nothing", () => {
    const given = { _id: "1", text: null, unknown: 1, keyword: "k" };
    expect(orderDocument(given, things)).toEqual({ _id: "1", keyword: "k" });
  });

  it.each([
    ["2026-03-01T10:00:00.5Z", "2026-03-01T10:00:00.500Z"],
    ["2026-03-01T10:00:00.000Z", "2026-03-01T10:00:00Z"],
    ["2026-03-01T10:00:00.123456Z", "2026-03-01T10:00:00.123Z"],
    ["2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"],
  ])("writes an instant in one way, %s", (date, expected) => {
    expect(orderDocument({ _id: "1", date }, things).date).toBe(expected);
  });
});
