/** A stream keeps what of the contract a stream can keep, and treats its reader well. */

import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { Writable } from "node:stream";
import { promisify } from "node:util";
import { afterEach, expect, it } from "vitest";
import { OutputClosed, stdoutDestination } from "../../src/destinations/stdout.ts";
import { buildChild } from "./build-child.ts";
import { runContract } from "./contract.ts";
import { all, setOf, thing } from "./contract-data.ts";
import { stdoutDeviations, stdoutHarness } from "./stdout-harness.ts";

runContract("stdout", stdoutHarness, stdoutDeviations);

let harness: Awaited<ReturnType<typeof stdoutHarness>> | undefined;
afterEach(async () => {
  await harness?.end();
  harness = undefined;
});

it("writes one line a document: kind and _id first, the owner before its set", async () => {
  harness = await stdoutHarness();
  await harness.open(all);
  await harness.destination.write([
    setOf("o", ["1"]),
    { to: "things", documents: [thing("t", { text: "a\nb" })] },
  ]);
  expect(harness.text().split("\n")).toEqual([
    '{"_kind":"owner","_id":"o","topic":"first","start":"2026-11-02T08:00:00Z"}',
    '{"_kind":"member","_id":"o/1","owner":"o","owner_start":"2026-11-02T08:00:00Z","count":1}',
    '{"_kind":"thing","_id":"t","text":"a\\nb"}',
    "",
  ]);
});

it("keeps dead letters in a file that only its owner may read", async () => {
  harness = await stdoutHarness();
  const file = await harness.destination.bury([{ to: "things", reason: "r", record: {} }]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it("waits for a slow reader, and holds no more than one chunk", async () => {
  let under = 0;
  let most = 0;
  const slow = {
    on: () => {},
    write: (text: string, done: () => void) => {
      under += text.length;
      most = Math.max(most, under);
      setImmediate(() => {
        under -= text.length;
        done();
      });
      return false;
    },
  };
  const destination = stdoutDestination(slow, { now: () => 0 });
  await destination.open(all);
  const documents = Array.from({ length: 5_000 }, (_, n) => thing(`t${n}`, { text: "x".repeat(100) }));
  await destination.write([{ to: "things", documents }]);
  expect(under).toBe(0);
  expect(most).toBeLessThan(70_000);
});

it("says by its own error that the reader has gone, and ends nothing by itself", async () => {
  const broken = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" })),
  });
  const destination = stdoutDestination(broken, { now: () => 0 });
  await destination.open(all);
  await expect(destination.write([{ to: "things", documents: [thing("a")] }])).rejects.toThrow(OutputClosed);
  // The stream is destroyed now: the next write says the same.
  await expect(destination.write([{ to: "things", documents: [thing("b")] }])).rejects.toThrow(OutputClosed);
  expect(new OutputClosed().exitCode).toBe(0);
});

it("meets a real closed pipe", async () => {
  const script = await buildChild();
  const command = `"${process.execPath}" "${script}" stdout | head -n 2`;
  const { stdout, stderr } = await promisify(execFile)("sh", ["-c", command]);
  expect(stdout.split("\n")).toHaveLength(3);
  expect(stderr).toBe("OutputClosed 0\n");
});
