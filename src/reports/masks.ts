/** Marks in the place of people's names: the same for the same name, and nobody can tell whose. */

import { createHmac } from "node:crypto";

/** Characters of a mask: with a million people two share one about once in five hundred. */
const length = 10;
const prefix = "person ";
const gone = "…";

const email = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}.-]+/gu;
/** Zoom's own words for a meeting that was not called anything: they begin with the host's name. */
const unnamed = /^.+?(?:['’]s (?:Personal )?(?:Zoom )?Meeting(?: Room)?)$/iu;

export class Masks {
  readonly #seed: string;
  readonly #meant = new Map<string, string>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  of(value: string): string {
    const digest = createHmac("sha256", this.#seed).update(value).digest("hex").slice(0, length);
    const mask = `${prefix}${digest}`;
    this.#meant.set(mask, value);
    return mask;
  }

  /** What a mask that was given stands for. */
  meant(mask: string): string | undefined {
    return this.#meant.get(mask);
  }

  /** What stands for a topic of which nothing is shown. */
  readonly untitled = gone;

  /** A topic without e-mails, without these names and their parts, and without what Zoom makes of a name. */
  title(title: string, names: readonly string[]): string {
    let shown = title.replace(email, gone);
    if (unnamed.test(shown)) return `${gone}'s meeting`;
    const words = names
      .flatMap((name) => [name, ...name.split(/[\s@.,_-]+/)])
      .filter((word) => [...word].length > 1);
    for (const word of words.sort((a, b) => b.length - a.length))
      shown = shown.replaceAll(new RegExp(literally(word), "giu"), gone);
    return shown;
  }
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
