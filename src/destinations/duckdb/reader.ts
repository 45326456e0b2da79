/** Reading documents out of a file: shared by the destination, which has tables for all collections, and the source. */

import type { Collection, Document } from "../../document.ts";
import type { Span } from "../../time.ts";
import { isSortable } from "../declared-field.ts";
import type { DayCount, Page, PageOf, Reader, Where } from "../reader.ts";
import type { Group, RollUp } from "../roll-up.ts";
import { scanPage } from "../source.ts";
import { type Columns, columnAt } from "./columns.ts";
import {
  type AskedTable,
  conditionOf,
  fewValues,
  isOneOf,
  lies,
  type Next,
  ofAccount,
  timeOf,
} from "./condition.ts";
import { type DuckConnection, listOf, type Parameter, quoteName, quoteText, readTexts } from "./driver.ts";
import { localKey } from "./local-time.ts";
import { restoreDocument } from "./read-documents.ts";
import { readGroup, rollUpQuery } from "./roll-up.ts";

export type UseConnection = <T>(
  operation: string,
  steps: (connection: DuckConnection) => Promise<T>,
) => Promise<T>;

export interface DuckReaderOptions {
  /** @throws Error for a collection that is not known: a bug of the caller. */
  find(collection: string): Collection;
  /** The columns that the collection's table has; a file of an older program may lack some. */
  columns(collection: string): Columns;
  /** Whose documents are found and counted; everybody's without it. */
  account?: string | undefined;
}

export class DuckReader implements Reader {
  readonly #use: UseConnection;
  readonly #find: DuckReaderOptions["find"];
  readonly #columns: DuckReaderOptions["columns"];
  readonly #account: string | undefined;

  constructor(use: UseConnection, { find, columns, account }: DuckReaderOptions) {
    this.#use = use;
    this.#find = find;
    this.#columns = columns;
    this.#account = account;
  }

  async read(name: string, ids: readonly string[], fields?: readonly string[]): Promise<Document[]> {
    // An unknown collection is an error also where nothing is asked for.
    this.#find(name);
    if (ids.length === 0) return [];
    return this.#among(name, "_id", ids, fields);
  }

  async *scan(name: string, where?: Where): AsyncGenerator<Document[]> {
    if (where?.span !== undefined && this.#find(name).time === undefined) return;
    let after = "";
    for (;;) {
      const { parameters, next } = parametersFrom(after);
      const wanted = where === undefined ? "true" : conditionOf(this.#table(name), where, next);
      const page = await this.#documents(
        name,
        `${wanted} AND _id > $1 ORDER BY _id LIMIT ${scanPage}`,
        parameters,
      );
      if (page.length > 0) yield page;
      if (page.length < scanPage) return;
      after = page.at(-1)?._id ?? "";
    }
  }

  async find(name: string, where: Where, order: "newest" | "oldest" = "newest"): Promise<string[]> {
    const table = this.#table(name);
    const { time } = table.collection;
    if (where.span !== undefined && time === undefined) return [];
    const { parameters, next } = parametersFrom();
    const wanted = conditionOf(table, where, next);
    const sort = time === undefined ? "_id" : `${timeOf(table)} ${order === "newest" ? "DESC" : "ASC"}, _id`;
    const rows = await this.#rows(
      `SELECT _id FROM ${tableOf(name)} AS t WHERE ${wanted} ORDER BY ${sort}`,
      parameters,
    );
    return rows.map(([id]) => id ?? "");
  }

