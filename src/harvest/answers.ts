/** fetch: what Zoom said of one meeting, kept for the stream that would ask for the same later in the run. */

import type { JsonObject } from "../document.ts";
import { type Stream, sourcesOf } from "../streams/stream.ts";
import type { Call } from "../zoom/call.ts";
import type { ZoomClient } from "../zoom/client.ts";

/** A quarter of a million bytes for each thousand. */
const most = 20_000;

export class Answers {
  readonly #zoom: Pick<ZoomClient, "get">;
  /** Paths of single objects that a wanted stream reads. */
  readonly #paths: ReadonlySet<string>;
  readonly #kept = new Map<string, JsonObject>();

  constructor(zoom: Pick<ZoomClient, "get">, streams: readonly Stream[]) {
    this.#zoom = zoom;
    const objects = streams.flatMap(sourcesOf).filter(({ zoom: { list } }) => list === undefined);
    this.#paths = new Set(objects.map(({ zoom: { path } }) => path));
  }

  /** One object of Zoom's; remembered where a stream is to read it, too. @throws what {@link ZoomClient.get} throws. */
  async get(call: Call): Promise<JsonObject> {
    const answer = await this.#zoom.get(call);
    if (this.#paths.has(call.endpoint.path) && this.#kept.size < most) this.#kept.set(keyOf(call), answer);
    return answer;
  }

  /** The same for the stream itself: what was remembered, once, or else asked for. */
  async take(call: Call): Promise<JsonObject> {
    const key = keyOf(call);
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    return kept ?? this.#zoom.get(call);
  }
}

function keyOf({ endpoint: { path, query }, ids, ...call }: Call): string {
  return JSON.stringify([path, ids, Object.entries({ ...query, ...call.query }).sort()]);
}
