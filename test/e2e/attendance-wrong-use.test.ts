/** What `attendance` says to wrong flags and to files that it cannot read, before it looks for a store. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder, run } from "./support.ts";

const folder = makeFolder();
afterAll(folder.remove);
const ofClass = ["--series", "431148460", "--timezone", "UTC"];

describe("wrong use ends with 2", () => {
  const bad = (name: string, text: string | Uint8Array) => {
    const file = join(folder.path, name);
    writeFileSync(file, text);
    return file;
  };
  it.each<[string, () => string[], string]>([
    ["nothing asked for", () => [], "it is not said of which meeting or series"],
    ["both", () => ["--meeting", "x", ...ofClass], "--meeting and --series are both given"],
    ["a number as a uuid", () => ["--meeting", "123 456 7890"], "Try: --series 1234567890"],
    ["no number", () => ["--series", "maths"], "--series is to be a meeting number"],
    [
      "days of one meeting",
      () => ["--meeting", "x", "--from", "2026-03-02"],
      "say which meetings of a --series",
    ],
    ["days backwards", () => [...ofClass, "--from", "2026-03-05", "--to", "2026-03-02"], "is after --to"],
    ["a part of a meeting", () => [...ofClass, "--missed_more_than", "1.5"], "whole number"],
    ["words for minutes", () => [...ofClass, "--min_minutes", "ten"], "--min_minutes is to be a number"],
    ["proposals to nowhere", () => [...ofClass, "--write_proposals"], "--write_proposals needs a file"],
    ["no roster there", () => [...ofClass, "--roster", "no.csv"], "read the roster (no.csv): ENOENT"],
    [
      "no decisions there",
      () => [...ofClass, "--decisions", "no.csv"],
      "read the decisions (no.csv): ENOENT",
    ],
    ["a workbook", () => [...ofClass, "--roster", bad("w.csv", "PK\u0003\u0004\u0000")], "it is a workbook"],
    [
      "an old encoding",
      () => [...ofClass, "--roster", bad("o.csv", Buffer.from("name\nJ\xF6rg\n", "latin1"))],
      "CSV UTF-8",
    ],
    [
      "a torn line",
      () => [...ofClass, "--roster", bad("q.csv", 'name\n"Ann\n')],
      "q.csv, line 2): a quotation mark",
    ],
    [
      "other columns",
      () => [...ofClass, "--roster", bad("c.csv", "grade\nA\n")],
      "names no column that is known",
    ],
    [
      "no decision",
      () => [...ofClass, "--decisions", bad("d.csv", "a@b.example,name:x,yes\n")],
      "d.csv, line 1): the decision is neither",
    ],
  ])("%s", async (_, args, message) => {
    const asked = ["attendance", "--db", "none.duckdb", ...args()];
    const { code, stdout, stderr } = await run(asked, {}, folder.path);
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});
