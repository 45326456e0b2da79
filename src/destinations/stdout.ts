/** The destination that is a stream: every document one line of JSON, nothing remembered. */

import type { Collection, Document } from "../document.ts";
import { exitCode, HarvesterError } from "../errors.ts";
import { appendDeadLetters, defaultDeadLetterFile } from "./dead-letter-file.ts";
import type { Destination, Write } from "./destination.ts";
import { isSet } from "./destination.ts";

/** Whoever read the output has gone (`| head`): a quiet end, not a failure. */
export class OutputClosed extends HarvesterError {
  override readonly exitCode = exitCode.complete;

  constructor(cause?: unknown) {
    super({ operation: "write to standard output", reason: "its reader has gone", cause });
  }
}

/** The part of a `Writable` that is needed. */
export interface Output {
  write(text: string, done: (error?: Error | null) => void): boolean;
  on(event: "error", listener: (error: Error) => void): unknown;
}

export interface StdoutOptions {
  /** The clock, for the time that dead letters carry: milliseconds since the epoch. */
  now(): number;
  /** @default "./zoom-harvester.dead.ndjson" */
  deadLetterFile?: string;
}

/** Characters handed over at once. */
const chunkSize = 64 * 1024;

/**
 * Writes NDJSON: `_kind` and `_id` first, an owner before its set. Waits for the reader: at most one chunk is under
 * way. Documents are handed on as they are: a line that comes again for an `_id` is its newer form.
 */
export function stdoutDestination(output: Output, options: StdoutOptions): Destination {
  const kinds = new Map<string, string>();
  let isListening = false;

  const send = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      output.write(text, (error) =>
        error ? reject(isClosed(error) ? new OutputClosed(error) : error) : resolve(),
      );
    });

  return {
    where: "standard output",
    hasMemory: false,

    open: async (collections: readonly Collection[]) => {
      for (const { name, kind } of collections) kinds.set(name, kind);
      // A closed pipe is also an event; without a listener it would end the process. The write's callback tells us.
      if (!isListening) output.on("error", () => {});
      isListening = true;
    },

    write: async (writes) => {
      let stored = 0;
      let text = "";
      for (const [to, document] of documentsOf(writes)) {
        text += toLine(kinds.get(to) ?? to, document);
        stored += 1;
        if (text.length < chunkSize) continue;
        await send(text);
        text = "";
      }
      if (text !== "") await send(text);
      return { stored, refused: [] };
    },

    bury: (letters) =>
      appendDeadLetters(options.deadLetterFile ?? defaultDeadLetterFile, letters, options.now()),
    letters: async () => [],
    dropLetters: async () => {},
    read: async () => [],
    scan: async function* () {},
    find: async () => [],
    page: async () => ({ total: 0, documents: [] }),
    members: async () => [],
    countMembers: async (_, owners) => new Map(owners.map((owner) => [owner, 0])),
    count: async () => undefined,
    countByDay: async () => [],
    rollUp: async () => [],
    recall: async () => undefined,
    remember: async () => {},
    record: async () => {},
    callsUsed: async () => ({}),
    listings: async () => [],
    noteListings: async () => {},
    close: async () => {},
  };
}

function* documentsOf(writes: readonly Write[]): Generator<[string, Document]> {
  let last: Document | undefined;
  for (const write of writes) {
    // An owner with several sets comes once.
    if (isSet(write) && write.owner.document !== last) yield [write.owner.to, write.owner.document];
    last = isSet(write) ? write.owner.document : undefined;
    for (const document of write.documents) yield [write.to, document];
  }
}

/** A document as a line of NDJSON: `_kind` and `_id` first. */
export function toLine(kind: string, document: Document): string {
  const text = JSON.stringify(document);
  // The engine puts `_id` first; copying every document just for the order of two keys would cost a lot.
  if (text.startsWith('{"_id":')) return `{"_kind":${JSON.stringify(kind)},${text.slice(1)}\n`;
  const { _id, ...fields } = document;
  return `${JSON.stringify({ _kind: kind, _id, ...fields })}\n`;
}

/** Whether a stream's reader has gone. */
export function isClosed(error: NodeJS.ErrnoException): boolean {
  return ["EPIPE", "ECONNRESET", "ERR_STREAM_DESTROYED", "ERR_STREAM_WRITE_AFTER_END"].includes(
    error.code ?? "",
  );
}
