/** A number that changes from moment to moment, as steps, with its peak marked. */

import "./steps.css";
import { ticks } from "d3-array";
import { sayClock, sayNumber, saySecond } from "../format.ts";
import { Chart } from "./chart.tsx";
import { roundMoments } from "./time-axis.ts";
import { useWidth } from "./use-width.ts";

interface StepsProps {
  label: string;
  /** From each moment on; the last one is the end. */
  steps: readonly { at: string; count: number }[];
  peak: { count: number; at: string } | undefined;
  timeZone: string;
}

const height = 190;
const edge = { left: 40, right: 12, top: 26, bottom: 24 };

export function Steps(props: StepsProps) {
  const { place, width } = useWidth<HTMLDivElement>();
  return (
    <div ref={place} class="steps">
      {width > 0 && <Drawing {...props} width={Math.max(260, width)} />}
    </div>
  );
}

function Drawing({ label, steps, peak, timeZone, width }: StepsProps & { width: number }) {
  const points = steps.map(({ at, count }) => ({ at: Date.parse(at), count }));
  const [start, end] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const most = Math.max(1, peak?.count ?? 0, ...points.map(({ count }) => count));
  const bottom = height - edge.bottom;
  const x = (at: number) =>
    edge.left + ((width - edge.left - edge.right) * (at - start)) / Math.max(1, end - start);
  const y = (count: number) => edge.top + (bottom - edge.top) * (1 - count / most);
  const path = points.map(({ at, count }, index) => `${index === 0 ? "" : `H${x(at)}`}V${y(count)}`).join("");
  return (
    <Chart label={label} width={width} height={height}>
      {ticks(0, most, 3)
        .filter(Number.isInteger)
        .map((mark) => (
          <g key={mark} class="grid">
            <line x1={edge.left} x2={width - edge.right} y1={y(mark)} y2={y(mark)} />
            <text x={edge.left - 6} y={y(mark) + 4} text-anchor="end">
              {sayNumber(mark)}
            </text>
          </g>
        ))}
      {roundMoments(start, end, width / 80).map((at) => (
        <text key={at} class="axis" x={x(at)} y={height - 6} text-anchor="middle">
          {sayClock(at, timeZone)}
        </text>
      ))}
      <path class="area" d={`M${x(start)} ${bottom}${path}V${bottom}Z`} />
      <path class="line" d={`M${x(start)} ${bottom}${path}`} />
      {points.slice(0, -1).map(({ at, count }, index) => {
        const until = points[index + 1]?.at ?? end;
        return (
          <g key={at}>
            <title>{`${saySecond(at, timeZone)} to ${saySecond(until, timeZone)}: ${sayNumber(count)}`}</title>
            <rect class="touch" x={x(at)} width={x(until) - x(at)} y={edge.top} height={bottom - edge.top} />
          </g>
        );
      })}
      {peak !== undefined && (
        <Peak x={x(Date.parse(peak.at))} y={y(peak.count)} width={width} peak={peak} timeZone={timeZone} />
      )}
    </Chart>
  );
}

function Peak({
  x,
  y,
  width,
  peak,
  timeZone,
}: {
  x: number;
  y: number;
  width: number;
  peak: { count: number; at: string };
  timeZone: string;
}) {
  const isLeft = x < width / 2;
  return (
    <g class="peak">
      <circle cx={x} cy={y} r={5} />
      <text x={isLeft ? x - 4 : x + 4} y={y - 10} text-anchor={isLeft ? "start" : "end"}>
        {`peak ${sayNumber(peak.count)} at ${saySecond(peak.at, timeZone)}`}
      </text>
    </g>
  );
}
