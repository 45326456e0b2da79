/** One call of Zoom's API: an endpoint with its ids and parameters. */

import type { Endpoint } from "../endpoint.ts";

export interface Call {
  endpoint: Endpoint;
  ids?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
}

/** What a call is about, for messages ("meeting abc=="); undefined for calls about the whole account. */
export function subjectOf({ ids }: Call): string | undefined {
  if (ids === undefined) return undefined;
  return Object.entries(ids)
    .map(([name, id]) => `${name.replace(/(Id|UUID)$/, "")} ${id}`)
    .join(", ");
}
