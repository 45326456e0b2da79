/** Hosts. */

import type { PageProps } from "../view.ts";

export function HostsPage(_: PageProps) {
  return <h1>Hosts</h1>;
}
