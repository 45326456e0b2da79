// Builds dist/: when npm prepares the package, before the tests, and by hand. Only files that changed are
// replaced, each at once, so that a program that runs from dist/ meanwhile never sees half a file. A production
// install of a checkout that is already built has no compiler and needs none.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const tsc = "node_modules/typescript/bin/tsc";

const page = "dashboard/page";

// For work on the page: builds it on every change, until it is ended.
if (process.argv.includes("--watch_page")) await buildPage(join("dist", page), {});
else if (existsSync(tsc)) process.exit(await build());
else if (!existsSync("dist/main.js")) {
  process.stderr.write("zoom-harvester is not built and the compiler is not installed. Try: npm ci\n");
  process.exit(1);
}

/** With `--no_check` types are not looked at, which the tests leave to `npm run check`. */
async function build() {
  const fresh = `node_modules/.cache/build-${process.pid}`;
  const flags = process.argv.includes("--no_check") ? ["--noCheck"] : [];
  const args = [tsc, "-p", "tsconfig.build.json", "--outDir", fresh, ...flags];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status === 0) {
    await buildPage(join(fresh, page));
    replace(fresh, "dist");
  }
  rmSync(fresh, { recursive: true, force: true });
  return status ?? 1;
}

/** The dashboard's page, for a browser: one script and one style, named after what is in them. */
async function buildPage(outDir, watch = null) {
  const { build } = await import("vite");
  await build({
    configFile: false,
    root: "src/dashboard/web",
    logLevel: "warn",
    build: {
      outDir: join(process.cwd(), outDir),
      emptyOutDir: true,
      watch,
      modulePreload: false,
      assetsInlineLimit: 0,
    },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  });
}

function replace(from, to) {
  const files = filesIn(from);
  for (const file of files) {
    const target = join(to, file);
    if (existsSync(target) && readFileSync(target).equals(readFileSync(join(from, file)))) continue;
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(from, file), `${target}.${process.pid}`);
    renameSync(`${target}.${process.pid}`, target);
  }
  for (const file of filesIn(to)) {
    const isOurs = file.endsWith(".js") || file.startsWith("dashboard");
    if (isOurs && !files.includes(file)) rmSync(join(to, file), { force: true });
  }
}

function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
