/** Bars over time, one for each day. */

import { ticks } from "d3-array";
import { sayNumber } from "../format.ts";
import { Chart } from "./chart.tsx";

export interface Bar {
  key: string;
  value: number;
  /** What a person reads of it: "Wed 4 Mar 2026: 526 meetings". */
  title: string;
  href?: string;
}

interface BarsProps {
  label: string;
  bars: readonly Bar[];
  /** Said at the first and at the last bar. */
  ends: readonly [string, string];
}

const width = 640;
const height = 180;
const edge = { left: 44, top: 10, bottom: 22 };

export function Bars({ label, bars, ends }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const marks = ticks(0, most, 4).filter(Number.isInteger);
  const top = Math.max(most, marks.at(-1) ?? 0);
  const inner = { width: width - edge.left, height: height - edge.top - edge.bottom };
  const step = inner.width / Math.max(1, bars.length);
  const y = (value: number) => edge.top + inner.height * (1 - value / top);
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
      {bars.map((bar, index) => (
        <BarMark
          key={bar.key}
          bar={bar}
          x={edge.left + index * step}
          width={step}
          y={y(bar.value)}
          bottom={edge.top + inner.height}
        />
      ))}
      <text class="axis" x={edge.left} y={height - 6}>
        {ends[0]}
      </text>
      <text class="axis" x={width} y={height - 6} text-anchor="end">
        {ends[1]}
      </text>
    </Chart>
  );
}

function BarMark({
  bar,
  x,
  y,
  width: step,
  bottom,
}: {
  bar: Bar;
  x: number;
  y: number;
  width: number;
  bottom: number;
}) {
  const mark = (
    <>
      <title>{bar.title}</title>
      <rect class="touch" x={x} width={step} y={edge.top} height={bottom - edge.top} />
      <rect class="bar" x={x + step * 0.1} width={step * 0.8} y={y} height={Math.max(0, bottom - y)} />
    </>
  );
  if (bar.href === undefined) return <g>{mark}</g>;
  return (
    <a href={bar.href} aria-label={bar.title}>
      {mark}
    </a>
  );
}
