/** Indices of their own in a real search engine, and a look into them that does not go through the destination. */

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Destination } from "../../src/destinations/destination.ts";
import {
  type SearchEffects,
  type SearchOptions,
  searchDestination,
} from "../../src/destinations/search/search.ts";
import { searchSource } from "../../src/destinations/search/source.ts";
import type { Collection, Document, Json } from "../../src/document.ts";
import { parseHosts, type SearchSettings } from "../../src/search-settings.ts";
import { Secret } from "../../src/secret.ts";
import { manualClock } from "../support/manual-clock.ts";
import { request, type SearchServer } from "../support/search-servers.ts";
import type { Harness, Opening } from "./contract.ts";
import { account, firstHolder } from "./contract-data.ts";

/** Effects of a clock that whoever sleeps moves on, and that renews nothing by itself. */
export function searchEffects(clock: Harness["clock"]): SearchEffects {
  const say = () => {};
  return {
    now: clock.now,
    elapsed: clock.elapsed,
    sleep: async (ms) => {
      // A server that is not ready needs a moment of real time.
      await new Promise((resolve) => setTimeout(resolve, 10));
      await clock.advance(ms);
    },
    random: () => 0.5,
    log: { error: say, warn: say, info: say, debug: say },
    isRunning: () => true,
    later: () => () => {},
  };
}

export function settingsOf(server: SearchServer, more: Partial<SearchSettings> = {}): SearchSettings {
  const { username, password } = server;
  return {
    hosts: parseHosts(server.url),
    prefix: "",
    patienceMs: 600_000,
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
    account,
    allowAccount: false,
    version: "1.2.3",
    holder: firstHolder,
    lockWaitMs: 0,
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
  const clock = manualClock();
  const effects = searchEffects(clock);
  const made: Destination[] = [];
  const make = ({ isRunning, account: other, ...more }: Opening = {}): Destination => {
    const options = optionsOf(server, prefix, {
      ...more,
      ...(other === undefined ? {} : { account: other, allowAccount: true }),
    });
    const destination = searchDestination({ ...effects, ...(isRunning && { isRunning }) }, options);
    made.push(destination);
    return destination;
  };
  let destination = make();
  return {
    prefix,
    clock,
    another: make,
    source: async (collections) => {
      await destination.close();
      return searchSource(effects, {
        settings: settingsOf(server, { prefix }),
        version: "1.2.3",
        collections,
      });
    },
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
      for (const one of made) await one.close().catch(() => {});
      await removePrefix(server, prefix);
    },
  };
}
