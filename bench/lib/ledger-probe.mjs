/**
 * Loaded into the harvester by `node --import`, it measures what DuckDB spends on the ledger and writes it to the file
 * that PROBE_FILE names when the process ends. A statement that names the schema `ledger` counts; so do the BEGIN and
 * COMMIT of a transaction that has no other statements, and the opening and closing of the file for nothing else.
 */

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.env.PROBE_FROM);
const { DuckDBInstance, DuckDBConnection } = require("@duckdb/node-api");
const spent = { ledger: 0, documents: 0, openings: 0, openings_for_ledger: 0 };
const timed = async (work) => {
  const startedAt = performance.now();
  const value = await work();
  return [value, performance.now() - startedAt];
};

/** One opening of the file: what it took, and whether anything but the ledger was worked with. */
let opening;
const account = () => {
  if (opening === undefined) return;
  spent.openings += 1;
  if (opening.documents === 0) spent.openings_for_ledger += 1;
  spent[opening.documents === 0 ? "ledger" : "documents"] += opening.ms;
  opening = undefined;
};

const { create } = DuckDBInstance;
DuckDBInstance.create = async function (...args) {
  account();
  const [instance, ms] = await timed(() => create.apply(this, args));
  opening = { ms, documents: 0 };
  return instance;
};
const { closeSync } = DuckDBInstance.prototype;
DuckDBInstance.prototype.closeSync = function () {
  const startedAt = performance.now();
  closeSync.call(this);
  if (opening !== undefined) opening.ms += performance.now() - startedAt;
  account();
};

const transactions = new WeakMap();
const isLedger = (sql) => /\bledger\./.test(sql);
const isFrame = (sql) => /^(BEGIN|COMMIT|ROLLBACK|SET)\b/.test(sql);

for (const name of ["run", "runAndReadAll"]) {
  const original = DuckDBConnection.prototype[name];
  DuckDBConnection.prototype[name] = async function (sql, ...rest) {
    const [value, ms] = await timed(() => original.call(this, sql, ...rest));
    const open = transactions.get(this);
    if (sql.startsWith("BEGIN")) transactions.set(this, { frame: ms, documents: false });
    else if (open !== undefined && (sql.startsWith("COMMIT") || sql.startsWith("ROLLBACK"))) {
      spent[open.documents ? "documents" : "ledger"] += open.frame + ms;
      transactions.delete(this);
    } else if (isLedger(sql)) spent.ledger += ms;
    else {
      spent.documents += ms;
      if (isFrame(sql)) return value;
      if (open !== undefined) open.documents = true;
      if (opening !== undefined) opening.documents += 1;
    }
    return value;
  };
}

process.on("exit", () => {
  account();
  writeFileSync(process.env.PROBE_FILE, JSON.stringify(spent));
});
