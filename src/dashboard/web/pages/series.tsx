/** Series. */

import type { PageProps } from "../view.ts";

export function SeriesPage(_: PageProps) {
  return <h1>Series</h1>;
}
