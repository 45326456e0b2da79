import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/document.ts";
import type { Endpoint, Window } from "../../src/endpoint.ts";
import { KeyMaker, sessionIds } from "../../src/streams/keys.ts";
import { leaveReasonCode } from "../../src/streams/leave-reason.ts";
import { createMapper } from "../../src/streams/map.ts";
import { meetings } from "../../src/streams/meeting.ts";
import { streams } from "../../src/streams/registry.ts";
import { historyReport, userReport } from "../../src/streams/report-endpoints.ts";
import {
  dailyReport,
  dashboardMeeting,
  pastInstances,
  pastMeeting,
  series,
  seriesKinds,
} from "../../src/streams/series.ts";
import { sessions } from "../../src/streams/session.ts";
import { type Stream, sourcesOf } from "../../src/streams/stream.ts";
import { webinarSessions } from "../../src/streams/webinar-session.ts";
import { declaredIn, droppedIn, keysIn } from "./declared.ts";
import {
  asked,
  demandedElsewhere,
  keptInExtra,
  largestUndocumented,
  scopesLeftOut,
  undocumented,
} from "./deviations.ts";
import {
  demandsOf,
  descriptionsOf,
  exampleOf,
  fieldsOf,
  hasDocuments,
  listsOf,
  valuesOf,
} from "./zoom-documents.ts";

/** Every source of every stream. */
const sources = streams.flatMap((stream) =>
  sourcesOf(stream).map((source) => ({ stream, source, title: `${stream.name} from ${source.zoom.path}` })),
);

const endpoints: readonly Endpoint[] = [
  ...new Map(
    [
      ...sources.map(({ source }) => source.zoom),
      dailyReport,
      dashboardMeeting,
      pastInstances,
      pastMeeting,
    ].map((endpoint) => [endpoint.operation, endpoint]),
  ).values(),
];

test.skipIf(!hasDocuments && !process.env.CI)("Zoom's API descriptions are there", () => {
  expect(hasDocuments, "Zoom's API descriptions where ZOOM_OPENAPI_DIR points").toBe(true);
});

