import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/document.ts";
import type { Endpoint } from "../../src/endpoint.ts";
import type { SourceFields } from "../../src/streams/field.ts";
import { leaveReasonCode } from "../../src/streams/leave-reason.ts";
import { createMapper } from "../../src/streams/map.ts";
import { meetings } from "../../src/streams/meeting.ts";
import { streams } from "../../src/streams/registry.ts";
import {
  dashboardMeeting,
  pastInstances,
  pastMeeting,
  series,
  seriesKinds,
} from "../../src/streams/series.ts";
import { sessions } from "../../src/streams/session.ts";
import { users } from "../../src/streams/user.ts";
import { demandsOf, exampleOf, fieldsOf, hasDocuments, listsOf, valuesOf } from "./zoom-documents.ts";

const endpoints: readonly Endpoint[] = [
  ...streams.map(({ zoom }) => zoom),
  dashboardMeeting,
  pastInstances,
  pastMeeting,
];

/** Scopes that Zoom lists and we do not name, each with its reason. */
const scopesLeftOut: readonly { scope: RegExp; reason: string }[] = [
  { scope: /^user:write/, reason: "we only read" },
  { scope: /^(?!.*:admin$)/, reason: "without :admin a scope covers the app's own user, not the account" },
];

/** Parameters that the engine adds to what an endpoint declares. */
const asked: Record<string, Record<string, readonly (string | undefined)[]>> = {
  [meetings.zoom.path]: { type: ["past", "pastOne"], from: [undefined], to: [undefined] },
  [sessions.zoom.path]: { type: ["past", "pastOne"] },
  [dashboardMeeting.path]: { type: ["past", "pastOne"] },
  [users.zoom.path]: { status: ["active", "inactive"] },
};

/** Documented fields that no declared field maps; they are kept in `extra`. */
const unmapped: Record<string, Record<string, string>> = {};

/** Declared keys that the documents of March 2026 do not have. */
const undocumented: Record<string, Record<string, string>> = {
  meetings: { has_external_participant: "added on 2026-06-25, after Zoom's documents were stored" },
};

/** The keys that declared fields stand for, `tracking_fields.value` inside lists of objects. */
function declared(fields: SourceFields): string[] {
  return Object.values(fields).flatMap((field) => {
    if (field.fields === undefined) return field.from;
    const inner = declared(field.fields);
    return field.list === true ? inner.map((name) => `${field.from[0]}.${name}`) : inner;
  });
}

test.skipIf(!hasDocuments && !process.env.CI)("Zoom's API descriptions are there", () => {
  expect(hasDocuments, "Zoom's API descriptions where ZOOM_OPENAPI_DIR points").toBe(true);
});

describe.skipIf(!hasDocuments)("by Zoom's API descriptions (ZOOM_OPENAPI_DIR)", () => {
  describe.each(endpoints)("$path", (endpoint) => {
    const { path, tier, scopes, list, pageSize, query = {} } = endpoint;

    test("has the tier", () => {
      expect(tier).toBe(demandsOf(path).tier);
    });

    test("has the scopes of both vocabularies", () => {
      const kept = (all: readonly string[]) =>
        all.filter((scope) => !scopesLeftOut.some(({ scope: out }) => out.test(scope))).sort();
      const { classic, granular } = demandsOf(path);
      expect([...scopes.classic].sort()).toEqual(kept(classic));
      expect([...scopes.granular].sort()).toEqual(kept(granular));
    });

    test("has the largest page and the list", () => {
      expect(pageSize).toBe(demandsOf(path).pageSize);
      if (list !== undefined) expect(listsOf(path)).toContain(list);
    });

    test("is asked with parameters and values that exist", () => {
      const documented = demandsOf(path).query;
      const all = [
        ...Object.entries(query).map(([name, value]) => [name, [value]] as const),
        ...Object.entries(asked[path] ?? {}),
        ...(pageSize === undefined ? [] : [["page_size", [undefined]] as const]),
        ...(pageSize === undefined ? [] : [["next_page_token", [undefined]] as const]),
      ];
      for (const [name, values] of all) {
        expect([...documented.keys()]).toContain(name);
        const listed = documented.get(name);
        for (const value of values)
          if (value !== undefined && listed !== undefined) expect(listed).toContain(value);
      }
    });
  });

  describe.each(streams)("$name", ({ name, fields, zoom }) => {
    test("maps every documented field", () => {
      const known = declared(fields);
      const missing = fieldsOf(zoom.path, zoom.list).filter((field) => !known.includes(field));
      expect(missing.sort()).toEqual(Object.keys(unmapped[name] ?? {}).sort());
    });

    test("declares no field that Zoom does not document", () => {
      const documented = fieldsOf(zoom.path, zoom.list);
      const odd = declared(fields).filter((field) => !documented.includes(field));
      expect([...new Set(odd)].sort()).toEqual(Object.keys(undocumented[name] ?? {}).sort());
    });

    test("reads Zoom's own example, every value of it", () => {
      const row = exampleOf(zoom.path, zoom.list);
      expect(Object.keys(row).length).toBeGreaterThan(5);
      const { extra, ...document } = createMapper(fields).fields(row as JsonObject);
      expect(extra).toBeUndefined();
      expect(Object.keys(document).length).toBeGreaterThan(5);
    });
  });

  test("one meeting's answer has the fields of the list, and what it adds is kept", () => {
    const row = exampleOf(dashboardMeeting.path, undefined) as JsonObject;
    const document = createMapper(meetings.fields).fields(row);
    expect(document).toMatchObject({ uuid: row.uuid, topic: row.topic, start_time: row.start_time });
  });

  test("a past meeting tells its type, its host and its times", () => {
    const fields = fieldsOf(pastMeeting.path, undefined);
    expect(fields).toEqual(expect.arrayContaining(["type", "host_id", "start_time", "end_time", "uuid"]));
  });

  test("a past instance tells its uuid and its start", () => {
    expect(fieldsOf(pastInstances.path, pastInstances.list).sort()).toEqual(["start_time", "uuid"]);
  });

  test("every documented type of a meeting is a kind of series", () => {
    const types = [
      ...valuesOf(series.zoom.path, series.zoom.list, "type"),
      ...valuesOf(pastMeeting.path, undefined, "type"),
    ];
    expect(types.length).toBeGreaterThan(5);
    expect(types.filter((type) => seriesKinds[Number(type)] === undefined)).toEqual([]);
  });

  test("every documented reason to leave has a code of its own", () => {
    const sentences = valuesOf(sessions.zoom.path, sessions.zoom.list, "leave_reason").map(String);
    expect(sentences.length).toBeGreaterThan(5);
    expect(sentences.filter((sentence) => leaveReasonCode(sentence) === "other")).toEqual([]);
    const codes = sentences.map((sentence) => leaveReasonCode(sentence));
    expect(new Set(codes).size).toBe(new Set(sentences).size);
  });
});
