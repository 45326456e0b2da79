/** Why two people may be one: names and e-mails that look alike. For proposals only; nothing is joined on such grounds. */

import { normalName } from "../normal-name.ts";
import { nearness } from "./nearness.ts";

interface Likeness {
  rank: number;
  why: string;
}

/** What is known of somebody, prepared for being compared with many. */
export interface Clues {
  names: ClueName[];
  /** What stands before the `@`. */
  locals: { text: string; loose: string; parts: string[] }[];
}

interface ClueName {
  normal: string;
  /** In the order written, without accents and what stands in brackets. */
  words: string[];
  /** The words in the order of the alphabet. */
  sorted: string;
}

/** What can be compared of somebody's names and e-mails, in whatever order these are. */
export function clues(names: readonly string[], emails: readonly string[]): Clues {
  return {
    names: names.map((name) => {
      const words = wordsOf(name);
      return { normal: normalName(name), words, sorted: words.toSorted().join(" ") };
    }),
    locals: emails.map((email) => {
      const text = email.toLowerCase().replace(/[@+].*$/, "");
      const parts = wordsOf(text.replaceAll(/\d+/g, " "));
      return { text, parts, loose: parts.join("") };
    }),
  };
}

/** Why they may be one, in a few words; undefined where nothing says so. Symmetrical. */
export function whyAlike(one: Clues, other: Clues): string | undefined {
  let best: Likeness | undefined;
  const note = (found: Likeness | undefined) => {
    if (found !== undefined && (best === undefined || found.rank < best.rank)) best = found;
  };
  for (const a of one.names) for (const b of other.names) note(likeness(a, b));
  for (const [names, locals] of [
    [one.names, other.locals],
    [other.names, one.locals],
  ] as const)
    for (const name of names)
      for (const local of locals)
        if (isLocalOf(name, local)) note({ rank: 4, why: "the e-mail address looks like the name" });
  for (const a of one.locals)
    for (const b of other.locals)
      if (a.text === b.text && a.text.length >= 5)
        note({ rank: 5, why: "the same e-mail address but for what follows the @" });
  return best?.why;
}

/** The strongest likeness of two names, the lowest rank first. */
function likeness(a: ClueName, b: ClueName): Likeness | undefined {
  if (a.normal !== "" && a.normal === b.normal) return { rank: 0, why: "the same name" };
  if (a.words.length === 0 || b.words.length === 0) return undefined;
  if (a.sorted === b.sorted) return { rank: 1, why: "the same name but for accents, order or spelling" };
  if (isInitialed(a.words, b.words)) return { rank: 2, why: "the same name with an initial" };
  const distance = nearness(a.sorted, b.sorted);
  if (distance !== undefined)
    return { rank: 3, why: distance === 1 ? "one letter differs" : "two letters differ" };
  const [few, many] = a.words.length < b.words.length ? [a.words, b.words] : [b.words, a.words];
  const isPart = few.length < many.length && few.every((word) => many.includes(word));
  return isPart && few.some((word) => word.length >= 3) ? { rank: 6, why: "a part of the name" } : undefined;
}

/** The letters that a mark on them does not make others; what German writes as ue is u as well. */
function wordsOf(name: string): string[] {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll(/[([{][^)\]}]*[)\]}]?/g, " ")
    .replaceAll(/ß|ss/g, "s")
    .replaceAll(/ø|ö|oe|œ/g, "o")
    .replaceAll(/æ|ae|å|aa/g, "a")
    .replaceAll("ue", "u")
    .replaceAll("ł", "l")
    .replaceAll("đ", "d")
    .replaceAll("ı", "i")
    .replaceAll(/['’`]/g, "");
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** One writes a word as its first letter alone, and another word in full: `A. Weber` and `Anna Weber`. */
function isInitialed(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length || a.length < 2) return false;
  const fits = (words: readonly string[]) => {
    let [full, initials] = [0, 0];
    for (const [index, word] of words.entries()) {
      const other = a[index] ?? "";
      if (word === other && word.length > 1) full++;
      else if (word[0] === other[0] && (word.length === 1 || other.length === 1)) initials++;
      else return false;
    }
    return full > 0 && initials > 0;
  };
  return fits(b) || fits(b.toReversed());
}

function isLocalOf({ words, sorted }: ClueName, { parts, loose }: Clues["locals"][number]): boolean {
  if (loose.length < 4 || words.length < 2) return false;
  if (parts.length > 1 && sorted === parts.toSorted().join(" ")) return true;
  return spellingsOf(words).includes(loose);
}

/** What addresses make of a name: `annaweber`, `weberanna`, `aweber`, `webera`. */
export function spellingsOf(words: readonly string[]): string[] {
  if (words.length < 2) return [];
  const [first = "", last = ""] = [words[0], words.at(-1)];
  return [words.join(""), first + last, last + first, `${first[0]}${last}`, `${last}${first[0]}`];
}
