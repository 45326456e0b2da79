/** Compiles the sources once for tests that need a process of their own; the files go where packages are found. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The folder with the compiled simulator and its command, and how to remove it. */
export function compileSimulator(): { folder: string; remove(): void } {
  const folder = join(root, "node_modules", ".cache", `simulator-test-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const files = ["src/commands/simulate.ts", "src/simulator/serve.ts"];
  const flags = ["--ignoreConfig", "--outDir", folder, "--rootDir", "src", "--noCheck", "--skipLibCheck"];
  const modules = ["--module", "nodenext", "--target", "es2023", "--rewriteRelativeImportExtensions"];
  execFileSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), ...files, ...flags, ...modules],
    {
      cwd: root,
    },
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
