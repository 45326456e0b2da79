/** What only another process can show: locks, sudden death, a full disk, missing permission, another program's eyes. */

import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { chmod, chown, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { buildChild } from "./build-child.ts";
import { all, setOf, thing } from "./contract-data.ts";
import { makeFolder, makeOptions, query, quickEffects } from "./duckdb-harness.ts";

let script = "";
let folder = "";
let file = "";
const children: ChildProcess[] = [];

beforeAll(async () => {
  script = await buildChild();
}, 60_000);
beforeEach(async () => {
  folder = await makeFolder();
  file = join(folder, "store.duckdb");
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Starts a child; `line()` gives its next line, undefined at its end. */
function start(verb: string, options: { uid?: number; shell?: string; path?: string } = {}) {
  const { uid, shell, path = file } = options;
  const words = [script, verb, path];
  const own = uid === undefined ? {} : { uid, gid: uid };
  const child =
    shell === undefined
      ? spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"], ...own })
      : spawn("sh", ["-c", `${shell}; exec "$0" "$@"`, process.execPath, ...words], {
          stdio: ["ignore", "pipe", "inherit"],
        });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string | undefined> => {
    const { value, done } = await lines.next();
    return done === true ? undefined : value;
  };
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return { child, line, ended };
}

/** Whether a process runs, as far as a signal tells. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
const make = (lockWaitMs = 0) =>
  duckdbDestination({ ...quickEffects(), isRunning }, makeOptions(file, { lockWaitMs }));

it("names the process that holds the file, and gets it when that one is killed", async () => {
  const { child, line, ended } = start("occupy");
  expect(await line()).toBe("open");
  const effects = quickEffects();
  const refused = duckdbDestination(effects, makeOptions(file, { lockWaitMs: 1_000 }));
  await expect(refused.open(all)).rejects.toThrow(
    new RegExp(`held by process ${child.pid} .*on .*host.*Try: wait`),
  );
  expect(effects.slept.reduce((sum, ms) => sum + ms, 0)).toBe(1_000);
  child.kill("SIGKILL");
  await ended;
  const destination = make();
  await destination.open(all);
  await destination.close();
});

it.each([0, 1, 2])(
  "has an owner and its whole set after a kill -9 in the middle of writing (%i)",
  async (round) => {
    const { child, line, ended } = start("write");
    let last = 0;
    for (let n = 0; n < 3; n += 1) last = Number(await line());
    await new Promise((resolve) => setTimeout(resolve, 15 + 35 * round));
    child.kill("SIGKILL");
    await ended;
    const destination = make();
    await destination.open(all);
    await destination.close();
    const [owner, ...others] = await query(file, "SELECT topic FROM owners");
    expect(others).toEqual([]);
    const count = Number(owner?.topic);
    expect(count).toBeGreaterThanOrEqual(last);
    const members =
      "SELECT count(*)::INTEGER AS n, count(DISTINCT _id)::INTEGER AS ids, min(count) AS low, max(count) AS high";
    const n = 3_000 - (count % 10);
    expect(await query(file, `${members} FROM members`)).toEqual([
      { n, ids: n, low: String(count), high: String(count) },
    ]);
  },
  30_000,
);

it("can be opened after a kill -9 right after a table has grown", async () => {
  const destination = make();
  await destination.open(all);
  await destination.write([setOf("o", ["1"])]);
  await destination.close();
  await start("widen").ended;
  await destination.open(all);
  await destination.write([setOf("p", ["1"])]);
  await destination.close();
  expect(await query(file, "SELECT _id, harvest FROM owners ORDER BY _id")).toHaveLength(2);
  const [column] = await query(
    file,
    "SELECT data_type FROM duckdb_columns() WHERE table_name = 'owners' AND column_name = 'harvest'",
  );
  expect(column?.data_type).toContain("more BIGINT");
});

it("says that there is no space left, and keeps everything before, when a file may grow no more", async () => {
  await expectFull(start("fill", { shell: "ulimit -f 10000" }), file);
}, 60_000);

const mounts = tryMount();

it.skipIf(!mounts)(
  "says that there is no space left on a full disk (skipped where no disk can be mounted)",
  async () => {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", folder]);
    try {
      await expectFull(start("fill"), file);
    } finally {
      execFileSync("umount", ["-l", folder]);
    }
  },
  60_000,
);

/** Follows a child that fills its disk. */
async function expectFull({ line, ended }: ReturnType<typeof start>, path: string): Promise<void> {
  let rounds = 0;
  let said = await line();
  while (/^\d+$/.test(said ?? "")) {
    rounds = Number(said);
    said = await line();
  }
  expect(said).toMatch(/^DestinationError: store documents .*no space left.*Try: make room/);
  const buried = await line();
  expect(buried).toMatch(/ledger\.dead_letters in|dead\.ndjson|DestinationError/);
  await ended;
  expect(rounds).toBeGreaterThan(0);
  if (buried?.endsWith(".ndjson") === true) {
    expect((await stat(buried)).mode & 0o777).toBe(0o600);
    expect(await readFile(buried, "utf8")).toContain('"reason":"full"');
  }
  const [row] = await query(path, "SELECT count(DISTINCT _id)::INTEGER AS n FROM things");
  expect(row?.n).toBe(rounds * 2_000);
}

const isRoot = process.getuid?.() === 0;

it("says that there is no permission", async () => {
  const destination = make();
  await destination.open(all);
  await destination.close();
  await chmod(folder, 0o755);
  await chmod(file, 0o444);
  const { line } = start("open", isRoot ? { uid: 65_534 } : {});
  expect(await line()).toMatch(/^DestinationError: .*no permission.*Try: /);
  await chmod(folder, 0o555);
  const other = start("open", { path: join(folder, "new.duckdb"), ...(isRoot ? { uid: 65_534 } : {}) });
  expect(await other.line()).toMatch(/^DestinationError: .*no permission.*Try: /);
  if (isRoot) await chown(folder, 0, 0);
  await chmod(folder, 0o755);
});

it.skipIf(!mounts)(
  "says that the file system is read-only (skipped where no disk can be mounted)",
  async () => {
    execFileSync("mount", ["-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", folder]);
    try {
      expect(await start("open").line()).toMatch(/^DestinationError: .*read-only file system.*Try: /);
    } finally {
      execFileSync("umount", ["-l", folder]);
    }
  },
);

it.skipIf(!hasPython())(
  "opens in Python, comments included (skipped where Python's duckdb is absent)",
  async () => {
    const destination = make();
    await destination.open(all);
    await destination.write([
      setOf("o", ["1"]),
      { to: "things", documents: [thing("t", { date: "2026-11-02T08:00:00Z" })] },
    ]);
    await destination.close();
    const program = `import duckdb, json, sys
c = duckdb.connect(sys.argv[1], read_only=True)
print(json.dumps([c.execute("SELECT comment FROM duckdb_columns() WHERE table_name = 'things' AND column_name = 'long'").fetchone()[0],
  c.execute("SELECT epoch(date) FROM things").fetchone()[0], c.execute("SELECT count FROM members").fetchone()[0]]))`;
    const { stdout } = await promisify(execFile)("python3", ["-c", program, file]);
    expect(JSON.parse(stdout)).toEqual(["A long of it's own (seconds)", 1_793_606_400, 1]);
  },
);

function hasPython(): boolean {
  try {
    execFileSync("python3", ["-c", "import duckdb"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Whether a file system can be mounted here: as root, outside a container that forbids it. */
function tryMount(): boolean {
  try {
    execFileSync(
      "sh",
      ["-c", 'd=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && umount "$d"; s=$?; rmdir "$d"; exit $s'],
      {
        stdio: "ignore",
      },
    );
    return true;
  } catch {
    return false;
  }
}
