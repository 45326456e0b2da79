/** A process of its own for the tests: `child.js verb file`. It says on standard output how far it has come. */

import { setTimeout as wait } from "node:timers/promises";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { openFile } from "../../src/destinations/duckdb/open-file.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import { OutputClosed, stdoutDestination } from "../../src/destinations/stdout.ts";
import type { Collection } from "../../src/document.ts";
import { all, field, firstHolder, owners, setOf, thing, things } from "./contract-data.ts";

const [verb = "", file = ""] = process.argv.slice(2);
const log = { warn: (message: string) => void process.stderr.write(`${message}\n`) };
const effects = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: (ms: number) => wait(ms),
  isRunning: () => undefined,
  log,
};
const destination = duckdbDestination(effects, {
  file,
  account: "account-1",
  allowAccount: false,
  holder: { ...firstHolder, run: `child-${process.pid}`, pid: process.pid },
  lockWaitMs: 0,
  version: "1.2.3",
  deadLetterFile: `${file}.dead.ndjson`,
});
const say = (text: string) =>
  new Promise<void>((resolve) => process.stdout.write(`${text}\n`, () => resolve()));

const widened: Collection = {
  ...owners,
  fields: {
    ...owners.fields,
    harvest: field("object", { fields: { run: field("keyword"), more: field("long") } }),
  },
};

const manyKeys = Array.from({ length: 3_000 }, (_, n) => String(n));

const verbs: Record<string, () => Promise<void>> = {
  /** Replaces one large set for ever, each time with a higher count. */
  write: async () => {
    await destination.open(all);
    for (let count = 1; ; count += 1) {
      const topic = String(count);
      await destination.write([setOf("o", manyKeys.slice(count % 10), { count, topic })]);
      await say(topic);
    }
  },
  /** Asks without a pause, four questions at once. */
  ask: async () => {
    const source = await duckdbSource(effects, { file, lockWaitMs: 10_000, collections: all });
    for (let round = 1; ; round += 1) {
      const rounds = Array.from({ length: 4 }, () =>
        source.rollUp("members", { distinct: ["_id", "owner"] }),
      );
      await Promise.all(rounds);
      await say(String(round));
    }
  },
  /** Has the file open until it is killed. */
  occupy: async () => {
    await openFile(effects, { file, lockWaitMs: 0, memoryLimitMb: 100 });
    await say("open");
    await wait(60_000);
  },
  /** Grows a table inside an object, then dies at once. */
  widen: async () => {
    await destination.open([widened]);
    process.kill(process.pid, "SIGKILL");
  },
  /** Stores more and more until it fails. */
  fill: async () => {
    // The default is that a file over its limit ends the process; a full disk does not.
    process.on("SIGXFSZ", () => {});
    await destination.open(all);
    for (let round = 1; ; round += 1) {
      const text = () => Array.from({ length: 20 }, () => Math.random().toString(36)).join("");
      const documents = Array.from({ length: 2_000 }, (_, n) => thing(`${round}/${n}`, { text: text() }));
      await destination.write([{ to: "things", documents }]);
      await say(String(round));
    }
  },
  open: async () => {
    await destination.open(all);
    await say("open");
    await destination.close();
  },
  stdout: async () => {
    const output = stdoutDestination(process.stdout, { now: () => 0 });
    await output.open([things]);
    const documents = Array.from({ length: 1_000 }, (_, n) => thing(String(n), { text: "x".repeat(1_000) }));
    for (;;) await output.write([{ to: "things", documents }]);
  },
};

try {
  await verbs[verb]?.();
} catch (error) {
  if (error instanceof OutputClosed) process.stderr.write(`OutputClosed ${error.exitCode}\n`);
  else if (verb === "fill") {
    await say(`${(error as Error).name}: ${(error as Error).message}`);
    await say(await destination.bury([{ to: "things", reason: "full", record: { text: "x".repeat(100) } }]));
    await destination.close();
    await say("closed");
  } else await say(`${(error as Error).name}: ${(error as Error).message}`);
}
