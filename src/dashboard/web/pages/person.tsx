/** Person. */

import type { PageProps } from "../view.ts";

export function PersonPage(_: PageProps) {
  return <h1>Person</h1>;
}
