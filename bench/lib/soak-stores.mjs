/** The stores that a soak writes to: how the harvester is told, what is in them, and how they are removed. */

import { join } from "node:path";
import { rowsInFile, snapshot, unsound } from "./soak-compare.mjs";

/** A DuckDB file in the round's folder. */
export function duckdbStore(folder) {
  const db = join(folder, "soak.duckdb");
  return {
    name: "duckdb",
    db,
    args: ["--destination", "duckdb", "--db", db],
    rows: () => rowsInFile(db),
    unsound: () => unsound(db),
    snapshot: () => snapshot(db),
    remove: async () => {},
  };
}

let started;

/** The server of SOAK_SEARCH_HOST, or the tests' Elasticsearch 8, started when it does not answer yet. */
async function findServer() {
  const given = process.env.SOAK_SEARCH_HOST;
  if (given !== undefined) return given.includes("://") ? given : `http://${given}`;
  started ??= (async () => {
    const { startServers } = await import("../../scripts/search-servers.mjs");
    const { hosts, failed } = await startServers(["es8"]);
    if (failed.length > 0) throw new Error(`Elasticsearch could not be started: ${failed[0].reason}`);
    return hosts.replace(/^\w+=/, "");
  })();
  return started;
}

/**
 * Indices of a prefix of their own in a real search server without security.
 * @param at the server's URL. @default the one of SOAK_SEARCH_HOST, or the tests' own
 */
export async function searchStore(prefix, at) {
  const url = (at ?? (await findServer())).replace(/\/$/, "");
  const call = async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const value = await answer.json();
    if (!answer.ok && answer.status !== 404)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(value).slice(0, 300)}`);
    return value;
  };
  return {
    name: "elasticsearch",
    args: ["--destination", "elasticsearch", "--es_host", url, "--index_prefix", prefix],
    async rows() {
      const meetings = await all(call, `${prefix}meetings`);
      const sessions = await all(call, `${prefix}sessions`);
      return {
        meetings: meetings
          .filter(({ start_time }) => start_time !== undefined)
          .map(({ uuid, start_time, end_time, duration, state }) =>
            [uuid, start_time, end_time, duration, state].join("|"),
          ),
        sessions: sessions
          .filter(({ user_id, user_name, email }) => (user_id ?? user_name ?? email) !== undefined)
          .map(({ meeting, user_id, user_name, join_time, leave_time, status }) =>
            [meeting, user_id, user_name, join_time, leave_time, status === "in_waiting_room"].join("|"),
          ),
      };
    },
    // Without transactions a set that is being replaced may be there in part: what counts is the end.
    unsound: async () => [],
    async remove() {
      const indices = await call("GET", `/_cat/indices/${prefix}*?format=json&h=index&expand_wildcards=all`);
      for (const { index } of indices) await call("DELETE", `/${index}`);
      const { index_templates: templates } = await call("GET", "/_index_template");
      for (const { name } of templates)
        if (name.startsWith(prefix)) await call("DELETE", `/_index_template/${name}`);
      await call("DELETE", `/_component_template/${prefix}zoom-harvester-custom`);
    },
  };
}

/** Every document under an alias. */
async function all(call, alias) {
  await call("POST", `/${alias}/_refresh`);
  const sources = [];
  let page = await call("POST", `/${alias}/_search?scroll=5m&size=5000`, { sort: ["_doc"] });
  while (page.hits.hits.length > 0) {
    for (const { _source } of page.hits.hits) sources.push(_source);
    page = await call("POST", "/_search/scroll", { scroll: "5m", scroll_id: page._scroll_id });
  }
  await call("DELETE", "/_search/scroll", { scroll_id: page._scroll_id });
  return sources;
}
