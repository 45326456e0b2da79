/** Overview: what went on, when, whose it was, how close to the limits, and how complete all this is. */

import type { PageProps } from "../view.ts";
import { CompletenessPanel } from "./overview/completeness-panel.tsx";
import { DaysPanel } from "./overview/days-panel.tsx";
import { HeatPanel } from "./overview/heat-panel.tsx";
import { HoursPanel } from "./overview/hours-panel.tsx";
import { PeakPanel } from "./overview/peak-panel.tsx";
import { RankingPanel, rankings } from "./overview/ranking-panel.tsx";
import { TotalsPanel } from "./overview/totals-panel.tsx";
import "./overview.css";

export function OverviewPage({ view, store }: PageProps) {
  return (
    <>
      <h1>Overview</h1>
      <div class="panels">
        <TotalsPanel view={view} />
        <DaysPanel view={view} />
        <CompletenessPanel view={view} />
        <PeakPanel view={view} of="meetings" />
        <PeakPanel view={view} of="people" />
        <HeatPanel view={view} />
        {rankings.map((ranking) => (
          <RankingPanel key={ranking.by} view={view} store={store} ranking={ranking} />
        ))}
        <HoursPanel view={view} />
      </div>
    </>
  );
}
