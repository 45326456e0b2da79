/** Marks in the place of people's names: the same for the same name, and nobody can tell whose. */

import { createHmac } from "node:crypto";

/** Characters of a mask: with a million people two share one about once in five hundred. */
const length = 10;
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
    return this.#give("person ", value);
  }

  /** Of a personal room's number. */
  ofRoom(number: string): string {
    return this.#give("room_", number);
  }

  #give(kind: string, value: string): string {
    const digest = createHmac("sha256", this.#seed).update(value).digest("hex").slice(0, length);
    const mask = `${kind}${digest}`;
    this.#meant.set(mask, value);
    return mask;
  }

  /** What a mask that was given stands for. */
  meant(mask: string): string | undefined {
    return this.#meant.get(mask);
  }

  /** What stands for a topic of which nothing is shown. */
  readonly untitled = gone;

  /**
   * A topic without e-mails, without these names and their parts, whatever accents either is written with, and without
   * what Zoom makes of a name.
   */
  title(title: string, names: readonly string[]): string {
    let shown = title.replace(email, gone);
    if (unnamed.test(shown)) return `${gone}'s meeting`;
    const words = names
      .flatMap((name) => [name, ...name.split(/[\s@.,_'’ʼ`´-]+/)])
      .map(lettersOf)
      .filter((letters) => letters.length > 1);
    shown = shown.normalize("NFD");
    for (const letters of words.sort((a, b) => b.length - a.length))
      shown = shown.replaceAll(new RegExp(withAnyMarks(letters), "giu"), gone);
    return shown.normalize("NFC");
  }
}

/** A word's letters without their marks, such as accents. */
function lettersOf(word: string): string[] {
  return [...word.normalize("NFD").replaceAll(/\p{M}/gu, "")];
}

function withAnyMarks(letters: readonly string[]): string {
  return letters.map((letter) => `${literally(letter)}\\p{M}*`).join("");
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
