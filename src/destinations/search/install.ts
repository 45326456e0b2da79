/** Puts the templates in place and keeps them there: new when missing, newer when ours is, never older. */

import type { Collection, JsonObject } from "../../document.ts";
import { DestinationError } from "../../errors.ts";
import { type Found, isManaged } from "./conflicts.ts";
import { fewAtOnce } from "./few-at-once.ts";
import { customTemplateName, namesOf } from "./index-names.ts";
import type { Requests } from "./requests.ts";
import { composeTemplate, managedBy, templateOf, templateVersion, withoutClashes } from "./template.ts";
import { listIn, objectIn } from "./transport.ts";

export interface InstallOptions {
  prefix: string;
  /** The program's. */
  version: string;
}

/** What the cluster has of one template. */
export interface TemplateState {
  name: string;
  state: "installed" | "missing" | "differs" | "newer";
}

/** How the cluster's templates compare with ours; changes nothing. */
export async function compareTemplates(
  requests: Requests,
  collections: readonly Collection[],
  { prefix, version }: InstallOptions,
  found: Found,
): Promise<TemplateState[]> {
  const customName = customTemplateName(prefix);
  const custom = await readCustom(requests, customName);
  const states: TemplateState[] = collections.map((collection) => {
    const name = namesOf(collection, prefix).alias;
    const there = found.templates.get(name);
    if (there === undefined) return { name, state: "missing" };
    if (Number(there.version ?? 0) > templateVersion(version)) return { name, state: "newer" };
    const ours = composeTemplate(templateOf(collection, prefix, version), customName, custom ?? {});
    return { name, state: isSame(ours, there) ? "installed" : "differs" };
  });
  return [{ name: customName, state: custom === undefined ? "missing" : "installed" }, ...states];
}

/**
 * Installs what is missing or differs, and proves that a new index would get it.
 * @returns the names of the templates that were put.
 * @throws DestinationError when the cluster would make our indices in another way.
 */
export async function installTemplates(
  requests: Requests,
  collections: readonly Collection[],
  options: InstallOptions,
  found: Found,
): Promise<string[]> {
  const { prefix, version } = options;
  const customName = customTemplateName(prefix);
  const states = new Map(
    (await compareTemplates(requests, collections, options, found)).map(({ name, state }) => [name, state]),
  );
  const put: string[] = [];
  if (states.get(customName) === "missing") {
    await requests.ask(
      "install a template",
      {
        method: "PUT",
        path: `/_component_template/${encodeURIComponent(customName)}`,
        // Two that begin at once must not empty what an operator wrote in between.
        query: { create: true },
        body: { template: {}, _meta: { description: customDescription } },
      },
      [400],
    );
    put.push(customName);
  }
  const changed = collections.filter((collection) => {
    const state = states.get(namesOf(collection, prefix).alias);
    return state === "missing" || state === "differs";
  });
  if (changed.length > 0) {
    const custom = (await readCustom(requests, customName)) ?? {};
    await fewAtOnce(changed, async (collection) => {
      await requests.ask("install a template", {
        method: "PUT",
        path: `/_index_template/${encodeURIComponent(namesOf(collection, prefix).alias)}`,
        body: composeTemplate(templateOf(collection, prefix, version), customName, custom),
      });
    });
  }
  await fewAtOnce(collections, async (collection) => {
    const { alias, example } = namesOf(collection, prefix);
    await prove(requests, alias, example);
  });
  return [...put, ...changed.map((collection) => namesOf(collection, prefix).alias)];
}

const customDescription =
  "Settings and mappings of the operators, for all indices of zoom-harvester, which made this once and never writes it again";

/**
 * Takes new fields into indices that an older program made; those of a newer one stay as they are, and so does whether
 * an index searches an object.
 */
