/** The cases of the contract about pages in the order of a field. */

import { expect } from "vitest";
import type { PageOf, Reader, Where } from "../../src/destinations/reader.ts";
import type { Case } from "./contract.ts";
import { book, books, day, holding, papers, withBooks } from "./contract-books.ts";
import { all, field, setOf } from "./contract-data.ts";
import { byId } from "./contract-document-cases.ts";

/** The ids of a page, the same of both collections. */
async function pageIn(reader: Reader, asked: Partial<PageOf>): Promise<string> {
  const whole: PageOf = { where: {}, by: "start", order: "ascending", offset: 0, limit: 100, ...asked };
  const page = await reader.page("books", whole);
  expect(await reader.page("papers", whole)).toEqual(page);
  return page.documents.map(({ _id }) => _id).join(" ");
}

/** More than a server gives in one answer. */
const many = 10_350;
const numbered = (n: number) => `b${String(n).padStart(5, "0")}`;

export const pageCases: readonly Case[] = [
  {
    name: "gives pages in the order of a field, those without it last",
    run: async (harness) => {
      const shortest = book("b", {
        pages: 4,
        price: 12.25,
        words: ["a"],
        author: { name: "Zoe" },
        start: "2026-12-02T10:00:00Z",
      });
      const reader = await withBooks(harness, [
        book("a", { pages: 30, price: -0.5, lent: true, words: ["b", "z"], start: "2026-11-02T10:00:00Z" }),
        shortest,
        book("c", { pages: 200, lent: false, author: { name: "Ann" }, start: "2026-10-02T10:00:00Z" }),
        book("d", { price: 3, words: ["c", "d"], start: "2026-11-02T10:00:00.5Z" }),
      ]);
      const page = (by: string, order: PageOf["order"], more: Partial<PageOf> = {}) =>
        pageIn(reader, { by, order, ...more });
      expect(await page("pages", "ascending")).toBe("b a c d");
      expect(await page("pages", "descending")).toBe("c a b d");
      expect(await page("price", "ascending")).toBe("a d b c");
      expect(await page("lent", "descending")).toBe("a c b d");
      expect(await page("start", "ascending")).toBe("c a d b");
      expect(await page("author.name", "descending")).toBe("b c a d");
      expect(await page("words", "ascending")).toBe("b a d c");
      expect(await page("words", "descending")).toBe("a d b c");
      expect(await page("pages", "descending", { offset: 1, limit: 2 })).toBe("a b");
      expect(await page("pages", "descending", { offset: 3, limit: 2 })).toBe("d");
      expect(await page("pages", "descending", { offset: 4 })).toBe("");
      for (const by of ["extra", "author", "notes.text", "none"])
        expect(await page(by, "ascending")).toBe("a b c d");
      const asked: PageOf = { where: {}, by: "pages", order: "ascending", offset: 0, limit: 1 };
      expect((await reader.page("books", asked)).documents).toEqual([shortest]);
    },
  },
  {
    name: "puts what is alike in the order of its ids, whichever the order",
    run: async (harness) => {
      const ids = ["é", "b", "a", "Z", "😀", "_", "\uff21"];
      const documents = ids.map((id) => book(id, { pages: id === "a" ? 2 : 1 }));
      const reader = await withBooks(harness, documents);
      const page = (order: PageOf["order"], more: Partial<PageOf> = {}) =>
        pageIn(reader, { by: "pages", order, ...more });
      expect(await page("descending")).toBe("a Z _ b é \uff21 😀");
      expect(await page("ascending")).toBe("Z _ b é \uff21 😀 a");
      expect(await page("ascending", { offset: 2, limit: 3 })).toBe("b é \uff21");
      expect(await page("descending", { offset: 6, limit: 2 })).toBe("😀");
      expect(await page("descending", { by: "price" })).toBe("Z _ a b é \uff21 😀");
    },
  },
  {
    name: "sorts texts by their code points",
    run: async (harness) => {
      const titles = ["b", "B", "a", "Ä", "ä", "10", "9", "", " a", "😀", "\uff21", "日本"];
      const reader = await withBooks(
        harness,
        titles.map((title, n) => book(`t${String(n).padStart(2, "0")}`, { title })),
      );
      const { documents } = await reader.page("books", {
        where: {},
        by: "title",
        order: "ascending",
        offset: 0,
        limit: 20,
      });
      const sorted = ["", " a", "10", "9", "B", "a", "b", "Ä", "ä", "日本", "\uff21", "😀"];
      expect(documents.map(({ title }) => title)).toEqual(sorted);
    },
  },
  {
    name: "gives pages however far back, also of what is all alike",
    run: async (harness) => {
      const documents = Array.from({ length: many }, (_, n) => book(numbered(n), { pages: n, price: 1 }));
      const reader = await withBooks(harness, documents);
      const page = (by: string, order: PageOf["order"], offset: number) =>
        pageIn(reader, { by, order, offset, limit: 2 });
      expect(await page("pages", "ascending", many - 2)).toBe(`${numbered(many - 2)} ${numbered(many - 1)}`);
      expect(await page("pages", "descending", 10_100)).toBe(`${numbered(249)} ${numbered(248)}`);
      expect(await page("price", "ascending", 10_100)).toBe(`${numbered(10_100)} ${numbered(10_101)}`);
      expect(await page("price", "descending", 10)).toBe(`${numbered(10)} ${numbered(11)}`);
    },
  },
  {
    name: "says of a page how many there are in all",
    run: async (harness) => {
      const documents = ["a", "b", "c", "d"].map((id) => book(id, { title: id === "d" ? "x" : "one" }));
      const reader = await withBooks(harness, documents);
      const total = async (where: Where, offset: number, limit: number) =>
        (await reader.page("books", { where, by: "title", order: "ascending", offset, limit })).total;
      expect(await total({}, 0, 2)).toBe(4);
      expect(await total(holding("ON"), 1, 1)).toBe(3);
      expect(await total({}, 9, 1)).toBe(4);
      expect(await total({}, 0, 0)).toBe(4);
      expect(await total(holding("none"), 0, 5)).toBe(0);
    },
  },
  {
    name: "gives only the fields that are asked for",
    run: async (harness) => {
      const author = { name: "Ann", home: { city: "Ulm" } };
      await harness.open([...all, books, papers]);
      const { destination: reader } = harness;
      const written = [
        book("a", { title: "one", pages: 1, words: ["a"], author, extra: { any: ["thing"] } }),
        book("b", { pages: 2 }),
      ];
      await reader.write([
        { to: "books", documents: written },
        { to: "papers", documents: written },
        setOf("o", ["1"]),
      ]);
      const asked: PageOf = { where: {}, by: "pages", order: "ascending", offset: 0, limit: 9 };
      const fields = ["title", "words", "author", "words", "none"];
      const documents = [{ _id: "a", title: "one", words: ["a"], author }, { _id: "b" }];
      expect(await reader.page("books", { ...asked, fields })).toEqual({ total: 2, documents });
      expect(byId(await reader.read("books", ["a", "b"], fields))).toEqual(byId(documents));
      expect(byId(await reader.read("papers", ["a", "b"], []))).toEqual([{ _id: "a" }, { _id: "b" }]);
      const [member] = setOf("o", ["1"]).documents;
      const owned = { _id: member?._id, owner: "o" };
      expect(await reader.members("members", ["o"], ["_id", "owner"])).toEqual([owned]);
      const source = await harness.source([
        { ...books, fields: { ...books.fields, isbn: field("keyword") } },
      ]);
      try {
        expect(byId(await source.read("books", ["a", "b"], ["isbn", ...fields]))).toEqual(byId(documents));
      } finally {
        await source.close();
      }
    },
  },
  {
    name: "pages through what is asked for, of its own account alone",
    run: async (harness) => {
      const reader = await withBooks(harness, [
        book("a", { title: "one", pages: 1, lent: true }),
        book("b", { title: "one", pages: 1, lent: true, start: "2026-11-03T00:00:00Z" }),
        book("c", { title: "two", pages: 1, lent: true }),
        book("d", { title: "one", pages: 9, lent: true }),
        book("e", { title: "one", pages: 1, lent: false }),
        book("f", { title: "one", pages: 1, lent: true, account_id: "account-2" }),
      ]);
      const where: Where = {
        span: day,
        is: { lent: [true] },
        between: { pages: { most: 5 } },
        ...holding("ONE"),
      };
      expect(await pageIn(reader, { where })).toBe("a");
    },
  },
  {
    name: "takes for absent in a page what a source does not have yet",
    run: async (harness) => {
      const { account_id = field("keyword"), start = field("date") } = books.fields;
      await harness.open([{ ...books, fields: { account_id, start } }]);
      await harness.destination.write([{ to: "books", documents: [book("b"), book("a")] }]);
      const source = await harness.source([books, { ...books, name: "others" }]);
      try {
        const page = async (where: Where, by: string, name = "books") => {
          const found = await source.page(name, { where, by, order: "descending", offset: 0, limit: 9 });
          return `${found.total} ${found.documents.map(({ _id }) => _id).join(" ")}`;
        };
        for (const by of ["title", "pages", "price", "lent", "words", "author.home.city", "editions.year"])
          expect(await page({}, by)).toBe("2 a b");
        for (const name of ["title", "words", "author.name"])
          expect(await page(holding("", name), "start")).toBe("0 ");
        expect(await page({ between: { pages: { least: 0, most: 9 } } }, "start")).toBe("0 ");
        expect(await page({}, "pages", "others")).toBe("0 ");
      } finally {
        await source.close();
      }
    },
  },
];
