/** The package as a user gets it: what the tarball holds, installed into an empty folder, and a production install. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query, type RunningSimulator, startSimulator } from "../e2e/support.ts";
import { readSourceFiles } from "./checks.ts";
import { type Ended, read, root, run } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "zoom-harvester-package-"));
const account = ["--users", "20", "--meetings_per_day", "8", "--from", "2026-03-02", "--to", "2026-03-04"];
const day = ["--date", "2026-03-03", "--timezone", "UTC"];
const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
const { version } = JSON.parse(read("package.json")) as { version: string };
let simulator: RunningSimulator;
let packed: { files: { path: string }[]; filename: string };

const npm = (args: string[], cwd: string, env = {}) => run("npm", args, { cwd, env });

async function must(ended: Promise<Ended>): Promise<string> {
  const { code, stdout, stderr } = await ended;
  expect(code, stderr).toBe(0);
  return stdout;
}

beforeAll(async () => {
  simulator = await startSimulator(...account);
  // dist/ is fresh (build-once.ts), and other tests run from it.
  const args = ["pack", "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination", folder];
  packed = JSON.parse(await must(npm(args, root)))[0];
});
afterAll(async () => {
  await simulator?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A harvest of one small day by an installed program into both destinations. */
async function harvests(cwd: string, command: string, ...before: string[]): Promise<void> {
  const truth = await simulator.truth("2026-03-03");
  const env = simulator.env;
  await must(run(command, [...before, ...day, "--db", "day.duckdb"], { cwd, env }));
  const [stored] = await query(
    join(cwd, "day.duckdb"),
    "SELECT (SELECT count(*) FROM meetings)::INT AS meetings, (SELECT count(*) FROM sessions)::INT AS sessions",
  );
  expect(stored).toEqual({ meetings: truth.meetings, sessions: truth.sessions });
  const lines = (await must(run(command, [...before, ...day, "--destination", "stdout"], { cwd, env })))
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { _kind: string });
  expect(lines.filter(({ _kind }) => _kind === "session")).toHaveLength(truth.sessions);
  expect(lines.filter(({ _kind }) => _kind === "meeting")).toHaveLength(truth.meetings);
}

/**
 * What a program that runs until it is told to end prints first.
 * @param meanwhile what is done with that before it is told
 */
async function firstLines(
  program: string,
  args: string[],
  count: number,
  meanwhile?: (said: string) => Promise<void>,
): Promise<string> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    let said = "";
    for await (const chunk of child.stdout) {
      said += chunk;
      if (said.split("\n").length > count) break;
    }
    await meanwhile?.(said);
    return said;
  } finally {
    child.kill();
  }
}

/** The dashboard over what was harvested gives its page, the page's script and style, and answers. */
async function servesPage(cwd: string, program: string, ...before: string[]): Promise<void> {
  const args = [...before, "dashboard", "--db", join(cwd, "day.duckdb"), "--port", "0", ...day.slice(2)];
  await firstLines(program, args, 1, async (said) => {
    const address = said.trim();
    const page = await (await fetch(address)).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path = ""]) => path);
    expect(files).toHaveLength(2);
    for (const path of files) expect((await fetch(new URL(path, address))).status).toBe(200);
    const totals = (await (await fetch(new URL("/api/totals", address))).json()) as {
      answer: { meetings: number };
    };
    expect(totals.answer.meetings).toBe((await simulator.truth("2026-03-03")).meetings);
  });
}

