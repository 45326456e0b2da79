/** How many letters two names differ by, as far as few are asked about. Pure, and quick: every pair of names comes by. */

const longestName = 256;
const rows = [0, 1, 2].map(() => new Uint8Array(longestName + 3));
const far = 9;

/**
 * 1 or 2 where so many letters are wrong, missing, too many or exchanged with the next; undefined where none or more
 * are. Short names must be nearer than long ones: below 5 signs no letter may differ, below 10 only one.
 */
export function nearness(a: string, b: string): 1 | 2 | undefined {
  const longest = Math.max(a.length, b.length);
  const most = longest < 5 ? 0 : longest < 10 ? 1 : 2;
  if (most === 0 || longest > longestName || Math.abs(a.length - b.length) > most) return undefined;
  let [before, last, row] = rows as [Uint8Array, Uint8Array, Uint8Array];
  // Entry j of a row is how far the first j letters of `b` are from the first i of `a`; only those near the diagonal
  // can be few enough, and what lies outside counts as far.
  for (let j = 0; j <= b.length; j++) last[j] = Math.min(j, far);
  before.fill(far);
  for (let i = 1; i <= a.length; i++) {
    const from = Math.max(1, i - most);
    const to = Math.min(b.length, i + most);
    row[from - 1] = from === 1 ? Math.min(i, far) : far;
    let least = row[from - 1] as number;
    for (let j = from; j <= to; j++) {
      const isEqual = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let count = (last[j - 1] as number) + (isEqual ? 0 : 1);
      if ((row[j - 1] as number) + 1 < count) count = (row[j - 1] as number) + 1;
      if (j < i + most && (last[j] as number) + 1 < count) count = (last[j] as number) + 1;
      const isExchanged =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (isExchanged && (before[j - 2] as number) + 1 < count) count = (before[j - 2] as number) + 1;
      row[j] = count;
      if (count < least) least = count;
    }
    if (least > most) return undefined;
    [before, last, row] = [last, row, before];
  }
  const count = last[b.length] as number;
  return count === 1 || (count === 2 && most === 2) ? count : undefined;
}
