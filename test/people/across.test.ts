import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinAcross } from "../../src/people/across/join-people.ts";
import { matchRoster } from "../../src/people/across/match-roster.ts";
import { type Column, seriesMatrix } from "../../src/people/across/series-matrix.ts";
import { row, type Somebody } from "./rows.ts";

const identities = (people: ReturnType<typeof joinAcross>) => people.map(({ identity }) => identity);

describe("people across meetings", () => {
  it("are one by account, registrant or e-mail, also through a third row", () => {
    const people = joinAcross([
      row("m1", { id: "A", name: "Anna" }),
      row("m2", { registrant_id: "r1", email: "Anna@Uni.example" }),
      row("m3", { id: "A", email: "anna@uni.example " }),
      row("m4", { registrant_id: "r1" }),
    ]);
    expect(identities(people)).toEqual(["account:A"]);
    expect(people[0]).toMatchObject({ basis: "account", confidence: "high", emails: ["anna@uni.example"] });
    expect(people[0]?.keys).toEqual(["account:A", "email:anna@uni.example", "registrant:r1"]);
  });

  it("are one by an equal name only where neither has anything better, with low confidence", () => {
    const people = joinAcross([
      row("m1", { name: "Anna Weber" }),
      row("m2", { name: " anna  weber" }),
      row("m2", { name: "Anna Weber", email: "anna@uni.example" }),
    ]);
    expect(people.map(({ identity, confidence, rows }) => [identity, confidence, rows.length])).toEqual([
      ["email:anna@uni.example", "high", 1],
      ["name:anna weber", "low", 2],
    ]);
  });

  it("without a name or anything else are somebody else in every meeting", () => {
    expect(identities(joinAcross([row("m1", {}), row("m2", {})]))).toEqual(["in:m1/none:", "in:m2/none:"]);
  });

  it("are one when somebody has decided so", () => {
    const rows = [row("m1", { name: "Anna" }), row("m2", { email: "anna@uni.example" })];
    const people = joinAcross(rows, [["email:anna@uni.example", "name:anna"]]);
    expect(people.map(({ identity, rows }) => [identity, rows.length])).toEqual([
      ["email:anna@uni.example", 2],
    ]);
  });

  it("know whether two bore the name in one meeting", () => {
    const people = joinAcross([
      row("m1", { name: "iPhone", there: [[0, 30]] }),
      row("m1", { name: "iPhone", there: [[10, 60]] }),
      row("m1", { name: "Anna" }),
    ]);
    expect(people.map(({ identity, hasNamesakes }) => [identity, hasNamesakes])).toEqual([
      ["name:anna", false],
      ["name:iphone", true],
    ]);
  });

  it("do not depend on the order of the rows, and no row is lost or counted twice", () => {
    fc.assert(
      fc.property(rowsArbitrary, fc.infiniteStream(fc.nat()), (rows, random) => {
        const shuffled = rows
          .map((one) => ({ one, at: random.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const people = joinAcross(rows);
        expect(joinAcross(shuffled)).toEqual(people);
        expect(people.reduce((sum, person) => sum + person.rows.length, 0)).toBe(rows.length);
        const keys = people.flatMap((person) => person.keys);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

describe("the matrix of a series", () => {
  const columns: Column[] = ["m1", "m2", "m3"].map((uuid) => ({ meetings: [{ uuid, duration: 3_600 }] }));
  const matrix = (rows: Parameters<typeof joinAcross>[0], given = columns, minSeconds = 0) => {
    const people = joinAcross(rows);
    return seriesMatrix(people, given, matchRoster(people, [], []), { minSeconds });
  };

  it("sums what is stored, person by meeting", () => {
    const [anna] = matrix([
      row("m1", { id: "A", name: "Anna", there: [[0, 30]] }),
      row("m3", {
        id: "A",
        name: "Anna W",
        there: [
          [5, 20],
          [30, 60],
        ],
      }),
    ]);
    expect(anna).toMatchObject({
      ...{ person: "account:A", name: "Anna W", attended: 2, missed: 1 },
      ...{ attendedSeconds: 4_500, meanShare: 0.4167 },
    });
    expect(anna?.stays.get("m3")).toMatchObject({ attendedSeconds: 2_700, sessions: 2, lateSeconds: 300 });
    expect(anna?.stays.has("m2")).toBe(false);
  });

  it("counts no moment twice where one person has two rows in a meeting", () => {
    const rows = [
      row("m1", { id: "A", there: [[0, 30]] }),
      row("m1", {
        email: "a@uni.example",
        there: [
          [20, 25],
          [28, 50],
        ],
      }),
      row("m2", { id: "A", email: "a@uni.example" }),
    ];
    expect(matrix(rows)[0]?.stays.get("m1")).toMatchObject({
      ...{ attendedSeconds: 3_000, share: 0.8333, sessions: 3, lateSeconds: 0 },
      lastLeave: "2026-03-01T10:50:00Z",
    });
  });

  it("takes less than the least time for not attended, and keeps the time", () => {
    const rows = [row("m1", { id: "A", there: [[0, 4]] }), row("m2", { id: "A", there: [[0, 5]] })];
    expect(matrix(rows, columns, 300)[0]).toMatchObject({ attended: 1, missed: 2, attendedSeconds: 540 });
    const nobody = [row("m1", { id: "A", there: [[9, 9]] })];
    expect(matrix(nobody)[0]).toMatchObject({ attended: 0, missed: 3 });
  });

  it("takes several meetings of a column for one time that people met", () => {
    const [first, second, third] = columns.flatMap(({ meetings }) => meetings);
    const days = [{ meetings: [first!, second!] }, { meetings: [third!] }];
    expect(matrix([row("m2", { id: "A" })], days)[0]).toMatchObject({
      attended: 1,
      missed: 1,
      meanShare: 0.25,
    });
  });

  it("never has anybody there for longer than the meeting, and as many as came", () => {
    fc.assert(
      fc.property(rowsArbitrary, (rows) => {
        for (const { stays, attended, missed, attendedSeconds } of matrix(rows)) {
          for (const stay of stays.values()) expect(stay.attendedSeconds).toBeLessThanOrEqual(3_600);
          expect(attended + missed).toBe(3);
          expect(attendedSeconds).toBe(
            [...stays.values()].reduce((sum, one) => sum + one.attendedSeconds, 0),
          );
        }
      }),
    );
  });
});

const somebody: fc.Arbitrary<Somebody> = fc.record(
  {
    id: fc.constantFrom("A", "B", "C"),
    registrant_id: fc.constantFrom("r1", "r2"),
    email: fc.constantFrom("a@x.example", "A@x.example", "b@x.example", "c@x.example"),
    name: fc.constantFrom("Anna", "anna ", "Ben", "Åsa"),
    there: fc
      .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 }))
      .map(([start, length]): [number, number][] => [[start, start + length]]),
  },
  { requiredKeys: ["there"] },
);
/** Within a meeting nobody is there twice: that is how they are stored. */
const rowsArbitrary = fc.uniqueArray(
  fc.tuple(fc.constantFrom("m1", "m2", "m3"), somebody).map(([meeting, one]) => row(meeting, one)),
  { maxLength: 12, selector: ({ meeting, person }) => `${meeting} ${person}` },
);
