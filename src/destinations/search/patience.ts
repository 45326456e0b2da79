/** Waiting for a cluster that cannot take more now: visibly, longer and longer, and not for ever. */

import type { Effects } from "../../effects.ts";
import { DestinationLost } from "../../errors.ts";
import { sayDuration } from "../../time.ts";

export interface PatienceOptions {
  hosts: string;
  /** How long nothing may succeed. */
  patienceMs: number;
  /** Fires when the user wants the run to end; waiting is then cut short. */
  interrupted?: AbortSignal | undefined;
}

const shortestPauseMs = 200;
const longestPauseMs = 5_000;
const sayEveryMs = 30_000;
/** How long an interrupted run still tries to store what it has. */
const interruptedPatienceMs = 10_000;

export type PatienceEffects = Pick<Effects, "elapsed" | "sleep" | "random" | "log">;

export class Patience {
  readonly #effects: PatienceEffects;
  readonly #options: PatienceOptions;
  /** Since when nothing has succeeded; undefined while all is well. */
  #since: number | undefined;
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(effects: PatienceEffects, options: PatienceOptions) {
    this.#effects = effects;
    this.#options = options;
  }

  /** True from a failure to the next success. */
  get waiting(): boolean {
    return this.#since !== undefined;
  }

  /** Something was stored or answered. */
  succeed(): void {
    if (this.#since === undefined) return;
    const waited = this.#effects.elapsed() - this.#since;
    this.#since = undefined;
    if (this.#saidAt === Number.NEGATIVE_INFINITY) return;
    this.#saidAt = Number.NEGATIVE_INFINITY;
    this.#effects.log.info(
      `${this.#options.hosts} takes documents again, after ${sayDuration(Math.round(waited))}`,
    );
  }

  /**
   * One pause before the next attempt.
   * @param why in words: "it does not answer (connection refused)".
   * @throws DestinationLost when patience is at its end.
   */
  async pause(why: string): Promise<void> {
    const now = this.#effects.elapsed();
    this.#since ??= now;
    const waited = now - this.#since;
    const left = this.#patienceMs() - waited;
    if (left <= 0) throw this.#lost(why);
    // A hiccup of a second is not worth a line.
    if (waited > 1_000 && now - this.#saidAt >= sayEveryMs) {
      this.#saidAt = now;
      this.#effects.log.warn(
        `waiting for ${this.#options.hosts}: ${why}; for up to ${sayDuration(Math.round(left))} more`,
      );
    }
    const pause = Math.min(longestPauseMs, Math.max(shortestPauseMs, waited / 3));
    await this.#effects.sleep(Math.min(left, pause * (0.75 + this.#effects.random() / 2)));
  }

  #patienceMs(): number {
    const { patienceMs, interrupted } = this.#options;
    return interrupted?.aborted === true ? Math.min(patienceMs, interruptedPatienceMs) : patienceMs;
  }

  #lost(why: string): DestinationLost {
    const { hosts } = this.#options;
    return new DestinationLost({
      operation: "store documents",
      subject: hosts,
      reason: `${why}, for ${sayDuration(Math.round(this.#patienceMs()))}; what was not confirmed does not count as done`,
      hint: "the same command again when the cluster is well, or a longer --es_patience",
    });
  }
}
