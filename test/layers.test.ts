/** Who imports whom, and who touches the world: the tables are data in scripts/check/. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allowed, effectProblems, importsOf, layerProblems, readSourceFiles } from "./repository/checks.ts";
import { root } from "./repository/support.ts";

const files = readSourceFiles(root);
const file = (path: string, text: string) => ({ path, text });

describe("the layers", () => {
  it("are kept by every file of src", () => {
    expect(files.filter(({ path }) => path.startsWith("src/")).length).toBeGreaterThan(50);
    expect(layerProblems(files)).toEqual([]);
  });

  it.each([
    ["a part that imports another part", "src/zoom/a.ts", 'import { x } from "../streams/map.ts";'],
    ["a type alone", "src/destinations/a.ts", 'import type { X } from "../streams/stream.ts";'],
    ["a lazy import", "src/streams/a.ts", 'const x = await import("../harvest/run.ts");'],
    ["a re-export", "src/harvest/a.ts", 'export { x } from "../commands/log.ts";'],
    ["the simulator that imports anything of ours", "src/simulator/routes/a.ts", 'import "../../time.ts";'],
    ["a base that imports a part", "src/time.ts", 'import { x } from "./zoom/path.ts";'],
    ["main that imports the base", "src/main.ts", 'import { x } from "./time.ts";'],
    ["a file without a layer", "src/odds-and-ends.ts", "export const x = 1;"],
  ])("forbid %s", (_, path, text) => {
    expect(layerProblems([file(path, text)])).toHaveLength(1);
  });

  it("forbid a cycle in the base", () => {
    const cycle = [
      file("src/time.ts", 'import "./errors.ts";'),
      file("src/errors.ts", 'import "./secret.ts";'),
      file("src/secret.ts", 'import type { Day } from "./time.ts";'),
    ];
    expect(layerProblems(cycle)).toEqual([expect.stringContaining("a cycle in the base: src/time.ts")]);
  });

  it("see every import and no comment", () => {
    const text =
      '/** from "./no.ts" */\nimport a from "./a.ts"; // import "./b.ts"\nawait import(\n "../c.ts");';
    expect(importsOf("src/zoom/x.ts", text)).toEqual(["src/zoom/a.ts", "src/c.ts"]);
  });
});

describe("effects", () => {
  it("are touched only where the list says", () => {
    expect(effectProblems(files)).toEqual([]);
  });

  it.each([
    ["Date.now()"],
    ["new Date()"],
    ["setTimeout(run, 1)"],
    ["process.env.HOME"],
    ["console.error(1)"],
    ["Math.random()"],
    ["randomUUID()"],
  ])("such as %s are seen", (text) => {
    expect(effectProblems([file("src/harvest/a.ts", text)])).toHaveLength(1);
  });

  it("in a comment or with an argument are none", () => {
    const text = "/** Not Date.now. */\nnew Date(ms); // Math.random()";
    expect(effectProblems([file("src/harvest/a.ts", text)])).toEqual([]);
  });

  it("end the process in main alone", () => {
    const exit = "process.exit(1);";
    expect(effectProblems([file("src/main.ts", exit)])).toEqual([]);
    expect(effectProblems([file("src/commands/demo.ts", exit)])).toHaveLength(1);
  });

  it("are allowed for files that exist, each with a reason", () => {
    for (const { path, reason } of allowed) {
      expect(existsSync(join(root, path)), path).toBe(true);
      expect(reason).not.toBe("");
    }
  });
});
