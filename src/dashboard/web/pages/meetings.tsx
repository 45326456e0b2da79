/** Meetings. */

import type { PageProps } from "../view.ts";

export function MeetingsPage(_: PageProps) {
  return <h1>Meetings</h1>;
}
