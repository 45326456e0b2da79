// Every generated document: its path and how its text follows from the catalogue and the settings.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderExampleEnv, renderSettings } from "./render-settings.mjs";
import { streamPages } from "./render-streams.mjs";
import { savedObjectFiles } from "./saved-objects.mjs";
import { renderZoomApp } from "./zoom-app.mjs";

/** @returns each document as it should be and as it is (undefined when it is not there). */
export function generatedDocuments(root, source) {
  const { settings, otherVariables, streams, derived, toTemplate } = source;
  const read = (path) => {
    try {
      return readFileSync(join(root, path), "utf8");
    } catch {
      return undefined;
    }
  };
  const wanted = {
    "example.env": renderExampleEnv(settings, otherVariables),
    "docs/settings.md": renderSettings(settings, otherVariables),
    ...streamPages(source),
    "docs/zoom-app.md": renderZoomApp(source),
    ...savedObjectFiles(root, streams),
    ...Object.fromEntries(
      [...streams, ...derived]
        .map(toTemplate)
        .map(([name, template]) => [
          `index_templates/${name}.json`,
          `${JSON.stringify(template, null, 2)}\n`,
        ]),
    ),
  };
  return Object.entries(wanted).map(([path, text]) => ({ path, text, current: read(path) }));
}

/** @returns a line for each document that differs from what `npm run docs` would write. */
export function docsProblems(root, source) {
  return generatedDocuments(root, source)
    .filter(({ text, current }) => text !== current)
    .map(
      ({ path, text, current }) => `${path} is stale (${firstDifference(text, current ?? "")}): npm run docs`,
    );
}

function firstDifference(wanted, current) {
  const lines = current.split("\n");
  const at = wanted.split("\n").findIndex((line, index) => line !== lines[index]);
  return `line ${at < 0 ? lines.length : at + 1}`;
}
