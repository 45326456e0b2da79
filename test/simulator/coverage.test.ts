import { describe, expect, test } from "vitest";
import { coverage } from "../../src/simulator/coverage.ts";
import { endpoints } from "../../src/simulator/routes/endpoints.ts";
import { hasOpenapi, readDemands, readOperations } from "./openapi.ts";

const families =
  /^\/(metrics|report|past_meetings|past_webinars|users|groups|roles|meetings|webinars|archive_files|tracking_fields|divisions)(\/|$)/;

test("the routes that are listed as served are those that are served", () => {
  const listed = coverage.filter(({ status }) => status !== "planned").map(({ path }) => path);
  expect(listed.sort()).toEqual(endpoints.map(({ path }) => path).sort());
});

describe.skipIf(!hasOpenapi)("in Zoom's documents (skipped without them)", () => {
  test.each(endpoints.map((endpoint) => [endpoint.path, endpoint] as const))(
    "%s has this label and these scopes",
    (path, endpoint) => {
      const { label, scopes } = readDemands(path);
      expect(label ?? endpoint.tier).toBe(endpoint.tier);
      expect(endpoint.scopes.filter((scope) => !scopes.includes(scope))).toEqual([]);
      expect(scopes.filter((scope) => scope.endsWith(":admin") && !endpoint.scopes.includes(scope))).toEqual(
        [],
      );
    },
  );
});

test("what is partial says what is missing", () => {
  for (const { status, note } of coverage) expect(note !== undefined).toBe(status === "partial");
});

test.skipIf(!hasOpenapi)(
  "every GET of the families in Zoom's documents is listed (skipped without them)",
  () => {
    const documented = [...readOperations().keys()].filter((path) => families.test(path));
    expect(coverage.map(({ path }) => path).sort()).toEqual(documented.sort());
  },
);
