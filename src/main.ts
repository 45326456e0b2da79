#!/usr/bin/env node
/** The program: signals in, exit code out. The only place that ends the process. */

import { createProgram } from "./commands/program.ts";
import { exitCode } from "./errors.ts";

const interrupted = new AbortController();
const onSignal = () => {
  // The first signal ends the run in order, a second one at once.
  if (interrupted.signal.aborted) process.exit(exitCode.incomplete);
  interrupted.abort();
};
process.on("SIGINT", onSignal);
process.on("SIGTERM", onSignal);

process.exit(await createProgram(process.argv.slice(2), interrupted.signal));
