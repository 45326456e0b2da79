/**
 * Whether a stream shows anything of meetings that one person attended: an account setting decides ("Show one person
 * meetings and webinars on Dashboard and Reports"), and Zoom answers 404 where it does not. A few are asked for; that
 * there are none is remembered for the account.
 */

import type { Destination } from "../destinations/destination.ts";
import type { Effects } from "../effects.ts";
import { dayMs } from "../time.ts";

/** So many answers in vain tell that the others are hidden too. */
export const enough = 5;

/** After so long a few are asked for again: the setting may have changed. */
const rememberedMs = 7 * dayMs;

export class OnePersonLists {
  readonly #memory: Pick<Destination, "recall" | "remember">;
  readonly #effects: Pick<Effects, "now">;
  readonly #fact: string;
  #hidden = 0;
  #shown = false;
  #known: Promise<boolean> | undefined;

  /** @param again asks a few whatever is remembered. */
  constructor(
    memory: Pick<Destination, "recall" | "remember">,
    effects: Pick<Effects, "now">,
    stream: string,
    again: boolean,
  ) {
    this.#memory = memory;
    this.#effects = effects;
    this.#fact = `hidden ${stream}`;
    if (again) this.#known = Promise.resolve(false);
  }

  /** Whether asking is in vain. */
  async areHidden(): Promise<boolean> {
    if (this.#shown) return false;
    this.#known ??= this.#recall();
    return this.#hidden >= enough || this.#known;
  }

  async note(answer: "hidden" | "shown"): Promise<void> {
    if (answer === "shown") {
      const wasHidden = this.#hidden >= enough || (!this.#shown && (await this.#known) === true);
      this.#shown = true;
      if (wasHidden) await this.#memory.remember(this.#fact, {});
      return;
    }
    this.#hidden += 1;
    if (this.#hidden === enough && !this.#shown)
      await this.#memory.remember(this.#fact, { at: this.#effects.now() });
  }

  async #recall(): Promise<boolean> {
    const known = (await this.#memory.recall(this.#fact)) as { at?: number } | undefined;
    const age = this.#effects.now() - (known?.at ?? Number.NEGATIVE_INFINITY);
    return age >= 0 && age < rememberedMs;
  }
}
