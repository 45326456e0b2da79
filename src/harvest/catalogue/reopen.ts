/** A listed document that has children keeps what was read of them, unless it has changed since: then they are read again. */

import { isDeepStrictEqual } from "node:util";
import type { Document, JsonObject } from "../../document.ts";
import type { Stream } from "../../streams/stream.ts";
import { isSameEvent } from "../meeting-document.ts";
import { countedFields } from "../people/counted.ts";
import type { Work } from "../work.ts";
import { hasChildren, noteSeen } from "./parents.ts";

/** What no list of Zoom's shows: what was read of it, and counted of that. */
const own: readonly string[] = ["streams_read", "sessions_stored", ...countedFields];

export async function reopenChanged(work: Work, stream: Stream, documents: Document[]): Promise<Document[]> {
  if (!hasChildren(stream.name) || documents.length === 0) return documents;
  noteSeen(work, stream.name, documents);
  const ids = documents.map(({ _id }) => _id);
  const stored = new Map((await work.destination.read(stream.name, ids)).map((one) => [one._id, one]));
  return documents.map((document) => {
    const before = stored.get(document._id);
    return before === undefined ? document : withOwn(document, before);
  });
}

function withOwn(document: Document, before: Document): Document {
  const kept = fieldsOf(before, true);
  if (!isSame(before, document)) {
    delete kept.streams_read;
    // Its people are counted again, if not from a new list, then from the stored one.
    if (!isSameEvent(document, before)) delete kept.attendance_rules;
  }
  return { ...document, ...kept };
}

function isSame(stored: Document, listed: Document): boolean {
  return isDeepStrictEqual(fieldsOf(stored, false), fieldsOf(listed, false));
}

function fieldsOf(document: Document, isOwn: boolean): JsonObject {
  return Object.fromEntries(
    Object.entries(document).filter(([name]) => name !== "harvest" && own.includes(name) === isOwn),
  );
}
