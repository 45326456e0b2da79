/** Bars in an order, the longest first, each with its name and its figures in words. */

import "./ranked-bars.css";

export interface RankedBar {
  key: string;
  name: string;
  value: number;
  /** The figures that stand beside the name. */
  figures: string;
  href?: string | undefined;
  /** Not one of them, but several together: it is drawn hollow. */
  isRest?: boolean;
}

export function RankedBars({ label, bars }: { label: string; bars: readonly RankedBar[] }) {
  const most = Math.max(1, ...bars.filter(({ isRest }) => isRest !== true).map(({ value }) => value));
  return (
    <ol class="ranked" aria-label={label}>
      {bars.map(({ key, name, value, figures, href, isRest = false }) => (
        <li key={key}>
          <span class="name">
            <bdi>{href === undefined ? name : <a href={href}>{name}</a>}</bdi>
          </span>
          <span class="figures-of">{figures}</span>
          <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect class="track" width="100" height="6" />
            {!isRest && <rect class="bar" width={(100 * value) / most} height="6" />}
          </svg>
        </li>
      ))}
    </ol>
  );
}
