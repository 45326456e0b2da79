/** Series: a list of them, or with a number one of them. */

import type { PageProps } from "../view.ts";
import { OneSeries } from "./series/one-series.tsx";
import { SeriesList } from "./series/series-list.tsx";

export function SeriesPage({ view, store }: PageProps) {
  const { number } = view.asked;
  if (number === undefined || number === "") return <SeriesList view={view} store={store} />;
  return <OneSeries key={number} number={number} view={view} store={store} />;
}
