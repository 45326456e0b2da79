/** The latest runs, how they ended and what they did. */

import type { HarvestNow, RunRow } from "../../../answers/harvest.ts";
import { sayDuration, sayNumber, sayTime } from "../../format.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";

export function Runs({ now: { runs, runCount }, timeZone }: { now: HarvestNow; timeZone: string }) {
  return (
    <>
      <DataTable
        caption="Latest runs"
        rows={runs}
        keyOf={({ run }) => run}
        empty="No run yet."
        columns={columnsOf(timeZone)}
      />
      {runCount > runs.length && (
        <p class="note">
          The latest {sayNumber(runs.length)} of {sayNumber(runCount)}; the CSV has all.
        </p>
      )}
    </>
  );
}

function columnsOf(timeZone: string): Column<RunRow>[] {
  return [
    {
      title: "Began",
      cell: ({ started, run }) => (
        <span class="line" title={`run ${run}`}>
          {sayTime(started, timeZone)}
        </span>
      ),
    },
    {
      title: "End",
      cell: ({ end }) => (
        <>
          <span class={`end ${isWell(end) ? "good" : "bad"}`} aria-hidden="true">
            {isWell(end) ? "✓" : end === "writing" ? "…" : "!"}
          </span>{" "}
          {sayEndOf(end)}
        </>
      ),
    },
    { title: "Days asked", cell: ({ days }) => <span class="line">{days}</span> },
    { title: "Meetings", isFigure: true, cell: ({ meetings }) => sayNumber(meetings) },
    { title: "Sessions", isFigure: true, cell: ({ sessions }) => sayNumber(sessions) },
    { title: "Heavy calls", isFigure: true, isMinor: true, cell: ({ heavyCalls }) => sayNumber(heavyCalls) },
    { title: "Calls", isFigure: true, isMinor: true, cell: ({ calls }) => sayNumber(calls) },
    {
      title: "Time",
      isFigure: true,
      cell: ({ seconds }) => (seconds === undefined ? "–" : sayDuration(seconds)),
    },
  ];
}

/** `0 complete` is what the command line says: here a word, and the exit code where it is not 0. */
export function sayEndOf(end: string): string {
  const [, code, words] = /^(\d+) (.+)$/.exec(end) ?? [];
  if (code === undefined || words === undefined) return end;
  return code === "0" ? words : `${words} (exit code ${code})`;
}

function isWell(end: string): boolean {
  return end.startsWith("0");
}
