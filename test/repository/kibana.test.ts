/** The saved objects in kibana/: no Kibana runs here, so their form and every field that they name is checked. */

import { describe, expect, it } from "vitest";
import { ledgerNames, namesOf } from "../../src/destinations/search/index-names.ts";
import type { Fields, FieldType } from "../../src/document.ts";
import { streams } from "../../src/streams/registry.ts";
import { read, root } from "./support.ts";

interface SavedObject {
  type: string;
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: another program's JSON, looked at by each test
  attributes: any;
  references: { type: string; id: string; name: string }[];
  coreMigrationVersion?: string;
  typeMigrationVersion?: string;
  migrationVersion?: Record<string, string>;
}

interface Agg {
  id: string;
  type: string;
  schema: string;
  params: { field?: string; orderBy?: string };
}

const script = new URL("../../scripts/docs/saved-objects.mjs", import.meta.url).href;
const { savedObjectFiles } = (await import(script)) as {
  savedObjectFiles(root: string, streams: unknown): Record<string, string>;
};
const files = ["kibana/kibana.ndjson", "kibana/opensearch-dashboards.ndjson"];

/** What the index of dead letters holds; the destination makes it, no stream declares it. */
const deadLetter: Record<string, FieldType> = {
  at: "date",
  run: "keyword",
  collection: "keyword",
  id: "keyword",
  owner: "keyword",
  reason: "keyword",
};

/** Every data view's fields by path. */
const known = new Map<string, Record<string, FieldType>>([
  ["zoom-harvester-dead", deadLetter],
  ...streams.map(
    ({ name, fields }) => [`zoom-harvester-${name}`, typesOf(fields)] as [string, Record<string, FieldType>],
  ),
]);

function typesOf(fields: Fields, above = ""): Record<string, FieldType> {
  const types: Record<string, FieldType> = {};
  for (const [name, { type, fields: inner }] of Object.entries(fields)) {
    types[`${above}${name}`] = type;
    Object.assign(types, typesOf(inner ?? {}, `${above}${name}.`));
  }
  return types;
}

const countable: readonly FieldType[] = ["keyword", "text", "ip", "date", "long", "double", "boolean"];

/** Which types an aggregation takes; a text is stored as a keyword. */
const fit: Record<string, readonly FieldType[]> = {
  sum: ["long", "double"],
  avg: ["long", "double"],
  date_histogram: ["date"],
  terms: countable,
  cardinality: countable,
};

const objectsOf = (path: string): SavedObject[] =>
  read(path)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as SavedObject);

/** The data view that a search or a visualization asks. */
function viewOf({ references }: SavedObject): Record<string, FieldType> {
  const name = "kibanaSavedObjectMeta.searchSourceJSON.index";
  const found = references.find((reference) => reference.name === name);
  expect(found?.type).toBe("index-pattern");
  return known.get(found?.id ?? "") ?? {};
}

/** The texts inside that are JSON themselves. */
function inner(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    typeof one === "string" && /JSON$|^visState$|^field(s|FormatMap|Attrs)$/.test(key) ? [one] : inner(one),
  );
}

describe("the saved objects", () => {
  it("are what node scripts/docs/saved-objects.mjs would write", () => {
    for (const [path, text] of Object.entries(savedObjectFiles(root, streams))) {
      expect(
        read(path) === text,
        `${path} is stale: npm run build, node scripts/docs/saved-objects.mjs`,
      ).toBe(true);
    }
  });

  it("are the same in both files, apart from their form", () => {
    const [kibana = [], dashboards = []] = files.map((path) =>
      objectsOf(path).map(({ type, id }) => [type, id]),
    );
    expect(kibana).toEqual(dashboards);
  });

  it("have a data view for each collection and for the dead letters", () => {
    for (const path of files) {
      const views = objectsOf(path).filter(({ type }) => type === "index-pattern");
      expect(Object.fromEntries(views.map(({ id, attributes }) => [id, attributes.title]))).toEqual({
        ...Object.fromEntries(
          streams.map((stream) => [`zoom-harvester-${stream.name}`, namesOf(stream, "").alias]),
        ),
        "zoom-harvester-dead": ledgerNames("").dead,
      });
    }
  });
});

