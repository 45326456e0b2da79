/** By what a table is sorted, as the address says it, and the addresses that sort it by something else. */

import { type Asked, withAsked } from "../address.ts";

export interface Sorted {
  by: string;
  order: "ascending" | "descending";
  /** The first page by that; by what it is sorted by already, the other way round. */
  hrefOf(by: string): string;
}

/**
 * @param usual by what it is sorted where the address does not say
 * @param texts what begins with A; everything else begins with the greatest or the latest
 */
export function sortedOf({ sort = "", order }: Asked, usual: string, texts: readonly string[] = []): Sorted {
  const by = sort === "" ? usual : sort;
  const first = (one: string) => (texts.includes(one) ? "ascending" : "descending");
  const now = order === "ascending" || order === "descending" ? order : first(by);
  const other = now === "ascending" ? "descending" : "ascending";
  return {
    by,
    order: now,
    hrefOf: (one) => withAsked({ sort: one, order: one === by ? other : first(one), page: undefined }),
  };
}
