/** Numbers of which the least is always at hand. */

export class MinHeap {
  readonly #numbers: number[] = [];

  get least(): number | undefined {
    return this.#numbers[0];
  }

  push(number: number): void {
    const numbers = this.#numbers;
    let place = numbers.length;
    numbers.push(number);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = numbers[parent] as number;
      if (above <= number) break;
      numbers[place] = above;
      place = parent;
    }
    numbers[place] = number;
  }

  pop(): number | undefined {
    const numbers = this.#numbers;
    const least = numbers[0];
    const last = numbers.pop();
    if (last === undefined || numbers.length === 0) return least;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= numbers.length) break;
      if (child + 1 < numbers.length && (numbers[child + 1] as number) < (numbers[child] as number))
        child += 1;
      const below = numbers[child] as number;
      if (below >= last) break;
      numbers[place] = below;
      place = child;
    }
    numbers[place] = last;
    return least;
  }
}
