// docs/zoom-app.md: the scopes to tick for each group of streams, and what each plan gives, from the declarations.
import { code, table } from "./render-settings.mjs";

const made = "Made by `npm run docs` from `src/streams/`.";
const plans = ["free", "pro", "business"];

const steps = `You need a paid Zoom account and a role that may create Server-to-Server OAuth apps.

1. In the [Zoom App Marketplace](https://marketplace.zoom.us/), Develop > Build App, make a
   [Server-to-Server OAuth app](https://developers.zoom.us/docs/internal-apps/s2s-oauth/).
2. Under Scopes tick what [the groups below](#the-groups) list: the core, and the groups that you want. A new app has
   granular scopes (\`report:read:list_history_meetings:admin\`), an older one classic ones (\`report:read:admin\`). An
   app has scopes of one kind, and of the scopes in one cell below any one is enough.
3. Activate the app, and copy account id, client id and client secret from its App Credentials into \`.env\`.
4. Ask the [doctor](#check). Zoom answers the app as it would answer its owner: what the owner's role may not see is
   refused to the app too, whatever is ticked.

Scopes can be added later. Each run asks for a token of its own, which has the scopes that are ticked then.`;

const check = `\`\`\`sh
zoom-harvester doctor                              # the core, and how many streams of each group are ready
zoom-harvester doctor --streams core,webinars      # ends with 3 when one of these is not
zoom-harvester streams --refused                   # what is in the way, and the scopes to add
zoom-harvester streams --plan pro --offline        # what a plan can have, without an account
\`\`\`

Both read the scopes from the token and find out the plan with two or three calls; streams are not called one by one. So
they cannot know whether the account has an add-on. Without it the harvest says what Zoom refused, reads the
other streams, and ends with 3. [The doctor](doctor.md) says more.`;

/** @returns the text of the page. @param harvestNeeds what a harvest needs beside streams is in it without a group. */
export function renderZoomApp({ streams, streamGroups, sourcesOf, harvestNeeds }) {
  const calls = [
    ...streams.map((stream) => ({ ...stream, sources: sourcesOf(stream), parent: stream.parent?.stream })),
    ...harvestNeeds.filter(({ group }) => group === undefined).map((need) => ({ ...need, group: "core" })),
  ];
  const groups = streamGroups
    .map((group) => ({ group, found: calls.filter((one) => one.group === group) }))
    .filter(({ found }) => found.length > 0);
  return `${[
    "# The Zoom app and its scopes",
    made,
    "For whoever makes the app in Zoom: what to tick for which streams, and what the account's plan gives.",
    "## The app, step by step",
    steps,
    "## The groups",
    "`--streams` takes these names; [streams.md](streams.md) says what the streams are. A stream has one source or more: Zoom's " +
      "calls that give it, the richest first. Its first source is the one to tick. The others tell less, and serve accounts " +
      "that are refused the first, such as a Pro one without dashboards; ticking both is best where you do not know.",
    table(
      ["group", "streams", "granular scopes", "classic scopes"],
      groups.map(({ group, found }) => [
        `[${group}](#${group})`,
        String(found.filter(isStream).length),
        String(firstOf(found, "granular").length),
        firstOf(found, "classic").map(code).join(", "),
      ]),
    ),
    ...groups.flatMap(({ group, found }) => renderGroup(group, found, calls)),
    "## What each plan gives",
    "The source that each stream is read from, the best that the plan allows; an empty cell: the plan has none. Dashboards need " +
      "Business, Education or Enterprise with the Dashboard feature; without the feature a Business account is read as a Pro " +
      "one, apart from what is no dashboard. Pro is every paid plan below Business. A stream that needs more is refused without it, " +
      "whatever the plan.",
    ...groups.flatMap(({ group, found }) => [
      `**${group}**`,
      table(
        ["stream", "free", "Pro", "Business", "also needs"],
        found
          .filter(isStream)
          .map((one) => [
            code(one.name),
            ...plans.map((plan) => sourceOn(plan, one, calls)?.source ?? ""),
            [...new Set(one.sources.flatMap(({ zoom }) => zoom.needs ?? []))].join("; "),
          ]),
      ),
    ]),
    "## Add-ons and features",
    "What streams need beside a plan.",
    table(
      ["the account has", "for"],
      [...needsOf(calls)].map(([needs, names]) => [needs, names.map(code).join(", ")]),
    ),
    "## Check",
    check,
  ].join("\n\n")}\n`;
}

function renderGroup(group, found, calls) {
  const first = found.map(({ name, sources }) => ({ name, source: sources[0] }));
  const others = found.flatMap(({ name, sources }) => sources.slice(1).map((source) => ({ name, source })));
  const granular = firstOf(found, "granular");
  const more = scopesOf(others, "granular").filter((scope) => !granular.includes(scope));
  const classic = firstOf(found, "classic");
  const moreClassic = scopesOf(others, "classic").filter((scope) => !classic.includes(scope));
  const parents = [...new Set(found.flatMap(({ parent }) => parent ?? []))].filter(
    (name) => calls.find((one) => one.name === name)?.group !== group,
  );
  const onlyClassic = found.filter(({ sources }) => sources[0].zoom.scopes.granular.length === 0);
  const byName = found.filter(({ onlyByName }) => onlyByName === true);
  return [
    `### ${group}`,
    ...(parents.length === 0
      ? []
      : [
          `Asked for each of the ${parents.join(", ")}, whose scopes are needed too: ${groupsOf(parents, calls)}.`,
        ]),
    ...(byName.length === 0
      ? []
      : [`Harvested only by name, not with the group: ${byName.map(({ name }) => code(name)).join(", ")}.`]),
    table(["granular scope", "classic scope", "for"], rowsOf(first)),
    ...block("To copy", granular),
    ...(onlyClassic.length === 0
      ? []
      : [
          `Zoom lists no granular scope for ${onlyClassic.map(({ name }) => code(name)).join(", ")}: an app with classic scopes is needed.`,
        ]),
    ...(others.length === 0
      ? []
      : ["Of the poorer sources:", table(["granular scope", "classic scope", "for"], rowsOf(others))]),
    ...block("To copy, where the first sources are refused", more),
    ...block("An app with classic scopes", classic),
    ...block("and for the poorer sources", moreClassic),
  ];
}

