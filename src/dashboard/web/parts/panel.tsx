/** One thing on a page: its head, and what is known, still to come, or wrong. */

import "./panel.css";
import type { ComponentChildren } from "preact";
import type { Asking } from "../ask.ts";
import { saySecond } from "../format.ts";
import { Problem } from "./problem.tsx";

interface PanelProps<T> {
  title: string;
  asking: Asking<T>;
  /** Where the same is had as a file. */
  csv?: string;
  /** Said beside the title: units, what counts. */
  note?: ComponentChildren;
  /** Takes the whole width. */
  isWide?: boolean;
  children(answer: T): ComponentChildren;
}

export function Panel<T>({ title, asking, csv, note, isWide = false, children }: PanelProps<T>) {
  const { answer, refusal, isLoading, isOld, at, again } = asking;
  return (
    <section class={isWide ? "panel wide" : "panel"} aria-busy={isLoading}>
      <header>
        <h2>{title}</h2>
        {note !== undefined && <span class="note">{note}</span>}
        {csv !== undefined && (
          <a class="csv" href={csv} download aria-label={`${title} as CSV`}>
            CSV
          </a>
        )}
      </header>
      {isOld && at !== undefined && (
        <p class="note" role="status">
          A harvest is writing; as of {saySecond(at, "UTC")} UTC.
        </p>
      )}
      {refusal !== undefined && <Problem refusal={refusal} again={again} />}
      {answer !== undefined && children(answer)}
      {answer === undefined && refusal === undefined && (
        <div class="waiting" role="status" aria-label="Loading" />
      )}
    </section>
  );
}
