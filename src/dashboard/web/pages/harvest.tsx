/** Harvest. */

import type { PageProps } from "../view.ts";

export function HarvestPage(_: PageProps) {
  return <h1>Harvest</h1>;
}