function block(title, scopes) {
  return scopes.length === 0 ? [] : [`${title}:`, `\`\`\`text\n${scopes.join("\n")}\n\`\`\``];
}

/** A row for each scope, or set of scopes of which any one is enough, with what it serves. */
function rowsOf(asked) {
  const rows = new Map();
  for (const { name, source } of asked) {
    const { granular, classic } = source.zoom.scopes;
    const cells = [granular, classic].map((scopes) => scopes.map(code).join(" or ") || "none");
    const row = rows.get(cells.join("|")) ?? { cells, names: [] };
    row.names.push(code(name));
    rows.set(cells.join("|"), row);
  }
  return [...rows.values()]
    .map(({ cells, names }) => [...cells, [...new Set(names)].join(", ")])
    .sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

/** The scopes of the first sources, each once; of several that do the first, which is the narrowest. */
function firstOf(found, vocabulary) {
  return scopesOf(
    found.map(({ sources }) => ({ source: sources[0] })),
    vocabulary,
  );
}

function scopesOf(asked, vocabulary) {
  return [...new Set(asked.flatMap(({ source }) => source.zoom.scopes[vocabulary].slice(0, 1)))].sort();
}

function groupsOf(parents, calls) {
  const groups = parents.map((name) => calls.find((one) => one.name === name)?.group);
  return [...new Set(groups)].map((group) => `tick [${group}](#${group})`).join(", ");
}

/** The best source that a plan allows; none where the plan has none of what it is asked for. */
function sourceOn(plan, { parent, sources }, calls) {
  const above = calls.find(({ name }) => name === parent);
  if (above !== undefined && sourceOn(plan, above, calls) === undefined) return undefined;
  return sources.find(({ zoom }) => plans.indexOf(zoom.plan) <= plans.indexOf(plan));
}

function needsOf(calls) {
  const needs = new Map();
  for (const { name, sources } of calls) {
    for (const { zoom } of sources) {
      if (zoom.needs === undefined) continue;
      needs.set(zoom.needs, [...new Set([...(needs.get(zoom.needs) ?? []), name])]);
    }
  }
  return needs;
}

function isStream({ fields }) {
  return fields !== undefined;
}
