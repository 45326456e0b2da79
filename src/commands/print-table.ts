/** A small table for a terminal. */

import { harmless, widthOf } from "./terminal-text.ts";

/** Prints a table with its title. Nothing in a cell moves a terminal's cursor. */
export function printTable(
  output: NodeJS.WritableStream,
  title: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): void {
  output.write(`\n${title}\n`);
  for (const line of tableLines(columns, rows)) output.write(`  ${line}\n`);
}

/** The lines of a table, {@link harmless}: numbers to the right, everything else to the left. */
export function tableLines(columns: readonly string[], rows: readonly (readonly unknown[])[]): string[] {
  const cells = rows.map((row) => row.map((value) => harmless(String(value ?? ""))));
  const widths = columns.map((name, index) =>
    cells.reduce((most, row) => Math.max(most, widthOf(row[index] ?? "")), widthOf(name)),
  );
  const numeric = columns.map((_, index) => cells.every((row) => /^-?\d+(\.\d+)?$/.test(row[index] ?? "")));
  const line = (values: readonly string[]) =>
    values
      .map((value, index) => {
        const padding = " ".repeat(Math.max(0, (widths[index] ?? 0) - widthOf(value)));
        return numeric[index] ? padding + value : value + padding;
      })
      .join("  ")
      .trimEnd();
  return [
    line(columns.map((name) => name.replaceAll("_", " "))),
    line(widths.map((width) => "─".repeat(width))),
    ...cells.map(line),
  ];
}
