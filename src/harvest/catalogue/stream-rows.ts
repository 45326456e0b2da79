/** map: the rows of one list of a stream as documents with their keys; what has no key becomes a dead letter. */

import type { Document, Json, JsonObject } from "../../document.ts";
import { KeyMaker, sessionIds, takenOnKey } from "../../streams/keys.ts";
import type { Mapper } from "../../streams/map.ts";
import type { Source, Stream } from "../../streams/stream.ts";
import type { Day } from "../../time.ts";
import type { Page } from "../../zoom/pages.ts";
import { repeatedOf } from "../meeting-document.ts";
import { isOf } from "../rows.ts";
import { mapperOf, nameUnread, type Work } from "../work.ts";
import { askedFor } from "./list-pages.ts";

/** What the documents of a list share besides their rows. */
export interface ListContext {
  /** The document that the list was asked for. */
  parent?: Document | undefined;
  /** The parameters that it was asked with. */
  variant?: Readonly<Record<string, string>>;
  /** The day that was asked for, of what Zoom adds up. */
  day?: Day;
  /** The day of a state that is kept every day. */
  takenOn?: string;
}

/** Makes the documents of one list, page by page. */
export class ListDocuments {
  readonly #work: Work;
  readonly #stream: Stream;
  readonly #source: Source;
  readonly #context: ListContext;
  readonly #map: Mapper;
  readonly #shared: JsonObject;
  #keys: KeyMaker;
  #start = 0;
  /** Rows of the list since it began, those of other streams included. */
  rows = 0;
  total: number | undefined;
  /** Rows that became nothing: no key, or no object. */
  buried = 0;

  constructor(work: Work, stream: Stream, source: Source, context: ListContext = {}) {
    this.#work = work;
    this.#stream = stream;
    this.#source = source;
    this.#context = context;
    this.#map = mapperOf(work, stream);
    this.#keys = new KeyMaker(stream);
    const { parent, variant, day, takenOn } = context;
    this.#shared = {
      ...repeated(stream, parent),
      ...repeatedQuery(stream, variant),
      ...(day === undefined ? {} : { day: `${day}T00:00:00Z` }),
      ...(takenOn === undefined ? {} : { taken_on: takenOn }),
    };
  }

  /** True when what was made of earlier pages comes again, since the list began anew. */
  startsAnew({ start }: Page): boolean {
    if (start === this.#start) return false;
    this.#start = start;
    this.#keys = new KeyMaker(this.#stream);
    this.rows = 0;
    this.buried = 0;
    return true;
  }

  /** Names a list, read to its end, that has another number of rows than Zoom counts. */
  nameMiscounted(): void {
    if (this.total === undefined || this.rows === this.total) return;
    const { name } = this.#stream;
    this.#work.tally.name(`lists of ${name} with another number of rows than Zoom counts`);
  }

  /** The documents of a page. Those of a `session` key have none yet: that takes the whole list. */
  async take(page: Page): Promise<Document[]> {
    this.rows += page.rows.length + page.odd.length;
    this.total = page.totalRecords ?? this.total;
    for (const odd of page.odd) await this.#bury("an element that is no object", this.#bare(odd));
    const documents: Document[] = [];
    for (const row of page.rows) {
      if (!isOf(this.#source, row)) continue;
      const fields = this.#map.fields(row, { _id: "", ...this.#shared });
      const id = this.#stream.key === "session" ? "" : this.#keys.next(fields);
      if (id === undefined) await this.#bury("a row without what its key is made of", this.#map.redact(row));
      else documents.push(this.#document(fields, this.#keyOf(id)));
    }
    return documents;
  }

  /** Gives the documents of a whole list the keys that only the whole list gives. */
  finish(documents: readonly Document[]): Document[] {
    const isSession = this.#stream.key === "session";
    const ids = isSession ? sessionIds(this.#context.parent?._id ?? "", documents) : [];
    return documents.map((document, index) =>
      this.#map.finish(isSession ? Object.assign(document, { _id: ids[index] ?? "" }) : document),
    );
  }

  /** What names a row among its parent's may name another among another's. */
  #keyOf(id: string): string {
    const { parent, takenOn, day } = this.#context;
    const { key, set, parent: declared, perAccount } = this.#stream;
    const isNamed = key !== "session" && "field" in key;
    const owner = declared?.once === true ? parent && askedFor(declared, parent) : set && parent?._id;
    if (isNamed && owner !== undefined && owner !== id) return `${owner} ${id}`;
    const on = takenOn ?? day;
    const name = perAccount === true ? `${this.#work.options.account} ${id}` : id;
    return on === undefined ? name : takenOnKey(on, name);
  }

  #document(fields: JsonObject, _id: string): Document {
    nameUnread(this.#work, this.#stream.name, this.#map, fields);
    return Object.assign(fields, this.#work.stamp(this.#source.source), { _id }) as Document;
  }

  /** What has no class may not be kept where any class is left out. */
  #bare(odd: Json): Json {
    return this.#work.options.without.size === 0 ? odd : null;
  }

  async #bury(what: string, record: Json): Promise<void> {
    this.buried += 1;
    const { name } = this.#stream;
    this.#work.tally.name(`${name}: ${what}`);
    const owner = this.#stream.set === undefined ? undefined : this.#context.parent?._id;
    const reason = `${name}: ${what}`;
    await this.#work.writer.bury([{ to: name, reason, record, ...(owner === undefined ? {} : { owner }) }]);
  }
}

/** What each document repeats of its parent, and whose it is. */
function repeated({ parent: declared, set }: Stream, parent: Document | undefined): JsonObject {
  if (parent === undefined) return {};
  const owner = set === undefined ? {} : { [set.by]: parent._id };
  return { ...owner, ...repeatedOf(parent, declared?.repeat ?? {}) };
}

/** What each document repeats of the parameters it was asked with. */
function repeatedQuery(
  { repeatQuery = {} }: Stream,
  variant: Readonly<Record<string, string>> = {},
): JsonObject {
  return Object.fromEntries(
    Object.entries(repeatQuery).flatMap(([field, parameter]) => {
      const value = variant[parameter];
      return value === undefined ? [] : [[field, value]];
    }),
  );
}
