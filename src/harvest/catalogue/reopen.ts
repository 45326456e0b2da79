/** A listed document that has children keeps what was read of them, unless it has changed since: then they are read again. */

import { isDeepStrictEqual } from "node:util";
import type { Document } from "../../document.ts";
import type { Stream } from "../../streams/stream.ts";
import type { Work } from "../work.ts";
import { hasChildren, noteSeen } from "./parents.ts";

export async function reopenChanged(work: Work, stream: Stream, documents: Document[]): Promise<Document[]> {
  if (!hasChildren(stream.name) || documents.length === 0) return documents;
  noteSeen(work, stream.name, documents);
  const ids = documents.map(({ _id }) => _id);
  const stored = new Map((await work.destination.read(stream.name, ids)).map((one) => [one._id, one]));
  return documents.map((document) => {
    const before = stored.get(document._id);
    if (before?.streams_read === undefined || !isSame(before, document)) return document;
    return { ...document, streams_read: before.streams_read };
  });
}

function isSame(stored: Document, listed: Document): boolean {
  const { harvest: _, streams_read: __, ...before } = stored;
  const { harvest: ___, streams_read: ____, ...now } = listed;
  return isDeepStrictEqual(before, now);
}
