/** The documents: generated parts are fresh, links lead somewhere, every command and setting is told. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/destinations/search/index-names.ts";
import { templateOf } from "../../src/destinations/search/template.ts";
import { harvestNeeds } from "../../src/doctor/calls.ts";
import type { Collection } from "../../src/document.ts";
import { exitCode } from "../../src/errors.ts";
import { settings } from "../../src/settings.ts";
import { callsPerDay } from "../../src/streams/cost.ts";
import { derived } from "../../src/streams/derived.ts";
import { droppedKeys } from "../../src/streams/field.ts";
import { streams } from "../../src/streams/registry.ts";
import { dashboardMeeting, pastInstances, pastMeeting } from "../../src/streams/series.ts";
import { sourcesOf, streamGroups } from "../../src/streams/stream.ts";
import { otherVariables } from "../../src/variables.ts";
import { docsProblems, readSourceFiles } from "./checks.ts";
import { documents, read, root } from "./support.ts";

const { version } = JSON.parse(read("package.json")) as { version: string };
const toTemplate = (stream: Collection) => [namesOf(stream, "").alias, templateOf(stream, "", version)];
const aliasOf = (stream: Collection) => namesOf(stream, "").alias;
const tools = {
  derived,
  streamGroups,
  sourcesOf,
  callsPerDay,
  droppedKeys,
  aliasOf,
  toTemplate,
  harvestNeeds,
};

describe("the generated documents", () => {
  it("are what npm run docs would write", () => {
    expect(docsProblems(root, { settings, otherVariables, streams, ...tools })).toEqual([]);
  });

  it("example.env is a .env file that names every variable once", () => {
    const names = [...read("example.env").matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name);
    const first = settings.filter(({ env }) => env.length > 0).map(({ env }) => env[0]);
    expect(names.sort()).toEqual([...first, ...otherVariables.map(({ name }) => name)].sort());
  });

  it("notice a setting that changed", () => {
    const changed = settings.map((setting) => ({ ...setting, given: "changed" }));
    expect(docsProblems(root, { settings: changed, otherVariables, streams, ...tools })).toHaveLength(2);
  });

  it("notice a field that is new", () => {
    const [first, ...others] = streams;
    const more = { ...first, fields: { ...first?.fields, new_one: first?.fields.account_id } };
    const changed = { settings, otherVariables, streams: [more, ...others], ...tools };
    const stale = docsProblems(root, changed).map((line) => line.split(" ")[0]);
    expect(stale).toContain(`docs/streams/${first?.name}.md`);
    expect(stale).toContain(`index_templates/${aliasOf(first as Collection)}.json`);
  });
});

describe("the documents by hand", () => {
  it.each(documents())("%s: links within the repository lead to a file", (path) => {
    const links = [...read(path).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(
      ([, link]) => link ?? "",
    );
    for (const link of links) expect(existsSync(join(root, dirname(path), link)), link).toBe(true);
  });

  it("the README names every exit code, and every scope of the core in both kinds", () => {
    const readme = read("README.md");
    for (const code of Object.values(exitCode)) expect(readme).toMatch(new RegExp(`^\\| ${code} \\|`, "m"));
    const core = streams.filter(({ group }) => group === "core").flatMap(sourcesOf);
    const endpoints = [...core.map(({ zoom }) => zoom), pastMeeting, pastInstances, dashboardMeeting];
    for (const { scopes } of endpoints) {
      for (const scope of scopes.granular) expect(readme).toContain(scope);
      expect(scopes.classic.some((scope) => readme.includes(scope))).toBe(true);
    }
  });

  it("the README stays short, the demo's output apart", () => {
    const text = read("README.md").replace(/<!-- demo output -->[\s\S]*<!-- end of demo output -->/, "");
    expect(text.split("\n").length).toBeLessThan(225);
  });

  it("ARCHITECTURE.md names every folder and file of the main path, and only files that exist", () => {
    const text = read("ARCHITECTURE.md");
    const sources = readSourceFiles(root).map(({ path }) => path);
    const named = [...text.matchAll(/`((?:src|test|scripts|docs)\/[\w./-]*)`/g)].map(
      ([, path]) => path ?? "",
    );
    for (const path of named) expect(existsSync(join(root, path)), path).toBe(true);
    const folders = new Set(
      sources.filter((path) => /^src\/[^/]+\//.test(path)).map((path) => path.split("/")[1]),
    );
    for (const folder of folders) expect(text).toContain(`\`${folder}/\``);
    for (const path of sources.filter((one) => /^src\/(harvest|zoom)\//.test(one))) {
      expect(text, path).toContain(path.split("/").at(-1));
    }
  });
});
