/** Overview. */

import type { PageProps } from "../view.ts";

export function OverviewPage(_: PageProps) {
  return <h1>Overview</h1>;
}
