/**
 * The simulator's only source of chance: numbers that depend on their arguments and nothing else.
 * No state, so every answer is the same whatever was asked before it.
 */

function scramble(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A 32-bit number from up to four 32-bit numbers; the same arguments always give the same number. */
export function hash(first: number, second = 0, third = 0, fourth = 0): number {
  let mixed = scramble((first ^ 0x9e3779b9) >>> 0);
  mixed = scramble((Math.imul(mixed, 5) + second) | 0);
  mixed = scramble((Math.imul(mixed, 5) + third) | 0);
  return scramble((Math.imul(mixed, 5) + fourth) | 0);
}

/** A 32-bit number from a text. */
export function hashText(seed: number, text: string): number {
  let mixed = scramble(seed ^ 0x811c9dc5);
  for (let i = 0; i < text.length; i++) mixed = Math.imul(mixed ^ text.charCodeAt(i), 0x01000193);
  return scramble(mixed ^ text.length);
}

/** The number as a share in [0, 1). */
export function share(number: number): number {
  return number / 2 ** 32;
}

/** A whole number from `low` to `high`, both included. */
export function between(number: number, low: number, high: number): number {
  return low + Math.floor(share(number) * (high - low + 1));
}

/** One entry of a list that is not empty. */
export function pick<T>(number: number, list: readonly T[]): T {
  const chosen = list[Math.floor(share(number) * list.length)];
  if (chosen === undefined) throw new RangeError("Expected `list` to have entries, got none.");
  return chosen;
}

/** A keyed permutation of the numbers of `2 * halfBits` bits (a Feistel network); {@link unpermute} undoes it. */
export function permute(value: number, halfBits: number, key: number): number {
  const size = 2 ** halfBits;
  let left = Math.floor(value / size) % size;
  let right = value % size;
  for (let round = 0; round < 4; round++) {
    [left, right] = [right, (left ^ (hash(key, round, right) % size)) >>> 0];
  }
  return left * size + right;
}

/** The value that {@link permute} turned into `permuted`. */
export function unpermute(permuted: number, halfBits: number, key: number): number {
  const size = 2 ** halfBits;
  let left = Math.floor(permuted / size) % size;
  let right = permuted % size;
  for (let round = 3; round >= 0; round--) {
    [left, right] = [(right ^ (hash(key, round, left) % size)) >>> 0, left];
  }
  return left * size + right;
}
