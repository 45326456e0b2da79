/** A time line: a lane for everybody, with a bar for each stay. */

import "./lanes.css";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { sayClock } from "../format.ts";
import { roundMoments } from "./time-axis.ts";
import { useWidth } from "./use-width.ts";

export interface LaneBar {
  /** Epoch milliseconds. */
  start: number;
  end: number;
  kind: "in" | "room" | "waiting" | "there";
  /** Stays at the same time lie in rows below each other, from 0 on. */
  row: number;
  /** What stands in the bar where there is room. */
  text: string;
  /** All about it, as a sentence. */
  title: string;
}

export interface LaneOf {
  key: string;
  /** Who it is, for those who hear it. */
  name: string;
  /** The same to see, with links. */
  head: ComponentChildren;
  rows: number;
  bars: readonly LaneBar[];
}

interface LanesProps {
  label: string;
  start: number;
  end: number;
  lanes: readonly LaneOf[];
  timeZone: string;
}

const rowHeight = 20;
/** Pixels of a letter, about. */
const letter = 7;
/** A stay that is as short as nothing is seen nevertheless. */
const leastWidth = 3;

export function Lanes({ label, start, end, lanes, timeZone }: LanesProps) {
  const { place, width } = useWidth<HTMLDivElement>();
  const moments = roundMoments(start, end, width / 80);
  const x = (at: number) => (width * (at - start)) / Math.max(1, end - start);
  return (
    <section class="lanes" aria-label={label}>
      <Hatch />
      <div class="row axis" aria-hidden="true">
        <div />
        <div ref={place}>
          <svg width={width} height={18} aria-hidden="true">
            {moments.map((at) => (
              <text key={at} x={Math.min(Math.max(x(at), 17), width - 17)} y={13} text-anchor="middle">
                {sayClock(at, timeZone)}
              </text>
            ))}
          </svg>
        </div>
      </div>
      <ul>
        {lanes.map((lane) => (
          <Lane key={lane.key} lane={lane} width={width} x={x} marks={moments.map(x)} />
        ))}
      </ul>
    </section>
  );
}

function Lane({
  lane: { name, head, rows, bars },
  width,
  x,
  marks,
}: {
  lane: LaneOf;
  width: number;
  x(at: number): number;
  marks: readonly number[];
}) {
  const [isOpen, setOpen] = useState(false);
  const height = rows * rowHeight + 2;
  return (
    <li class="row">
      <div class="head">{head}</div>
      <div>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <span class="heard">
            {name}: {bars.map(({ title }) => title).join("; ")}
          </span>
          <svg width={width} height={height} aria-hidden="true">
            {marks.map((at) => (
              <line key={at} class="mark" x1={at} x2={at} y1={0} y2={height} />
            ))}
            {bars.map((bar) => (
              <BarOf key={`${bar.row} ${bar.start} ${bar.title}`} bar={bar} x={x} width={width} />
            ))}
          </svg>
        </button>
        {isOpen && (
          <ul class="said">
            {bars.map(({ row, start, title }) => (
              <li key={`${row} ${start} ${title}`}>{title}</li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function BarOf({ bar, x, width: whole }: { bar: LaneBar; x(at: number): number; width: number }) {
  const width = Math.max(leastWidth, x(bar.end) - x(bar.start));
  const left = Math.min(x(bar.start), whole - width);
  const top = bar.row * rowHeight + 3;
  const letters = Math.floor((width - 8) / letter);
  const text =
    bar.text.length <= letters ? bar.text : letters > 5 ? `${bar.text.slice(0, letters - 1)}…` : "";
  return (
    <g class={`stay ${bar.kind}`}>
      <title>{bar.title}</title>
      <rect x={left + 0.5} y={top} width={Math.max(1, width - 1)} height={rowHeight - 4} rx={2} />
      {bar.kind === "room" && (
        <rect
          class="hatch"
          x={left + 0.5}
          y={top}
          width={Math.max(1, width - 1)}
          height={rowHeight - 4}
          rx={2}
        />
      )}
      {text !== "" && (
        <text x={left + 4} y={top + 12}>
          {text}
        </text>
      )}
    </g>
  );
}

/** What breakout rooms are filled with; the pattern is known to all drawings of the page. */
function Hatch() {
  return (
    <svg class="defined" width={0} height={0} aria-hidden="true">
      <defs>
        <pattern
          id="room-hatch"
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect class="stripe" width={2} height={6} />
        </pattern>
      </defs>
    </svg>
  );
}

interface LegendProps {
  what: "meeting" | "webinar";
  hasRooms: boolean;
  hasWaits: boolean;
  /** Somebody was there twice at a time. */
  hasRows: boolean;
}

/** What the bars look like, in words. */
export function LanesLegend({ what, hasRooms, hasWaits, hasRows }: LegendProps) {
  const marks = [
    { kind: "in", words: `in the ${what}` },
    ...(hasRooms ? [{ kind: "room", words: "in a breakout room" }] : []),
    ...(hasWaits ? [{ kind: "waiting", words: "in the waiting room, not counted" }] : []),
  ];
  return (
    <p class="legend note">
      {marks.map(({ kind, words }) => (
        <span key={kind}>
          <svg width={26} height={14} aria-hidden="true">
            <g class={`stay ${kind}`}>
              <rect x={1} y={1} width={24} height={12} rx={2} />
              {kind === "room" && <rect class="hatch" x={1} y={1} width={24} height={12} rx={2} />}
            </g>
          </svg>{" "}
          {words}
        </span>
      ))}
      {hasRows && <span>rows below each other: at the same time, as with two devices</span>}
    </p>
  );
}