  async page(name: string, { where, by, order, offset, limit, fields }: PageOf): Promise<Page> {
    const table = this.#table(name);
    if (where.span !== undefined && table.collection.time === undefined) return { total: 0, documents: [] };
    const { parameters, next } = parametersFrom();
    const rows = `${tableOf(name)} AS t WHERE ${conditionOf(table, where, next)}`;
    const sort = `${sortOf(table, by, order)}t._id`;
    const [most, from] = [Math.max(0, Math.floor(limit)), Math.floor(offset)];
    const picked = `SELECT ${this.#picked(name, fields)} FROM ${rows} ORDER BY ${sort} LIMIT ${most} OFFSET ${from}`;
    return this.#use("read documents", async (connection) => {
      // DuckDB keeps the order of the inner query.
      const found = await readTexts(
        connection,
        `SELECT to_json(t)::VARCHAR FROM (${picked}) AS t`,
        parameters,
      );
      const documents = found.map(([text]) => restoreDocument(text ?? "{}", table.collection));
      // A page that is not full is the last one: how many there are is known then.
      if (found.length < most && (found.length > 0 || from === 0))
        return { total: from + found.length, documents };
      const [[count] = []] = await readTexts(connection, `SELECT count(*)::VARCHAR FROM ${rows}`, parameters);
      return { total: Number(count ?? 0), documents };
    });
  }

  /** What `find` finds as SQL, without parameters: `FROM … AS t WHERE …`. */
  rowsOf(name: string, where: Where): string {
    const table = this.#table(name);
    const none = where.span !== undefined && table.collection.time === undefined;
    const wanted = none ? "false" : conditionOf(table, where, (value) => quoteText(String(value)));
    return `FROM ${tableOf(name)} AS t WHERE ${wanted}`;
  }

  async rollUp(name: string, asked: RollUp): Promise<Group[]> {
    const table = this.#table(name);
    const { where = {}, by } = asked;
    const needsTime = where.span !== undefined || (by !== undefined && "unit" in by);
    if (needsTime && table.collection.time === undefined) return [];
    return this.#use("read documents", async (connection) => {
      const { parameters, next } = parametersFrom();
      const span =
        by !== undefined && "unit" in by ? await this.#spanOf(connection, table, where.span) : undefined;
      const rolled = { sql: tableOf(name), columns: table.columns, time: timeOf(table), span };
      const sql = rollUpQuery(rolled, asked, conditionOf(table, where, next), next);
      return (await readTexts(connection, sql, parameters)).map((row) => readGroup(row, asked));
    });
  }

  async members(name: string, owners: readonly string[], fields?: readonly string[]): Promise<Document[]> {
    return this.#among(name, this.#owner(name), owners, fields);
  }

  async countMembers(name: string, owners: readonly string[]): Promise<Map<string, number>> {
    const by = this.#owner(name);
    const rows = await this.#rows(
      `SELECT ${by}, count(*)::VARCHAR FROM ${tableOf(name)} WHERE ${by} IN ${listOf(1)} GROUP BY ${by}`,
      [JSON.stringify(owners)],
    );
    const counts = new Map(owners.map((owner) => [owner, 0]));
    for (const [owner, count] of rows) counts.set(owner ?? "", Number(count));
    return counts;
  }

  async count(name: string, span: Span): Promise<number | undefined> {
    const table = this.#table(name);
    if (table.collection.time === undefined) return undefined;
    const { parameters, next } = parametersFrom();
    const [row] = await this.#rows(
      `SELECT count(*)::VARCHAR FROM ${tableOf(name)} AS t WHERE ${lies(timeOf(table), span)} AND ${ofAccount(table, next)}`,
      parameters,
    );
    return Number(row?.[0] ?? 0);
  }

  async countByDay(name: string, timeZone: string, by?: string): Promise<DayCount[]> {
    const table = this.#table(name);
    if (table.collection.time === undefined) return [];
    const value = by === undefined ? "NULL" : (columnAt(table.columns, by)?.sql ?? "NULL::VARCHAR");
    const rows = await this.#use("read documents", async (connection) => {
      const { parameters, next } = parametersFrom();
      const span = await this.#spanOf(connection, table);
      const day = localKey(timeOf(table), { unit: "day", timeZone }, span, () => next(timeZone));
      return readTexts(
        connection,
        `SELECT ${day.nameOf("day")}, value, n::VARCHAR FROM (
           SELECT ${day.key} AS day, ${value} AS value, count(*) AS n FROM ${tableOf(name)} AS t
           WHERE ${ofAccount(table, next)} GROUP BY ALL ORDER BY day, value)`,
        parameters,
      );
    });
    return rows.map(([date, found, count]) => ({
      ...(date === null || date === undefined ? {} : { date }),
      ...(found === null || found === undefined ? {} : { value: found }),
      count: Number(count),
    }));
  }

  /** In which all times of the documents lie. */
  async #spanOf(connection: DuckConnection, table: AskedTable, within?: Span): Promise<Span | undefined> {
    const time = timeOf(table);
    const [[first, last] = []] = await readTexts(
      connection,
      `SELECT epoch_ms(min(${time}))::VARCHAR, epoch_ms(max(${time}))::VARCHAR FROM ${tableOf(table.collection.name)} AS t`,
    );
    if (first === undefined || first === null) return undefined;
    const { start, end } = within ?? { start: Number(first), end: Number(last) + 1 };
    const span = { start: Math.max(start, Number(first)), end: Math.min(end, Number(last) + 1) };
    return span.start < span.end ? span : undefined;
  }

  #table(name: string): AskedTable {
    return { collection: this.#find(name), columns: this.#columns(name), account: this.#account };
  }

  #owner(name: string): string {
    const by = this.#find(name).set?.by ?? "";
    return this.#columns(name).has(by) ? quoteName(by) : "NULL::VARCHAR";
  }

  async #documents(
    name: string,
    where: string,
    parameters: Parameter[],
    fields?: readonly string[],
  ): Promise<Document[]> {
    const picked = `SELECT ${this.#picked(name, fields)} FROM ${tableOf(name)} AS t WHERE ${where}`;
    const rows = await this.#rows(`SELECT to_json(t)::VARCHAR FROM (${picked}) AS t`, parameters);
    const collection = this.#find(name);
    return rows.map(([text]) => restoreDocument(text ?? "{}", collection));
  }

  /** Rows whose column has one of the values: many are found by it alone, only then are the other columns read. */
  #among(name: string, column: string, values: readonly string[], fields?: readonly string[]) {
    const { parameters, next } = parametersFrom();
    const wanted = isOneOf(column, values, next);
    const isFew = values.length <= fewValues;
    const found = isFew ? wanted : `rowid IN (SELECT rowid FROM ${tableOf(name)} WHERE ${wanted})`;
    return this.#documents(name, found, parameters, fields);
  }

  /** The columns of fields: what the table does not have is absent. */
  #picked(name: string, fields: readonly string[] | undefined): string {
    if (fields === undefined) return "*";
    const columns = this.#columns(name);
    const there = [...new Set(["_id", ...fields])].filter((field) => columns.has(field));
    return there.map((field) => `t.${quoteName(field)}`).join(", ");
  }

  #rows(sql: string, parameters: Parameter[]): Promise<(string | null)[][]> {
    return this.#use("read documents", (connection) => readTexts(connection, sql, parameters));
  }
}

function tableOf(name: string): string {
  return `main.${quoteName(name)}`;
}

function parametersFrom(...parameters: Parameter[]): { parameters: Parameter[]; next: Next } {
  return { parameters, next: (value) => `$${parameters.push(value)}` };
}

/** The order of a field, with a comma after it; nothing for one that cannot be compared. */
function sortOf({ collection, columns }: AskedTable, by: string, order: PageOf["order"]): string {
  const column = isSortable(collection.fields, by) ? columnAt(columns, by) : undefined;
  if (column === undefined) return "";
  const [word, one] = order === "ascending" ? ["ASC", "list_min"] : ["DESC", "list_max"];
  return `${column.type.lists > 0 ? `${one}(${column.sql})` : column.sql} ${word} NULLS LAST, `;
}
