/**
 * Search: documents per second of our writing path over raw `_bulk` requests, serialised beforehand, by the same
 * client with the same size and number of requests, against the same server; the official bulk helper beside it. The
 * server is the one that BENCH_SEARCH_HOST names (host:port, without security). The rounds of the three alternate,
 * the first is not counted.
 */

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@opensearch-project/opensearch";
import { openStore } from "./lib/destinations.mjs";
import { median } from "./lib/numbers.mjs";
import { harvest, importBuilt, withFolder, withSimulator } from "./lib/processes.mjs";

const day = "2026-03-03";
const documentsWanted = 60_000;
const documentsInBatch = 5_000;
const rounds = 4;

export const bench = {
  name: "search",
  goal: "our writes into a search engine over raw bulk requests",
  takes: "two to four minutes",
  run: async () => {
    const host = process.env.BENCH_SEARCH_HOST;
    if (host === undefined)
      throw new Error("set BENCH_SEARCH_HOST to the host:port of a search engine to write to");
    const sets = repeat(await seed());
    const documents = sets.reduce((sum, { documents: members }) => sum + members.length + 1, 0);
    const node = `http://${host}`;
    const client = new Client({ node, maxRetries: 0 });
    const { startLimits } = await importBuilt("destinations/search/bulk.js");
    const bodies = toBodies(sets, startLimits.bytes);
    const took = { raw: [], ours: [], helper: [] };
    const ways = {
      raw: (prefix) => writeRaw(client, prefix, bodies, startLimits.requests),
      ours: (_prefix, destination) => writeOurs(destination, sets),
      helper: (prefix) => writeByHelper(client, prefix, sets, startLimits),
    };
    for (let round = 0; round < rounds; round += 1) {
      for (const [way, write] of Object.entries(ways)) {
        const prefix = `bench-${randomUUID().slice(0, 8)}-`;
        // Templates are installed for everybody; opening and the last refresh are no part of what is measured.
        const destination = await openOurs(host, prefix);
        const startedAt = performance.now();
        await write(prefix, destination);
        if (round > 0) took[way].push((performance.now() - startedAt) / 1_000);
        await destination.close();
        await remove(client, prefix);
      }
    }
    await client.close();
    const rate = (way) => documents / median(took[way]);
    const detail = Object.keys(ways)
      .map((way) => `${way} ${Math.round(rate(way)).toLocaleString("en-US")}/s`)
      .join(", ");
    return [
      {
        what: "documents a second, ours over raw",
        measured: rate("ours") / rate("raw"),
        unit: "ratio",
        goal: 0.9,
        atLeast: true,
        detail,
      },
      {
        what: "the official helper over raw",
        measured: rate("helper") / rate("raw"),
        unit: "ratio",
        detail: "",
      },
    ];
  },
};

/** The sets of one simulated day: each meeting with its sessions. */
function seed() {
  const account = ["--seed", "6", "--users", "40", "--meetings_per_day", "400", "--limits", "off"];
  return withFolder((folder) =>
    withSimulator([...account, "--from", day, "--to", day], async ({ env }) => {
      const args = [
        "--date",
        day,
        "--timezone",
        "UTC",
        "--limits",
        "off",
        "--series",
        "none",
        "--destination",
        "stdout",
      ];
      const out = join(folder, "day.ndjson");
      await harvest(args, { env, cwd: folder, out });
      const sets = new Map();
      const members = [];
      for (const line of readFileSync(out, "utf8").split("\n").filter(Boolean)) {
        const { _kind, ...document } = JSON.parse(line);
        if (_kind === "meeting") sets.set(document._id, { owner: document, documents: [] });
        if (_kind === "session") members.push(document);
      }
      for (const member of members) sets.get(member.meeting).documents.push(member);
      return [...sets.values()];
    }),
  );
}

/** The same sets under other keys, until there are enough. */
function repeat(seeds) {
  const sets = [];
  let count = 0;
  for (let round = 0; count < documentsWanted; round += 1) {
    for (const { owner, documents } of seeds) {
      const _id = `${owner._id}${round}`;
      sets.push({
        owner: { ...owner, _id, uuid: _id },
        documents: documents.map((document) => ({
          ...document,
          _id: `${document._id}${round}`,
          meeting: _id,
        })),
      });
      count += documents.length + 1;
    }
  }
  return sets;
}

const monthOf = (document) =>
  (document.start_time ?? document.meeting_start_time).slice(0, 7).replace("-", ".");

function* lines(sets) {
  for (const { owner, documents } of sets) {
    for (const document of documents) yield ["sessions", document];
    yield ["meetings", owner];
  }
}

function actionOf(name, document) {
  return {
    index: {
      _index: `PREFIX${name}-${monthOf(document)}`,
      _id: document._id,
      version: 1,
      version_type: "external_gte",
    },
  };
}

/** Whole bodies of about so many bytes, with PREFIX where the prefix of a round comes. */
function toBodies(sets, bytes) {
  const bodies = [];
  let texts = [];
  let size = 0;
  for (const [name, document] of lines(sets)) {
    const { _id, ...source } = document;
    const text = `${JSON.stringify(actionOf(name, document))}\n${JSON.stringify(source)}\n`;
    texts.push(text);
    size += Buffer.byteLength(text);
    if (size < bytes) continue;
    bodies.push(texts.join(""));
    texts = [];
    size = 0;
  }
  return texts.length === 0 ? bodies : [...bodies, texts.join("")];
}

/** Removes the indices of a round; many clusters refuse to delete by a wildcard. */
async function remove(client, prefix) {
  const { body } = await client.indices.get({ index: `${prefix}*` });
  await client.indices.delete({ index: Object.keys(body).join(",") });
}

async function openOurs(host, prefix) {
  const { destination } = await openStore({ url: `http://${host}`, prefix }, "bench");
  return destination;
}

async function writeRaw(client, prefix, bodies, concurrency) {
  const left = bodies.map((body) => body.replaceAll("PREFIX", prefix)).values();
  const send = async () => {
    for (const body of left) {
      const answer = await client.bulk({ body, filter_path: "errors,items.*.status,items.*.error" });
      if (answer.body.errors) throw new Error(JSON.stringify(answer.body).slice(0, 300));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, send));
}

async function writeOurs(destination, sets) {
  let batch = [];
  let count = 0;
  for (const { owner, documents } of sets) {
    batch.push({ owner: { to: "meetings", document: owner }, to: "sessions", documents, complete: true });
    count += documents.length + 1;
    if (count < documentsInBatch) continue;
    await destination.write(batch);
    batch = [];
    count = 0;
  }
  const { refused } = await destination.write(batch);
  if (refused.length > 0) throw new Error(refused[0].reason);
}

async function writeByHelper(client, prefix, sets, limits) {
  const actions = new WeakMap();
  const sources = [];
  for (const [name, document] of lines(sets)) {
    const { _id, ...source } = document;
    const { index } = actionOf(name, document);
    actions.set(source, { index: { ...index, _index: index._index.replace("PREFIX", prefix) } });
    sources.push(source);
  }
  const { failed } = await client.helpers.bulk({
    datasource: sources,
    flushBytes: limits.bytes,
    concurrency: limits.requests,
    onDocument: (source) => actions.get(source),
  });
  if (failed > 0) throw new Error(`${failed} documents failed`);
}
