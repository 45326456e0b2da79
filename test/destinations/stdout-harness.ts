/** A stream that keeps its lines, to look at what a reader of the pipe would have. */

import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { DeadLetter, Destination } from "../../src/destinations/destination.ts";
import { stdoutDestination } from "../../src/destinations/stdout.ts";
import type { Document, Json } from "../../src/document.ts";
import type { Harness } from "./contract.ts";
import { makeFolder } from "./duckdb-harness.ts";

const kinds: Record<string, string> = { things: "thing", owners: "owner", members: "member" };

export async function stdoutHarness(): Promise<Harness & { text(): string }> {
  const folder = await makeFolder();
  const deadLetterFile = join(folder, "dead.ndjson");
  let text = "";
  const output = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      text += chunk;
      setImmediate(done);
    },
  });
  const make = (): Destination => stdoutDestination(output, { now: () => 0, deadLetterFile });
  let destination = make();
  return {
    text: () => text,
    get destination() {
      return destination;
    },
    open: (collections) => destination.open(collections),
    reopen: async (collections) => {
      await destination.close();
      destination = make();
      await destination.open(collections);
    },
    readAll: async (collection) => {
      const lines = text.split("\n").slice(0, -1);
      const documents = lines.map((line) => JSON.parse(line) as Document);
      return documents
        .filter(({ _kind }) => _kind === kinds[collection])
        .map(({ _kind, ...document }) => document);
    },
    deadLetters: async () => {
      const lines = (await readFile(deadLetterFile, "utf8")).split("\n").slice(0, -1);
      return lines.map((line) => {
        const { at: _, ...letter } = JSON.parse(line) as DeadLetter & { at: Json };
        return letter;
      });
    },
    end: () => rm(folder, { recursive: true, force: true }),
  };
}
