// The last line of CI: the counts of a run from vitest's JSON report, and whether they may stand. Usage:
// node scripts/count-tests.mjs REPORT.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Tests that CI may skip, by their full name, each with the reason. */
export const skippable = [
  {
    name: "opens in Python, comments included (skipped where Python's duckdb is absent)",
    reason: "the package cannot be had for every Python",
  },
  {
    name: "says that there is no space left on a full disk (skipped where no disk can be mounted)",
    reason: "mounting needs root; the same is tested with a limit on the file's size",
  },
  {
    name: "says that the file system is read-only (skipped where no disk can be mounted)",
    reason: "mounting needs root",
  },
];

/** @returns the counts of a report; a file that could not even be loaded is one failed test. */
export function countTests({ testResults }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const problems = [];
  for (const { assertionResults, status, name, message } of testResults) {
    for (const { status: one, fullName } of assertionResults) {
      if (one === "passed") counts.passed += 1;
      else if (one === "failed") counts.failed += 1;
      else {
        counts.skipped += 1;
        if (!skippable.some((allowed) => allowed.name === fullName))
          problems.push(`skipped, which CI does not allow: ${fullName}`);
      }
    }
    if (status === "failed" && !assertionResults.some((one) => one.status === "failed")) {
      counts.failed += 1;
      problems.push(`failed as a whole: ${name}: ${message}`);
    }
  }
  if (counts.passed === 0) problems.push("no test passed");
  return { counts, problems };
}

/** The line as CI prints it: `12 passed, 0 failed`, and what was skipped if anything was. */
export function countLine({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [report = ""] = process.argv.slice(2);
  const { counts, problems } = existsSync(report)
    ? countTests(JSON.parse(readFileSync(report, "utf8")))
    : { counts: { passed: 0, failed: 0, skipped: 0 }, problems: ["the tests left no report"] };
  for (const problem of problems) console.log(problem);
  console.log(countLine(counts));
  process.exitCode = counts.failed === 0 && problems.length === 0 ? 0 : 1;
}
