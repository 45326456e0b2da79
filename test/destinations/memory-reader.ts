/** Reading what is in memory, for the destination and for a source. */

import type { DayCount, Page, PageOf, Reader, Values, Where } from "../../src/destinations/reader.ts";
import type { Group, RollUp } from "../../src/destinations/roll-up.ts";
import { scanPage } from "../../src/destinations/source.ts";
import type { Collection, Document } from "../../src/document.ts";
import { dayAt, type Span } from "../../src/time.ts";
import type { Flaw } from "./memory-flaws.ts";
import { rollUp } from "./memory-roll-up.ts";
import { fulfils, inOrder, valuesAt } from "./memory-where.ts";

export class MemoryReader implements Reader {
  readonly #documents: (collection: string) => Document[];
  readonly #find: (name: string) => Collection;
  readonly #account: string | undefined;
  readonly #flaw: Flaw | undefined;

  constructor(
    documents: (collection: string) => Document[],
    find: (name: string) => Collection,
    account: string | undefined,
    flaw?: Flaw,
  ) {
    this.#documents = documents;
    this.#find = find;
    this.#account = account;
    this.#flaw = flaw;
  }

  async read(name: string, ids: readonly string[], fields?: readonly string[]): Promise<Document[]> {
    const stored = this.#documents(name);
    const found = this.#flaw === "readsEverything" ? stored : stored.filter(({ _id }) => ids.includes(_id));
    return this.#only(found, fields);
  }

