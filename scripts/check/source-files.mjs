// The project's own files with their text: what git tracks or would track; in a tree without git, all but the
// folders that are made.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const made = /^(node_modules|dist|coverage|\.git)(\/|$)/;

/** @returns every text file of the project, paths relative to `root` with forward slashes. */
export function readSourceFiles(root) {
  const paths = listPaths(root).filter((path) => {
    const file = join(root, path);
    return !made.test(path) && existsSync(file) && statSync(file).isFile();
  });
  return paths
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
    .filter(({ text }) => !text.includes("\0"));
}

function listPaths(root) {
  const git = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  if (git.status === 0) return [...new Set(git.stdout.split("\0").filter(Boolean))];
  return walk(root, "");
}

function walk(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (made.test(path)) return [];
    return entry.isDirectory() ? walk(root, path) : [path];
  });
}

/** The text without its comments, line by line, so that a rule is not broken by a sentence that names it. */
export function withoutComments(text) {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ""))
    .replace(/(^|[^:"'`\\])\/\/.*$/gm, "$1");
}
