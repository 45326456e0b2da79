// Where the outside world may be touched: clock, timers, random, environment, console, the process's end.
import { withoutComments } from "./source-files.mjs";

const effects = [
  { name: "the wall clock", pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bTemporal\.Now\b/ },
  { name: "the monotonic clock", pattern: /\bperformance\.now\b|\bprocess\.hrtime\b/ },
  { name: "a timer", pattern: /\bset(Timeout|Interval|Immediate)\b|node:timers/ },
  { name: "random", pattern: /\bMath\.random\b|\brandom(UUID|Bytes|Int)\b/ },
  { name: "the console", pattern: /\bconsole\./ },
  { name: "the process", pattern: /\bprocess\.(?!(versions|pid|platform|arch|exit)\b)[a-z]\w*/ },
];

/** Who may, and why; a path that ends with `/` is a folder. Everything else gets its effects as arguments. */
export const allowed = [
  { path: "src/clock.ts", reason: "the real clock, the one that commands hand down" },
  { path: "src/main.ts", reason: "arguments and signals of the process" },
  { path: "src/commands/", reason: "they wire the parts to the world" },
  { path: "src/dashboard/web/", reason: "it runs in a browser: address, timers and clock are the browser's" },
  { path: "src/simulator/serve.ts", reason: "it serves over a socket, and delays answers when asked to" },
  { path: "src/simulator/simulator.ts", reason: "the wall clock is the default of its own argument" },
  { path: "src/simulator/tokens.ts", reason: "tokens are the one thing that a seed does not decide" },
  { path: "src/simulator/truth.ts", reason: "it lets other answers in between while it counts" },
];

/** @returns a line for each effect outside the list, and each end of the process outside main. */
export function effectProblems(files) {
  const problems = [];
  for (const { path, text } of files) {
    if (!/^src\/.*\.tsx?$/.test(path)) continue;
    withoutComments(text)
      .split("\n")
      .forEach((line, index) => {
        const where = `${path}:${index + 1}`;
        if (/\bprocess\.(exit|abort)\b/.test(line) && path !== "src/main.ts")
          problems.push(`${where} ends the process: only src/main.ts does`);
        const found = effects.find(({ pattern }) => pattern.test(line));
        if (found === undefined || isAllowed(path)) return;
        problems.push(`${where} touches ${found.name}: take it as an argument (src/effects.ts)`);
      });
  }
  return problems;
}

function isAllowed(path) {
  return allowed.some((one) => (one.path.endsWith("/") ? path.startsWith(one.path) : path === one.path));
}
