/** Sorts numbers, the given array perhaps in place. */

const fewEnough = 64;

/** Most meetings are small: their lists are sorted in place before a typed array is made for a large one. */
export function sortedNumbers(numbers: number[]): ArrayLike<number> {
  if (numbers.length > fewEnough) return Float64Array.from(numbers).sort();
  for (let index = 1; index < numbers.length; index += 1) {
    const number = numbers[index] as number;
    let place = index;
    for (; place > 0 && (numbers[place - 1] as number) > number; place -= 1)
      numbers[place] = numbers[place - 1] as number;
    numbers[place] = number;
  }
  return numbers;
}
