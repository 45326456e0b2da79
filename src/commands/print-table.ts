/** A small table for a terminal. */

const graphemes = new Intl.Segmenter();

/** Han, kana, hangul and emoji are as wide as two letters. */
const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;

/** How many columns of a terminal a text takes: an accent that stands alone in it takes none of its own. */
export function widthOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** Prints a table with its title. */
export function printTable(
  output: NodeJS.WritableStream,
  title: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): void {
  output.write(`\n${title}\n`);
  for (const line of tableLines(columns, rows)) output.write(`  ${line}\n`);
}

/** The lines of a table: numbers to the right, everything else to the left. */
export function tableLines(columns: readonly string[], rows: readonly (readonly unknown[])[]): string[] {
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
  return [
    line(columns.map((name) => name.replaceAll("_", " "))),
    line(widths.map((width) => "─".repeat(width))),
    ...cells.map(line),
  ];
}
