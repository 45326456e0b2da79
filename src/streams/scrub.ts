/** What is never kept of a raw value, declared or not: what opens a door at Zoom. Pure. */

import type { Json, JsonObject } from "../document.ts";

const secretKey = /token|passcode|password|passwd|pwd|secret/i;
const secretText = /access_token=|[?&]pwd=/i;

/**
 * A raw value fit to be kept, without dropped keys and what looks like a secret, however deep; the same value where
 * nothing is taken away.
 * @param dropped keys that are taken away wherever they are.
 * @returns undefined when nothing is left.
 */
export function scrub(key: string, value: Json, dropped: ReadonlySet<string>): Json | undefined {
  return dropped.has(key) || secretKey.test(key) ? undefined : clean(value, dropped);
}

function clean(value: Json, dropped: ReadonlySet<string>): Json | undefined {
  if (typeof value === "string") return secretText.test(value) ? undefined : value;
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? cleanList(value, dropped) : cleanObject(value, dropped);
}

function cleanList(list: Json[], dropped: ReadonlySet<string>): Json | undefined {
  const kept: Json[] = [];
  let isSame = true;
  for (const element of list) {
    const inner = clean(element, dropped);
    if (inner !== element) isSame = false;
    if (inner !== undefined) kept.push(inner);
  }
  if (isSame) return list;
  return kept.length > 0 ? kept : undefined;
}

function cleanObject(object: JsonObject, dropped: ReadonlySet<string>): Json | undefined {
  const kept: [string, Json][] = [];
  let isSame = true;
  for (const [key, value] of Object.entries(object)) {
    const inner = scrub(key, value, dropped);
    if (inner !== value) isSame = false;
    if (inner !== undefined) kept.push([key, inner]);
  }
  if (isSame) return object;
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
