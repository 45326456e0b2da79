// kibana/*.ndjson: the saved objects of kibana/src/ as Kibana and as OpenSearch Dashboards import them, with the
// fields' formats and descriptions from the catalogue. As a program: node scripts/docs/saved-objects.mjs writes them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The two importers. Versions say which form an object has; each program brings older forms up to its own. Kibana
 * names a panel's reference after the panel, and knows names of data views and descriptions of fields.
 */
const importers = {
  "kibana/kibana.ndjson": {
    stamp: (type) => ({
      coreMigrationVersion: "8.8.0",
      typeMigrationVersion: {
        "index-pattern": "7.11.0",
        search: "7.9.3",
        visualization: "8.5.0",
        dashboard: "8.7.0",
      }[type],
    }),
    panelVersion: "8.8.0",
    panelReference: (at) => `${at}:panel_${at}`,
    describe: ({ name, fields }) => ({ name, fieldAttrs: JSON.stringify(descriptionsOf(fields)) }),
    counters: {},
  },
  "kibana/opensearch-dashboards.ndjson": {
    stamp: (type) => ({
      migrationVersion: {
        [type]: {
          "index-pattern": "7.6.0",
          search: "7.9.3",
          visualization: "7.10.0",
          dashboard: "7.9.3",
        }[type],
      },
    }),
    panelVersion: "7.10.0",
    panelReference: (at) => `panel_${at}`,
    describe: () => ({}),
    counters: { hits: 0, version: 1 },
  },
};

/** @returns {Record<string, string>} the text of each file by its path. */
export function savedObjectFiles(root, streams) {
  const read = (name) => JSON.parse(readFileSync(join(root, "kibana", "src", name), "utf8"));
  const fieldsOf = (of) => streams.find(({ name }) => name === of)?.fields ?? {};
  const named = read("data-views.json").map((view) => ({ ...view, fields: fieldsOf(view.of) }));
  const views = [...named, ...streams.filter(({ name }) => !named.some(({ of }) => of === name)).map(viewOf)];
  const files = Object.entries(importers).map(([path, importer]) => {
    const objects = [
      ...views.map((view) => dataView(view, importer)),
      ...read("visualizations.json").map((one) => visualization(one, importer)),
      ...read("searches.json").map((one) => search(one, importer)),
      dashboard(read("dashboard.json"), importer),
    ];
    return [path, objects.map((object) => `${JSON.stringify(object)}\n`).join("")];
  });
  return Object.fromEntries(files);
}

const viewId = (of) => `zoom-harvester-${of}`;

/** The view of a stream that none is written for by hand. */
function viewOf({ name, time, fields }) {
  const words = name.replaceAll("_", " ");
  return {
    of: name,
    name: `Zoom ${words}`,
    title: `zoom-${name.replaceAll("_", "-")}`,
    ...(time === undefined ? {} : { time }),
    fields,
  };
}

function dataView(view, { stamp, describe }) {
  const { of, title, time, fields } = view;
  return {
    type: "index-pattern",
    id: viewId(of),
    attributes: {
      title,
      ...(time === undefined ? {} : { timeFieldName: time }),
      ...describe(view),
      // Empty: both programs then ask the indices.
      fields: "[]",
      fieldFormatMap: JSON.stringify(formatsOf(fields)),
    },
    references: [],
    ...stamp("index-pattern"),
  };
}

/** Fields by their path, those inside a group too. */
function flatten(fields, above = "") {
  return Object.entries(fields).flatMap(([name, field]) => [
    [`${above}${name}`, field],
    ...flatten(field.fields ?? {}, `${above}${name}.`),
  ]);
}

/** Seconds are shown as hours, or as seconds where fractions matter. */
function formatsOf(fields) {
  const formats = flatten(fields)
    .filter(([, { unit }]) => unit === "seconds")
    .map(([path, { type }]) => [
      path,
      {
        id: "duration",
        params: {
          inputFormat: "seconds",
          outputFormat: type === "double" ? "asSeconds" : "asHours",
          outputPrecision: 2,
          showSuffix: true,
          useShortSuffix: true,
        },
      },
    ]);
  return Object.fromEntries(formats);
}

