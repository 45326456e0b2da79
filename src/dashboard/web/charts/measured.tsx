/** Gives a drawing the width that it has on the screen, so that its text is as large as it says. */

import type { ComponentChildren } from "preact";
import { useWidth } from "./use-width.ts";
import "./measured.css";

interface MeasuredProps {
  /** @param width in pixels of the page */
  children(width: number): ComponentChildren;
}

export function Measured({ children }: MeasuredProps) {
  const { place, width } = useWidth<HTMLDivElement>();
  return (
    <div ref={place} class="measured">
      {width > 0 && children(width)}
    </div>
  );
}
