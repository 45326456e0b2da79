/** A database for documents that come from elsewhere, to be exported as those of a file are: the same columns. */

import type { Collection, Document } from "../../document.ts";
import { openInstance } from "./driver.ts";
import type { StoredRows } from "./source.ts";
import { insertDocuments } from "./store-changes.ts";
import { readyTables } from "./tables.ts";

export interface Scratch {
  rows: StoredRows;
  /** Documents that it does not have yet. */
  add(documents: readonly Document[]): Promise<void>;
  empty(): Promise<void>;
  close(): void;
}

/** @param file a new file, or `:memory:`. Whoever made it removes it. */
export async function openScratch(file: string, collection: Collection): Promise<Scratch> {
  const instance = await openInstance(file, {
    memory_limit: "512MB",
    threads: "2",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    const table = (await readyTables(connection, file, [collection])).get(collection.name);
    if (table === undefined) throw new Error(`Expected a table of ${collection.name}, got none.`);
    const from = `FROM main."${collection.name}" AS t WHERE true`;
    return {
      rows: { connection, from, columns: table.columns },
      add: (documents) => insertDocuments(connection, table, documents, documents.length),
      empty: async () => void (await connection.run(`DELETE FROM main."${collection.name}"`)),
      close: () => {
        connection.closeSync();
        instance.closeSync();
      },
    };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}