function descriptionsOf(fields) {
  const descriptions = flatten(fields).map(([path, { description }]) => [
    path,
    { customDescription: description },
  ]);
  return Object.fromEntries(descriptions);
}

const dataReference = "kibanaSavedObjectMeta.searchSourceJSON.index";

/** What an object asks, and of which data view. */
function source(of, query) {
  const asked = { query: { query, language: "kuery" }, filter: [] };
  return {
    meta: { searchSourceJSON: JSON.stringify({ ...asked, indexRefName: dataReference }) },
    references: [{ type: "index-pattern", id: viewId(of), name: dataReference }],
  };
}

function visualization({ id, title, description, of, query, type, axis, aggs }, { stamp }) {
  const { meta, references } = source(of, query);
  const params = type === "table" ? tableParams : barParams(axis, aggs);
  return {
    type: "visualization",
    id,
    attributes: {
      title,
      description,
      version: 1,
      uiStateJSON: "{}",
      visState: JSON.stringify({
        title,
        type,
        params,
        aggs: aggs.map((agg) => ({ ...agg, enabled: true })),
      }),
      kibanaSavedObjectMeta: meta,
    },
    references,
    ...stamp("visualization"),
  };
}

const tableParams = {
  perPage: 10,
  showPartialRows: false,
  showMetricsAtAllLevels: false,
  showTotal: false,
  totalFunc: "sum",
  percentageCol: "",
};

function barParams(axis, aggs) {
  const axisOf = (kind, position) => ({ type: kind, position, show: true, style: {} });
  const [metric] = aggs.filter(({ schema }) => schema === "metric");
  return {
    type: "histogram",
    grid: { categoryLines: false },
    categoryAxes: [
      {
        id: "CategoryAxis-1",
        ...axisOf("category", "bottom"),
        scale: { type: "linear" },
        labels: { show: true, filter: true, truncate: 100 },
        title: {},
      },
    ],
    valueAxes: [
      {
        id: "ValueAxis-1",
        name: "LeftAxis-1",
        ...axisOf("value", "left"),
        scale: { type: "linear", mode: "normal" },
        labels: { show: true, rotate: 0, filter: false, truncate: 100 },
        title: { text: axis },
      },
    ],
    seriesParams: [
      {
        show: true,
        type: "histogram",
        mode: "stacked",
        data: { label: metric.params.customLabel, id: metric.id },
        valueAxis: "ValueAxis-1",
        drawLinesBetweenPoints: true,
        lineWidth: 2,
        showCircles: true,
      },
    ],
    addTooltip: true,
    addLegend: false,
    legendPosition: "right",
    times: [],
    addTimeMarker: false,
    labels: { show: false },
    thresholdLine: { show: false, value: 10, width: 1, style: "full", color: "#E7664C" },
  };
}

function search({ id, title, description, of, query, columns, sort }, { stamp, counters }) {
  const { meta, references } = source(of, query);
  return {
    type: "search",
    id,
    attributes: { title, description, columns, sort, ...counters, kibanaSavedObjectMeta: meta },
    references,
    ...stamp("search"),
  };
}

function dashboard({ id, title, description, from, to, panels }, importer) {
  const { stamp, panelVersion, panelReference, counters } = importer;
  const placed = panels.map(({ type, x, y, w, h }, at) => ({
    version: panelVersion,
    type,
    gridData: { x, y, w, h, i: `${at}` },
    panelIndex: `${at}`,
    embeddableConfig: {},
    panelRefName: `panel_${at}`,
  }));
  return {
    type: "dashboard",
    id,
    attributes: {
      title,
      description,
      ...counters,
      version: 1,
      timeRestore: true,
      timeFrom: from,
      timeTo: to,
      refreshInterval: { pause: true, value: 0 },
      optionsJSON: JSON.stringify({ useMargins: true, hidePanelTitles: false }),
      panelsJSON: JSON.stringify(placed),
      kibanaSavedObjectMeta: {
        searchSourceJSON: JSON.stringify({ query: { query: "", language: "kuery" }, filter: [] }),
      },
    },
    references: panels.map(({ type, id: shown }, at) => ({ type, id: shown, name: panelReference(at) })),
    ...stamp("dashboard"),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const { streams } = await import("../../dist/streams/registry.js");
  for (const [path, text] of Object.entries(savedObjectFiles(root, streams))) {
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}
