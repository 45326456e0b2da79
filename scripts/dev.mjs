// For working on the program: compiles it and builds the dashboard's page on every change, and beside that runs the
// simulator, restarted on change. Point a harvest at it with the lines that it prints: `node dist/main.js --limits off …`.
// A dashboard serves the page as it was when it was started.
import { spawn } from "node:child_process";

const children = [
  ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json", "--watch", "--preserveWatchOutput"],
  ["scripts/build.mjs", "--watch_page"],
  ["--watch-path=dist/simulator", "dist/main.js", "simulate", "--port", "8765", ...process.argv.slice(2)],
].map((args) => spawn(process.execPath, args, { stdio: "inherit" }));

const end = () => {
  for (const child of children) child.kill();
};
process.on("SIGINT", end);
process.on("SIGTERM", end);
for (const child of children) child.on("exit", end);
