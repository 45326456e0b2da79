import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { similarAmong } from "../../src/people/across/find-similar.ts";
import { nearness } from "../../src/people/across/nearness.ts";
import { clues, whyAlike } from "../../src/people/across/similar-names.ts";

/** A name or an e-mail. */
const clue = (text: string) => (text.includes("@") ? clues([], [text]) : clues([text], []));

describe("two may be one", () => {
  it.each([
    ["Anna Weber", "anna  WEBER", "the same name"],
    ["Müller, Jörg", "Joerg Mueller", "the same name but for accents, order or spelling"],
    ["Łukasz Żak", "Lukasz Zak (he/him)", "the same name but for accents, order or spelling"],
    ["A. Weber", "Anna Weber", "the same name with an initial"],
    ["Anna W", "Weber Anna", "the same name with an initial"],
    ["Jon Smith", "John Smith", "one letter differs"],
    ["Katherine Jones", "Katharina Jones", "two letters differ"],
    ["Anna Weber", "anna.weber2@uni.example", "the e-mail address looks like the name"],
    ["Anna Weber", "aweber@uni.example", "the e-mail address looks like the name"],
    ["Anna Maria Weber", "weberanna@uni.example", "the e-mail address looks like the name"],
    ["aweber+zoom@home.example", "aweber@uni.example", "the same e-mail address but for what follows the @"],
    ["Anna", "Anna Weber", "a part of the name"],
    ["李 明", "明 李", "the same name but for accents, order or spelling"],
  ])("%s, %s: %s", (one, other, why) => {
    expect(whyAlike(clue(one), clue(other))).toBe(why);
    expect(whyAlike(clue(other), clue(one))).toBe(why);
  });

  it.each([
    ["Anna Weber", "Ben Weber"],
    ["Ann", "Ben"],
    ["A B", "A C"],
    ["Anna Weber", "info@uni.example"],
    ["it@a.example", "it@b.example"],
    ["***", "---"],
    ["", ""],
  ])("nothing says so: %j, %j", (one, other) => {
    expect(whyAlike(clue(one), clue(other))).toBeUndefined();
  });
});

describe("a search among many", () => {
  it("finds everybody that a comparison with each finds", () => {
    const word = fc.constantFrom("anna", "ana", "Änna", "weber", "w", "a", "maria", "Mária", "li", "(x)");
    const name = fc.oneof(
      fc.array(word, { maxLength: 3 }).map((words) => words.join(" ")),
      fc.string({ unit: fc.constantFrom("a", "b", "é", " ", "李"), maxLength: 8 }),
    );
    const email = fc
      .tuple(word, word, fc.constantFrom("", ".", "_", "7"))
      .map(([a, b, sign]) => `${a}${sign}${b}@x.example`);
    const somebody = fc
      .tuple(fc.array(name, { maxLength: 2 }), fc.array(email, { maxLength: 2 }))
      .map(([names, emails]) => clues(names, emails));
    fc.assert(
      fc.property(fc.array(somebody, { maxLength: 8 }), somebody, (many, one) => {
        const people = many.map((clues, person) => ({ person, clues }));
        const each = people.flatMap(({ person, clues }) => {
          const why = whyAlike(one, clues);
          return why === undefined ? [] : [{ person, why }];
        });
        expect(similarAmong(people)(one)).toEqual(each);
      }),
      { numRuns: 500 },
    );
  });
});

describe("nearness", () => {
  /** The same, by the textbook. */
  const distance = (a: string, b: string): number => {
    const table = Array.from({ length: a.length + 1 }, (_, i) => [i, ...new Array<number>(b.length).fill(0)]);
    for (let j = 0; j <= b.length; j++) table[0]![j] = j;
    for (let i = 1; i <= a.length; i++)
      for (let j = 1; j <= b.length; j++) {
        const ways = [
          table[i - 1]![j]! + 1,
          table[i]![j - 1]! + 1,
          table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        ];
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          ways.push(table[i - 2]![j - 2]! + 1);
        table[i]![j] = Math.min(...ways);
      }
    return table[a.length]![b.length]!;
  };

  it("counts wrong, missing and exchanged letters, fewer in short names", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 14 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const longest = Math.max(a.length, b.length);
        const most = longest < 5 ? 0 : longest < 10 ? 1 : 2;
        const count = distance(a, b);
        expect(nearness(a, b)).toBe(count > 0 && count <= most ? count : undefined);
      }),
      { numRuns: 3_000 },
    );
  });
});
