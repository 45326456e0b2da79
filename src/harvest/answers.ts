/** fetch: what Zoom said of one meeting, kept for the stream that would ask for the same later in the run. */

import type { JsonObject } from "../document.ts";
import type { Effects } from "../effects.ts";
import { type Stream, sourcesOf } from "../streams/stream.ts";
import type { Call } from "../zoom/call.ts";
import type { ZoomClient } from "../zoom/client.ts";

/** A quarter of a million bytes for each thousand. */
const most = 20_000;

export class Answers {
  readonly #effects: Pick<Effects, "now">;
  readonly #zoom: Pick<ZoomClient, "get">;
  /** Paths of single objects that a wanted stream reads. */
  readonly #paths: ReadonlySet<string>;
  readonly #kept = new Map<string, { answer: JsonObject; at: number }>();

  constructor(effects: Pick<Effects, "now">, zoom: Pick<ZoomClient, "get">, streams: readonly Stream[]) {
    this.#effects = effects;
    this.#zoom = zoom;
    const objects = streams.flatMap(sourcesOf).filter(({ zoom: { list } }) => list === undefined);
    this.#paths = new Set(objects.map(({ zoom: { path } }) => path));
  }

  /** One object of Zoom's; remembered where a stream is to read it, too. @throws what {@link ZoomClient.get} throws. */
  async get(call: Call): Promise<JsonObject> {
    const at = this.#effects.now();
    const answer = await this.#zoom.get(call);
    const isWanted = this.#paths.has(call.endpoint.path) && this.#kept.size < most;
    if (isWanted) this.#kept.set(keyOf(call), { answer, at });
    return answer;
  }

  /**
   * The same for the stream itself: what was remembered, once, or else asked for.
   * @param final when that became final which is asked about, milliseconds since the epoch; what was said before is not.
   */
  async take(call: Call, final = Number.NEGATIVE_INFINITY): Promise<JsonObject> {
    const key = keyOf(call);
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    return kept !== undefined && kept.at >= final ? kept.answer : this.#zoom.get(call);
  }
}

function keyOf({ endpoint, ids, query }: Call): string {
  return JSON.stringify([endpoint.path, ids, Object.entries({ ...endpoint.query, ...query }).sort()]);
}
