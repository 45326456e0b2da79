/** Which part of a long table is shown, and the ways to the others. */

import { withAsked } from "../address.ts";
import { sayNumber } from "../format.ts";

interface PagerProps {
  /** What the rows are, for those who hear it: "Meetings". */
  of: string;
  total: number;
  /** From 1. */
  page: number;
  pageSize: number;
  /** What the address calls the page. */
  name?: string;
}

export function Pager({ of, total, page, pageSize, name = "page" }: PagerProps) {
  const last = Math.max(1, Math.ceil(total / pageSize));
  if (total === 0 || (last === 1 && page === 1)) return null;
  const first = (page - 1) * pageSize + 1;
  const hrefOfPage = (to: number) => withAsked({ [name]: to === 1 ? undefined : to });
  return (
    <nav class="pager" aria-label={`Pages: ${of}`}>
      <span>
        {page > last
          ? `Nothing on page ${sayNumber(page)}`
          : `${sayNumber(first)} to ${sayNumber(Math.min(total, page * pageSize))} of ${sayNumber(total)}`}
      </span>
      {page > 1 && <a href={hrefOfPage(1)}>First</a>}
      {page > 1 && (
        <a href={hrefOfPage(Math.min(page - 1, last))} rel="prev">
          Previous
        </a>
      )}
      {page < last && (
        <a href={hrefOfPage(page + 1)} rel="next">
          Next
        </a>
      )}
      {page < last && <a href={hrefOfPage(last)}>Last</a>}
    </nav>
  );
}
