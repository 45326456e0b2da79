/** Collections that no call of Zoom gives: they are computed from others, and stored beside them. */

import type { Collection } from "../document.ts";
import { attendance } from "./attendance.ts";
import { concurrency } from "./concurrency.ts";
import type { SourceFields } from "./field.ts";
import { streams } from "./registry.ts";
import { webinarAttendance } from "./webinar-attendance.ts";

export interface Derived extends Collection {
  fields: SourceFields;
  /** The collection that they are computed from. */
  from: string;
}

export const derived: readonly Derived[] = [attendance, concurrency, webinarAttendance];

/** Everything that a store can hold. */
export const collections: readonly Collection[] = [...streams, ...derived];

const core = new Set(streams.filter(({ group }) => group === "core").map(({ name }) => name));
const everywhere = new Set(core);
for (const { name, from } of derived) if (everywhere.has(from)) everywhere.add(name);

/** Whether a collection is one of the core's streams. */
export function isCore({ name }: Pick<Collection, "name">): boolean {
  return core.has(name);
}

/** Whether every store has a collection, empty or not: the core, and what is computed from it. */
export function isInEveryStore({ name }: Pick<Collection, "name">): boolean {
  return everywhere.has(name);
}

/** What a store needs for some streams: those, what is computed from them, and what every store has. */
export function collectionsWith(names: ReadonlySet<string>): Collection[] {
  const computed = new Set(derived.filter(({ from }) => names.has(from)).map(({ name }) => name));
  return collections.filter((one) => isInEveryStore(one) || names.has(one.name) || computed.has(one.name));
}
