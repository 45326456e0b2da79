/** Collections that no call of Zoom gives: they are computed from others, and stored beside them. */

import type { Collection } from "../document.ts";
import { attendance } from "./attendance.ts";
import { concurrency } from "./concurrency.ts";
import type { SourceFields } from "./field.ts";
import { streams } from "./registry.ts";

export interface Derived extends Collection {
  fields: SourceFields;
  /** The collection that they are computed from. */
  from: string;
}

export const derived: readonly Derived[] = [attendance, concurrency];

/** Everything that a store can hold. */
export const collections: readonly Collection[] = [...streams, ...derived];

const core = new Set(streams.filter(({ group }) => group === "core").map(({ name }) => name));

/** Whether a collection is one of the core's streams. */
export function isCore({ name }: Pick<Collection, "name">): boolean {
  return core.has(name);
}

/** Whether every store has a collection, empty or not: the core, and what is computed from it. */
export function isInEveryStore({ name }: Pick<Collection, "name">): boolean {
  return core.has(name) || derived.some((one) => one.name === name);
}
