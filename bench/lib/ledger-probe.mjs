/**
 * Loaded into the harvester by `node --import`, it writes down what DuckDB is asked for the ledger's sake, to the file
 * that PROBE_FILE names when the process ends: the statements that name the schema `ledger`, the BEGIN and COMMIT of
 * transactions that have no others, and how often the file was opened for nothing else. They are timed afterwards, by
 * themselves: in the harvester most of what an awaited statement takes is the wait for the busy event loop.
 */

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.env.PROBE_FROM);
const { DuckDBInstance, DuckDBConnection } = require("@duckdb/node-api");
const seen = { statements: [], openings: 0, openingsForLedger: 0 };

/** Statements about documents since the file was opened; undefined while it is closed. */
let documents;
function close() {
  if (documents === undefined) return;
  seen.openings += 1;
  if (documents === 0) seen.openingsForLedger += 1;
  documents = undefined;
}

const { create } = DuckDBInstance;
DuckDBInstance.create = function (...args) {
  close();
  documents = 0;
  return create.apply(this, args);
};
const { closeSync } = DuckDBInstance.prototype;
DuckDBInstance.prototype.closeSync = function () {
  close();
  closeSync.call(this);
};

/** The ledger's statements of the transaction that is open; documents are never among them. */
let transaction;

function note(sql, parameters) {
  if (sql.startsWith("BEGIN")) transaction = { statements: [[sql]], isMixed: false };
  else if (/^(COMMIT|ROLLBACK)/.test(sql)) {
    const { statements = [], isMixed = true } = transaction ?? {};
    if (isMixed) seen.statements.push(...statements.slice(1));
    else seen.statements.push(...statements, [sql]);
    transaction = undefined;
  } else if (/\bledger\./.test(sql)) (transaction?.statements ?? seen.statements).push([sql, parameters]);
  else if (!/^(SET|CREATE SCHEMA)/.test(sql)) {
    if (transaction !== undefined) transaction.isMixed = true;
    if (documents !== undefined) documents += 1;
  }
}

for (const name of ["run", "runAndReadAll"]) {
  const original = DuckDBConnection.prototype[name];
  DuckDBConnection.prototype[name] = function (sql, parameters, ...rest) {
    note(sql, parameters);
    return original.call(this, sql, parameters, ...rest);
  };
}

process.on("exit", () => {
  close();
  writeFileSync(process.env.PROBE_FILE, JSON.stringify(seen));
});
