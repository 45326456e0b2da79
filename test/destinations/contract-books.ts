/** Documents with texts, numbers and objects, for the cases about what is looked for and about pages. */

import type { Reader, Where } from "../../src/destinations/reader.ts";
import type { Collection, Document, JsonObject } from "../../src/document.ts";
import type { Harness } from "./contract.ts";
import { account, field } from "./contract-data.ts";

export const books: Collection = {
  name: "books",
  kind: "book",
  description: "A book of somebody's",
  time: "start",
  fields: {
    account_id: field("keyword"),
    start: field("date"),
    title: field("text"),
    pages: field("long"),
    price: field("double"),
    lent: field("boolean"),
    words: field("keyword", { list: true }),
    author: field("object", {
      fields: { name: field("text"), home: field("object", { fields: { city: field("keyword") } }) },
    }),
    editions: field("object", { list: true, fields: { name: field("text"), year: field("long") } }),
    notes: field("object", { searched: false, fields: { text: field("text") } }),
    extra: field("json"),
  },
};
/** The same in one index. */
export const papers: Collection = { ...books, name: "papers", kind: "paper", index: "one" };

const noon = "2026-11-02T12:00:00Z";
const start = Date.parse("2026-11-02T00:00:00Z");
export const day = { start, end: start + 86_400_000 };

export const book = (_id: string, more: JsonObject = {}): Document => ({
  _id,
  account_id: account,
  start: noon,
  ...more,
});

export async function withBooks(harness: Harness, documents: Document[]): Promise<Reader> {
  await harness.open([books, papers]);
  const { destination } = harness;
  await destination.write([books, papers].map(({ name }) => ({ to: name, documents })));
  return destination;
}

export const holding = (text: string, ...fields: string[]): Where => ({
  contains: [{ fields: fields.length === 0 ? ["title"] : fields, text }],
});
