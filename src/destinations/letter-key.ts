/** What names a dead letter, so that the same letter again takes the place of the one before. Pure. */

import { createHash } from "node:crypto";
import type { Json } from "../document.ts";
import type { DeadLetter } from "./ledger.ts";

/** The key of a letter: its collection, id and reason; without an id what the record holds, apart from `harvest`. */
export function letterKey({ to, id, reason, record }: DeadLetter): string {
  const parts =
    id === undefined ? [to, "", reason, JSON.stringify(withoutHarvest(record))] : [to, id, reason];
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}

/** The run that a record says it came with. */
export function runOf(record: Json): string | undefined {
  if (typeof record !== "object" || record === null || Array.isArray(record)) return undefined;
  const { harvest } = record;
  if (typeof harvest !== "object" || harvest === null || Array.isArray(harvest)) return undefined;
  return typeof harvest.run === "string" ? harvest.run : undefined;
}

function withoutHarvest(record: Json): Json {
  if (typeof record !== "object" || record === null || Array.isArray(record)) return record;
  const { harvest: _, ...rest } = record;
  return rest;
}
