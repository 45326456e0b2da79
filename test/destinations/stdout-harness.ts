/** A stream that keeps its lines, to look at what a reader of the pipe would have. */

import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { DeadLetter, Destination } from "../../src/destinations/destination.ts";
import { stdoutDestination } from "../../src/destinations/stdout.ts";
import type { Document, Json } from "../../src/document.ts";
import { manualClock } from "../support/manual-clock.ts";
import type { Deviations, Harness } from "./contract.ts";
import { makeFolder } from "./duckdb-harness.ts";

const kinds: Record<string, string> = {
  things: "thing",
  owners: "owner",
  members: "member",
  polls: "poll",
  notes: "note",
  posts: "post",
  replies: "reply",
};

const gone = "a line that is out cannot be taken back: the reader takes the last one of an _id";
const untyped = "a stream has no types, it refuses nothing";
const noMemory = "a stream remembers nothing";
const noRival = "a stream belongs to one process";

export const stdoutDeviations: Deviations = {
  "changes nothing when the same is written again": gone,
  "lets the later write win, whole": gone,
  "replaces a set that has shrunk": gone,
  "replaces a set by an empty one": gone,
  "replaces a set whose owner has moved by months, also when the owner moved before it": gone,
  "removes nothing for an incomplete set, and refreshes what it holds": gone,
  "shows an owner never before its set": "lines come one after another, the owner first",
  "stores the others when it refuses a document, and says which and why": untyped,
  "refuses a set together with its owner, since nobody would find it": untyped,
  "keeps the last of several forms of a document in one write": gone,
  "keeps the last of several sets of an owner in one write": gone,
  "replaces all sets of an owner in one write, and keeps the last form of the owner, in its month": gone,
  "replaces each set of an owner alone, one write after another, and none with the owner alone": gone,
  "replaces sets of an owner that lies in one index with them": gone,
  "keeps an object that is not searched, with fields that are added to it": untyped,
  "counts the documents of a span of time": noMemory,
  "reads the documents that are asked for, those that are there": noMemory,
  "remembers facts from run to run": noMemory,
  "adds up the calls of a Zoom day, each run once": noMemory,
  "finds the documents of a span, the newest first or the oldest": noMemory,
  "finds the documents whose fields have one of the values": noMemory,
  "finds the documents whose fields have none of the values": noMemory,
  "finds by true and false, and by what a list holds": noMemory,
  "leaves out what a list holds": noMemory,
  "takes a field for absent that a source does not have yet": noMemory,
  "takes a field for absent that is new to a store": noMemory,
  "finds and counts by time in a collection that lies in one index": noMemory,
  "finds all documents, however many": noMemory,
  "finds and counts the documents of its own account alone": noMemory,
  "gives the members of owners": noMemory,
  "counts the members that each owner has now, also of one that has none": noMemory,
  "counts by the days of a zone, also when its clocks change": noMemory,
  "counts by day and value, of however many values": noMemory,
  "counts documents without a time, by value too": noMemory,
  "scans every document once": noMemory,
  "scans what is asked for, of its own account alone": noMemory,
  "finds a text in any of several fields, within objects and lists too": noMemory,
  "takes capital and small letters of a text for the same, also outside ASCII": noMemory,
  "takes every character of a text for itself": noMemory,
  "finds numbers between two limits, both included": noMemory,
  "finds no number where there is none": noMemory,
  "finds by many ids, together with whatever else is asked": noMemory,
  "finds by the values of fields within objects": noMemory,
  "gives only the fields that are asked for": noMemory,
  "gives pages in the order of a field, those without it last": noMemory,
  "puts what is alike in the order of its ids, whichever the order": noMemory,
  "sorts texts by their code points": noMemory,
  "gives pages however far back, also of what is all alike": noMemory,
  "says of a page how many there are in all": noMemory,
  "pages through what is asked for, of its own account alone": noMemory,
  "takes for absent in a page what a source does not have yet": noMemory,
  "rolls up the latest of instants, in milliseconds": noMemory,
  "rolls up sums and maxima by a field, and in all": noMemory,
  "rolls up by a field within an object": noMemory,
  "gives a group the last of its labels": noMemory,
  "counts a document under each value of a list, and apart where it has none": noMemory,
  "rolls up the hours, days and months of a zone, also when its clocks change": noMemory,
  "counts different values, and each document without one": noMemory,
  "counts exactly, however many groups and values there are": noMemory,
  "rolls up the documents that are asked for, of its own account": noMemory,
  "rolls up nothing by a field that a source does not have yet": noMemory,
  "shows to a source all that it holds, of every account": noMemory,
  "keeps listings from run to run, each with its subject and span": noMemory,
  "puts a listing without a span in place of the one before of its subject": noMemory,
  "puts a listing with a span in place of those that it covers": noMemory,
  "keeps a listing that is not covered, was asked for later, or is of something else": noMemory,
  "notes the listings of one call one after another": noMemory,
  "keeps the listings of each account apart": noMemory,
  "keeps thousands of listings in one call": noMemory,
  "keeps the facts of each account apart": noMemory,
  "adds up the calls of the account's own runs": noMemory,
  "lists dead letters, the oldest first, each with a key that stays": noMemory,
  "keeps a letter once that is buried again, with or without an id": noMemory,
  "drops dead letters by their keys, and passes over keys that are not there": noMemory,
  "tells a source runs with what they did, facts, letters, listings and accounts": noMemory,
  "refuses a second harvester, and names the process and the host of the first": noRival,
  "takes the place at once of a process of the same host that has ended": noRival,
  "asks nothing about a process of another host": noRival,
  "gives its place back when it is closed": noRival,
  "stores nothing for a harvester that stood still until another took its place": noRival,
  "goes on after it stood still, when nobody took its place": noRival,
};

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
    clock: manualClock(),
    another: make,
    source: async () => {
      throw new Error("Expected a store that can be read, got a stream");
    },
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