describe.each(files)("%s", (path) => {
  const objects = objectsOf(path);

  it("holds objects only, each with an id of its own; no summary, which importing does not need", () => {
    for (const { type, id, attributes } of objects) {
      expect(["index-pattern", "visualization", "search", "dashboard"]).toContain(type);
      expect(id).toMatch(/^zoom-harvester-[a-z_-]+$/);
      expect(attributes.title).toMatch(/\w/);
    }
    expect(new Set(objects.map(({ id }) => id)).size).toBe(objects.length);
  });

  it("says of each object which form it has, none newer than the oldest program that imports it", () => {
    for (const { type, coreMigrationVersion, typeMigrationVersion, migrationVersion } of objects) {
      if (path === "kibana/kibana.ndjson") {
        expect(coreMigrationVersion).toBe("8.8.0");
        expect(typeMigrationVersion).toMatch(/^(7\.\d+|8\.[0-8])\.\d+$/);
        expect(migrationVersion).toBeUndefined();
      } else {
        expect(Object.keys(migrationVersion ?? {})).toEqual([type]);
        expect(migrationVersion?.[type]).toMatch(/^7\.([0-9]|10)\.\d+$/);
        expect([coreMigrationVersion, typeMigrationVersion]).toEqual([undefined, undefined]);
      }
    }
  });

  it("refers to objects of the file only, and has every text inside that is JSON well formed", () => {
    const ids = new Set(objects.map(({ type, id }) => `${type} ${id}`));
    for (const { attributes, references } of objects) {
      for (const { type, id } of references) expect(ids).toContain(`${type} ${id}`);
      expect(new Set(references.map(({ name }) => name)).size).toBe(references.length);
      for (const text of inner(attributes)) expect(() => JSON.parse(text)).not.toThrow();
    }
  });

  it("has time fields that are dates, and durations shown where the unit is seconds", () => {
    for (const { id, attributes } of objects.filter(({ type }) => type === "index-pattern")) {
      const types = known.get(id) ?? {};
      const { timeFieldName, fieldFormatMap, fieldAttrs } = attributes;
      if (timeFieldName !== undefined) expect(types[timeFieldName]).toBe("date");
      for (const [field, { id: format, params }] of Object.entries<{
        id: string;
        params: { inputFormat: string };
      }>(JSON.parse(fieldFormatMap))) {
        expect(["long", "double"]).toContain(types[field]);
        expect([format, params.inputFormat]).toEqual(["duration", "seconds"]);
      }
      for (const field of Object.keys(JSON.parse(fieldAttrs ?? "{}")))
        expect(Object.keys(types)).toContain(field);
    }
    const formats = objects.map(({ attributes }) => attributes.fieldFormatMap).filter(Boolean);
    const lasting = streams.filter(({ fields }) => fields.duration?.unit === "seconds");
    expect(formats.filter((text) => text.includes('"duration":{'))).toHaveLength(lasting.length);
  });

  it("names only fields that are declared, with a type that fits", () => {
    let named = 0;
    for (const object of objects.filter(({ type }) => type === "visualization")) {
      const types = viewOf(object);
      const { type, title, aggs } = JSON.parse(object.attributes.visState) as {
        type: string;
        title: string;
        aggs: Agg[];
      };
      expect(title).toBe(object.attributes.title);
      expect(["histogram", "table"]).toContain(type);
      const ids = aggs.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const agg of aggs) {
        expect({ metric: true, segment: type === "histogram", bucket: type === "table" }).toHaveProperty(
          agg.schema,
          true,
        );
        if (agg.params.orderBy !== undefined) expect(ids).toContain(agg.params.orderBy);
        if (agg.type === "count") continue;
        expect(fit[agg.type], `${object.id}: ${agg.params.field}`).toContain(types[agg.params.field ?? ""]);
        named += 1;
      }
    }
    for (const object of objects.filter(({ type }) => type === "search")) {
      const types = viewOf(object);
      const { columns, sort } = object.attributes as { columns: string[]; sort: [string, string][] };
      for (const field of [...columns, ...sort.map(([by]) => by)]) expect(countable).toContain(types[field]);
      named += columns.length;
    }
    expect(named).toBeGreaterThan(20);
  });

  it("asks by fields that are declared", () => {
    for (const object of objects.filter(({ attributes }) => attributes.kibanaSavedObjectMeta !== undefined)) {
      const { query } = JSON.parse(object.attributes.kibanaSavedObjectMeta.searchSourceJSON);
      expect(query.language).toBe("kuery");
      const fields = [...query.query.matchAll(/([\w.]+) :/g)].map(([, field]) => field);
      for (const field of fields) expect(countable).toContain(viewOf(object)[field]);
    }
  });

  it("has a dashboard whose panels lie side by side on a grid of 48 columns", () => {
    const boards = objects.filter(({ type }) => type === "dashboard");
    expect(boards).toHaveLength(1);
    for (const { attributes, references } of boards) {
      const panels = JSON.parse(attributes.panelsJSON) as {
        type: string;
        panelIndex: string;
        panelRefName: string;
        gridData: { x: number; y: number; w: number; h: number; i: string };
      }[];
      expect(panels).toHaveLength(references.length);
      const cells = new Set<string>();
      let area = 0;
      for (const { type, panelIndex, panelRefName, gridData } of panels) {
        const { x, y, w, h, i } = gridData;
        expect(i).toBe(panelIndex);
        const name = path === "kibana/kibana.ndjson" ? `${panelIndex}:${panelRefName}` : panelRefName;
        expect(references.find((reference) => reference.name === name)?.type).toBe(type);
        expect(x + w).toBeLessThanOrEqual(48);
        area += w * h;
        for (let at = 0; at < w * h; at += 1) cells.add(`${x + (at % w)},${y + Math.floor(at / w)}`);
      }
      expect(cells.size).toBe(area);
    }
  });

  it("has an index's name as a title in data views alone, so that a prefix is put before these only", () => {
    const withPrefix = read(path).replaceAll(
      /"title":"(meetings|sessions|zoom-[a-z-]+)"/g,
      '"title":"uni-$1"',
    );
    const changed = withPrefix
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as SavedObject)
      .filter(({ attributes }) => attributes.title.startsWith("uni-"));
    expect(changed.map(({ type }) => type)).toEqual(changed.map(() => "index-pattern"));
    expect(changed).toHaveLength(known.size);
  });
});

