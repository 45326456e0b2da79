/** Small charts of text blocks: no colours, so that a file or a pipe gets the same. Pure. */

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
