/** A table: a head that may sort, cells that may link, words where there is nothing. */

import "./data-table.css";
import type { ComponentChildren } from "preact";
import type { Sorted } from "./sorted.ts";

export interface Column<Row> {
  title: string;
  /** What the address calls it where the table can be sorted by it. */
  sort?: string;
  /** Figures stand right. */
  isFigure?: boolean;
  /** Left out where there is little room. */
  isMinor?: boolean;
  cell(row: Row): ComponentChildren;
}

interface TableProps<Row> {
  /** What the table is of, for those who hear it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  /** What is said where there are no rows. */
  empty: string;
  /** By what it is sorted, and the address that sorts it by something else. */
  sorted?: Sorted;
}

export function DataTable<Row>({ caption, columns, rows, keyOf, empty, sorted }: TableProps<Row>) {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be reached with the keys.
    <section class="scroll" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="heard">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, sort, isFigure, isMinor }) => (
              <th
                key={title}
                scope="col"
                class={classOf(isFigure, isMinor)}
                aria-sort={sort !== undefined && sorted?.by === sort ? sorted.order : undefined}
              >
                {sort === undefined || sorted === undefined ? (
                  title
                ) : (
                  <a href={sorted.hrefOf(sort)}>
                    {title}
                    {sorted.by === sort && (
                      <span aria-hidden="true">{sorted.order === "ascending" ? " ↑" : " ↓"}</span>
                    )}
                  </a>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, isFigure, isMinor, cell }) => (
                <td key={title} class={classOf(isFigure, isMinor)}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function classOf(isFigure = false, isMinor = false): string {
  return [isFigure ? "figure" : "", isMinor ? "minor" : ""].filter(Boolean).join(" ");
}
