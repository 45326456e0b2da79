// Loaded into the program by `node --import`: its wall clock is ahead of the real one by the milliseconds in the file
// that CLOCK_FILE names, read again and again, so that it can jump. Timers and performance.now() are left alone.
import { readFileSync } from "node:fs";

const RealDate = Date;
const file = process.env.CLOCK_FILE;
let offsetMs = 0;
let readAt = Number.NEGATIVE_INFINITY;

function shiftedNow() {
  if (performance.now() - readAt > 50) {
    readAt = performance.now();
    offsetMs = Number(readFileSync(file, "utf8"));
  }
  return RealDate.now() + offsetMs;
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, self) =>
    Reflect.construct(target, args.length === 0 ? [shiftedNow()] : args, self),
  apply: () => new RealDate(shiftedNow()).toString(),
  get: (target, name) => (name === "now" ? shiftedNow : Reflect.get(target, name)),
});
