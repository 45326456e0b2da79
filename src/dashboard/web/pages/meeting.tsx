/** Meeting. */

import type { PageProps } from "../view.ts";

export function MeetingPage(_: PageProps) {
  return <h1>Meeting</h1>;
}
