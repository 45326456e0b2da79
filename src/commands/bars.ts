/** Small charts of text blocks, and texts cut to a width: no colours, so that a file or a pipe gets the same. Pure. */

const graphemes = new Intl.Segmenter();
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
const steps = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** A bar as long as its part of the width; what is above 0 is seen. */
export function bar(value: number, most: number, width: number): string {
  if (most <= 0 || value <= 0) return " ".repeat(width);
  const parts = Math.max(1, Math.round((value / most) * width * 8));
  const text = "█".repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? "");
  return text.padEnd(width);
}

/** A sign for each value, the higher the more. */
export function columns(values: readonly number[]): string[] {
  const most = Math.max(0, ...values);
  return values.map((value) => {
    if (value <= 0) return steps[0] ?? "";
    return steps[Math.max(1, Math.round((value / most) * 8))] ?? "";
  });
}

/** A text of this width: cut or filled, and without what would move a terminal's cursor. */
export function toWidth(text: string, width: number): string {
  const signs = [...graphemes.segment(clean(text))].map(({ segment }) => segment);
  const shown = signs.length > width ? [...signs.slice(0, width - 1), "…"] : signs;
  return shown.join("") + " ".repeat(width - shown.length);
}

/** A text of somebody else's as a terminal may have it. */
export function clean(text: string): string {
  return text.replace(/\p{Cc}/gu, " ");
}
