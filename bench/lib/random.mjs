/** Chance that a seed repeats: the same numbers on every machine. */

/** @returns draws from a generator (mulberry32) that begins at the seed. */
export function createRandom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    chance: (probability) => next() < probability,
    pick: (values) => values[Math.floor(next() * values.length)],
    /** A whole number, both ends included. */
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    /** Between two positive numbers, each order of size as likely as the others. */
    spread: (from, to) => from * (to / from) ** next(),
  };
}
