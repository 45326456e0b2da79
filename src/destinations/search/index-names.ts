/** Which index a document lies in: a function of the document alone. Pure. */

import type { Collection, Document } from "../../document.ts";
import { DestinationError } from "../../errors.ts";

/** The names that the 2017 script used stay bare; every other collection says whose it is. */
const bareNames = new Set(["meetings", "sessions"]);

/** The month of documents without a time of their own. */
const undated = "undated";

export interface IndexNames {
  /** What is read: the alias of a monthly collection, else the one index. */
  readonly alias: string;
  /** Whether each month has an index: documents may then move from one to another. */
  readonly monthly: boolean;
  /** The pattern of its template. */
  readonly pattern: string;
  /** The index that a document lies in. */
  of(document: Document): string;
  /** An index that the template would make, to try it. */
  readonly example: string;
  /** True for a name that only this collection's indices have. */
  owns(index: string): boolean;
}

/** The names of a collection's indices under a prefix. */
export function namesOf({ name, time, index }: Collection, prefix: string): IndexNames {
  const alias = `${prefix}${bareNames.has(name) ? name : `zoom-${name.replaceAll("_", "-")}`}`;
  if (time === undefined || index === "one") {
    return {
      alias,
      monthly: false,
      pattern: alias,
      of: () => alias,
      example: alias,
      owns: (name) => name === alias,
    };
  }
  const month = new RegExp(`^${escapeRegExp(alias)}-(\\d{4}\\.\\d{2}|${undated})$`);
  return {
    alias,
    monthly: true,
    pattern: `${alias}-*`,
    of: (document) => `${alias}-${monthOf(document[time])}`,
    example: `${alias}-2000.01`,
    owns: (name) => month.test(name),
  };
}

/** Patterns of every name of ours, and of few others: short, however many collections and months there are. */
export function widePatterns(prefix: string): string[] {
  return [...[...bareNames].map((name) => `${prefix}${name}*`), `${prefix}zoom-*`];
}

/** The indices that hold what no document can say; under no alias. */
export function ledgerNames(prefix: string): { ledger: string; dead: string } {
  return { ledger: `${prefix}zoom-harvester-ledger`, dead: `${prefix}zoom-harvester-dead` };
}

/** The component template that belongs to the operators. */
export function customTemplateName(prefix: string): string {
  return `${prefix}zoom-harvester-custom`;
}

/** @throws DestinationError for a prefix that no index name may begin with. */
export function checkPrefix(prefix: string, where: string): void {
  const problem = problemOf(prefix);
  if (problem === undefined) return;
  throw new DestinationError({
    operation: "open the search engine",
    subject: where,
    reason: `the index prefix "${prefix}" ${problem}`,
    hint: `--index_prefix ${suggestPrefix(prefix)}`,
  });
}

function problemOf(prefix: string): string | undefined {
  if (prefix === "") return undefined;
  if (/[A-Z]/.test(prefix) || prefix !== prefix.toLowerCase()) return "has capital letters";
  if (/^[-_+.]/.test(prefix)) return "begins with -, _, + or .";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\\/*?"<>|\s,#:\u0000-\u001f]/.test(prefix)) return "has a character that index names may not have";
  if (Buffer.byteLength(prefix) > 200) return "is longer than 200 bytes";
  return undefined;
}

function suggestPrefix(prefix: string): string {
  const legal = prefix
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]/g, "")
    .replace(/^[-_+.]+/, "");
  return legal === "" ? "uni-" : legal.slice(0, 40);
}

/** `2026-11-02T08:00:00Z` lies in `2026.11`. */
function monthOf(time: unknown): string {
  if (typeof time !== "string") return undated;
  // Every date of ours is UTC; reading the text alone is much faster.
  if (/^\d{4}-\d\d-.*Z$/.test(time)) return `${time.slice(0, 4)}.${time.slice(5, 7)}`;
  const at = Date.parse(time);
  if (Number.isNaN(at)) return undated;
  return new Date(at).toISOString().slice(0, 7).replace("-", ".");
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
