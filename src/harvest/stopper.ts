/** Ends a run in two steps: first nothing new is started, then what is still under way is cut off. */

import { setMaxListeners } from "node:events";
import type { Effects } from "../effects.ts";

/** How long calls under way may still bring their rows after the first step. */
const graceMs = 5_000;

export class Stopper {
  readonly #soft = new AbortController();
  readonly #hard = new AbortController();
  readonly #effects: Pick<Effects, "sleep">;
  #reason: unknown;

  constructor(effects: Pick<Effects, "sleep">) {
    this.#effects = effects;
    // Every call under way and every wait listens; their number is bounded by the engine's concurrency.
    setMaxListeners(0, this.#soft.signal, this.#hard.signal);
  }

  /** Fires when nothing new may be started. */
  get soft(): AbortSignal {
    return this.#soft.signal;
  }

  /** Fires when calls under way are cut off. */
  get hard(): AbortSignal {
    return this.#hard.signal;
  }

  get stopped(): boolean {
    return this.#soft.signal.aborted;
  }

  /** Why the run ends early; the first reason counts. */
  get reason(): unknown {
    return this.#reason;
  }

  stop(reason: unknown): void {
    if (this.stopped) return;
    this.#reason = reason;
    this.#soft.abort(reason);
    this.#effects.sleep(graceMs, this.#hard.signal).then(
      () => this.#hard.abort(reason),
      () => {},
    );
  }

  /** Everything under way has ended: no timer of ours keeps the process alive. */
  settle(): void {
    this.#hard.abort(this.#reason);
  }
}