describe("the tarball", () => {
  it("holds the build and the documents, no sources and no tests", () => {
    const paths = packed.files.map(({ path }) => path);
    for (const path of [
      "dist/main.js",
      "README.md",
      "LICENSE",
      "CHANGELOG.md",
      "example.env",
      "docs/terms.md",
    ])
      expect(paths).toContain(path);
    expect(paths.filter((path) => !/^(dist|docs|index_templates|kibana)\/|^[^/]+$/.test(path))).toEqual([]);
    expect(paths.filter((path) => /\.(test|spec)\.|\.ts$|\.map$|^test|^src/.test(path))).toEqual([]);
    const built = (at: string): string[] =>
      readdirSync(join(root, at), { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? built(`${at}/${entry.name}`) : [`${at}/${entry.name}`.replace(/\.ts$/, ".js")],
      );
    // What runs in a browser becomes a few files.
    const sources = built("src").filter((path) => !path.startsWith("src/dashboard/web/"));
    const isOfPage = (path: string) => path.startsWith("dist/dashboard/page/");
    expect(paths.filter((path) => path.startsWith("dist/") && !isOfPage(path)).sort()).toEqual(
      sources.map((path) => path.replace(/^src/, "dist")).sort(),
    );
    expect(
      paths
        .filter(isOfPage)
        .map((path) => path.replace(/^dist\/dashboard\/page\/|-[\w-]{8}(?=\.)/g, ""))
        .sort(),
    ).toEqual(["assets/icon.svg", "assets/index.css", "assets/index.js", "index.html"]);
  });

  it("works, installed into an empty folder", { timeout: 120_000 }, async () => {
    const cwd = join(folder, "user");
    mkdirSync(cwd);
    await must(npm(["init", "-y", "--loglevel=error"], cwd));
    await must(npm(["install", ...quiet, join(folder, packed.filename)], cwd));
    const program = join(cwd, "node_modules", ".bin", "zoom-harvester");
    expect((await must(run(program, ["--version"], { cwd }))).trim()).toBe(version);
    const help = await must(run(program, ["--help"], { cwd }));
    for (const name of ["harvest", "demo", "simulate", "completion"]) {
      expect(help).toMatch(new RegExp(`^ +${name} `, "m"));
      expect(await must(run(program, ["help", name], { cwd }))).toContain(`zoom-harvester ${name}`);
    }
    for (const shell of ["bash", "zsh", "fish"])
      expect(await must(run(program, ["completion", shell], { cwd }))).toContain("zoom-harvester");
    await harvests(cwd, program);
    await servesPage(cwd, program);
    expect(await firstLines(program, ["simulate", "--days", "1"], 5)).toMatch(
      /^ZOOM_API_URL=[\s\S]*ZOOM_ACCOUNT_ID=/,
    );
  });
});

describe("a checkout that is built", () => {
  it("works after npm ci --omit=dev, also by npx", { timeout: 120_000 }, async () => {
    const cwd = join(folder, "checkout");
    for (const { path } of readSourceFiles(root)) {
      if (/^(test|bench)\//.test(path)) continue;
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      cpSync(join(root, path), join(cwd, path));
    }
    cpSync(join(root, "dist"), join(cwd, "dist"), { recursive: true });
    await must(npm(["ci", "--omit=dev", ...quiet], cwd));
    expect(existsSync(join(cwd, "node_modules", "typescript"))).toBe(false);
    await harvests(cwd, process.execPath, "dist/main.js");
    await servesPage(cwd, process.execPath, join(cwd, "dist/main.js"));
    const cache = join(folder, "npx-cache");
    const asked = npm(["exec", "--loglevel=error", "--", "zoom-harvester", "--version"], cwd, {
      npm_config_cache: cache,
    });
    expect((await must(asked)).trim()).toBe(version);
  });

  it("says what to do when there is neither a build nor a compiler", async () => {
    const cwd = join(folder, "bare");
    mkdirSync(join(cwd, "scripts"), { recursive: true });
    cpSync(join(root, "scripts", "build.mjs"), join(cwd, "scripts", "build.mjs"));
    const { code, stderr } = await run(process.execPath, ["scripts/build.mjs"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/not built.*Try: npm ci/);
  });
});

describe("a dependency", () => {
  it("runs no script when it is installed", () => {
    const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
      packages: Record<string, { dev?: boolean; hasInstallScript?: boolean }>;
    };
    const ours = Object.entries(packages).filter(([path, { dev }]) => path !== "" && dev !== true);
    expect(
      ours.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path),
    ).toEqual([]);
  });
});
