// docs/streams.md and a page for each stream, from the catalogue and the queries beside it.
import { droppedRows, renderFields } from "./render-fields.mjs";
import { code, table } from "./render-settings.mjs";
import { streamQueries } from "./stream-queries.mjs";

const made = "Made by `npm run docs` from `src/streams/`.";
/** The day that calls are counted for. */
const day = { meetings: 1_000, sessions: 10_000, users: 200, webinars: 5 };

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

function renderOverview(streams, derived, groups, { sourcesOf, callsPerDay }) {
  const head = ["stream", "plan", "needs", "tier", "sources", "key", "parent", "calls a day"];
  const parts = groups
    .map((group) => ({ group, found: streams.filter((stream) => stream.group === group) }))
    .filter(({ found }) => found.length > 0)
    .flatMap(({ group, found }) => [
      `## ${group}`,
      table(
        head,
        found.map((stream) => [
          `[${stream.name}](streams/${stream.name}.md)`,
          sayPlans(sourcesOf(stream)),
          stream.zoom.needs ?? "",
          sayTier(stream.zoom),
          [...new Set(sourcesOf(stream).map(({ source }) => source))].join(", "),
          sayKey(stream),
          parentOf(stream) ?? "",
          callsPerDay(stream, day).toLocaleString("en-US"),
        ]),
      ),
    ]);
  return `${[
    "# Streams",
    made,
    "What can be harvested. `--streams` takes names and groups, comma-separated, or `all`; without it the core is harvested. " +
      "`zoom-harvester streams` lists the same for your account: what it allows, and the calls for its own days.",
    "Plan, tier and calls are those of the first source; a poorer one is used where the account is refused a richer one. " +
      `Calls are for a day of ${Object.entries(day)
        .map(([what, count]) => `${count.toLocaleString("en-US")} ${what}`)
        .join(", ")}, at least: parents that certainly have nothing are not asked. ` +
      "A stream with a parent needs what its parent needs.",
    ...parts,
    "## Computed",
    "What no call of Zoom gives. Every harvest that reads sessions keeps them up to date; they cost no call.",
    table(
      ["collection", "from", "what it is"],
      derived.map(({ name, from, description }) => [`[${name}](streams/${name}.md)`, from, description]),
    ),
  ].join("\n\n")}\n`;
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

function factsOf(stream, sources) {
  const { parent, set, history = "none", settleAfterMs } = stream;
  const windows = new Set(
    sources.flatMap(({ zoom: { window } }) => (window === undefined ? [] : [sayWindow(window)])),
  );
  const pages = new Set(sources.map(({ zoom }) => sayPaging(zoom)));
  return [
    `Key: ${sayKey(stream)}.`,
    ...(parent === undefined
      ? []
      : [`Parent: asked for each of the ${parent.stream}${sayUnless(parent.unless)}.`]),
    ...(set === undefined
      ? []
      : [`Set: the documents of one of the ${set.of} (${code(set.by)}) replace its stored ones as a whole.`]),
    `Window: ${windows.size === 0 ? "none, Zoom lists all that there is" : [...windows].join("; ")}.`,
    `Paging: ${[...pages].join("; ")}.`,
    `History: ${history === "daily" ? "a state of each day that it was harvested on (`taken_on`)" : stream.time === undefined ? "the state of the latest run" : `by ${code(stream.time)}`}.`,
    ...(settleAfterMs === undefined
      ? []
      : [
          `Rows may come or change for ${settleAfterMs / 3_600_000} hours; until then days are listed again.`,
        ]),
  ];
}

function sayWindow({ days, months, zone }) {
  const back = months === undefined ? "" : `, ${months} months back`;
  return `at most ${days} days a call${back}${zone === undefined ? "" : `, days are ${zone}'s`}`;
}

function sayPaging({ list, pageSize, paging }) {
  if (list === undefined || pageSize === undefined) return "none, one answer holds all";
  return `up to ${pageSize.toLocaleString("en-US")} rows a page, ${paging === "number" ? "by number" : "by token"}`;
}

function sayUnless(unless = {}) {
  const said = Object.entries(unless).map(([field, values]) => `${code(field)} is ${values.join(" or ")}`);
  return said.length === 0 ? "" : ` but those of which ${said.join(", or ")}`;
}

function sayKey({ key, history }) {
  if (key === "session") return "the session: meeting or webinar, `user_id`, `join_time`, waiting or not";
  const said = "field" in key ? code(key.field) : `a fingerprint of ${key.fingerprint.map(code).join(", ")}`;
  return history === "daily" ? `the day and ${said}` : said;
}

function parentOf({ parent, set }) {
  return parent?.stream ?? set?.of;
}

/** The plan of the best source, and the smaller ones that poorer sources need. */
function sayPlans(sources) {
  return [...new Set(sources.map(({ zoom }) => zoom.plan))].join(", else ");
}

function sayTier({ tier }) {
  return tier.replace("_", "-");
}
