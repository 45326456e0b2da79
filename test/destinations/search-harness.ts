/** Indices of their own in a real search engine, and a look into them that does not go through the destination. */

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Destination } from "../../src/destinations/destination.ts";
import { type SearchOptions, searchDestination } from "../../src/destinations/search/search.ts";
import type { Collection, Document, Json } from "../../src/document.ts";
import { parseHosts, type SearchSettings } from "../../src/search-settings.ts";
import { Secret } from "../../src/secret.ts";
import { request, type SearchServer } from "../support/search-servers.ts";
import type { Harness } from "./contract.ts";

/** Effects of the real clock that keep what they log. */
export function searchEffects() {
  const said: string[] = [];
  const say = (message: string) => void said.push(message);
  return {
    now: Date.now,
    elapsed: () => performance.now(),
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    random: Math.random,
    log: { error: say, warn: say, info: say, debug: say },
    said,
  };
}

export function settingsOf(server: SearchServer, more: Partial<SearchSettings> = {}): SearchSettings {
  const { username, password } = server;
  return {
    hosts: parseHosts(server.url),
    prefix: "",
    patienceMs: 20_000,
    credentials:
      username === undefined || password === undefined
        ? { kind: "none" }
        : { kind: "basic", username, password: new Secret(password) },
    ca: server.ca === undefined ? undefined : readFileSync(server.ca, "utf8"),
    fingerprint: undefined,
    certificate: undefined,
    ...more,
  };
}

export function optionsOf(
  server: SearchServer,
  prefix: string,
  more: Partial<SearchOptions> = {},
): SearchOptions {
  return {
    settings: settingsOf(server, { prefix }),
    account: "account-1",
    allowAccount: false,
    version: "1.2.3",
    ...more,
  };
}

/** A prefix that nobody else uses. */
export function makePrefix(): string {
  return `t${randomUUID().slice(0, 8)}-`;
}

/** Removes every index and template of a prefix. */
export async function removePrefix(server: SearchServer, prefix: string): Promise<void> {
  const found = await request(server, "GET", `/_resolve/index/${prefix}*?expand_wildcards=all`);
  const { indices = [] } = found.body as { indices?: { name: string }[] };
  for (const { name } of indices) await request(server, "DELETE", `/${name}`);
  const templates = await request(server, "GET", "/_index_template");
  for (const { name } of (templates.body as { index_templates: { name: string }[] }).index_templates) {
    if (name.startsWith(prefix)) await request(server, "DELETE", `/_index_template/${name}`);
  }
  await request(server, "DELETE", `/_component_template/${prefix}zoom-harvester-custom`);
}

/** Every document under an alias or of an index. */
export async function allDocuments(
  server: SearchServer,
  index: string,
): Promise<{ _id: string; _index: string; _source: Record<string, Json> }[]> {
  await request(server, "POST", `/${index}/_refresh?ignore_unavailable=true`);
  const path = `/${index}/_search?ignore_unavailable=true&size=10000`;
  const { body } = await request(server, "POST", path, { query: { match_all: {} } });
  return (body as { hits: { hits: never[] } }).hits.hits;
}

export async function searchHarness(server: SearchServer): Promise<Harness & { prefix: string }> {
  const prefix = makePrefix();
  const make = (): Destination => searchDestination(searchEffects(), optionsOf(server, prefix));
  let destination = make();
  return {
    prefix,
    get destination() {
      return destination;
    },
    open: (collections: readonly Collection[]) => destination.open(collections),
    reopen: async (collections) => {
      await destination.close();
      destination = make();
      await destination.open(collections);
    },
    readAll: async (collection) => {
      const documents = await allDocuments(server, `${prefix}zoom-${collection}`);
      return documents.map(({ _id, _source }) => ({ _id, ..._source }) as Document);
    },
    deadLetters: async () => {
      const documents = await allDocuments(server, `${prefix}zoom-harvester-dead`);
      return documents
        .map(({ _source }) => _source)
        .map(({ collection, id, owner, reason, record }) => ({
          to: String(collection),
          ...(id === undefined ? {} : { id: String(id) }),
          ...(owner === undefined ? {} : { owner: String(owner) }),
          reason: String(reason),
          record: record as Json,
        }));
    },
    end: async () => {
      await destination.close().catch(() => {});
      await removePrefix(server, prefix);
    },
  };
}
