// Runs the demo as a user would and puts what it prints at its end into the README: summary and tables.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const block = /(<!-- demo output -->\n```text\n)[\s\S]*?(```\n<!-- end of demo output -->)/;

/** @param main the compiled program. @throws when the demo fails, or the README has no place for it. */
export function pasteDemo(root, main) {
  const folder = mkdtempSync(join(tmpdir(), "zoom-harvester-demo-"));
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, "demo"], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env.PATH },
    });
    if (status !== 0) throw new Error(`the demo ended with ${status}: ${stderr}`);
    const readme = join(root, "README.md");
    const text = readFileSync(readme, "utf8");
    if (!block.test(text)) throw new Error("README.md lacks the block <!-- demo output -->");
    writeFileSync(
      readme,
      text.replace(block, (_, start, end) => `${start}${shown(stdout, stderr)}\n${end}`),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The summary, which ends standard error, then the tables; without blanks at the ends of lines. */
function shown(stdout, stderr) {
  const summary = stderr.slice(stderr.search(/^ {2}days /m)).trimEnd();
  return `${summary}\n\n${stdout.trim()}`.replace(/[ \t]+$/gm, "");
}
