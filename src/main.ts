#!/usr/bin/env node
/** The program: signals in, exit code out. The only place that ends the process. */

import { setFlagsFromString } from "node:v8";
import { createProgram } from "./commands/program.ts";
import { exitCode } from "./errors.ts";

// A harvest makes much short-lived garbage and lives for hours: collecting it sooner keeps the process a third
// smaller, for time that the limits leave over anyway.
setFlagsFromString("--heap-growing-percent=30");

const interrupted = new AbortController();
let isDone = false;
const onSignal = () => {
  // The first signal ends the run in order, a second one at once.
  if (interrupted.signal.aborted || isDone) process.exit(exitCode.incomplete);
  interrupted.abort();
};
process.on("SIGINT", onSignal);
process.on("SIGTERM", onSignal);

const code = await createProgram(process.argv.slice(2), interrupted.signal);
isDone = true;
// What went into a pipe may still be on its way to a reader that takes its time; who interrupts does not wait for it.
if (interrupted.signal.aborted) process.exit(code);
process.stderr.write("", () => process.stdout.write("", () => process.exit(code)));
