/** The end of a run for a person: few streams a line each, many by group, each reason of a refusal once. */

import { describe, expect, it } from "vitest";
import { summaryLines } from "../../src/commands/summary.ts";
import type { Summary } from "../../src/harvest/outcome.ts";
import { streams } from "../../src/streams/registry.ts";

const summary = (more: Partial<Summary>): Summary => ({
  run: "r",
  version: "1",
  exit_code: 0,
  complete: true,
  destination: { kind: "duckdb", where: "x.duckdb", why: "because" },
  asked: {},
  meetings: { wanted: 1, stored: 1, unchanged: 0, states: {} },
  sessions: { received: 1, stored: 1 },
  stored: {},
  sources: {},
  calls: { light: 0, medium: 0, heavy: 1, resource_intensive: 1 },
  quota: { used: 2, allowed: 30_000, share: 0 },
  refused: [],
  cases: [],
  dead_letters: { count: 0 },
  seconds: 1,
  ...more,
});
const said = (more: Partial<Summary>) => summaryLines(summary(more)).join("\n");
const all = Object.fromEntries(streams.map(({ name }, index) => [name, index * 1_000]));

describe("a summary", () => {
  it("of few streams has a line for each", () => {
    const text = said({
      stored: { meetings: 1, sessions: 1, users: 59, groups: 8 },
      sources: { groups: "groups" },
    });
    expect(text).toMatch(/^ {2}users +59$/m);
    expect(text).toMatch(/^ {2}groups +8$/m);
    expect(text).toMatch(/^ {2}sources +groups: groups$/m);
  });

  it("of all streams has one for each group, names every stream, and is no wider than a terminal", () => {
    const sources = Object.fromEntries(streams.map(({ name, source }) => [name, source]));
    const text = said({ stored: { ...all, attendance: 7 }, sources });
    expect(text).toMatch(/^ {2}attendance +7$/m);
    expect(text).toMatch(/^ {2}users +[\d,]+$/m);
    expect(text).toMatch(/^ {2}people +\S/m);
    for (const { name, group } of streams) {
      if (group !== "core") expect(text).toMatch(new RegExp(`\\b${name} [\\d,]+(,|$)`, "m"));
    }
    expect(text).not.toMatch(/groups: groups/);
    for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
  });

  it("keeps within a narrow terminal, but for the command to copy", () => {
    const cases = [
      {
        what: "meetings of one person",
        count: 2,
        examples: ["a".repeat(24), "b".repeat(24)],
        incomplete: false,
      },
    ];
    const look = `duckdb x.duckdb "${"SELECT 1 ".repeat(20)}"`;
    const destination = { kind: "duckdb", where: "x.duckdb", why: "because", look };
    const lines = summaryLines(summary({ stored: all, cases, destination } as Partial<Summary>), 80);
    expect(lines.filter((line) => line.length > 80)).toEqual([expect.stringContaining(look)]);
    expect(lines.join("\n").replaceAll(/\s+/g, " ")).toContain("2 meetings of one person (such as aaa");
  });

  it("says the reason of several refusals once, and of one what was being done", () => {
    const reason = "Zoom's dashboards need a Business plan (code 400). Try: another plan";
    const text = said({
      refused: [
        { stream: "rooms", message: `list Zoom Rooms: ${reason}` },
        { stream: "meeting_quality", message: `list the quality (abc==): ${reason}` },
        { stream: "groups", message: "list groups: no scope. Try: one" },
      ],
    });
    expect(text.match(/dashboards need/g)).toHaveLength(1);
    expect(text).toMatch(/^ {2}refused +rooms, meeting_quality: Zoom's dashboards/m);
    expect(text).toMatch(/^ {2}refused +groups: list groups: no scope\. Try: one$/m);
  });

  it("names streams whose scopes are missing together, and what lists the scopes", () => {
    const lacking = (stream: string) => ({
      stream,
      message: `list ${stream}: Zoom refuses it because the app lacks a scope (code 4711). Try: adding ${stream}:read`,
    });
    const text = said({ refused: [lacking("rooms"), lacking("recordings")] }).replaceAll(/\s+/g, " ");
    expect(text).toContain("refused rooms, recordings: the app lacks a scope for each. Try: ");
    expect(text).toContain("zoom-harvester doctor --streams rooms,recordings, which names all to add");
    expect(said({ refused: [lacking("rooms")] }).replaceAll(/\s+/g, " ")).toContain("Try: adding rooms:read");
  });
});
