import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { readAsked } from "../../src/commands/attendance-asked.ts";
import { printAttendance } from "../../src/commands/attendance-print.ts";
import { meetingTable, seriesTable } from "../../src/commands/attendance-table.ts";
import { widthOf } from "../../src/commands/terminal-text.ts";
import { joinAcross } from "../../src/people/across/join-people.ts";
import { matchRoster } from "../../src/people/across/match-roster.ts";
import { seriesMatrix } from "../../src/people/across/series-matrix.ts";
import { meetingKind } from "../../src/streams/event-kind.ts";
import { row } from "../people/rows.ts";

const days = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13];
const columns = days.map((day) => ({
  startTime: `2026-03-${String(day).padStart(2, "0")}T10:00:00Z`,
  meetings: [{ uuid: `m${day}`, duration: 3_600 }],
}));
const people = joinAcross([
  ...days.map((day) =>
    row(`m${day}`, { id: "A", name: "Anna Weber", email: "anna@uni.example", role: "host" }),
  ),
  row("m3", { name: "Ben", there: [[10, 40]] }),
  row("m4", { name: "Ben", there: [[0, 2]] }),
]);
const matrix = seriesMatrix(people, columns, matchRoster(people, [], []), { minSeconds: 300 });
const table = (width?: number) => seriesTable(matrix, columns, { timeZone: "UTC", width });

describe("the table of a series", () => {
  it("has a column a meeting with the minutes in it", () => {
    const { lines, note } = table();
    expect(note).toBeUndefined();
    expect(lines[0]).toContain("03-02  03-03");
    expect(lines[2]).toMatch(
      /^Anna Weber \(host\) {2}anna@uni.example {2}account .* 60 {5}60 .* 10 .* 0 +600 {2}100%$/,
    );
    expect(lines[3]).toMatch(/^Ben .* name, unsure .* · {5}30 {6}2 {6}· .* 1 +9 +32 +5%$/);
  });

  it.each([120, 90, 70, 50, 30])("fits a terminal of %i columns, and says what it left out", (width) => {
    const { lines, note } = table(width);
    for (const line of lines) expect(widthOf(line) + 2).toBeLessThanOrEqual(width);
    expect(note).toContain(`The terminal is ${width} columns wide`);
    expect(lines[0]).toContain("missed");
  });

  it("has marks where minutes do not fit: attended, there for too short, missed", () => {
    expect(table(100).lines[3]).toMatch(/^Ben .* ·■▫······· /);
  });

  it("cuts a name that would take the room of everything else", () => {
    const long = joinAcross([row("m2", { name: `Anna ${"x".repeat(200)}` })]);
    const [person] = seriesMatrix(long, columns, matchRoster(long, [], []));
    const cut = seriesTable([person!], columns, { timeZone: "UTC", width: 80 }).lines[2];
    expect(cut).toMatch(/^Anna x+… /);
    expect(seriesTable([person!], columns, { timeZone: "UTC", width: undefined }).lines[2]).toContain(
      "x".repeat(200),
    );
  });

  it("tells meetings of one day apart, and years", () => {
    const at = (startTime: string) => ({ startTime });
    const heads = (...starts: string[]) =>
      seriesTable([], starts.map(at), { timeZone: "Asia/Tokyo", width: undefined }).lines[0];
    expect(heads("2026-03-02T16:00:00Z", "2026-03-03T01:30:00Z")).toContain("03-03 01:00  03-03 10:30");
    expect(heads("2025-12-30T10:00:00Z", "2026-01-02T10:00:00Z")).toContain("2025-12-30  2026-01-02");
    expect(heads("2026-03-02T10:00:00Z", "2026-03-02T10:00:20Z")).toContain("03-02 19:00  03-02 (2)");
  });
});

describe("the table of a meeting", () => {
  it("says when each came and went, in the time zone", () => {
    const { lines } = meetingTable(matrix, "m3", { timeZone: "Europe/Berlin", width: undefined });
    expect(lines[3]).toMatch(/^Ben .* 1 {2}11:10:00 {4}11:40:00 +30 +50% +10$/);
  });
});

describe("tables of very many people", () => {
  it("are made and printed whole", () => {
    const [person] = matrix;
    if (person === undefined) throw new Error("expected somebody");
    const wanted = new Array<typeof person>(200_000).fill(person);
    const { lines } = seriesTable(wanted, columns, { timeZone: "UTC", width: 120 });
    expect(lines).toHaveLength(wanted.length + 2);
    let printed = 0;
    const output = new Writable({
      write: (chunk, _, done) => {
        printed += String(chunk).split("\n").length;
        done();
      },
    });
    const asked = readAsked({ series: "123456789" }, (flag) => (flag === "timezone" ? "UTC" : ""), 0);
    const answer = {
      asked,
      kind: meetingKind,
      meetings: [],
      columns,
      hasRoster: false,
      everybody: wanted,
      wanted,
      proposals: [],
      idle: [],
      shared: [],
    };
    printAttendance(output, answer, undefined);
    expect(printed).toBeGreaterThan(wanted.length);
  }, 240_000);
});
