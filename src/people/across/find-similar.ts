/** Finds those among many whose names or e-mails look like somebody's, without comparing everybody with everybody. */

import { nearness } from "./nearness.ts";
import { type Clues, spellingsOf, whyAlike } from "./similar-names.ts";

export interface Similar<T> {
  person: T;
  why: string;
}

/** @returns what finds everybody that {@link whyAlike} says something of, in the order given */
export function similarAmong<T>(people: readonly { person: T; clues: Clues }[]) {
  const bySign = new Map<string, number[]>();
  const letters: { index: number; text: string; mask: number }[] = [];
  for (const [index, { clues }] of people.entries()) {
    for (const sign of signsOf(clues)) {
      const known = bySign.get(sign);
      if (known === undefined) bySign.set(sign, [index]);
      else known.push(index);
    }
    for (const { sorted } of clues.names) letters.push({ index, text: sorted, mask: maskOf(sorted) });
  }
  return (clues: Clues): Similar<T>[] => {
    const near = new Set(signsOf(clues).flatMap((sign) => bySign.get(sign) ?? []));
    for (const { sorted } of clues.names) {
      const mask = maskOf(sorted);
      for (const one of letters) {
        if (Math.abs(one.text.length - sorted.length) > 2) continue;
        // Each of two wrong letters takes one sign away at most, and brings one.
        if (bitsOf(one.mask ^ mask) > 4) continue;
        if (nearness(one.text, sorted) !== undefined) near.add(one.index);
      }
    }
    const found: Similar<T>[] = [];
    for (const index of [...near].sort((a, b) => a - b)) {
      const candidate = people[index];
      const why = candidate === undefined ? undefined : whyAlike(clues, candidate.clues);
      if (candidate !== undefined && why !== undefined) found.push({ person: candidate.person, why });
    }
    return found;
  };
}

/** Whoever is alike for any reason but a wrong letter has one of these in common. */
function signsOf({ names, locals }: Clues): string[] {
  const signs = new Set<string>();
  for (const { normal, words, sorted } of names) {
    signs.add(`name ${normal}`);
    for (const word of words) signs.add(`word ${word}`);
    for (const spelling of spellingsOf(words)) signs.add(`spelling ${spelling}`);
    signs.add(`parts ${sorted}`);
  }
  for (const { text, loose, parts } of locals) {
    signs.add(`local ${text}`);
    signs.add(`spelling ${loose}`);
    signs.add(`parts ${parts.toSorted().join(" ")}`);
  }
  return [...signs];
}

/** A bit for each letter that occurs; other scripts share the bits. */
function maskOf(text: string): number {
  let mask = 0;
  for (let at = 0; at < text.length; at++) mask |= 1 << (text.charCodeAt(at) & 31);
  return mask;
}

function bitsOf(mask: number): number {
  let count = 0;
  for (let rest = mask >>> 0; rest !== 0; rest &= rest - 1) count++;
  return count;
}
