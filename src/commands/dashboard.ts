/** `zoom-harvester dashboard`: serves pages over the store until a signal ends it. It only reads; no Zoom account is needed. */

import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { realClock } from "../clock.ts";
import type { Ask, GivenRoster } from "../dashboard/answer.ts";
import { createDashboard } from "../dashboard/app.ts";
import { ConfigurationError, type ExitCode, exitCode } from "../errors.ts";
import { hidePeople } from "../reports/hide-people.ts";
import { oneAccount } from "../reports/one-account.ts";
import type { Flags } from "../setting-sources.ts";
import { readPart, readSpan, readTimeZone, wrong } from "../setting-values.ts";
import { usualPort } from "./dashboard-flags.ts";
import { listen, openInBrowser, type Place, placeOf, readPageFiles } from "./dashboard-serve.ts";
import type { CommandContext } from "./harvest.ts";
import { openSource } from "./open-destination.ts";
import { readDecisionsFile, readRosterFile } from "./roster-file.ts";
import { commandOf } from "./status.ts";
import { readStoreCommand, type StoreCommand, writingRun } from "./store-command.ts";

/** How long a question waits for a store that a harvest keeps, before the page is told so. */
const patienceMs = 4_000;

interface Asked {
  place: Place;
  hidesPeople: boolean;
  rosters: GivenRoster[];
  opens: boolean;
}

/** @returns 0 when a signal has ended it. @throws ConfigurationError, DestinationError before it listens. */
export async function runDashboard(flags: Flags, context: CommandContext): Promise<ExitCode> {
  const command = readStoreCommand(flags, context);
  const asked = readAsked(flags);
  const { effects, settings, account } = command;
  const store = await openSource(effects, settings, context.version, account, { patienceMs });
  const own = account === undefined ? store : oneAccount(store, account);
  const source = asked.hidesPeople ? hidePeople(own, randomBytes(32).toString("hex")) : own;
  const token = asked.place.isLoopback ? undefined : randomBytes(24).toString("base64url");
  try {
    const ask: Ask = {
      ...askOf(command, { source, asked }),
      command: commandOf(flags),
    };
    const files = readPageFiles();
    const served = await listen(asked.place, (hosts) =>
      createDashboard(ask, {
        hosts,
        files,
        ...(token === undefined ? {} : { token }),
        stamp: () => stampOf(command),
        log: effects.log,
      }),
    );
    const address = token === undefined ? served.url : `${served.url}?token=${token}`;
    process.stdout.write(`${address}\n`);
    context.stderr.write(`${sayServing(source.where, asked)}\n`);
    if (asked.opens && !(await openInBrowser(address)))
      context.stderr.write("No browser could be opened. Try: the address above\n");
    await untilAborted(context.interrupted);
    await served.close();
  } finally {
    await store.close();
  }
  return exitCode.complete;
}

function readAsked(flags: Flags): Asked {
  const hidesPeople = flags.hide_people === true;
  const given = Array.isArray(flags.roster) ? (flags.roster as string[]) : [];
  if (hidesPeople && given.length > 0)
    throw new ConfigurationError({
      operation: "dashboard",
      reason: "--roster names people, and --hide_people shows none",
      hint: "one of them",
    });
  const decisions = typeof flags.decisions === "string" ? flags.decisions : undefined;
  if (decisions !== undefined && given.length !== 1)
    throw wrong(
      "decisions",
      "given with one --roster",
      decisions,
      `${decisions} beside its class list as LIST.decisions.csv`,
    );
  return {
    place: placeOf(flags.host, readPort(flags.port)),
    hidesPeople,
    rosters: given.map((one) => readRosterOf(one, decisions)),
    opens: flags.open === true,
  };
}

/** @param given `FILE` or `SERIES=FILE`. */
function readRosterOf(given: string, named: string | undefined): GivenRoster {
  const [, series, rest] = /^([\d\s-]{9,15})=(.+)$/s.exec(given) ?? [];
  const file = rest ?? given;
  const decisions = named ?? `${file}.decisions.csv`;
  return {
    file: basename(file),
    ...(series === undefined ? {} : { series: series.replaceAll(/\D/g, "") }),
    people: readRosterFile(file).people,
    decisions: readDecisionsFile({ file: decisions, isNamed: named !== undefined }, false),
  };
}

/** Undefined where nothing was said: then a taken port is no matter. */
function readPort(value: Flags[string]): number | undefined {
  if (value === undefined) return undefined;
  const port = /^\d{1,5}$/.test(String(value)) ? Number(value) : Number.NaN;
  if (!(port <= 65_535))
    throw wrong("port", "a number from 0 to 65535", String(value), `--port ${usualPort}`);
  return port;
}

function askOf({ get }: StoreCommand, { source, asked }: { source: Ask["source"]; asked: Asked }): Ask {
  return {
    source,
    hidesPeople: asked.hidesPeople,
    rosters: asked.rosters,
    timeZone: readTimeZone(get("timezone")),
    settleAfterMs: readSpan("settle_after", get("settle_after")),
    dayShare: readPart("day_share", get("day_share")),
    now: realClock.now,
    writingRun,
  };
}

/** A file changes with every harvest; of a search engine nobody can tell. */
async function stampOf({ settings }: StoreCommand): Promise<string | undefined> {
  if (settings.destination !== "duckdb") return undefined;
  const files = await Promise.all(
    [settings.db, `${settings.db}.wal`].map((file) => stat(file).catch(() => undefined)),
  );
  return files.map((file) => (file === undefined ? "none" : `${file.mtimeMs} ${file.size}`)).join(", ");
}

function sayServing(where: string, { place, hidesPeople }: Asked): string {
  const lines = [
    `The dashboard of ${where}${hidesPeople ? ", without names" : ""}: open the address above. Ctrl-C ends it.`,
  ];
  if (!place.isLoopback)
    lines.push(
      "Whoever has the address with its token sees all of it; without TLS so may the network in between.",
    );
  return lines.join("\n");
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