export async function upgradeIndices(
  requests: Requests,
  collections: readonly Collection[],
  { prefix, version }: InstallOptions,
  found: Found,
): Promise<void> {
  const outdated = collections.flatMap((collection) => {
    const old = (found.indices.get(collection.name) ?? []).filter(
      (index) => index.version < templateVersion(version),
    );
    return inPaths(old.map(({ name }) => name)).map((names) => ({ collection, names }));
  });
  if (outdated.length === 0) return;
  const customName = customTemplateName(prefix);
  const custom = (await readCustom(requests, customName)) ?? {};
  await fewAtOnce(outdated, async ({ collection, names }) => {
    const composed = composeTemplate(templateOf(collection, prefix, version), customName, custom);
    const { _meta = {}, properties = {} } = objectIn(objectIn(composed.template).mappings);
    const operation = `take new fields into the indices of ${collection.name}`;
    const { body: stored } = await requests.ask(operation, {
      method: "GET",
      path: `/${pathOf(names)}/_mapping`,
      query: { filter_path: "*.mappings.properties" },
    });
    const alike = new Map<string, string[]>();
    for (const name of names) {
      const { mappings } = objectIn(objectIn(stored)[name]);
      const wanted = withoutClashes(objectIn(properties), objectIn(objectIn(mappings).properties));
      const text = JSON.stringify({ _meta, properties: wanted });
      alike.set(text, [...(alike.get(text) ?? []), name]);
    }
    for (const [text, indices] of alike) {
      const path = `/${pathOf(indices)}/_mapping`;
      await requests.ask(operation, { method: "PUT", path, body: JSON.parse(text) as JsonObject });
    }
  });
}

/** Servers take no request whose path is longer than 4,096 bytes. */
const longestPath = 3_000;

/** Names in as many lists as it takes for each to fit a path. */
function inPaths(names: readonly string[]): string[][] {
  const lists: string[][] = [];
  let length = longestPath;
  for (const name of names) {
    const { length: more } = `${pathOf([name])},`;
    length += more;
    if (length > longestPath) {
      lists.push([]);
      length = more;
    }
    lists.at(-1)?.push(name);
  }
  return lists;
}

function pathOf(names: readonly string[]): string {
  return names.map(encodeURIComponent).join(",");
}

/** What the operators set: the `template` of their component template; undefined when there is none yet. */
async function readCustom(requests: Requests, name: string): Promise<JsonObject | undefined> {
  const { body, status } = await requests.ask(
    "read the templates",
    { method: "GET", path: `/_component_template/${encodeURIComponent(name)}` },
    [404],
  );
  if (status === 404) return undefined;
  const [found] = listIn(body, "component_templates");
  return objectIn(objectIn(found?.component_template).template);
}

/** Asks the cluster itself what a new index would be like: no other template may have a word in it. */
async function prove(requests: Requests, name: string, example: string): Promise<void> {
  const { body } = await requests.ask("prove a template", {
    method: "POST",
    path: `/_index_template/_simulate_index/${encodeURIComponent(example)}`,
    query: { filter_path: "template.mappings._meta.managed_by,overlapping" },
  });
  const { mappings } = objectIn(objectIn(body).template);
  if (isManaged(objectIn(mappings)._meta)) return;
  throw new DestinationError({
    operation: "prove a template",
    subject: requests.hosts,
    reason: `an index ${example} would not get the template ${name} of ${managedBy}; nothing is written without it`,
    hint: "zoom-harvester templates --check, which names what stands in the way",
  });
}

/** Whether two templates say the same; servers give numbers back as texts, and add keys of their own. */
function isSame(ours: JsonObject, theirs: JsonObject): boolean {
  const common = Object.fromEntries(Object.keys(ours).map((key) => [key, theirs[key]]));
  return canonical(ours) === canonical(common);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(String(value));
  const entries = Object.entries(value)
    .filter(([name, inner]) => !isEmpty(name, inner))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(",")}}`;
}

/** Parts that a server leaves out, or adds, when nothing is in them. */
const optional = new Set(["aliases", "settings", "index", "properties", "composed_of"]);

function isEmpty(name: string, value: unknown): boolean {
  if (value === undefined) return true;
  return optional.has(name) && typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
