/**
 * `zoom-harvester demo`: a month of a simulated account, harvested over HTTP with limits on, three small tables of what
 * came out, and the dashboard. It reads no setting of the user's: invented meetings reach no real store.
 */

import { type ExitCode, exitCode } from "../errors.ts";
import { demoDays, startDemoAccount } from "./demo-account.ts";
import { classFileOf, type DemoClass, writeDemoClass } from "./demo-class.ts";
import { readDemoStore, removeRetiredDemo } from "./demo-store.ts";
import { showDemoTables } from "./demo-tables.ts";
import { type CommandContext, runHarvest } from "./harvest.ts";

/** What pages can show of a month at little cost: without polls and quality, which take a call for each meeting. */
const streams = "core,groups";

export interface DemoOptions {
  /** The DuckDB file. */
  db: string;
  /** Opens the browser, where the dashboard is served. @default false */
  open?: boolean;
}

/** On a terminal it serves the dashboard until it is interrupted; elsewhere it says the command and ends. */
export async function runDemo(options: DemoOptions, given: CommandContext): Promise<ExitCode> {
  const { db } = options;
  const { stderr } = given;
  stderr.write(
    `A simulated Zoom account, a month of it (${demoDays.from} to ${demoDays.to}), into ${db}. No Zoom account is needed.\n`,
  );
  await removeRetiredDemo(db);
  const simulator = await startDemoAccount(given.interrupted);
  const context = { ...given, env: simulator.env, readEnvFile: false };
  try {
    const flags = { db, ...demoDays, timezone: "UTC", destination: "duckdb", streams, again: true };
    const code = await runHarvest(flags, context);
    if (code !== exitCode.complete) return code;
  } finally {
    simulator.end();
  }
  const found = await readDemoStore(db, async (connection) => {
    await showDemoTables(connection, process.stdout);
    return writeDemoClass(connection, classFileOf(db));
  });
  if (found !== undefined) sayClass(found, stderr);
  const roster = found === undefined ? [] : [`${found.series}=${found.file}`];
  if (process.stdout.isTTY !== true) {
    process.stdout.write(`\n${nextCommands(db, roster)}`);
    return exitCode.complete;
  }
  const { runDashboard } = await import("./dashboard.ts");
  const isOpened = options.open === true ? { open: true } : {};
  return runDashboard({ db, timezone: "UTC", roster, ...isOpened }, { ...context, env: {} });
}

function sayClass({ file, people, topic, series, times }: DemoClass, stderr: NodeJS.WriteStream): void {
  stderr.write(
    `Class list ${file}: ${people} people of "${topic}", meeting number ${series}, which met ${times} times; three of them never came.\n`,
  );
}

function nextCommands(db: string, roster: readonly string[]): string {
  const flags = roster.map((one) => ` \\\n    --roster ${one}`).join("");
  return [
    "Next, the dashboard in a browser:",
    `  zoom-harvester dashboard --db ${db} --timezone UTC${flags}`,
    `or zoom-harvester report --db ${db} --timezone UTC, or duckdb ${db}, or your own account:`,
    "  zoom-harvester --key ID --secret SECRET --account_id ACCOUNT --date yesterday",
    "",
  ].join("\n");
}
