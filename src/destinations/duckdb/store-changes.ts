/**
 * Brings gathered changes into the tables, in one transaction. Documents travel as JSON text through one column
 * of a temporary table; DuckDB makes columns of it. Measured in docs/decisions/003-duckdb-writes.md.
 */

import type { Document } from "../../document.ts";
import type { Change } from "../gather-changes.ts";
import { structureOf } from "./column-type.ts";
import { type DuckConnection, inTransaction, listOf, quoteName, quoteText } from "./driver.ts";
import type { Table } from "./tables.ts";

/**
 * Stores the changes, all or none.
 * @param chunk how many documents DuckDB is given at once: its memory, not the transaction, depends on it.
 * @throws what DuckDB throws; nothing is stored then.
 */
export async function storeChanges(
  connection: DuckConnection,
  tables: ReadonlyMap<string, Table>,
  changes: readonly Change[],
  chunk: number,
): Promise<void> {
  await inTransaction(connection, async () => {
    for (const change of changes) {
      const table = tables.get(change.collection.name);
      if (table === undefined)
        throw new Error(`Expected an open collection, got \`${change.collection.name}\`.`);
      await removeOld(connection, change);
      await insertDocuments(connection, table, [...change.documents.values()], chunk);
    }
  });
}

/** Removes what is replaced: whole sets by their owner, other documents by `_id`. */
async function removeOld(
  connection: DuckConnection,
  { collection, documents, owners, replaced }: Change,
): Promise<void> {
  const table = `main.${quoteName(collection.name)}`;
  const by = collection.set?.by;
  if (by === undefined) {
    const ids = JSON.stringify([...documents.keys()]);
    await connection.run(`DELETE FROM ${table} WHERE _id IN ${listOf(1)}`, [ids]);
    return;
  }
  if (replaced.size > 0) {
    await connection.run(`DELETE FROM ${table} WHERE ${quoteName(by)} IN ${listOf(1)}`, [
      JSON.stringify([...replaced]),
    ]);
  }
  const refreshed = [...owners].filter((owner) => !replaced.has(owner));
  if (refreshed.length === 0) return;
  const ids = [...documents.values()].filter((document) => !replaced.has(document[by] as string));
  // The owner narrows the search to few rows: its column is sorted nearly by itself, `_id` is random.
  await connection.run(
    `DELETE FROM ${table} WHERE ${quoteName(by)} IN ${listOf(1)} AND _id IN ${listOf(2)}`,
    [JSON.stringify(refreshed), JSON.stringify(ids.map(({ _id }) => _id))],
  );
}

/** Puts documents into a table that has none of them. @param chunk how many DuckDB is given at once. */
export async function insertDocuments(
  connection: DuckConnection,
  { name, columns }: Table,
  documents: readonly Document[],
  chunk: number,
): Promise<void> {
  const structure = quoteText(JSON.stringify(structureOf({ fields: columns, lists: 0 })));
  const names = [...columns.keys()].map(quoteName);
  for (let from = 0; from < documents.length; from += chunk) {
    await connection.run("CREATE OR REPLACE TEMP TABLE staged (document VARCHAR)");
    const appender = await connection.createAppender("staged", "main", "temp");
    try {
      for (const document of documents.slice(from, from + chunk)) {
        appender.appendVarchar(toText(document));
        appender.endRow();
      }
    } finally {
      appender.closeSync();
    }
    await connection.run(
      `INSERT INTO main.${quoteName(name)} (${names.join(", ")})
       SELECT ${names.map((column) => `r.${column}`).join(", ")} FROM (SELECT from_json(document, ${structure}) AS r FROM staged)`,
    );
  }
  if (documents.length > 0) await connection.run("DROP TABLE temp.staged");
}

/**
 * The document as JSON. Half a character (a lone surrogate, from a name that was cut) has no UTF-8 form: it becomes
 * U+FFFD, as it does in every file and pipe. JSON.stringify writes it as an escape, which real characters never are.
 */
function toText(document: Document): string {
  const text = JSON.stringify(document);
  if (!text.includes("\\ud")) return text;
  return text.replace(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (found) => (found === "\\\\" ? found : "\ufffd"));
}
