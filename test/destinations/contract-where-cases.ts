/** The cases of the contract about finding by texts, numbers, ids and fields within objects. */

import { expect } from "vitest";
import type { Reader, Where } from "../../src/destinations/reader.ts";
import type { Case } from "./contract.ts";
import { book, day, holding, withBooks } from "./contract-books.ts";

/** What is found in both collections, in the order of the ids. */
async function findIn(reader: Reader, where: Where): Promise<string> {
  const found = (await reader.find("books", where)).sort();
  expect((await reader.find("papers", where)).sort()).toEqual(found);
  return found.join(" ");
}

export const whereCases: readonly Case[] = [
  {
    name: "finds a text in any of several fields, within objects and lists too",
    run: async (harness) => {
      const reader = await withBooks(harness, [
        book("a", { title: "The whole sea", words: ["salt", "deep water"] }),
        book("b", { title: "Salted", author: { name: "Seaman" } }),
        book("c", {
          author: { name: "Hill", home: { city: "Seattle" } },
          editions: [{ name: "x" }, { name: "a sea" }],
        }),
        book("d", { pages: 7, lent: true, notes: { text: "sea" }, extra: { text: "sea" } }),
      ]);
      const find = (text: string, ...fields: string[]) => findIn(reader, holding(text, ...fields));
      expect(await find("sea")).toBe("a");
      expect(await find("sea", "title", "author.name")).toBe("a b");
      expect(await find("sea", "editions.name", "author.home.city")).toBe("c");
      expect(await find("ep wat", "words")).toBe("a");
      expect(await find("salt, deep", "words")).toBe("");
      expect(await find("salt", "words", "title")).toBe("a b");
      expect(await find("", "author.name")).toBe("b c");
      expect(await find("e", "pages", "lent", "notes.text", "extra", "author", "none")).toBe("");
      expect(await find("e")).toBe("a b");
      const both = [...(holding("sea").contains ?? []), ...(holding("salt", "words").contains ?? [])];
      expect(await findIn(reader, { contains: both })).toBe("a");
      expect(await findIn(reader, { contains: [...both, { fields: ["title"], text: "lake" }] })).toBe("");
      expect(await findIn(reader, { contains: [{ fields: [], text: "a" }] })).toBe("");
    },
  },
  {
    name: "takes capital and small letters of a text for the same, also outside ASCII",
    run: async (harness) => {
      const reader = await withBooks(harness, [
        book("a", { title: "Übung macht den Meister" }),
        book("b", { title: "ÉCOLE ÇA" }),
        book("c", { title: "Жизнь" }),
        book("d", { title: "ΟΔΟΣ" }),
        book("e", { title: "Strasse, STRAẞE" }),
        book("f", { title: "İstanbul ve Kelvin" }),
        book("g", { title: "𐐀 Deseret" }),
      ]);
      const find = (text: string) => findIn(reader, holding(text));
      expect(await find("üBUNG")).toBe("a");
      expect(await find("école ça")).toBe("b");
      expect(await find("ЖИЗНЬ")).toBe("c");
      expect(await find("οδοσ")).toBe("d");
      expect(await find("straße")).toBe("e");
      expect(await find("STRASSE")).toBe("e");
      expect(await find("istanbul")).toBe("f");
      expect(await find("𐐨 d")).toBe("g");
      expect(await find("ubung")).toBe("");
    },
  },
  {
    name: "takes every character of a text for itself",
    run: async (harness) => {
      const signs = [
        "%",
        "_",
        "*",
        "?",
        "\\",
        '"',
        "'",
        ".",
        "+",
        "|",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "^",
        "$",
        "#",
      ];
      const more = [
        "@",
        "&",
        "<",
        ">",
        "~",
        "-",
        "/",
        ":",
        "=",
        "!",
        " ",
        "\n",
        "👩‍👧",
        "שלום",
        "\\d",
        ".*",
        "<1-9>",
        "a{2}",
      ];
      const all = [...signs, ...more];
      const long = "very long ".repeat(60);
      const reader = await withBooks(harness, [
        ...all.map((sign, n) => book(`s${n}`, { title: `x${sign}y` })),
        book("plain", { title: "x y7aa" }),
        book("long", { title: `${long}AB` }),
        book("longer", { title: `${long}ABC${long.slice(0, 300)}` }),
      ]);
      const find = (text: string) => findIn(reader, holding(text));
      for (const [n, sign] of all.entries())
        expect([sign, await find(`X${sign}Y`)]).toEqual([sign, sign === " " ? `plain s${n}` : `s${n}`]);
      expect(await find("x%y7")).toBe("");
      expect(await find("x.y7")).toBe("");
      expect(await find(`${long}ab`)).toBe("long longer");
      expect(await find(`${long}abc`)).toBe("longer");
      expect(await find(`${long}abd`)).toBe("");
      expect(await find("x".repeat(2_000))).toBe("");
    },
  },
  {
    name: "finds numbers between two limits, both included",
    run: async (harness) => {
      const reader = await withBooks(harness, [
        book("a", { pages: 10, price: 0.1, editions: [{ year: 1990 }, { year: 2010 }] }),
        book("b", { pages: 20, price: -2.5, editions: [{ year: 2000 }] }),
        book("c", { pages: 9_007_199_254_740_991 }),
      ]);
      const find = (name: string, least?: number, most?: number) =>
        findIn(reader, {
          between: {
            [name]: { ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) },
          },
        });
      expect(await find("pages", 10, 20)).toBe("a b");
      expect(await find("pages", 10.5, 20)).toBe("b");
      expect(await find("pages", 20)).toBe("b c");
      expect(await find("pages", -1e30, 1e30)).toBe("a b c");
      expect(await find("pages", 1e30)).toBe("");
      expect(await find("pages", 20, 10)).toBe("");
      expect(await find("price", -2.5, 0.1)).toBe("a b");
      expect(await find("editions.year", 1995, 2005)).toBe("b");
      expect(await findIn(reader, { between: { pages: { least: 10 }, price: { least: 0 } } })).toBe("a");
    },
  },
  {
    name: "finds no number where there is none",
    run: async (harness) => {
      const reader = await withBooks(harness, [
        book("a", { pages: 0, title: "7" }),
        book("b", { title: "7" }),
      ]);
      expect(await findIn(reader, { between: { pages: { most: 10 } } })).toBe("a");
      expect(await findIn(reader, { between: { title: { most: 10 } } })).toBe("");
    },
  },
  {
    name: "finds by many ids, together with whatever else is asked",
    run: async (harness) => {
      const reader = await withBooks(harness, [
        book("a", { title: "one" }),
        book("it's b", { title: "two", start: "2026-12-02T12:00:00Z" }),
        book("c", { title: "three" }),
      ]);
      expect(await findIn(reader, { ids: ["a", "it's b", "none"] })).toBe("a it's b");
      expect(await findIn(reader, { ids: [] })).toBe("");
      const others = Array.from({ length: 65_533 }, (_, n) => `other ${n}`);
      const ids = [...others, "a", "c", "it's b"];
      expect(await findIn(reader, { ids })).toBe("a c it's b");
      expect(await findIn(reader, { ids, span: day, ...holding("E") })).toBe("a c");
    },
  },
  {
    name: "finds by the values of fields within objects",
    run: async (harness) => {
      const reader = await withBooks(harness, [
        book("a", {
          author: { name: "Ada", home: { city: "Rome" } },
          editions: [{ name: "x" }, { name: "y" }],
        }),
        book("b", { author: { home: { city: "Paris" } }, editions: [{ name: "z" }] }),
        book("c", { author: { name: "Ada" } }),
        book("d"),
      ]);
      expect(await findIn(reader, { is: { "author.home.city": ["Rome", "Oslo"] } })).toBe("a");
      expect(await findIn(reader, { not: { "author.home.city": ["Rome"] } })).toBe("b c d");
      expect(await findIn(reader, { is: { "author.name": ["Ada"] }, not: { "editions.name": ["y"] } })).toBe(
        "c",
      );
      expect(await findIn(reader, { is: { "editions.name": ["y", "z"] } })).toBe("a b");
    },
  },
];
