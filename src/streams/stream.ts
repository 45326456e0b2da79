/** A stream is data: what it is called, how Zoom is asked for it, what its documents hold. */

import type { Collection } from "../document.ts";
import type { Endpoint } from "../endpoint.ts";
import type { SourceFields } from "./field.ts";

export interface Stream extends Collection {
  fields: SourceFields;
  zoom: Endpoint;
  /** What `harvest.source` says of documents from this stream's call. */
  source: string;
}
