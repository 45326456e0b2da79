import fc from "fast-check";
import { expect, test } from "vitest";
import { subjectOf } from "../../src/zoom/call.ts";
import { fillPath, pathSegment } from "../../src/zoom/path.ts";

/** A meeting's uuid: 16 bytes in base64. */
const uuid = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString("base64"));

test.each([
  ["gm8s9L+PTEC+FG3sFbd1Cw==", "gm8s9L%2BPTEC%2BFG3sFbd1Cw%3D%3D"],
  ["/abc==", "%252Fabc%253D%253D"],
  ["ab//c==", "ab%252F%252Fc%253D%253D"],
  ["ab/c==", "ab%2Fc%3D%3D"],
  ["98765432109", "98765432109"],
])("%s becomes %s", (id, segment) => {
  expect(pathSegment(id)).toBe(segment);
});

test("a segment never ends a path early, and Zoom can read every uuid back", () => {
  fc.assert(
    fc.property(uuid, (id) => {
      const segment = pathSegment(id);
      expect(segment).not.toMatch(/[/+=?#]/);
      const once = decodeURIComponent(segment);
      const twice = id.startsWith("/") || id.includes("//");
      expect(twice ? decodeURIComponent(once) : once).toBe(id);
    }),
  );
});

test("a path gets its ids, and a missing one is a bug with a name", () => {
  expect(fillPath("/metrics/meetings/{meetingId}/participants", { meetingId: "/a==" })).toBe(
    "/metrics/meetings/%252Fa%253D%253D/participants",
  );
  expect(() => fillPath("/users/{userId}/meetings", {})).toThrow("{userId}");
});

test("a call names what it is about", () => {
  const endpoint = {
    operation: "list",
    path: "/x",
    tier: "light",
    plan: "free",
    scopes: { classic: [], granular: [] },
  } as const;
  expect(subjectOf({ endpoint, ids: { meetingId: "abc==" } })).toBe("meeting abc==");
  expect(subjectOf({ endpoint })).toBeUndefined();
});
