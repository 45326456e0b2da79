/** Lines for people: columns of short cells, and beside them texts that are broken to the width of the terminal. */

export interface Row {
  cells: readonly string[];
  /** Each begins on a line of its own. */
  texts: readonly string[];
}

/** Columns of short cells, and beside them texts that are broken into lines. */
export function layOut(
  head: readonly string[],
  last: string,
  rows: readonly Row[],
  columns: number,
): string[] {
  const widths = head.map((name, index) =>
    Math.max(name.length, ...rows.map(({ cells }) => cells[index]?.length ?? 0)),
  );
  const left = widths.reduce((sum, width) => sum + width + 2, 0);
  const line = (cells: readonly string[], text: string) =>
    `${widths.map((width, index) => (cells[index] ?? "").padEnd(width + 2)).join("")}${text}`.trimEnd();
  const body = rows.flatMap(({ cells, texts }) => {
    const said = texts.length === 0 ? [""] : texts;
    const lines = said.flatMap((one) => breakLines(one, Math.max(30, columns - left)));
    return lines.map((one, index) => line(index === 0 ? cells : [], one));
  });
  return [
    line(head, last),
    line(
      widths.map((width) => "─".repeat(width)),
      "",
    ),
    ...body,
  ];
}

/** A text in lines of at most so many columns, as far as its words allow. */
export function breakLines(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const current = lines.at(-1) ?? "";
    if (current === "") lines[lines.length - 1] = word;
    else if (current.length + 1 + word.length <= width) lines[lines.length - 1] = `${current} ${word}`;
    else lines.push(word);
  }
  return lines;
}
