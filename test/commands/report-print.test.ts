/** The overview keeps to its 80 columns whatever things are called. */

import { expect, it } from "vitest";
import { overviewLines } from "../../src/commands/report-print.ts";
import { widthOf } from "../../src/commands/terminal-text.ts";
import { spanOfDays } from "../../src/time.ts";

const figures = { meetings: 3, people: 12, sessions: 15, attended_seconds: 36_000 };
const peak = { count: 3, at: "2026-11-02T09:00:00Z" };

function linesOf(where: string, name: string, timeZone = "UTC"): string[] {
  const [from, to] = ["2026-11-02", "2026-11-03"];
  return overviewLines(
    where,
    { from, to, timeZone, span: spanOfDays(from, to, timeZone) },
    {
      totals: { ...figures, mean_duration_seconds: 60, by_phone: 0, by_room: 0 },
      days: [from, to].map((key) => ({ key, ...figures })),
      hours_of_day: Array.from({ length: 24 }, (_, hour) => ({ hour, attended_seconds: hour })),
      peaks: { meetings: { ...peak, meetings: [{ uuid: "m", topic: name, host: name, people: 4 }] } },
      by: {
        hosts: [
          { key: "h", label: name, ...figures },
          { key: "i", label: "Anna", ...figures },
        ],
      },
    },
    5,
  );
}

it.each([
  ["letters", "Anna"],
  ["Han", "王芳的每周团队会议王芳的每周团队会议"],
  ["emoji", "🦊".repeat(40)],
  ["what a terminal would obey", "Zoe\u0308\u202E\u001b[2J ".repeat(9)],
])("with names of %s, which stay in line", (_, name) => {
  const lines = linesOf("store.duckdb", name);
  for (const line of lines) {
    expect(widthOf(line)).toBeLessThanOrEqual(80);
    expect(line).not.toMatch(/[\p{Cc}\u202E]/u);
  }
  const at = lines.findIndex((line) => line.startsWith("Hosts"));
  const columns = [1, 2].map((more) => widthOf(lines[at + more]?.split("█")[0] ?? ""));
  expect(columns).toEqual([31, 31]);
});

it.each(["UTC", "America/Argentina/ComodRivadavia"])(
  "with a store that lies deep in folders, of which the end is kept, in %s",
  (zone) => {
    const [line = ""] = linesOf(`/srv/${"deep/".repeat(30)}zoom.duckdb`, "Anna", zone);
    expect(widthOf(line)).toBeLessThanOrEqual(80);
    expect(line).toMatch(/^….*\/zoom\.duckdb, 2026-11-02 to 2026-11-03, /);
  },
);
