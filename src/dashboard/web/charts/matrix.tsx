/** People by meetings: how many minutes each was there, or that one was not. A table, so that it is read as one. */

import type { MatrixCell, MatrixRow, SeriesColumn, SeriesTold } from "../../answers/series.ts";
import { hrefOf } from "../address.ts";
import { personHref, sayEvents, type What } from "../event.ts";
import { sayClock, sayDay, sayDuration, sayShare, sayTime } from "../format.ts";
import type { Sorted } from "../parts/sorted.ts";
import "./matrix.css";

interface MatrixProps {
  caption: string;
  told: SeriesTold;
  timeZone: string;
  sorted: Sorted;
  /** What is said where nobody is in it. */
  empty: string;
}

/** Seconds from which on they are rounded to a minute. */
const leastShown = 30;

export function Matrix({ caption, told, timeZone, sorted, empty }: MatrixProps) {
  const { rows, columns, hidden } = told;
  const { what } = told.head;
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  const shown = columns.slice(hidden);
  const days = shown.map((column) => headOf(column, timeZone));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is to be reached with the keys. */}
      <section class="scroll matrix" aria-label={caption} tabIndex={0}>
        <table>
          <caption class="heard">{caption}</caption>
          <thead>
            <tr>
              <Head title="Person" by="name" sorted={sorted} class="who" />
              <Head title="Missed" by="missed" sorted={sorted} class="sum" />
              <th scope="col" class="sum minor">
                Attended
              </th>
              <Head title="Share" by="share" sorted={sorted} class="sum minor" />
              <Head title="Time" by="time" sorted={sorted} class="sum" />
              {shown.map((column, index) => (
                <th key={`${column.uuid} ${column.start}`} scope="col" class="time">
                  <ColumnHead
                    what={what}
                    column={column}
                    head={days[index] ?? ["", ""]}
                    timeZone={timeZone}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.person} what={what} row={row} columns={shown} timeZone={timeZone} />
            ))}
          </tbody>
        </table>
      </section>
      <p class="note matrix-key">
        <b class="cell there">45</b> attended, minutes; the darker, the more of the {what}{" "}
        <b class="cell brief">▫2</b> there, too briefly to count <b class="cell missed">–</b> missed
      </p>
    </>
  );
}

function Head({
  title,
  by,
  sorted,
  class: name,
}: {
  title: string;
  by: string;
  sorted: MatrixProps["sorted"];
  class: string;
}) {
  const isSorted = sorted.by === by;
  return (
    <th scope="col" class={name} aria-sort={isSorted ? sorted.order : undefined}>
      <a href={sorted.hrefOf(by)}>
        {title}
        {isSorted && <span aria-hidden="true">{sorted.order === "ascending" ? " ↑" : " ↓"}</span>}
      </a>
    </th>
  );
}

function ColumnHead({
  what,
  column,
  head: [day, clock],
  timeZone,
}: {
  what: What;
  column: SeriesColumn;
  head: readonly [string, string];
  timeZone: string;
}) {
  const text = (
    <>
      {day}
      <span>{clock}</span>
    </>
  );
  if (column.meetings > 1) return <span title={sayEvents(column.meetings, what)}>{text}</span>;
  return (
    <a href={hrefOf(what, { uuid: column.uuid })} title={whenOf(column, timeZone)}>
      {text}
    </a>
  );
}

/** `4 Mar` and `10:00`; of a day how many meetings. */
function headOf({ start, day, meetings }: SeriesColumn, timeZone: string): readonly [string, string] {
  if (day !== undefined) return [shortDay(sayDay(day)), meetings > 1 ? `${meetings} ×` : ""];
  if (start === "") return ["undated", ""];
  return [shortDay(sayTime(start, timeZone)), sayClock(start, timeZone)];
}

/** `4 Mar` of `Wed 4 Mar 2026`. */
function shortDay(said: string): string {
  return said.split(" ").slice(1, 3).join(" ");
}

function whenOf({ start, day }: SeriesColumn, timeZone: string): string {
  return day !== undefined ? sayDay(day) : start === "" ? "undated" : sayTime(start, timeZone);
}

function Row({
  what,
  row,
  columns,
  timeZone,
}: {
  what: What;
  row: MatrixRow;
  columns: readonly SeriesColumn[];
  timeZone: string;
}) {
  const { person, name, email, role, isUnsure, attended, missed, seconds, meanShare, cells } = row;
  const isKnown = !person.startsWith("roster:") && attended > 0;
  return (
    <tr>
      <th scope="row" class="who" title={email === undefined ? name : `${name}, ${email}`}>
        {isKnown ? <a href={personHref(what, person)}>{name}</a> : <bdi>{name}</bdi>}
        {role !== undefined && <span class="quiet"> ({role})</span>}
        {isUnsure && (
          <span class="quiet" title="known by the name alone: it may be several people's">
            {" "}
            (name only)
          </span>
        )}
      </th>
      <td class="sum">{missed}</td>
      <td class="sum minor">{attended}</td>
      <td class="sum minor">{meanShare === undefined ? "" : sayShare(meanShare)}</td>
      <td class="sum">{sayDuration(seconds)}</td>
      {cells.map((cell, index) => {
        const column = columns[index];
        const when = column === undefined ? "" : whenOf(column, timeZone);
        return (
          <td
            key={`${column?.uuid} ${column?.start}`}
            class={classOf(cell)}
            title={`${when}: ${sayCell(cell)}`}
          >
            {markOf(cell)}
          </td>
        );
      })}
    </tr>
  );
}

function markOf({ seconds, attended }: MatrixCell): string {
  if (seconds === 0) return "–";
  const minutes = seconds < leastShown ? "<1" : String(Math.round(seconds / 60));
  return attended ? minutes : `▫${minutes}`;
}

function classOf({ seconds, attended, share = 1 }: MatrixCell): string {
  if (!attended) return seconds === 0 ? "cell missed" : "cell brief";
  return `cell there ${share >= 0.9 ? "most" : share >= 0.5 ? "half" : "little"}`;
}

function sayCell({ seconds, attended, share }: MatrixCell): string {
  if (seconds === 0) return "missed";
  const part = share === undefined ? "" : `, ${sayShare(share)} of it`;
  return `${sayDuration(seconds)}${part}${attended ? "" : ", too briefly to count"}`;
}
