/** The cases of the contract about owners that have sets in several collections. */

import { expect } from "vitest";
import type { Document } from "../../src/document.ts";
import type { Case, Harness } from "./contract.ts";
import { otherSetOf, owned, owners, polls, posts, replies, setOf, visit } from "./contract-data.ts";
import { expectAll } from "./contract-document-cases.ts";

const march = { start: "2026-03-02T08:00:00Z" };
const may = { start: "2026-05-02T08:00:00Z", topic: "second" };

/** Expects one owner and these members, polls and notes. */
async function expectOwned(harness: Harness, owner: Document, ...sets: Document[][]): Promise<void> {
  await expectAll(harness, "owners", [owner]);
  for (const [at, collection] of ["members", "polls", "notes"].entries()) {
    await expectAll(harness, collection, sets[at] ?? []);
  }
}

const answers = (question: string, more = {}) => [
  { question, at: "2026-11-02T08:00:00Z", people: [{ name: "Zoë", right: true }, { right: false }], ...more },
  { people: [] },
];

export const setCases: readonly Case[] = [
  {
    name: "replaces all sets of an owner in one write, and keeps the last form of the owner, in its month",
    run: async (harness) => {
      await harness.open(owned);
      for (const [first, second] of [
        [march, may],
        [may, march],
      ] as const) {
        const others = otherSetOf("notes", "p", ["1"], first);
        await harness.destination.write([
          setOf("o", ["1"], first),
          otherSetOf("polls", "o", ["1", "2"], first),
          otherSetOf("notes", "o", ["1", "2"], second),
          others,
          otherSetOf("polls", "p", ["1"], first),
        ]);
        const last = [
          setOf("o", ["1"], first),
          otherSetOf("polls", "o", ["2", "3"], first),
          otherSetOf("notes", "o", ["2"], second),
        ];
        const emptied = otherSetOf("polls", "p", [], first);
        const { refused } = await harness.destination.write([others, ...last, emptied]);
        expect(refused).toEqual([]);
        const both = [setOf("o", [], second).owner.document, others.owner.document];
        await expectAll(harness, "owners", both);
        const [members = [], polled = [], noted = []] = last.map(({ documents }) => documents);
        await expectAll(harness, "members", members);
        await expectAll(harness, "polls", polled);
        await expectAll(harness, "notes", [...noted, ...others.documents]);
      }
    },
  },
  {
    name: "replaces each set of an owner alone, one write after another, and none with the owner alone",
    run: async (harness) => {
      await harness.open(owned);
      const members = setOf("o", ["1", "2"]);
      await harness.destination.write([members]);
      const first = otherSetOf("polls", "o", ["1", "2"], may);
      await harness.destination.write([first]);
      await expectOwned(harness, first.owner.document, members.documents, first.documents);
      const noted = otherSetOf("notes", "o", ["1", "2"], march);
      await harness.destination.write([noted]);
      await harness.reopen([...owned]);
      const fewer = otherSetOf("polls", "o", ["2"], march);
      await harness.destination.write([fewer]);
      await expectOwned(harness, fewer.owner.document, members.documents, fewer.documents, noted.documents);
      const { document } = setOf("o", [], { topic: "alone" }).owner;
      await harness.destination.write([{ to: owners.name, documents: [document] }]);
      await harness.destination.write([
        otherSetOf("notes", "o", [], { topic: "alone" }),
        { to: "owners", documents: [document] },
      ]);
      await expectOwned(harness, document, members.documents, fewer.documents, []);
    },
  },
  {
    name: "replaces sets of an owner that lies in one index with them",
    run: async (harness) => {
      await harness.open([posts, replies]);
      const set = (post: string, month: string, ...keys: string[]) => ({
        owner: { to: "posts", document: visit(post, `2026-${month}-02T08:00:00Z`) },
        to: "replies",
        documents: keys.map((key) => ({
          _id: `${post}/${key}`,
          post,
          post_start: `2026-${month}-02T08:00:00Z`,
        })),
        complete: true,
      });
      await harness.destination.write([set("a", "03", "1", "2"), set("b", "03", "1")]);
      const shrunk = set("a", "05", "2");
      await harness.destination.write([shrunk]);
      await harness.reopen([posts, replies]);
      const emptied = set("b", "06");
      await harness.destination.write([emptied]);
      const refreshed = { ...set("a", "05", "3"), complete: false };
      await harness.destination.write([refreshed]);
      await expectAll(harness, "posts", [shrunk.owner.document, emptied.owner.document]);
      await expectAll(harness, "replies", [...shrunk.documents, ...refreshed.documents]);
    },
  },
  {
    name: "keeps an object that is not searched, with fields that are added to it",
    run: async (harness) => {
      await harness.open(owned);
      const write = otherSetOf("polls", "o", ["1", "2"]);
      write.documents = write.documents.map((document) => ({ ...document, answers: answers("?") }));
      await harness.destination.write([write]);
      await expectAll(harness, "polls", write.documents);
      const { answers: before } = polls.fields;
      const added = { ...before, fields: { ...before?.fields, added: { ...polls.fields.owner } } };
      await harness.reopen([
        owners,
        { ...polls, fields: { ...polls.fields, answers: added } } as typeof polls,
      ]);
      const newer = otherSetOf("polls", "p", ["1"]);
      newer.documents = newer.documents.map((document) => ({
        ...document,
        answers: answers("!", { added: "x" }),
      }));
      const wrong = { ...newer.documents[0], _id: "p/2", answers: [{ at: "never" }] } as Document;
      await harness.destination.write([newer, { to: "polls", documents: [wrong] }]);
      await expectAll(harness, "polls", [...write.documents, ...newer.documents]);
    },
  },
];
