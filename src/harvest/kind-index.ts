/**
 * Which kind each series is, for accounts with millions of them: eight bytes a series. An entry is the series'
 * number and its kind in one double; the entries lie sorted, new ones wait in a map until they are merged.
 */

const kinds = ["unknown", "instant", "scheduled", "recurring", "pmi", "pac"] as const;
/** Room for the kinds in the low digits; a number of 11 digits times this is still exact. */
const room = 8;
const mergeAt = 5_000;

export class KindIndex {
  #sorted = new Float64Array(0);
  readonly #fresh = new Map<number, number>();
  /** Series that are not named by a number; Zoom has not been seen to send any. */
  readonly #odd = new Map<string, string>();

  get(id: string): string | undefined {
    if (!isNumber(id)) return this.#odd.get(id);
    const number = Number(id);
    const kind = this.#fresh.get(number) ?? this.#at(this.#find(number), number);
    return kind === undefined ? undefined : kinds[kind];
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  set(id: string, kind: string): void {
    const code = kinds.indexOf(kind as (typeof kinds)[number]);
    if (!isNumber(id) || code < 0) {
      this.#odd.set(id, kind);
      return;
    }
    const number = Number(id);
    const index = this.#find(number);
    if (this.#at(index, number) === undefined) this.#fresh.set(number, code);
    else this.#sorted[index] = number * room + code;
    if (this.#fresh.size >= Math.max(mergeAt, this.#sorted.length / 8)) this.#merge();
  }

  /** The first entry that is not before the number. */
  #find(number: number): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? 0) < number * room) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #at(index: number, number: number): number | undefined {
    const entry = this.#sorted[index];
    return entry !== undefined && Math.floor(entry / room) === number ? entry % room : undefined;
  }

  #merge(): void {
    const merged = new Float64Array(this.#sorted.length + this.#fresh.size);
    merged.set(this.#sorted);
    merged.set(
      [...this.#fresh].map(([number, code]) => number * room + code),
      this.#sorted.length,
    );
    this.#sorted = merged.sort();
    this.#fresh.clear();
  }
}

function isNumber(id: string): boolean {
  return /^[1-9]\d{0,13}$/.test(id);
}
