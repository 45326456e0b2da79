/** A small table for a terminal. */

const graphemes = new Intl.Segmenter();

/** What a person counts as characters: an accent that stands alone in the text takes no room of its own. */
const widthOf = (text: string) => [...graphemes.segment(text)].length;

/** Numbers to the right, everything else to the left. */
export function printTable(
  output: NodeJS.WritableStream,
  title: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): void {
  const cells = rows.map((row) => row.map((value) => String(value ?? "")));
  const widths = columns.map((name, index) =>
    Math.max(name.length, ...cells.map((row) => widthOf(row[index] ?? ""))),
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
  output.write(`\n${title}\n`);
  output.write(`  ${line(columns.map((name) => name.replaceAll("_", " ")))}\n`);
  output.write(`  ${line(widths.map((width) => "─".repeat(width)))}\n`);
  for (const row of cells) output.write(`  ${line(row)}\n`);
}
