/** Every GET of Zoom's API descriptions is either used or left out for a reason that docs/streams.md gives. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { streams } from "../../src/streams/registry.ts";
import { dailyReport, dashboardMeeting, pastInstances, pastMeeting } from "../../src/streams/series.ts";
import { sourcesOf } from "../../src/streams/stream.ts";
import { hasDocuments, pathsOfAll } from "./zoom-documents.ts";

const { leftOut } = (await import(new URL("../../scripts/docs/left-out.mjs", import.meta.url).href)) as {
  leftOut: { heading: string; rows: { why: string; paths: string[] }[] }[];
};
const rows = leftOut.flatMap((part) => part.rows);
const left = rows.flatMap(({ paths }) => paths);

/** Paths that a harvest asks for; the doctor asks for some of them. */
const used = new Set(
  [
    ...streams.flatMap((stream) => sourcesOf(stream).map(({ zoom }) => zoom)),
    ...[dailyReport, dashboardMeeting, pastInstances, pastMeeting],
  ].map(({ path }) => path),
);

test.skipIf(!hasDocuments)(
  "Zoom describes no GET that is neither used nor left out, and none besides",
  () => {
    expect([...used, ...left].sort()).toEqual(pathsOfAll().sort());
  },
);

test("no path is both used and left out, and none is left out twice", () => {
  expect(left.filter((path) => used.has(path))).toEqual([]);
  expect(left.filter((path, place) => left.indexOf(path) !== place)).toEqual([]);
});

test("every path that a declaration of a stream names is counted as used", () => {
  const folder = fileURLToPath(new URL("../../src/streams/", import.meta.url));
  const named = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^\s+path: "(\/[^"]+)"/gm)].map(([, path]) => path),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !used.has(path ?? ""))).toEqual([]);
});

test("every row has a reason of its own, a sentence without its full stop", () => {
  for (const { why, paths } of rows) {
    expect(why).toMatch(/^[A-Z`].{15,}[^.\s]$/);
    expect(paths.length, why).toBeGreaterThan(0);
  }
  expect(new Set(rows.map(({ why }) => why)).size).toBe(rows.length);
});

test("a reason that names a stream names one that there is", () => {
  const names = rows.flatMap(({ why }) => [...why.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect(names.length).toBeGreaterThan(5);
  expect(names.filter((name) => !streams.some((stream) => stream.name === name))).toEqual([]);
});
