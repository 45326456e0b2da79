/** The other streams of a DuckDB file against the simulator's truth: as many documents of each, each with a key of its own. */

import { DuckDBInstance } from "@duckdb/node-api";
import { importBuilt } from "./processes.mjs";

const { streams } = await importBuilt("streams/registry.js");
const others = streams.filter(({ group }) => group !== "core");

async function countsIn(db) {
  const counts = others.map(
    ({ name, history }) =>
      `SELECT '${name}' AS name, count(*)::INT AS n, count(DISTINCT _id)::INT AS keys FROM ${name} ` +
      // Of what is kept every day the last one.
      (history === "daily" ? `WHERE taken_on = (SELECT max(taken_on) FROM ${name})` : ""),
  );
  const instance = await DuckDBInstance.create(db, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(counts.join(" UNION ALL "))).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** @returns a line for each stream that differs. Days are the truth's: UTC. */
export async function streamDifferences(db, { url }, { from, to }) {
  const answer = await fetch(`${url}/_simulator/truth?from=${from}&to=${to}`);
  const { by_stream: truth } = await answer.json();
  return (await countsIn(db)).flatMap(({ name, n, keys }) =>
    n === truth[name] && keys === n
      ? []
      : [`${name}: ${n} documents with ${keys} keys, the truth has ${truth[name]}`],
  );
}
