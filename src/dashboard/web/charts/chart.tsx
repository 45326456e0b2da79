/** What all charts share: a place of its own, and a sentence that says what it shows. */

import "./chart.css";
import type { ComponentChildren } from "preact";

interface ChartProps {
  /** What it shows, for those who hear it, with its most important figure. */
  label: string;
  /** In units of the drawing; it is stretched to the place it has. */
  width: number;
  height: number;
  children: ComponentChildren;
}

/** Marks inside carry a `<title>`; what can be clicked is a link. */
export function Chart({ label, width, height, children }: ChartProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with links in it is a group that has a name.
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
      {children}
    </svg>
  );
}
