/** Meetings one after another: how many people came, and for which part of it they stayed. */

import { ticks } from "d3-array";
import { sayNumber, sayShare } from "../format.ts";
import { Chart } from "./chart.tsx";
import { Measured } from "./measured.tsx";
import "./trend.css";

export interface TrendPoint {
  key: string;
  /** `Wed 4 Mar 2026, 13:05`. */
  when: string;
  people: number;
  /** From 0 to 1. */
  share?: number;
  href?: string;
}

const edge = { left: 52, right: 8 };
/** Where the two drawings lie, one over the other. */
const people = { top: 24, bottom: 150 };
const share = { top: 190, bottom: 270 };
const height = 296;
/** A bar is no wider: two meetings are not to fill the page. */
const widest = 48;

export function Trend({ label, points }: { label: string; points: readonly TrendPoint[] }) {
  return <Measured>{(width) => <Drawing label={label} points={points} width={width} />}</Measured>;
}

function Drawing({ label, points, width }: { label: string; points: readonly TrendPoint[]; width: number }) {
  const most = Math.max(1, ...points.map((point) => point.people));
  const marks = ticks(0, most, 4).filter(Number.isInteger);
  const top = Math.max(most, marks.at(-1) ?? 0);
  const step = Math.min(widest, (width - edge.left - edge.right) / Math.max(1, points.length));
  const x = (index: number) => edge.left + index * step;
  const yPeople = (value: number) => people.bottom - ((people.bottom - people.top) * value) / top;
  const yShare = (value: number) => share.bottom - (share.bottom - share.top) * value;
  const line = points
    .flatMap(({ share: part }, index) =>
      part === undefined ? [] : [`${(x(index) + step / 2).toFixed(1)},${yShare(part).toFixed(1)}`],
    )
    .join(" ");
  return (
    <Chart label={label} width={width} height={height}>
      <text x={0} y={14}>
        People
      </text>
      {marks.map((mark) => (
        <Line key={mark} y={yPeople(mark)} width={width} text={sayNumber(mark)} />
      ))}
      <text x={0} y={share.top - 12}>
        Part of the time that they were there, on average
      </text>
      {[0, 0.5, 1].map((mark) => (
        <Line key={mark} y={yShare(mark)} width={width} text={sayShare(mark)} />
      ))}
      <polyline class="share" points={line} />
      {points.map((point, index) => (
        <Mark
          key={point.key}
          point={point}
          x={x(index)}
          step={step}
          yPeople={yPeople(point.people)}
          yShare={point.share === undefined ? undefined : yShare(point.share)}
        />
      ))}
      <text x={edge.left} y={height - 6}>
        {points[0]?.when}
      </text>
      {points.length > 1 && width > 420 && (
        <text x={Math.max(width / 2 + 60, x(points.length))} y={height - 6} text-anchor="end">
          {points.at(-1)?.when}
        </text>
      )}
    </Chart>
  );
}

function Line({ y, width, text }: { y: number; width: number; text: string }) {
  return (
    <g class="grid">
      <line x1={edge.left} x2={width - edge.right} y1={y} y2={y} />
      <text x={edge.left - 6} y={y + 4} text-anchor="end">
        {text}
      </text>
    </g>
  );
}

interface MarkProps {
  point: TrendPoint;
  x: number;
  step: number;
  yPeople: number;
  yShare: number | undefined;
}

function Mark({ point, x, step, yPeople, yShare }: MarkProps) {
  const part = point.share === undefined ? "" : `, there for ${sayShare(point.share)} of it on average`;
  const title = `${point.when}: ${sayNumber(point.people)} people${part}`;
  const mark = (
    <>
      <title>{title}</title>
      <rect class="touch" x={x} width={step} y={people.top} height={share.bottom - people.top} />
      <rect
        class="bar"
        x={x + step * 0.12}
        width={step * 0.76}
        y={yPeople}
        height={Math.max(0, people.bottom - yPeople)}
      />
      {yShare !== undefined && (
        <circle class="share" cx={x + step / 2} cy={yShare} r={Math.min(4, step / 3)} />
      )}
    </>
  );
  if (point.href === undefined) return <g>{mark}</g>;
  return (
    <a href={point.href} aria-label={title}>
      {mark}
    </a>
  );
}
