/**
 * `npm run bench [-- NAME… --json FILE]`: runs the benches one after another and prints one table. Every figure
 * comes from one run on this machine; the ratios travel to other machines, the seconds do not. All of them take
 * about half an hour, most of it the memory bench; names run just some.
 */

import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { show } from "./lib/numbers.mjs";

const files = [
  "start",
  "idle",
  "daily",
  "dashboard",
  "streams",
  "export",
  "resume",
  "ledger",
  "flush",
  "unlimited",
  "rate",
  "search",
  "page",
  "memory",
  "people",
];
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "string" } } });
const unknown = positionals.filter((name) => !files.includes(name));
if (unknown.length > 0) {
  console.error(`no bench is called ${unknown.join(", ")}: there are ${files.join(", ")}`);
  process.exit(2);
}

/** A row passes when it is not above (or, with `atLeast`, not below) its goal; without a goal it is shown only. */
function verdict({ measured, goal, atLeast }) {
  if (goal === undefined) return "";
  return (atLeast ? measured >= goal : measured <= goal) ? "ok" : "MISSED";
}

function sayGoal({ goal, atLeast }) {
  return goal === undefined ? "-" : `${atLeast ? ">=" : "<="} ${show(goal)}`;
}

function print(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  for (const cells of lines) {
    console.log(
      cells
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    );
  }
}

const rows = [];
let broken = 0;
for (const file of positionals.length === 0 ? files : positionals) {
  const { bench } = await import(`./${file}.bench.mjs`);
  console.error(`${bench.name}: ${bench.goal}${bench.takes === undefined ? "" : ` (takes ${bench.takes})`}`);
  const startedAt = performance.now();
  try {
    for (const row of [await bench.run()].flat()) rows.push({ bench: bench.name, what: bench.goal, ...row });
  } catch (error) {
    broken += 1;
    console.error(error);
  }
  console.error(`${bench.name}: ${show((performance.now() - startedAt) / 1_000)} s`);
}

print([
  ["bench", "what", "measured", "unit", "goal", "", "detail"],
  ...rows.map((row) => [
    row.bench,
    row.what,
    show(row.measured),
    row.unit,
    sayGoal(row),
    verdict(row),
    row.detail,
  ]),
]);
if (values.json !== undefined) {
  const machine = {
    node: process.version,
    cpus: cpus().length,
    cpu: cpus()[0]?.model,
    platform: process.platform,
  };
  const table = rows.map((row) => ({ ...row, ok: verdict(row) !== "MISSED" }));
  writeFileSync(
    values.json,
    `${JSON.stringify({ at: new Date().toISOString(), machine, rows: table }, null, 2)}\n`,
  );
}
process.exit(broken > 0 || rows.some((row) => verdict(row) === "MISSED") ? 1 : 0);
