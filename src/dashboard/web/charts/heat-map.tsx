/** A week as a map: a cell for each weekday and hour, darker for more, each with its figure written in it. */

import { weekdays } from "../format.ts";
import { Chart } from "./chart.tsx";
import { Measured } from "./measured.tsx";
import "./heat-map.css";

interface HeatMapProps {
  label: string;
  /** A list for each weekday from Monday on, with its 24 hours. */
  values: readonly (readonly number[])[];
  /** The figure in a cell: short. */
  say(value: number): string;
  /** What a person reads of a cell. */
  titleOf(weekday: number, hour: number, value: number): string;
}

/** Narrower than this the hours go down and the weekdays across. */
const narrow = 720;
const shades = 5;
/** Times a power of ten: figures that one reads easily. */
const round = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

export function HeatMap(props: HeatMapProps) {
  const steps = stepsOf(props.values);
  return (
    <>
      <Measured>{(width) => <Drawing {...props} steps={steps} width={width} />}</Measured>
      <ul class="heat-legend" aria-label="What the shades stand for">
        {steps.map((from, index) => (
          <li key={from}>
            <svg width="16" height="16" aria-hidden="true">
              <rect class={`heat-${shadeOf(index, steps)}`} width="16" height="16" rx="3" />
            </svg>{" "}
            {legendOf(steps, index, props.say)}
          </li>
        ))}
      </ul>
    </>
  );
}

function legendOf(steps: readonly number[], index: number, say: (value: number) => string): string {
  const [from = 0, to] = [steps[index], steps[index + 1]];
  if (to === undefined) return `from ${say(from)}`;
  return index === 0 ? `below ${say(to)}` : `${say(from)} to ${say(to)}`;
}

/** Where the shades begin: round figures, the first of them 0. */
function stepsOf(values: HeatMapProps["values"]): number[] {
  const most = Math.max(1, ...values.flat());
  const unit = 10 ** Math.floor(Math.log10(most / shades));
  const step = unit * (round.find((one) => Math.ceil(most / (unit * one)) <= shades) ?? 10);
  return Array.from({ length: Math.ceil(most / step) }, (_, index) => index * step);
}

/** Of the classes, however many steps there are: the last step has the darkest. */
function shadeOf(index: number, steps: readonly number[]): number {
  return steps.length < 2 ? shades : Math.round(1 + (index * (shades - 1)) / (steps.length - 1));
}

function Drawing({
  label,
  values,
  say,
  titleOf,
  steps,
  width,
}: HeatMapProps & { steps: readonly number[]; width: number }) {
  const isNarrow = width < narrow;
  const edge = { left: isNarrow ? 28 : 40, top: 20 };
  const [across, down] = isNarrow ? [7, 24] : [24, 7];
  const cell = { width: (width - edge.left) / across, height: isNarrow ? 22 : 28 };
  const height = edge.top + down * cell.height;
  const names = (isDays: boolean) =>
    isDays ? [...weekdays] : Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));
  return (
    <Chart label={label} width={width} height={height}>
      {names(isNarrow).map((name, index) => (
        <text key={name} x={edge.left + (index + 0.5) * cell.width} y={14} text-anchor="middle">
          {name}
        </text>
      ))}
      {names(!isNarrow).map((name, index) => (
        <text key={name} x={edge.left - 6} y={edge.top + (index + 0.5) * cell.height + 4} text-anchor="end">
          {name}
        </text>
      ))}
      {values.flatMap((hours, weekday) =>
        hours.map((value, hour) => {
          const [column, row] = isNarrow ? [weekday, hour] : [hour, weekday];
          const step = steps.findLastIndex((from) => value >= from);
          const shade = value === 0 ? 0 : shadeOf(step, steps);
          const place = { x: edge.left + column * cell.width, y: edge.top + row * cell.height };
          return (
            <g key={`${weekday} ${hour}`} class={`cell heat-${shade}`}>
              <title>{titleOf(weekday, hour, value)}</title>
              <rect x={place.x + 1} y={place.y + 1} width={cell.width - 2} height={cell.height - 2} rx="3" />
              {value > 0 && (
                <text x={place.x + cell.width / 2} y={place.y + cell.height / 2 + 4} text-anchor="middle">
                  {say(value)}
                </text>
              )}
            </g>
          );
        }),
      )}
    </Chart>
  );
}
