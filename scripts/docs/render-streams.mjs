// docs/streams.md and a page for each stream, from the catalogue and the queries beside it.
import { droppedRows, renderFields } from "./render-fields.mjs";
import { renderOverview } from "./render-overview.mjs";
import { code, table } from "./render-settings.mjs";
import { factsOf, sayTier } from "./say-stream.mjs";
import { streamQueries } from "./stream-queries.mjs";

const made = "Made by `npm run docs` from `src/streams/`.";

/** @returns the text of each page by its path. @throws when a stream has no query. */
export function streamPages({
  streams,
  derived,
  streamGroups,
  sourcesOf,
  callsPerDay,
  droppedKeys,
  aliasOf,
}) {
  const tools = { sourcesOf, callsPerDay, droppedKeys, aliasOf };
  return {
    "docs/streams.md": renderOverview(streams, derived, streamGroups, tools),
    ...Object.fromEntries(derived.map((one) => [`docs/streams/${one.name}.md`, renderDerived(one, tools)])),
    ...Object.fromEntries(
      streams.map((stream) => [`docs/streams/${stream.name}.md`, renderPage(stream, tools)]),
    ),
  };
}

function renderPage(stream, { sourcesOf, droppedKeys, aliasOf }) {
  const { name, description, fields, group } = stream;
  const query = queryOf(name);
  const gone = droppedRows(fields, droppedKeys);
  return `${[
    `# ${name}`,
    made,
    `${description}.`,
    `Group ${code(group)}: \`zoom-harvester --streams ${name}\`${group === "core" ? ", and what a harvest brings without `--streams`" : ""}. Stored in the table ${code(name)}, or behind the alias ${code(aliasOf(stream))}.`,
    "## Sources",
    "The first that the account is allowed. Of the scopes of a source any one is enough.",
    table(
      ["rank", "source", "Zoom's call", "tier", "plan", "granular scope", "classic scope"],
      sourcesOf(stream).map(({ source, zoom, eachUser }, index) => [
        String(index + 1),
        source,
        `${code(`GET ${zoom.path}`)}${eachUser === true ? ", for each user" : ""}`,
        sayTier(zoom),
        `${zoom.plan}${zoom.needs === undefined ? "" : `, ${zoom.needs}`}`,
        zoom.scopes.granular.map(code).join(", "),
        zoom.scopes.classic.map(code).join(", "),
      ]),
    ),
    factsOf(stream, sourcesOf(stream))
      .map((fact) => `- ${fact}`)
      .join("\n"),
    "## A query",
    `${query.asks}.`,
    `\`\`\`sql\n${query.duckdb}\n\`\`\``,
    ...(query.search === undefined ? [] : [curlOf(aliasOf(stream), query.search)]),
    "## Fields",
    "Classes of privacy, empty cells and times: [terms](../terms.md).",
    renderFields(fields),
    ...(gone.length === 0 ? [] : ["## Never stored", table(["Zoom's key", "why"], gone)]),
  ].join("\n\n")}\n`;
}

/** The page of a collection that is computed from others. */
function renderDerived(collection, { aliasOf }) {
  const { name, description, fields, from, set, time } = collection;
  const query = queryOf(name);
  const of =
    set === undefined
      ? `one for each ${code(time)}`
      : `the documents of one of the ${set.of} (${code(set.by)}) are replaced as a whole, together with its ${from}`;
  return `${[
    `# ${name}`,
    made,
    `${description}.`,
    `Computed from ${code(from)}: ${of}. Stored in the table ${code(name)}, or behind the alias ${code(aliasOf(collection))}.`,
    "## A query",
    `${query.asks}.`,
    `\`\`\`sql\n${query.duckdb}\n\`\`\``,
    ...(query.search === undefined ? [] : [curlOf(aliasOf(collection), query.search)]),
    "## Fields",
    "Classes of privacy, empty cells and times: [terms](../terms.md).",
    renderFields(fields),
  ].join("\n\n")}\n`;
}

function queryOf(name) {
  const query = streamQueries[name];
  if (query === undefined) throw new Error(`scripts/docs/stream-queries.mjs has no query of ${name}`);
  return query;
}

function curlOf(alias, body) {
  return `\`\`\`sh\ncurl -sf -H 'Content-Type: application/json' 'localhost:9200/${alias}/_search?pretty' -d '${JSON.stringify(body)}'\n\`\`\``;
}