describe("docs/queries.md", () => {
  /** The paths of fields in a request's body. */
  function asked(body: unknown, key = ""): string[] {
    if (typeof body === "string") return key === "field" || key === "sort" || key === "_source" ? [body] : [];
    if (Array.isArray(body)) return body.flatMap((one) => asked(one, key));
    if (typeof body !== "object" || body === null) return [];
    const names = ["term", "range", "match"].includes(key) || key === "sort" ? Object.keys(body) : [];
    if (key === "terms" && !("field" in body)) names.push(...Object.keys(body));
    const inside = ["term", "range", "match", "sort"].includes(key) ? [] : Object.entries(body);
    return [...names, ...inside.flatMap(([name, one]) => asked(one, name))];
  }

  const collectionsOf = (path: string) =>
    path.split(",").map((index) => known.get(`zoom-harvester-${index.replace(/^zoom-(harvester-)?/, "")}`));

  it("asks by fields that are declared", () => {
    const blocks = [...read("docs/queries.md").matchAll(/"\$ES\/([\w,-]+)\/_search[^"]*" -d '([^']+)'/g)];
    let named = 0;
    for (const [, path = "", body = ""] of blocks) {
      if (path === "zoom-harvester-ledger") continue;
      const types = collectionsOf(path);
      for (const field of asked(JSON.parse(body))) {
        if (field === "_index") continue;
        const found = types.some((one) => one?.[field.replace(/\.text$/, "")] !== undefined);
        expect(found, `${path}: ${field}`).toBe(true);
        named += 1;
      }
    }
    expect(blocks.length).toBeGreaterThan(14);
    expect(named).toBeGreaterThan(60);
  });
});
