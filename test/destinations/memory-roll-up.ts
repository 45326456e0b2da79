/** Rollups of what is in memory. */

import { type Group, type GroupBy, pathOf, type RollUp } from "../../src/destinations/roll-up.ts";
import type { Document, Json, JsonObject } from "../../src/document.ts";
import { dayAt, isoSeconds } from "../../src/time.ts";
import type { Flaw } from "./memory-flaws.ts";

/** @param timeOf NaN for a document without a time. */
export function rollUp(
  documents: readonly Document[],
  { by, sum = [], max = [], distinct = [], label }: RollUp,
  timeOf: (document: Document) => number,
  flaw: Flaw | undefined,
): Group[] {
  const groups = new Map<string | undefined, Document[]>();
  for (const document of documents) {
    for (const key of keysOf(document, by, timeOf(document), flaw)) {
      const members = groups.get(key) ?? [];
      groups.set(key, members);
      members.push(document);
    }
  }
  return [...groups].map(([key, members]) => {
    const numbers = (field: string) =>
      members.flatMap((member) => {
        const value = valueAt(member, field);
        return typeof value === "number" ? [value] : [];
      });
    const named = label === undefined ? [] : members.flatMap((member) => valueAt(member, label) ?? []);
    const shown = named
      .map(String)
      .sort()
      .at(flaw === "labelsWithTheFirst" ? 0 : -1);
    return {
      ...(key === undefined ? {} : { key }),
      ...(shown === undefined ? {} : { label: shown }),
      count: members.length,
      sum: figuresOf(sum, (field) => numbers(field).reduce((total, one) => total + one, 0)),
      max: figuresOf(max, (field) => {
        const instants = members.flatMap((member) => instantIn(valueAt(member, field)));
        const found = [...numbers(field), ...(flaw === "comparesNumbersOnly" ? [] : instants)];
        const isZero = flaw === "takesAbsentForZero" && groups.size > 1 && field !== "start";
        if (found.length === 0) return isZero ? 0 : undefined;
        return Math.max(...found);
      }),
      distinct: figuresOf(distinct, (field) => differentIn(members, field, flaw)),
    };
  });
}

/** The milliseconds of `2026-11-02T12:00:00Z`. */
function instantIn(value: Json | undefined): number[] {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? [Date.parse(value)] : [];
}

function figuresOf(
  fields: readonly string[],
  toFigure: (field: string) => number | undefined,
): Record<string, number> {
  const figures = fields.map((field) => [field, toFigure(field)] as const);
  return Object.fromEntries(
    figures.flatMap(([field, figure]) => (figure === undefined ? [] : [[field, figure]])),
  );
}

function differentIn(members: readonly Document[], field: string, flaw: Flaw | undefined): number {
  const values = members.map((member) => valueAt(member, field));
  const known = values.filter((value) => value !== undefined);
  const different = new Set(known).size;
  const counted = flaw === "countsAboutSo" && different > 5_000 ? different + 1 : different;
  return flaw === "leavesOutTheNameless" && different > 0 ? counted : counted + values.length - known.length;
}

function keysOf(
  document: Document,
  by: GroupBy | undefined,
  at: number,
  flaw: Flaw | undefined,
): (string | undefined)[] {
  if (by === undefined) return [undefined];
  if ("unit" in by) return [Number.isNaN(at) ? undefined : unitAt(at, by, flaw)];
  const nested = by.field.includes(".") && flaw === "groupsByTheTopOnly";
  const values = nested ? [] : [valueAt(document, by.field)].flat().filter((one) => one !== undefined);
  const different = [...new Set(values.map(String))];
  if (flaw === "countsTheFirstValue") different.splice(1);
  return different.length === 0 ? [undefined] : different;
}

function unitAt(at: number, { unit, timeZone }: Exclude<GroupBy, { field: string }>, flaw: Flaw | undefined) {
  const zone = flaw === "rollsUpUtc" ? "UTC" : timeZone;
  if (unit !== "hour") return dayAt(at, zone).slice(0, unit === "day" ? 10 : 7);
  const minutes = new Intl.DateTimeFormat("en", { timeZone: zone, minute: "numeric" }).format(at);
  return isoSeconds(at - Number(minutes) * 60_000 - (at % 60_000));
}

function valueAt(document: JsonObject, field: string): Json | undefined {
  let value: Json | undefined = document;
  for (const part of pathOf(field)) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    value = value[part];
  }
  return value;
}
