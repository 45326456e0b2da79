/** Reading documents out of a file: shared by the destination, which has tables for all collections, and the source. */

import type { Collection, Document } from "../../document.ts";
import type { Span } from "../../time.ts";
import type { DayCount, Reader, Where } from "../reader.ts";
import type { Group, RollUp } from "../roll-up.ts";
import { scanPage } from "../source.ts";
import type { ColumnType } from "./column-type.ts";
import { type DuckConnection, listOf, type Parameter, quoteName, quoteText, readTexts } from "./driver.ts";
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
  columns(collection: string): ReadonlyMap<string, ColumnType>;
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

  async read(name: string, ids: readonly string[]): Promise<Document[]> {
    // An unknown collection is an error also where nothing is asked for.
    this.#find(name);
    if (ids.length === 0) return [];
    return this.#documents(name, `_id IN ${listOf(1)}`, [JSON.stringify(ids)]);
  }

  async *scan(name: string, where?: Where): AsyncGenerator<Document[]> {
    if (where?.span !== undefined && this.#find(name).time === undefined) return;
    let after = "";
    for (;;) {
      const parameters: Parameter[] = [after];
      const next = (value: Parameter) => `$${parameters.push(value)}`;
      const wanted = where === undefined ? "true" : this.#wanted(name, where, next);
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
    const { time } = this.#find(name);
    if (where.span !== undefined && time === undefined) return [];
    const parameters: Parameter[] = [];
    const wanted = this.#wanted(name, where, (value) => `$${parameters.push(value)}`);
    const sort =
      time === undefined ? "_id" : `${this.#time(name, time)} ${order === "newest" ? "DESC" : "ASC"}, _id`;
    const rows = await this.#rows(
      `SELECT _id FROM ${tableOf(name)} WHERE ${wanted} ORDER BY ${sort}`,
      parameters,
    );
    return rows.map(([id]) => id ?? "");
  }

  /** What `find` finds as SQL, without parameters: `FROM … AS t WHERE …`. */
  rowsOf(name: string, where: Where): string {
    const { time } = this.#find(name);
    const none = where.span !== undefined && time === undefined;
    const wanted = none ? "false" : this.#wanted(name, where, (value) => quoteText(String(value)));
    return `FROM ${tableOf(name)} AS t WHERE ${wanted}`;
  }

  async rollUp(name: string, asked: RollUp): Promise<Group[]> {
    const { time } = this.#find(name);
    const { where = {}, by } = asked;
    const needsTime = where.span !== undefined || (by !== undefined && "unit" in by);
    if (needsTime && time === undefined) return [];
    const parameters: Parameter[] = [];
    const next = (value: Parameter) => `$${parameters.push(value)}`;
    const table = { sql: tableOf(name), columns: this.#columns(name), time: this.#time(name, time ?? "") };
    const sql = rollUpQuery(table, asked, this.#wanted(name, where, next), next);
    return (await this.#rows(sql, parameters)).map((row) => readGroup(row, asked));
  }

  async members(name: string, owners: readonly string[]): Promise<Document[]> {
    return this.#documents(name, `${this.#owner(name)} IN ${listOf(1)}`, [JSON.stringify(owners)]);
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
    const { time } = this.#find(name);
    if (time === undefined) return undefined;
    const parameters: Parameter[] = [];
    const next = (value: Parameter) => `$${parameters.push(value)}`;
    const [row] = await this.#rows(
      `SELECT count(*)::VARCHAR FROM ${tableOf(name)} WHERE ${lies(this.#time(name, time), span, next)} AND ${this.#ofAccount(name, next)}`,
      parameters,
    );
    return Number(row?.[0] ?? 0);
  }

  async countByDay(name: string, timeZone: string, by?: string): Promise<DayCount[]> {
    const { time } = this.#find(name);
    if (time === undefined) return [];
    const parameters: Parameter[] = [];
    const next = (value: Parameter) => `$${parameters.push(value)}`;
    const day = `strftime(${this.#time(name, time)} AT TIME ZONE ${next(timeZone)}, '%Y-%m-%d')`;
    const value = by === undefined ? "NULL" : this.#column(name, by);
    const rows = await this.#rows(
      `SELECT ${day} AS day, ${value} AS value, count(*)::VARCHAR FROM ${tableOf(name)}
       WHERE ${this.#ofAccount(name, next)} GROUP BY ALL ORDER BY day, value`,
      parameters,
    );
    return rows.map(([date, found, count]) => ({
      ...(date === null || date === undefined ? {} : { date }),
      ...(found === null || found === undefined ? {} : { value: found }),
      count: Number(count),
    }));
  }

  #wanted(name: string, { span, is = {}, not = {} }: Where, next: (value: Parameter) => string): string {
    const { time } = this.#find(name);
    const wanted = [this.#ofAccount(name, next)];
    if (span !== undefined && time !== undefined) wanted.push(lies(this.#time(name, time), span, next));
    const has = ([field, values]: [string, readonly (string | boolean)[]]) =>
      this.#has(name, field, next(JSON.stringify(values.map(String))));
    wanted.push(...Object.entries(is).map(has));
    // Of a document without the field it is not known whether it has a value.
    wanted.push(...Object.entries(not).map((entry) => `(${has(entry)}) IS NOT TRUE`));
    return wanted.join(" AND ");
  }

  #ofAccount(name: string, next: (value: Parameter) => string): string {
    if (this.#account === undefined || this.#find(name).fields.account_id === undefined) return "true";
    return `${this.#column(name, "account_id")} = ${next(this.#account)}`;
  }

  #owner(name: string): string {
    return this.#column(name, this.#find(name).set?.by ?? "");
  }

  /** Whether a field has one of the values that a parameter lists. */
  #has(name: string, field: string, parameter: string): string {
    const column = this.#column(name, field);
    const { lists = 0 } = this.#columns(name).get(field) ?? {};
    if (lists > 0) return `list_has_any(${column}::VARCHAR[], from_json(${parameter}, '["VARCHAR"]'))`;
    return `${column}::VARCHAR IN (SELECT unnest(from_json(${parameter}, '["VARCHAR"]')))`;
  }

  #column(name: string, field: string): string {
    return this.#columns(name).has(field) ? quoteName(field) : "NULL::VARCHAR";
  }

  #time(name: string, time: string): string {
    return this.#columns(name).has(time) ? quoteName(time) : "NULL::TIMESTAMPTZ";
  }

  async #documents(name: string, where: string, parameters: Parameter[]): Promise<Document[]> {
    const rows = await this.#rows(
      `SELECT to_json(t)::VARCHAR FROM ${tableOf(name)} AS t WHERE ${where}`,
      parameters,
    );
    const collection = this.#find(name);
    return rows.map(([text]) => restoreDocument(text ?? "{}", collection));
  }

  #rows(sql: string, parameters: Parameter[]): Promise<(string | null)[][]> {
    return this.#use("read documents", (connection) => readTexts(connection, sql, parameters));
  }
}

function tableOf(name: string): string {
  return `main.${quoteName(name)}`;
}

function lies(column: string, { start, end }: Span, next: (value: Parameter) => string): string {
  const at = (instant: number) => `${next(new Date(instant).toISOString())}::TIMESTAMPTZ`;
  return `${column} >= ${at(start)} AND ${column} < ${at(end)}`;
}
