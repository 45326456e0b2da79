/** What may stand in the way of our indices in somebody's cluster; looked for before anything is changed. */

import type { Collection, JsonObject } from "../../document.ts";
import { DestinationError } from "../../errors.ts";
import { type IndexNames, namesOf, widePatterns } from "./index-names.ts";
import type { Requests } from "./requests.ts";
import { managedBy, priority } from "./template.ts";
import { listIn, objectIn } from "./transport.ts";

const operation = "open the search engine";

/** What is there under names of ours. */
export interface Found {
  /** Our indices with the template version of their mappings, by collection. */
  indices: Map<string, { name: string; version: number }[]>;
  /** The index templates that are installed, by name. */
  templates: Map<string, JsonObject>;
}

/**
 * Looks at indices, aliases, data streams and templates.
 * @throws DestinationError with the command that repairs it when a name of ours is taken by something else.
 */
export async function findConflicts(
  requests: Requests,
  collections: readonly Collection[],
  prefix: string,
): Promise<Found> {
  const names = collections.map((collection) => namesOf(collection, prefix));
  const templates = await readTemplates(requests);
  checkTemplates(requests.hosts, names, templates);
  const all = widePatterns(prefix).map(encodeURIComponent).join(",");
  const there = await checkNames(requests, names, all);
  const owned = new Map(
    collections.map((collection) => [collection.name, there.filter(namesOf(collection, prefix).owns)]),
  );
  const versions = await readVersions(requests, [...owned.values()].flat(), all);
  const indices: Found["indices"] = new Map();
  for (const [collection, found] of owned) {
    indices.set(
      collection,
      found.map((name) => ({ name, version: versions.get(name) ?? 0 })),
    );
  }
  return { indices, templates };
}

async function readTemplates(requests: Requests): Promise<Map<string, JsonObject>> {
  const { body } = await requests.ask("read the index templates", {
    method: "GET",
    path: "/_index_template",
  });
  return new Map(
    listIn(body, "index_templates").map(({ name, index_template }) => [
      String(name),
      objectIn(index_template),
    ]),
  );
}

function checkTemplates(
  hosts: string,
  names: readonly IndexNames[],
  templates: Map<string, JsonObject>,
): void {
  for (const [name, template] of templates) {
    const isOurs = isManaged(template._meta);
    const own = names.find(({ alias }) => alias === name);
    if (own !== undefined && !isOurs) {
      throw taken(
        hosts,
        `there is an index template ${name} that zoom-harvester did not make`,
        `curl -XDELETE ${host(hosts)}/_index_template/${name} when nothing needs it, or --index_prefix`,
      );
    }
    if (own !== undefined || isOurs) continue;
    const patterns = (template.index_patterns ?? []) as string[];
    const hit = names.find((candidate) => patterns.some((pattern) => overlap(pattern, candidate.pattern)));
    if (hit === undefined || Number(template.priority ?? 0) < priority) continue;
    throw taken(
      hosts,
      `the index template ${name} (patterns ${patterns.join(", ")}, priority ${template.priority}) would take our ${hit.pattern}`,
      `lowering its priority below ${priority}, curl -XDELETE ${host(hosts)}/_index_template/${name} when nothing needs it, or --index_prefix`,
    );
  }
}

/** @param all the path of every name of ours. @returns the indices that are there. */
async function checkNames(requests: Requests, names: readonly IndexNames[], all: string): Promise<string[]> {
  const { hosts } = requests;
  const { body } = await requests.ask("look for indices", {
    method: "GET",
    path: `/_resolve/index/${all}`,
    query: { expand_wildcards: "all" },
  });
  const indices = listIn(body, "indices").map(({ name }) => String(name));
  for (const { alias, monthly } of names) {
    const stream = listIn(body, "data_streams").find(
      ({ name }) => name === alias || isOwned(names, String(name)),
    );
    if (stream !== undefined) {
      throw taken(
        hosts,
        `${stream.name} is a data stream, which cannot replace documents`,
        `--index_prefix, or curl -XDELETE ${host(hosts)}/_data_stream/${stream.name} when nothing needs it`,
      );
    }
    if (monthly && indices.includes(alias)) {
      const kept = `old-${alias}`;
      throw taken(
        hosts,
        `there is an index ${alias}, the name that the alias of our monthly indices needs (the 2017 script made one)`,
        `keeping it as ${kept}: curl -XPUT ${host(hosts)}/${alias}/_block/write && curl -XPOST ${host(hosts)}/${alias}/_clone/${kept} && ` +
          `curl -XDELETE ${host(hosts)}/${alias} (docs/migrating.md), or --index_prefix`,
      );
    }
    if (!monthly && listIn(body, "aliases").some(({ name }) => name === alias)) {
      throw taken(
        hosts,
        `${alias} is an alias of something else, and our index needs the name`,
        "--index_prefix",
      );
    }
  }
  return indices;
}

function isOwned(names: readonly IndexNames[], index: string): boolean {
  return names.some((candidate) => candidate.owns(index));
}

/** The template version in each index's mappings. @throws DestinationError for one that is not ours. */
async function readVersions(
  requests: Requests,
  indices: readonly string[],
  all: string,
): Promise<ReadonlyMap<string, number>> {
  const versions = new Map<string, number>();
  if (indices.length === 0) return versions;
  const { body } = await requests.ask("read the mappings", {
    method: "GET",
    path: `/${all}/_mapping`,
    query: {
      expand_wildcards: "all",
      filter_path: "*.mappings._meta.managed_by,*.mappings._meta.version",
    },
  });
  for (const name of indices) {
    const { mappings } = objectIn(objectIn(body)[name]);
    const meta = objectIn(objectIn(mappings)._meta);
    if (!isManaged(meta)) {
      throw taken(
        requests.hosts,
        `there is an index ${name} that zoom-harvester did not make`,
        `--index_prefix, or curl -XDELETE ${host(requests.hosts)}/${name} when nothing needs it`,
      );
    }
    versions.set(name, Number(meta.version ?? 0));
  }
  return versions;
}

export function isManaged(meta: unknown): boolean {
  return (
    typeof meta === "object" && meta !== null && (meta as { managed_by?: unknown }).managed_by === managedBy
  );
}

/** Whether some index name fits both patterns; `*` stands for any text. */
export function overlap(a: string, b: string): boolean {
  const seen = new Set<string>();
  const match = (i: number, j: number): boolean => {
    const key = `${i},${j}`;
    if (seen.has(key)) return false;
    seen.add(key);
    if (i === a.length && j === b.length) return true;
    if (a[i] === "*") return match(i + 1, j) || (j < b.length && match(i, j + 1));
    if (b[j] === "*") return match(i, j + 1) || (i < a.length && match(i + 1, j));
    return i < a.length && a[i] === b[j] && match(i + 1, j + 1);
  };
  return match(0, 0);
}

/** The first host, for a command to copy. */
function host(hosts: string): string {
  return hosts.split(", ")[0] ?? hosts;
}

function taken(subject: string, reason: string, hint: string): DestinationError {
  return new DestinationError({ operation, subject, reason, hint: `${hint}; nothing was changed` });
}
