// Which layer may import which, as data, and the imports that break it.
import { posix } from "node:path";
import { withoutComments } from "./source-files.mjs";

/** Files of layer 0, which sit in src/ itself. */
export const base = [
  "clock",
  "config",
  "document",
  "effects",
  "endpoint",
  "errors",
  "search-settings",
  "secret",
  "setting-sources",
  "setting-values",
  "setting",
  "settings",
  "store-settings",
  "stream-settings",
  "time",
  "variables",
  "version",
];

/** Folders of src/ and the layers that each may import, apart from itself; commands may import every folder. */
export const layers = {
  base: [],
  zoom: ["base"],
  streams: ["base"],
  people: ["base"],
  destinations: ["base"],
  simulator: [],
  harvest: ["base", "zoom", "streams", "people", "destinations"],
  reports: ["base", "streams", "people", "destinations", "harvest"],
  doctor: ["base", "zoom", "streams", "destinations"],
  dashboard: ["base", "streams", "people", "destinations", "harvest", "reports"],
  commands: [
    "base",
    "zoom",
    "streams",
    "people",
    "destinations",
    "simulator",
    "harvest",
    "doctor",
    "reports",
    "dashboard",
  ],
  main: ["commands"],
};

/** Single files that may be imported across the table, with the reason. */
const exceptions = [{ from: "src/main.ts", to: "src/errors.ts", reason: "the exit codes" }];

/** @returns the layer of a file of src/, undefined for one that belongs to none. */
export function layerOf(path) {
  const [, first = "", ...rest] = path.split("/");
  if (rest.length > 0) return first in layers ? first : undefined;
  const name = first.replace(/\.ts$/, "");
  if (name === "main") return "main";
  return base.includes(name) ? "base" : undefined;
}

/** @returns a line for each import that the table forbids, each file without a layer, each cycle in the base. */
export function layerProblems(files) {
  const sources = files.filter(({ path }) => /^src\/.*\.tsx?$/.test(path));
  const problems = [];
  const baseImports = new Map();
  for (const { path, text } of sources) {
    const from = layerOf(path);
    if (from === undefined) problems.push(`${path} belongs to no layer: name it in scripts/check/layers.mjs`);
    const imports = importsOf(path, text);
    if (from === "base") baseImports.set(path, imports);
    problems.push(...valuesOfServer(path, text));
    for (const target of imports) {
      const to = layerOf(target);
      const isException = exceptions.some((one) => one.from === path && one.to === target);
      if (from === undefined || from === to || isException) continue;
      if (to === undefined || !layers[from].includes(to))
        problems.push(`${path} imports ${target}: ${from} may import ${said(layers[from])}`);
    }
  }
  for (const cycle of cyclesOf(baseImports)) problems.push(`a cycle in the base: ${cycle.join(" -> ")}`);
  return problems;
}

/** The page runs in a browser: of what serves it it may know the shapes, which are gone once it is built. */
function valuesOfServer(path, text) {
  if (!path.startsWith("src/dashboard/web/")) return [];
  const pattern = /^(?:import|export) (?!type\b)[^;]*?from "(\.\.?\/[^"]+)";/gm;
  return [...withoutComments(text).matchAll(pattern)]
    .map(([, target]) => posix.join(posix.dirname(path), target))
    .filter((target) => !target.startsWith("src/dashboard/web/"))
    .map((target) => `${path} imports more than types of ${target}: it runs in a browser`);
}

function said(allowed) {
  return allowed.length === 0 ? "nothing of ours" : allowed.join(", ");
}

/** The files of the project that a file imports, types too, also those imported later. */
export function importsOf(path, text) {
  const pattern = /\b(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g;
  const targets = [...withoutComments(text).matchAll(pattern)].map(([, target]) =>
    posix.join(posix.dirname(path), target),
  );
  return [...new Set(targets)];
}

function cyclesOf(graph) {
  const cycles = [];
  const done = new Set();
  const visit = (path, trail) => {
    const at = trail.indexOf(path);
    if (at >= 0) cycles.push([...trail.slice(at), path]);
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return cycles;
}