  async *scan(name: string, where?: Where): AsyncGenerator<Document[]> {
    const found = where === undefined || this.#flaw === "scansAll" ? undefined : await this.find(name, where);
    const wanted = new Set(found);
    const stored =
      found === undefined ? this.#documents(name) : this.#own(name).filter(({ _id }) => wanted.has(_id));
    for (let at = 0; at < stored.length; at += scanPage) {
      yield stored.slice(at, at + scanPage);
      if (this.#flaw === "scansOnePage") return;
    }
  }

  async find(name: string, where: Where, order: "newest" | "oldest" = "newest"): Promise<string[]> {
    const time = this.#timeOf(name);
    const found = this.#wanted(name, where, this.#flaw === "findsForeigners").sort(
      (a, b) => time(b) - time(a),
    );
    if (order === "oldest" && this.#flaw !== "findsTheNewestOnly") found.reverse();
    const most = this.#flaw === "findsTenThousand" ? 10_000 : found.length;
    return found.slice(0, most).map(({ _id }) => _id);
  }

  async page(name: string, asked: PageOf): Promise<Page> {
    const { where, offset, limit } = asked;
    const wanted =
      this.#flaw === "pagesAll" && where.span !== undefined
        ? this.#documents(name)
        : this.#wanted(name, where);
    const isNew = wanted.every((one) => valuesAt(one, asked.by).length === 0);
    if (this.#flaw === "pagesByKnownFields" && this.#account === undefined && isNew)
      return { total: 0, documents: [] };
    const sorted = inOrder(wanted, asked, this.#find(name), this.#flaw);
    const most = this.#flaw === "pagesTenThousand" ? 10_000 : sorted.length;
    const total = this.#flaw === "countsThePage" ? Math.min(limit, sorted.length) : sorted.length;
    const documents = sorted.slice(offset, Math.min(most, offset + limit));
    return { total, documents: this.#only(documents, asked.fields) };
  }

  #only(documents: readonly Document[], fields: readonly string[] | undefined): Document[] {
    if (fields === undefined || this.#flaw === "givesAllFields") return [...documents];
    return documents.map(({ _id, ...document }) => ({
      _id,
      ...Object.fromEntries(Object.entries(document).filter(([name]) => fields.includes(name))),
    }));
  }

  #wanted(name: string, where: Where, isShared = false): Document[] {
    const { span, is = {}, not = {} } = where;
    const time = this.#timeOf(name);
    const stored = isShared ? this.#documents(name) : this.#own(name);
    return stored
      .filter((document) => span === undefined || isWithin(time(document), span))
      .filter((document) => this.#hasAll(document, is) && this.#hasNone(document, not, name))
      .filter((document) => fulfils(document, where, this.#find(name), this.#flaw));
  }

  #hasAll(document: Document, is: Values): boolean {
    return Object.entries(is).every(
      ([field, values]) =>
        (values.length === 0 && this.#flaw === "takesNoValueForAny") ||
        this.#valuesOf(document, field).some(
          (value) =>
            values.includes(value) &&
            (this.#flaw !== "findsTextsOnly" || field.includes(".") || document[field] === value),
        ),
    );
  }

  #hasNone(document: Document, not: Values, name: string): boolean {
    const absent = (field: string) => document[field] === undefined;
    return Object.entries(not).every(([field, values]) => {
      if (this.#flaw === "overlooksLists" && Array.isArray(document[field])) return true;
      const wants = this.#account === undefined ? "wantsEveryField" : "wantsNewFields";
      if (this.#flaw === wants && this.#documents(name).every((one) => valuesAt(one, field).length === 0))
        return false;
      if (this.#flaw === "leavesOutTheAbsent" && field === "state" && values.length > 1 && absent(field))
        return false;
      return !this.#valuesOf(document, field).some((value) => values.includes(value));
    });
  }

  /** A field's values, to be compared with those that are asked for. */
  #valuesOf(document: Document, field: string): (string | boolean)[] {
    const values = this.#flaw === "comparesTheTopOnly" ? [document[field]].flat() : valuesAt(document, field);
    return values.filter((one) => typeof one === "string" || typeof one === "boolean");
  }

  async members(name: string, owners: readonly string[], fields?: readonly string[]): Promise<Document[]> {
    const { set } = this.#find(name);
    const isAsked = (document: Document) => owners.includes(String(document[set?.by ?? ""]));
    const isAny = this.#flaw === "givesAllMembers" && owners.length > 0;
    return this.#only(
      this.#documents(name).filter((document) => isAny || isAsked(document)),
      fields,
    );
  }

  async countMembers(name: string, owners: readonly string[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const owner of owners) {
      const { length } = this.#documents(name).filter(
        (document) => document[this.#find(name).set?.by ?? ""] === owner,
      );
      if (length > 0 || this.#flaw !== "omitsEmptyOwners") counts.set(owner, length);
    }
    return counts;
  }

  async count(name: string, span: Span): Promise<number | undefined> {
    const { time: field, index } = this.#find(name);
    if (field === undefined || (index === "one" && this.#flaw === "countsMonthsOnly")) return undefined;
    const time = this.#timeOf(name);
    const own = this.#own(name);
    if (this.#flaw === "countsEverything" && index === undefined) return own.length;
    return own.filter((document) => isWithin(time(document), span)).length;
  }

  async countByDay(name: string, timeZone: string, by?: string): Promise<DayCount[]> {
    const time = this.#timeOf(name);
    const zone = this.#flaw === "countsUtcDays" ? "UTC" : timeZone;
    const counts = new Map<string, DayCount>();
    for (const document of this.#own(name)) {
      const at = time(document);
      if (Number.isNaN(at) && this.#flaw === "skipsTimeless") continue;
      const value = by === undefined ? undefined : document[by];
      const key: Omit<DayCount, "count"> = {
        ...(Number.isNaN(at) ? {} : { date: dayAt(at, zone) }),
        ...(value === undefined ? {} : { value: String(value) }),
      };
      const text = JSON.stringify(key);
      counts.set(text, { ...key, count: (counts.get(text)?.count ?? 0) + 1 });
    }
    return [...counts.values()].slice(0, this.#flaw === "countsTenValues" ? 10 : undefined);
  }

  async rollUp(name: string, asked: RollUp): Promise<Group[]> {
    const { where = {}, by } = asked;
    const { time, fields } = this.#find(name);
    const needsTime = where.span !== undefined || (by !== undefined && "unit" in by);
    if (needsTime && time === undefined) return [];
    if (this.#flaw === "wantsEveryGroup" && by !== undefined && "field" in by) {
      const isNew = this.#documents(name).every((one) => one[by.field.split(".")[0] ?? ""] === undefined);
      if (isNew && this.#account === undefined && fields.account_id !== undefined) return [];
    }
    const documents = this.#flaw === "rollsUpAll" ? this.#documents(name) : this.#wanted(name, where);
    return rollUp(documents, asked, this.#timeOf(name), this.#flaw);
  }

  async total(name: string): Promise<number> {
    return this.#own(name).length;
  }

  #own(name: string): Document[] {
    const isShared = this.#account === undefined || this.#find(name).fields.account_id === undefined;
    return this.#documents(name).filter(({ account_id }) => isShared || account_id === this.#account);
  }

  /** NaN for a document without one. */
  #timeOf(name: string): (document: Document) => number {
    const { time } = this.#find(name);
    return (document) => (time === undefined ? Number.NaN : Date.parse(String(document[time])));
  }
}

function isWithin(at: number, { start, end }: Span): boolean {
  return at >= start && at < end;
}
