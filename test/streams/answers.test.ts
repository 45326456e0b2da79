/** Answers as Zoom's descriptions allow them, and worse: what the mapper makes of them for every source of a stream. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCheck } from "../../src/destinations/check-document.ts";
import type { Json, JsonObject } from "../../src/document.ts";
import { createMapper } from "../../src/streams/map.ts";
import { streams } from "../../src/streams/registry.ts";
import { scrub } from "../../src/streams/scrub.ts";
import { dashboardMeeting, pastMeeting } from "../../src/streams/series.ts";
import { sourcesOf } from "../../src/streams/stream.ts";
import { declaredIn, droppedIn } from "./declared.ts";
import { hasDocuments, rowOf, type Schema, whole } from "./zoom-documents.ts";

const cases = streams.flatMap((stream) => {
  const lookUps = stream.name === "meetings" ? [dashboardMeeting, pastMeeting] : [];
  return [...sourcesOf(stream).map(({ zoom }) => zoom), ...lookUps].map((zoom) => ({
    title: `${stream.name} from ${zoom.path}`,
    fields: stream.fields,
    path: zoom.path,
    list: "list" in zoom ? zoom.list : undefined,
  }));
});

/** Found nowhere in a result. */
const secret = "s3cr3t";
const blank = fc.constantFrom<Json>("", null);
const moment = fc
  .date({ min: new Date(0), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().replace(/\.\d+Z$/, "Z"));

/** A value as the schema has it; now and then a blank, a text for a number or a number for a text. */
function answer(schema: Schema): fc.Arbitrary<Json> {
  const { type, format, properties, items, enum: values, example } = whole(schema);
  if (properties !== undefined) return object(properties);
  if (items !== undefined) return fc.array(answer(items), { maxLength: 3 });
  const usual: fc.Arbitrary<Json>[] = [blank];
  if (values !== undefined) usual.push(fc.constantFrom(...values));
  if (example !== undefined) usual.push(fc.constant(example));
  if (format === "date-time") usual.push(moment);
  else if (type === "string") usual.push(fc.string({ maxLength: 12 }));
  if (type === "integer") usual.push(fc.integer(), fc.integer().map(String));
  if (type === "number") usual.push(fc.double({ noNaN: true, noDefaultInfinity: true }));
  if (type === "boolean") usual.push(fc.boolean(), fc.constantFrom<Json>(0, 1));
  return fc.oneof(...usual);
}

function object(properties: Record<string, Schema>): fc.Arbitrary<Json> {
  const known = Object.entries(properties).map(([name, schema]) => [name, answer(schema)] as const);
  return fc
    .tuple(fc.record(Object.fromEntries(known), { requiredKeys: [], noNullPrototype: true }), unknown)
    .map(([row, more]) => ({ ...more, ...row }) as Json);
}

/** What Zoom may add at any time, ways into recordings among it. */
const unknown = fc.record(
  {
    added_by_zoom: fc.jsonValue({ maxDepth: 2 }),
    added_list: fc.array(fc.record({ play_url: fc.constant(secret), name: fc.string() })),
    added_token: fc.constant(secret),
    added_link: fc.constant(`https://zoom.us/rec/play/x?pwd=${secret}`),
    download_access_token: fc.constant(secret),
    password: fc.constant(secret),
    passcode: fc.record({ deep: fc.constant(secret) }),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** The row with a secret under every dropped key that it has. */
function guarded(value: Json, dropped: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return value.map((element) => guarded(element, dropped));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, dropped.has(key) ? secret : guarded(inner, dropped)]),
  );
}

/** Of a type that no field reads as what it should be, or of any. */
const wrong = fc.oneof(
  fc.constantFrom<Json>({ deep: { er: 1 } }, [[1]], [null], "no such thing", -1.5, true),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

describe.skipIf(!hasDocuments).each(cases)("$title", ({ fields, path, list }) => {
  const row = hasDocuments ? answer(rowOf(path, list)) : fc.constant({});
  const mapper = createMapper(fields);
  const check = compileCheck(fields);
  const dropped = new Set(droppedIn(fields).map(([key]) => key.split(".").at(-1) ?? key));
  const names = hasDocuments ? Object.keys(rowOf(path, list).properties ?? {}) : [];
  // The play_url of unknown lists is dropped where the stream knows it for a way in; elsewhere it is only a link.
  const hidden = (value: unknown) =>
    dropped.has("play_url")
      ? value
      : JSON.parse(JSON.stringify(value).replaceAll(`"play_url":"${secret}"`, '"x":1'));

  test("is mapped to a document that stores accept, without a secret", () => {
    fc.assert(
      fc.property(row, (given) => {
        const sent = guarded(given, dropped) as JsonObject;
        const document = mapper.fields(sent, { _id: "key" });
        expect(check(document)).toBeUndefined();
        expect(JSON.stringify(hidden([document, mapper.redact(sent)]))).not.toContain(secret);
      }),
    );
  });

  test("loses nothing to one value of a wrong type, which is in extra", () => {
    fc.assert(
      fc.property(row, fc.constantFrom(...names), wrong, (given, name, odd) => {
        const sent = given as JsonObject;
        const { [name]: _, ...others } = sent;
        const document = mapper.fields({ ...others, [name]: odd }, { _id: "key" });
        expect(check(document)).toBeUndefined();
        const without = mapper.fields(others);
        const standing = declaredIn(fields).filter(({ keys }) => keys.includes(name));
        for (const { path: at, field } of declaredIn(fields)) {
          if (at.includes(".") || at === "extra" || field.compute !== undefined) continue;
          const isTouched = standing.some((one) => one.path === at || one.path.startsWith(`${at}.`));
          if (!isTouched) expect(document[at], at).toEqual(without[at]);
        }
        const isSaid = standing.some((one) => valueAt(document, one.path) !== undefined);
        const kept = scrub(name, odd, dropped);
        if (!isSaid && kept !== undefined && !saysNothing(odd))
          expect((document.extra as JsonObject | undefined)?.[name], name).toEqual(kept);
      }),
    );
  });
});

function valueAt(document: JsonObject, path: string): Json | undefined {
  return path
    .split(".")
    .reduce<Json | undefined>(
      (value, name) =>
        typeof value === "object" && value !== null ? (value as JsonObject)[name] : undefined,
      document,
    );
}

/** A blank, and what holds nothing but blanks, however deep. */
function saysNothing(value: Json): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.values(value).every((inner) => saysNothing(inner));
}
