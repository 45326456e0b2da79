/** The tables of the documents: created, grown with the catalogue, commented. Runs inside a transaction of its caller. */

import type { Collection, Field } from "../../document.ts";
import { DestinationError } from "../../errors.ts";
import { type ColumnType, joinTypes, parseType, sayType, typesOf } from "./column-type.ts";
import { type DuckConnection, quoteName, quoteText, readTexts } from "./driver.ts";

/** A table as it is in the file: its columns with their types, `_id` first. */
export interface Table {
  name: string;
  columns: Map<string, ColumnType>;
}

interface Stored {
  comment: string | null;
  columns: Map<string, { type: ColumnType; comment: string | null }>;
}

/**
 * The tables of the collections, ready to be written.
 * @throws DestinationError when a table is there that has a column of another type: it is not ours to change.
 */
export async function readyTables(
  connection: DuckConnection,
  file: string,
  collections: readonly Collection[],
): Promise<Map<string, Table>> {
  const stored = await readStored(connection);
  const tables = new Map<string, Table>();
  for (const collection of collections) {
    tables.set(collection.name, await readyTable(connection, file, collection, stored.get(collection.name)));
  }
  return tables;
}

/** The columns of every table and view in the file. */
export async function readTables(connection: DuckConnection): Promise<Map<string, Table>> {
  const tables = new Map<string, Table>();
  for (const [name, { columns }] of await readStored(connection)) {
    tables.set(name, { name, columns: typesIn(columns) });
  }
  return tables;
}

async function readyTable(
  connection: DuckConnection,
  file: string,
  collection: Collection,
  stored: Stored | undefined,
): Promise<Table> {
  const wanted = new Map<string, ColumnType>([
    ["_id", { name: "VARCHAR", lists: 0 }],
    ...typesOf(collection.fields),
  ]);
  if (stored === undefined) {
    await createTable(connection, collection.name, wanted);
    await comment(connection, collection);
    return { name: collection.name, columns: wanted };
  }
  const columns = typesIn(stored.columns);
  const widened = new Map<string, ColumnType>();
  const added = new Map<string, ColumnType>();
  for (const [name, type] of wanted) {
    const known = columns.get(name);
    const joined = known === undefined ? type : joinTypes(known, type);
    if (joined === undefined || (known === undefined && name === "_id"))
      throw notOurs(file, collection.name, name);
    if (known === undefined) added.set(name, joined);
    else if (sayType(joined) !== sayType(known)) widened.set(name, joined);
    columns.set(name, joined);
  }
  if (widened.size > 0) await rebuildTable(connection, collection.name, stored, columns);
  else await addColumns(connection, collection.name, added);
  await comment(connection, collection, widened.size > 0 ? undefined : stored);
  return { name: collection.name, columns };
}

function typesIn(columns: Stored["columns"]): Map<string, ColumnType> {
  return new Map([...columns].map(([name, { type }]) => [name, type]));
}

/** What the tables and views in the file look like: one look at the catalogue, which takes as long for one as for all. */
async function readStored(connection: DuckConnection): Promise<Map<string, Stored>> {
  const here = "database_name = current_database() AND schema_name = 'main' AND NOT internal";
  const comments = new Map(
    await readTexts(connection, `SELECT table_name, comment FROM duckdb_tables() WHERE ${here}`).then(
      (rows) => rows.map(([name, said]): [string, string | null] => [name ?? "", said ?? null]),
    ),
  );
  const stored = new Map<string, Stored>();
  const rows = await readTexts(
    connection,
    `SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE ${here} ORDER BY table_name, column_index`,
  );
  for (const [name, column, type, said] of rows) {
    const table = stored.get(name ?? "") ?? { comment: comments.get(name ?? "") ?? null, columns: new Map() };
    stored.set(name ?? "", table);
    table.columns.set(column ?? "", { type: parseType(type ?? ""), comment: said ?? null });
  }
  return stored;
}

async function createTable(
  connection: DuckConnection,
  name: string,
  columns: Map<string, ColumnType>,
): Promise<void> {
  const list = [...columns].map(([column, type]) => `${quoteName(column)} ${sayType(type)}`).join(", ");
  await connection.run(`CREATE TABLE main.${quoteName(name)} (${list})`);
}

async function addColumns(
  connection: DuckConnection,
  name: string,
  added: Map<string, ColumnType>,
): Promise<void> {
  for (const [column, type] of added) {
    await connection.run(
      `ALTER TABLE main.${quoteName(name)} ADD COLUMN ${quoteName(column)} ${sayType(type)}`,
    );
  }
}

/**
 * Widens a STRUCT by writing the table anew. DuckDB 1.5 can add a field in place, but a file whose process then
 * dies before a checkpoint cannot be opened any more ("Failure while replaying WAL file").
 */
async function rebuildTable(
  connection: DuckConnection,
  name: string,
  stored: Stored,
  columns: Map<string, ColumnType>,
): Promise<void> {
  const next = `${name}__next`;
  await createTable(connection, next, columns);
  const names = [...stored.columns.keys()];
  const cast = names.map((column) => {
    const type = columns.get(column);
    return type === undefined ? quoteName(column) : `${quoteName(column)}::${sayType(type)}`;
  });
  await connection.run(
    `INSERT INTO main.${quoteName(next)} (${names.map(quoteName).join(", ")}) SELECT ${cast.join(", ")} FROM main.${quoteName(name)}`,
  );
  await connection.run(`DROP TABLE main.${quoteName(name)}`);
  await connection.run(`ALTER TABLE main.${quoteName(next)} RENAME TO ${quoteName(name)}`);
}

/** Comments of the table and its columns, those that are not there yet. */
async function comment(connection: DuckConnection, collection: Collection, stored?: Stored): Promise<void> {
  const table = `main.${quoteName(collection.name)}`;
  if (stored?.comment !== collection.description) {
    await connection.run(`COMMENT ON TABLE ${table} IS ${quoteText(collection.description)}`);
  }
  const said: [string, string][] = [["_id", "The document's key"]];
  for (const [name, field] of Object.entries(collection.fields)) said.push([name, describe(field)]);
  for (const [name, text] of said) {
    if (stored?.columns.get(name)?.comment === text) continue;
    await connection.run(`COMMENT ON COLUMN ${table}.${quoteName(name)} IS ${quoteText(text)}`);
  }
}

/** DuckDB has comments for columns only: what is inside a STRUCT is described with it. */
function describe({ description, unit, fields }: Field): string {
  const own = unit === undefined ? description : `${description} (${unit})`;
  const inner = Object.entries(fields ?? {}).map(([name, field]) => `${name}: ${describe(field)}`);
  return inner.length === 0 ? own : `${own}. ${inner.join("; ")}`;
}

function notOurs(file: string, table: string, column: string): DestinationError {
  return new DestinationError({
    operation: "open the database",
    subject: file,
    reason: `its table ${table} has another column ${column} than this program writes`,
    hint: "another file with --db; nothing was changed",
  });
}
