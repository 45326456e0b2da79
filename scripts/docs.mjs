// `npm run docs`: writes the documents that follow from the code; `--check` only says which are stale, `--demo` runs
// the demo and puts its output into the README. `--from` names the folder with the compiled program.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { docsProblems, generatedDocuments } from "./docs/documents.mjs";
import { pasteDemo } from "./docs/paste-demo.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    demo: { type: "boolean", default: false },
    from: { type: "string", default: join(root, "dist") },
  },
});
const load = (file) => import(pathToFileURL(join(resolve(values.from), file)).href);
const { settings } = await load("settings.js");
const { otherVariables } = await load("variables.js");
const { streams } = await load("streams/registry.js");
const { derived } = await load("streams/derived.js");
const { sourcesOf, streamGroups } = await load("streams/stream.js");
const { callsPerDay } = await load("streams/cost.js");
const { harvestNeeds } = await load("doctor/calls.js");
const { droppedKeys } = await load("streams/field.js");
const { templateOf } = await load("destinations/search/template.js");
const { namesOf } = await load("destinations/search/index-names.js");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const toTemplate = (stream) => [namesOf(stream, "").alias, templateOf(stream, "", version)];
const aliasOf = (stream) => namesOf(stream, "").alias;
const catalogue = { streams, derived, streamGroups, sourcesOf, callsPerDay, droppedKeys, aliasOf };
const source = { settings, otherVariables, ...catalogue, harvestNeeds, toTemplate };

if (values.demo) pasteDemo(root, join(resolve(values.from), "main.js"));
if (values.check) {
  const problems = docsProblems(root, source);
  for (const problem of problems) console.log(problem);
  process.exit(problems.length === 0 ? 0 : 1);
}
for (const { path, text, current } of generatedDocuments(root, source)) {
  if (text === current) continue;
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
}
