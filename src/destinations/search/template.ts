/** From declared fields to an index template: types, descriptions, settings. Pure. */

import { type Collection, type Field, type Fields, isObject, type JsonObject } from "../../document.ts";
import { type IndexNames, namesOf } from "./index-names.ts";

/** Marks everything that is ours in a cluster. */
export const managedBy = "zoom-harvester";

/** Above Elasticsearch's own templates (100 to 500), so that none of them takes our indices. */
export const priority = 501;

/**
 * The pattern of a short name takes the indices of a longer one that begins with it (`zoom-meeting-quality-*` those of
 * `zoom-meeting-quality-summary`): the longer one comes first, and no two that overlap are equal, which is refused.
 */
export function priorityOf({ name }: Pick<Collection, "name">): number {
  return priority + Math.max(0, name.split("_").length - 2);
}

/** Kept as it comes; not even its form is looked at. */
const unsearched = { type: "object", enabled: false };

/** Longer values are stored and not indexed; Lucene refuses terms above 32,766 bytes. */
export const ignoreAbove = 1024;

/** The settings of new indices; what the operators' component template sets takes their place. */
export const indexSettings: Readonly<Record<string, string>> = {
  number_of_shards: "1",
  auto_expand_replicas: "0-1",
};

export interface IndexTemplate extends JsonObject {
  index_patterns: string[];
  priority: number;
  version: number;
  _meta: JsonObject;
  template: { settings: JsonObject; mappings: JsonObject; aliases: JsonObject };
}

/** `1.2.3` as a number that grows with it: 10203. */
export function templateVersion(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  return major * 10_000 + minor * 100 + patch;
}

/** The index template of a collection, complete in itself: `PUT _index_template/<name>` takes it as it is. */
export function templateOf(collection: Collection, prefix: string, version: string): IndexTemplate {
  const names = namesOf(collection, prefix);
  return {
    index_patterns: [names.pattern],
    priority: priorityOf(collection),
    version: templateVersion(version),
    _meta: { managed_by: managedBy, description: collection.description },
    template: {
      settings: { index: { ...indexSettings } },
      mappings: mappingsOf(collection, version),
      aliases: aliasesOf(names),
    },
  };
}

function aliasesOf({ monthly, alias }: IndexNames): JsonObject {
  return monthly ? { [alias]: {} } : {};
}

/** The mappings of a collection's indices; `_meta` holds what every field means. */
export function mappingsOf({ fields, description }: Collection, version: string): JsonObject {
  return {
    dynamic: false,
    _meta: {
      managed_by: managedBy,
      version: templateVersion(version),
      description,
      fields: describe(fields),
    },
    properties: propertiesOf(fields),
  };
}

function propertiesOf(fields: Fields): JsonObject {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, propertyOf(field)]));
}

function propertyOf({ type, fields, searched }: Field): JsonObject {
  switch (type) {
    case "keyword":
      return { type: "keyword", ignore_above: ignoreAbove };
    case "text":
      // As it is for sorting and counting, as in the 2017 templates; its words under `.text` for searching.
      return { type: "keyword", ignore_above: ignoreAbove, fields: { text: { type: "text" } } };
    case "ip":
      return { type: "ip", ignore_malformed: true };
    case "json":
      return { ...unsearched };
    case "object":
      return searched === false ? { ...unsearched } : { properties: propertiesOf(fields ?? {}) };
    default:
      return { type };
  }
}

/** Every field by its path, in one sentence, with its unit. */
function describe(fields: Fields, path = ""): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, { description, unit, fields: inner }] of Object.entries(fields)) {
    out[`${path}${name}`] = unit === undefined ? description : `${description} (${unit})`;
    Object.assign(out, describe(inner ?? {}, `${path}${name}.`));
  }
  return out;
}

/**
 * The template as it is installed: composed with the operators' component template, and without what that one
 * sets, since an index template's own words would outweigh it.
 * @param custom the operators' component template: its `template`.
 */
export function composeTemplate(template: IndexTemplate, customName: string, custom: JsonObject): JsonObject {
  const { settings, mappings, aliases } = template.template;
  return {
    ...template,
    composed_of: [customName],
    template: {
      settings: { index: withoutOverruled(settings.index as JsonObject, custom) },
      mappings: {
        ...withoutSet(mappings, (custom.mappings ?? {}) as JsonObject),
        _meta: mappings._meta ?? {},
      },
      aliases,
    },
  };
}

function withoutOverruled(settings: JsonObject, custom: JsonObject): JsonObject {
  const set = settingNames((custom.settings ?? {}) as JsonObject);
  const left = Object.entries(settings).filter(
    ([name]) => !set.has(name) && !(name === "auto_expand_replicas" && set.has("number_of_replicas")),
  );
  return Object.fromEntries(left);
}

/** The settings' names without `index.`, however they were written. */
function settingNames(settings: JsonObject): Set<string> {
  const inner = Object.keys((settings.index ?? {}) as JsonObject);
  return new Set([...Object.keys(settings), ...inner].map((name) => name.replace(/^index\./, "")));
}

/** Our mappings where the operators say nothing; inside an object they may say something of one field alone. */
function withoutSet(ours: JsonObject, set: JsonObject): JsonObject {
  const left: JsonObject = {};
  for (const [name, value] of Object.entries(ours)) {
    const other = set[name];
    if (other === undefined) left[name] = value;
    else if (isObject(value) && isObject(other) && isContainer(name, value)) {
      left[name] = withoutSet(value, other);
    }
  }
  return left;
}

/**
 * Properties as an index with other ones takes them: whether an object is searched can never be changed in an index.
 * @param theirs the index's.
 */
export function withoutClashes(ours: JsonObject, theirs: JsonObject): JsonObject {
  const left: JsonObject = {};
  for (const [name, value] of Object.entries(ours)) {
    const other = theirs[name];
    if (!isObject(value) || !isObject(other)) left[name] = value;
    else if ((value.enabled === false) !== (other.enabled === false)) continue;
    else if (isObject(value.properties) && isObject(other.properties))
      left[name] = { ...value, properties: withoutClashes(value.properties, other.properties) };
    else left[name] = value;
  }
  return left;
}

/** A list of fields, or an object field; of any other field the operators' words count whole. */
function isContainer(name: string, value: JsonObject): boolean {
  return name === "properties" || isObject(value.properties);
}
