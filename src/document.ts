/**
 * What a stored document is, and how a field of one is declared. Streams declare fields, destinations derive
 * columns, comments and mappings from the declarations; neither knows the other.
 */

/** What kind of personal fact a field holds; `--without` leaves whole classes out. */
export const privacyClasses = ["none", "id", "name", "email", "ip", "place", "device"] as const;
export type Privacy = (typeof privacyClasses)[number];

/** The type a destination stores: `date` is ISO 8601 UTC, `long` a whole number, `json` anything, not searched. */
export type FieldType =
  | "keyword"
  | "text"
  | "ip"
  | "date"
  | "long"
  | "double"
  | "boolean"
  | "object"
  | "json";

/** One field of a stored document. */
export interface Field {
  type: FieldType;
  /** One sentence for the column comment, the mapping's `_meta` and the documentation. */
  description: string;
  privacy: Privacy;
  /** The unit of a number: "seconds". */
  unit?: string;
  /** True when the value is a list of `type`. */
  list?: boolean;
  /** The fields inside an `object`. */
  fields?: Fields;
  /**
   * False for an `object`, or a list of them, that is kept and not searched: checked, stored and given back like any
   * other, but a search engine has no mappings of what is inside. An index that searched it before goes on doing so.
   * @default true
   */
  searched?: false;
}

export type Fields = Readonly<Record<string, Field>>;

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A document ready to store: `_id` plus the fields of its collection; an absent field is absent, never null. */
export type Document = JsonObject & { _id: string };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path: `series.kind`; of a list what each of its elements has there. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  return path.split(".").reduce<Json | undefined>((at, key) => {
    if (Array.isArray(at)) return at.map((element) => valueAt(element, key) ?? null);
    return isObject(at) ? at[key] : undefined;
  }, value);
}

/** Documents by the value of a field: the members of sets by their owners. */
export function groupBy(documents: readonly Document[], field: string): Map<string, Document[]> {
  const groups = new Map<string, Document[]>();
  for (const document of documents) {
    const value = String(document[field]);
    const known = groups.get(value);
    if (known === undefined) groups.set(value, [document]);
    else known.push(document);
  }
  return groups;
}

/** Documents in their order, so many at once as weigh no more than `most` together; a heavier one comes alone. */
export function* inPortions(
  documents: readonly Document[],
  weigh: (document: Document) => number,
  most: number,
): Generator<Document[]> {
  let portion: Document[] = [];
  let weight = 0;
  for (const document of documents) {
    const own = weigh(document);
    if (portion.length > 0 && weight + own > most) {
      yield portion;
      portion = [];
      weight = 0;
    }
    portion.push(document);
    weight += own;
  }
  if (portion.length > 0) yield portion;
}

/** What a destination must know of a stream to store its documents. */
export interface Collection {
  /** Table and index name: `sessions`. */
  name: string;
  /** The singular in NDJSON's `_kind`: `session`. */
  kind: string;
  /** One sentence for the table comment. */
  description: string;
  /** All stored fields in column order, `_id` apart. */
  fields: Fields;
  /** For documents that belong to one of another collection and are replaced as its set. */
  set?: {
    /** The collection of the owner: `meetings`. */
    of: string;
    /** The field that holds the owner's `_id`: `meeting`. */
    by: string;
  };
  /**
   * The field by which documents are found and counted over time: the meeting's start. Where a store has many
   * indices, it also spreads them over the months, unless `index` says otherwise.
   */
  time?: string;
  /** `"one"` for a collection with a `time` whose documents are too few for an index a month. @default by `time` */
  index?: "one";
}