describe.skipIf(!hasDocuments)("by Zoom's API descriptions (ZOOM_OPENAPI_DIR)", () => {
  describe.each(endpoints)("to $operation ($path)", (endpoint) => {
    const {
      path,
      tier,
      scopes,
      plan,
      needs,
      list,
      pageSize,
      paging = "token",
      window,
      query = {},
    } = endpoint;

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

    test("has the plan, and what else the account must have", () => {
      const documented = demandsOf(path);
      expect(plan).toBe(documented.plan ?? demandedElsewhere[path]?.plan);
      expect(documented.plan === undefined).toBe(demandedElsewhere[path]?.plan !== undefined);
      // That report lists webinars and meetings: who has no webinars gets an empty list.
      if (path !== historyReport("webinar").path)
        expect(needs).toBe(documented.needs ?? demandedElsewhere[path]?.needs);
    });

    test("has the largest page, the paging and the list", () => {
      const documented = demandsOf(path);
      expect(pageSize).toBe(documented.pageSize ?? largestUndocumented[path]);
      expect(documented.query.has("page_size")).toBe(pageSize !== undefined);
      if (pageSize !== undefined)
        expect(documented.query.has(paging === "token" ? "next_page_token" : "page_number")).toBe(true);
      if (list !== undefined) expect(listsOf(path)).toContain(list);
    });

    test("is asked with parameters and values that exist", () => {
      const documented = demandsOf(path).query;
      const all = [
        ...Object.entries(query).map(([name, value]) => [name, [value]] as const),
        ...Object.entries(asked[path] ?? {}),
        ...parametersOfStreams(path),
        ...(window === undefined ? [] : stretchNames(window).map((name) => [name, [undefined]] as const)),
      ];
      for (const [name, values] of all) {
        expect([...documented.keys()]).toContain(name);
        const listed = documented.get(name);
        for (const value of values)
          if (value !== undefined && listed !== undefined) expect(listed).toContain(value);
      }
    });
  });

  describe.each(sources)("$title", ({ stream, source }) => {
    const { name, fields, group } = stream;
    const { path, list } = source.zoom;
    const dropped = new Map(droppedIn(fields));

    test("maps or drops every documented field", () => {
      const known = [...keysIn(fields), ...dropped.keys()];
      const documented = [...fieldsOf(path, list), ...besideOf(source.zoom)];
      const missing = documented.filter((field) => !known.includes(field));
      expect(missing.sort()).toEqual(Object.keys(keptInExtra[name] ?? {}).sort());
    });

    test("reads Zoom's own example, every value of it", () => {
      const row = { ...pick(exampleOf(path, undefined), besideOf(source.zoom)), ...exampleOf(path, list) };
      expect(Object.keys(row).length).toBeGreaterThan(1);
      const { extra, ...document } = createMapper(fields).fields(row);
      expect(extra).toBeUndefined();
      // A single object may have all that it says under one key.
      expect(Object.keys(document).length).toBeGreaterThan(list === undefined ? 0 : 1);
    });

    test("gives each example row a key of its own", () => {
      const row = exampleOf(path, list) as JsonObject;
      const document = createMapper(fields).fields(row, repeatedQuery(stream));
      const [one, two] = twoKeys(stream, document);
      expect(one).toEqual(expect.stringMatching(/./));
      expect(two).not.toBe("field" in Object(stream.key) ? undefined : one);
    });

    test("tells its rows from others' by values that exist", () => {
      for (const [key, values] of Object.entries(source.only ?? {})) {
        const documented = valuesOf(path, list, key);
        for (const value of values) expect(documented).toContain(value);
      }
    });

    test("gives numbers that Zoom measures in a unit that unit", () => {
      for (const [key, says] of descriptionsOf(path, list)) {
        const field = declaredIn(fields).find(({ keys }) => keys.includes(key))?.field;
        const isNumber = field?.type === "long" || field?.type === "double";
        if (isNumber && /\b(seconds|minutes|bytes|kbps|ms|percent)\b/i.test(says))
          expect(field.unit, key).toBeDefined();
      }
    });

    test("drops nothing in the core", () => {
      if (group === "core") expect([...dropped.keys()]).toEqual([]);
    });
  });

  test.each(streams)("$name declares and drops no key that Zoom documents nowhere", (stream) => {
    const { name, fields } = stream;
    const documented = sourcesOf(stream).flatMap(({ zoom }) => [
      ...fieldsOf(zoom.path, zoom.list),
      ...besideOf(zoom),
    ]);
    const isThere = (key: string) => documented.some((one) => one === key || one.startsWith(`${key}.`));
    // A field that several streams share has keys that only some of them know.
    const odd = declaredIn(fields)
      .filter(({ keys }) => keys.length > 0 && !keys.some(isThere))
      .map(({ keys }) => String(keys[0]));
    const oddDropped = droppedIn(fields).flatMap(([key]) => (isThere(key) ? [] : [key]));
    expect([...new Set([...odd, ...oddDropped])].sort()).toEqual(
      Object.keys(undocumented[name] ?? {}).sort(),
    );
  });

  test.each([dashboardMeeting, pastMeeting])("a meeting looked up by $path is mapped whole", ({ path }) => {
    const row = exampleOf(path, undefined) as JsonObject;
    const { extra, ...document } = createMapper(meetings.fields).fields(row);
    expect(extra).toBeUndefined();
    expect(document).toMatchObject({ uuid: row.uuid, topic: row.topic, start_time: row.start_time });
    const known = keysIn(meetings.fields);
    expect(fieldsOf(path, undefined).filter((field) => !known.includes(field))).toEqual([]);
  });

  test("a past meeting tells its type, its host and its times", () => {
    const fields = fieldsOf(pastMeeting.path, undefined);
    expect(fields).toEqual(expect.arrayContaining(["type", "host_id", "start_time", "end_time", "uuid"]));
  });

  test("a past instance tells its uuid and its start", () => {
    expect(fieldsOf(pastInstances.path, pastInstances.list).sort()).toEqual(["start_time", "uuid"]);
  });

  test("the types of a user's report that are no meetings are webinars", () => {
    const types = valuesOf(userReport.path, userReport.list, "type");
    const only = sourcesOf(meetings).find(({ zoom }) => zoom === userReport)?.only?.type ?? [];
    expect(types.filter((type) => !only.includes(type))).toEqual([5, 6, 9]);
  });

  test("every documented type of a meeting is a kind of series", () => {
    const types = [
      ...valuesOf(series.zoom.path, series.zoom.list, "type"),
      ...valuesOf(pastMeeting.path, undefined, "type"),
    ];
    expect(types.length).toBeGreaterThan(5);
    expect(types.filter((type) => seriesKinds[Number(type)] === undefined)).toEqual([]);
  });

  test.each([sessions, webinarSessions])(
    "every reason to leave that $name document has a code",
    ({ zoom }) => {
      const sentences = valuesOf(zoom.path, zoom.list, "leave_reason").map(String);
      expect(sentences.length).toBeGreaterThan(5);
      expect(sentences.filter((sentence) => leaveReasonCode(sentence) === "other")).toEqual([]);
      const codes = sentences.map((sentence) => leaveReasonCode(sentence));
      expect(new Set(codes).size).toBe(new Set(sentences).size);
    },
  );
});

/** The keys beside a list that its rows get, as far as Zoom documents them; those of an object with their fields. */
function besideOf({ path, around = [] }: Endpoint): string[] {
  const documented = fieldsOf(path, undefined);
  return documented.filter((field) => around.some((key) => field === key || field.startsWith(`${key}.`)));
}

function pick(row: JsonObject, fields: readonly string[]): JsonObject {
  const keys = new Set(fields.map((field) => field.split(".")[0]));
  return Object.fromEntries(Object.entries(row).filter(([key]) => keys.has(key)));
}

/** The parameters that streams beside the core add to what their endpoint declares: variants, and what depends on the parent. */
function parametersOfStreams(path: string): (readonly [string, readonly string[]])[] {
  return streams
    .filter(({ group }) => group !== "core")
    .filter((stream) => sourcesOf(stream).some(({ zoom }) => zoom.path === path))
    .flatMap(({ variants = [], parent }) => [...variants, ...Object.values(parent?.queryBy?.values ?? {})])
    .flatMap((parameters) => Object.entries(parameters).map(([name, value]) => [name, [value]] as const));
}

function stretchNames({ asks }: Window): string[] {
  return asks === "months" ? ["year", "month"] : ["from", "to"];
}

/** What a document repeats of the parameters that it was asked with. */
function repeatedQuery({ repeatQuery = {}, variants: [first = {}] = [] }: Stream): JsonObject {
  return Object.fromEntries(
    Object.entries(repeatQuery).map(([field, parameter]) => [field, first[parameter] ?? ""]),
  );
}

/** The keys of two rows alike. */
function twoKeys(stream: Stream, document: JsonObject): (string | undefined)[] {
  if (stream.key === "session") return sessionIds("owner", [document, document]);
  const maker = new KeyMaker(stream);
  return [maker.next(document), maker.next(document)];
}
