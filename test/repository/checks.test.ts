/** What `npm run check` looks at beside format and types: it is well now, and each check sees what is not. */
import { describe, expect, it } from "vitest";
import {
  countLine,
  countTests,
  lengthProblems,
  lockProblems,
  longFiles,
  machineProblems,
  readSourceFiles,
  unfinishedProblems,
} from "./checks.ts";
import { read, root } from "./support.ts";

const files = readSourceFiles(root);
const mark = ["TO", "DO"].join("");
const home = ["", "home", "somebody", "x"].join("/");

describe("the files", () => {
  it("are short, finished, and true on every machine", () => {
    expect(lengthProblems(files)).toEqual([]);
    expect(unfinishedProblems(files)).toEqual([]);
    expect(machineProblems(files)).toEqual([]);
  });

  it("that are long have a reason and are still long", () => {
    for (const { path, reason } of longFiles) {
      expect(reason).not.toBe("");
      const text = files.find((one) => one.path === path)?.text ?? "";
      expect(text.split("\n").length, path).toBeGreaterThan(300);
    }
  });

  it("are refused with a line of where and what", () => {
    const lines = (count: number) => "x\n".repeat(count);
    expect(lengthProblems([{ path: "src/a.ts", text: lines(300) }])).toEqual([]);
    expect(lengthProblems([{ path: "src/a.ts", text: lines(301) }])).toEqual([
      expect.stringMatching(/^src\/a\.ts has 301 lines/),
    ]);
    expect(unfinishedProblems([{ path: "a.md", text: `x\n${mark}: y` }])).toEqual([
      expect.stringMatching(/^a\.md:2 says/),
    ]);
    expect(machineProblems([{ path: "a.md", text: `see ${home}` }])).toHaveLength(1);
    expect(machineProblems([{ path: "a.md", text: "https://zoom.us/home/x and /users/{userId}" }])).toEqual(
      [],
    );
  });
});

describe("the lock", () => {
  const lock = JSON.parse(read("package-lock.json"));

  it("serves every platform", () => {
    expect(lockProblems(lock, JSON.parse(read("package.json")))).toEqual([]);
  });

  it("is refused without a platform's package, with another host, or when it is stale", () => {
    const packages = {
      "": { dependencies: { native: "1.0.0" } },
      "node_modules/native": { integrity: "sha512-x", optionalDependencies: { "native-linux-x64": "1.0.0" } },
    };
    const manifest = { dependencies: { native: "1.0.0" } };
    expect(lockProblems({ packages }, manifest)).toEqual([expect.stringContaining("native-linux-x64")]);
    const nested = { "node_modules/native/node_modules/native-linux-x64": { integrity: "sha512-x" } };
    expect(lockProblems({ packages: { ...packages, ...nested } }, manifest)).toEqual([]);
    const elsewhere = {
      "node_modules/native-linux-x64": { integrity: "sha512-x", resolved: "https://a.example/x" },
    };
    expect(lockProblems({ packages: { ...packages, ...elsewhere } }, manifest)).toEqual([
      expect.stringContaining("a.example"),
    ]);
    expect(lockProblems({ packages: { ...packages, ...nested } }, {})).toEqual([
      expect.stringContaining("npm install"),
    ]);
  });
});

describe("the counts of CI", () => {
  const report = (...statuses: string[]) => ({
    testResults: [
      {
        name: "a.test.ts",
        message: "",
        status: statuses.includes("failed") ? "failed" : "passed",
        assertionResults: statuses.map((status, index) => ({ status, fullName: `test ${index}` })),
      },
    ],
  });

  it("are the runner's", () => {
    const { counts, problems } = countTests(report("passed", "passed", "failed"));
    expect(countLine(counts)).toBe("2 passed, 1 failed");
    expect(problems).toEqual([]);
  });

  it("do not stand when a test was skipped", () => {
    const { counts, problems } = countTests(report("passed", "skipped"));
    expect(countLine(counts)).toBe("1 passed, 0 failed, 1 skipped");
    expect(problems).toHaveLength(1);
  });

  it("do not stand when nothing ran", () => {
    expect(countTests({ testResults: [] }).problems).toEqual(["no test passed"]);
  });

  it("count a file that could not be loaded as failed", () => {
    const broken = { name: "b.test.ts", message: "no such module", status: "failed", assertionResults: [] };
    const { counts, problems } = countTests({ testResults: [...report("passed").testResults, broken] });
    expect(countLine(counts)).toBe("1 passed, 1 failed");
    expect(problems).toEqual([expect.stringContaining("no such module")]);
  });
});
