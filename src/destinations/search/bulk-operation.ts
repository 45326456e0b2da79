/** One line of work for the cluster, and what its answer to that line means. Pure. */

import type { Document, JsonObject } from "../../document.ts";
import { isDiskFull, isReadOnly, isTemporary } from "./explain.ts";
import type { EngineError } from "./transport.ts";

/** One document to store, or one to remove, with the text that is sent. */
export interface Operation {
  index: string;
  id: string;
  action: "index" | "delete";
  text: string;
  /** Length of `text` in bytes. */
  bytes: number;
  /** How often the server has failed at it in a way that may be its own. */
  failures: number;
}

/** The operation that stores a document unless the cluster has a newer one. */
export function indexOperation(index: string, document: Document, version: number): Operation {
  return operation("index", index, document._id, version, toSource(document));
}

/** The operation that removes a document unless the cluster has a newer one. */
export function deleteOperation(index: string, id: string, version: number): Operation {
  return operation("delete", index, id, version, "");
}

/** An operation on an index of the ledger, where the last writer wins. @param source absent to remove. */
export function ledgerOperation(index: string, id: string, source?: JsonObject): Operation {
  const action = source === undefined ? "delete" : "index";
  const body = source === undefined ? "" : `${JSON.stringify(source)}\n`;
  const text = `{"${action}":{"_index":"${index}","_id":${JSON.stringify(id)}}}\n${body}`;
  return { index, id, action, text, bytes: Buffer.byteLength(text), failures: 0 };
}

function operation(
  action: "index" | "delete",
  index: string,
  id: string,
  version: number,
  source: string,
): Operation {
  const text = `{"${action}":{"_index":"${index}","_id":${JSON.stringify(id)},"version":${version},"version_type":"external_gte"}}\n${source}`;
  return { index, id, action, text, bytes: Buffer.byteLength(text), failures: 0 };
}

/** The document without its `_id`, which stands in the line before. */
function toSource(document: Document): string {
  const text = JSON.stringify(document);
  const head = `{"_id":${JSON.stringify(document._id)}`;
  // The engine puts `_id` first; copying every document just to leave it out would cost a lot.
  if (text.startsWith(`${head},`)) return `{${text.slice(head.length + 1)}\n`;
  const { _id, ...source } = document;
  return `${JSON.stringify(source)}\n`;
}

/** What an answer to one operation means. */
export type Verdict =
  | { is: "done" }
  /** The cluster has a newer form: another harvester's. */
  | { is: "superseded" }
  | { is: "refused"; reason: string }
  /** Not now. */
  | { is: "later" }
  /** Perhaps the server's own fault: tried again, but not for ever. */
  | { is: "failed"; reason: string }
  /** The index has gone since it was made. */
  | { is: "homeless" }
  /** Nothing can be stored until somebody changes something. */
  | { is: "fatal" };

/** The meaning of one item of a bulk answer. */
export function judge(status: number, error: EngineError): Verdict {
  if (status < 300) return { is: "done" };
  if (isDiskFull(error)) return { is: "later" };
  if (isReadOnly(error) || status === 401 || status === 403) return { is: "fatal" };
  if (status === 409) return { is: "superseded" };
  if (isTemporary(status)) return { is: "later" };
  // Removing what is not there.
  if (status === 404) return error.type === "index_not_found_exception" ? { is: "homeless" } : { is: "done" };
  if (error.type === "index_closed_exception") return { is: "fatal" };
  const reason = `${error.type || status}: ${error.reason}`;
  return status >= 500 ? { is: "failed", reason } : { is: "refused", reason };
}
