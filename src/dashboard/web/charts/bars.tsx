/** Bars over time, one for each day. */

import { ticks } from "d3-array";
import { sayNumber } from "../format.ts";
import { Chart } from "./chart.tsx";
import { Measured } from "./measured.tsx";

export interface Bar {
  key: string;
  value: number;
  /** What a person reads of it: "Wed 4 Mar 2026: 526 meetings". */
  title: string;
  /** What stands below it where there is room: "4 Mar". */
  tick?: string;
  href?: string;
}

interface BarsProps {
  label: string;
  bars: readonly Bar[];
  /** Said at the first and at the last bar where bars have no ticks. */
  ends?: readonly [string, string];
}

const height = 200;
const edge = { left: 48, top: 10, bottom: 24 };
/** What a tick takes, pixels. */
const tickWidth = 52;

export function Bars(props: BarsProps) {
  return <Measured>{(width) => <Drawing {...props} width={width} />}</Measured>;
}

function Drawing({ label, bars, ends, width }: BarsProps & { width: number }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const marks = ticks(0, most, 4).filter(Number.isInteger);
  const top = Math.max(most, marks.at(-1) ?? 0);
  const inner = { width: width - edge.left, height: height - edge.top - edge.bottom };
  const step = inner.width / Math.max(1, bars.length);
  const y = (value: number) => edge.top + inner.height * (1 - value / top);
  const apart = Math.max(1, Math.ceil(tickWidth / step));
  // Further apart than that they are of the same weekday.
  const every = apart > 2 ? 7 * Math.ceil(apart / 7) : apart;
  const bottom = edge.top + inner.height;
  return (
    <Chart label={label} width={width} height={height}>
      {marks.map((mark) => (
        <g key={mark} class="grid">
          <line x1={edge.left} x2={width} y1={y(mark)} y2={y(mark)} />
          <text x={edge.left - 6} y={y(mark) + 4} text-anchor="end">
            {sayNumber(mark)}
          </text>
        </g>
      ))}
      {bars.map((bar, index) => {
        const x = edge.left + index * step;
        return <BarMark key={bar.key} bar={bar} x={x} width={step} y={y(bar.value)} bottom={bottom} />;
      })}
      {bars.map(({ key, tick }, index) => {
        const x = edge.left + (index + 0.5) * step;
        if (tick === undefined || index % every > 0 || x + tickWidth / 2 > width) return null;
        return (
          <text key={key} x={x} y={height - 6} text-anchor="middle">
            {tick}
          </text>
        );
      })}
      {ends !== undefined && (
        <>
          <text x={edge.left} y={height - 6}>
            {ends[0]}
          </text>
          <text x={width} y={height - 6} text-anchor="end">
            {ends[1]}
          </text>
        </>
      )}
    </Chart>
  );
}

interface BarMarkProps {
  bar: Bar;
  x: number;
  y: number;
  width: number;
  bottom: number;
}

function BarMark({ bar, x, y, width, bottom }: BarMarkProps) {
  const gap = width > 6 ? width * 0.12 : 0.5;
  const mark = (
    <>
      <title>{bar.title}</title>
      <rect class="touch" x={x} width={width} y={edge.top} height={bottom - edge.top} />
      <rect
        class="bar"
        x={x + gap}
        width={Math.max(1, width - 2 * gap)}
        y={y}
        height={Math.max(0, bottom - y)}
      />
    </>
  );
  if (bar.href === undefined) return <g>{mark}</g>;
  return (
    <a href={bar.href} aria-label={bar.title}>
      {mark}
    </a>
  );
}
