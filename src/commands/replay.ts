/** `zoom-harvester replay`: dead letters listed, shown, sent again, or dropped. Needs no Zoom account. */

import type { Collection } from "../document.ts";
import { ConfigurationError, DestinationError, type ExitCode, exitCode } from "../errors.ts";
import type { Counting } from "../harvest/people/attendance-documents.ts";
import { type JudgedLetter, judgeLetters, sendLetters } from "../harvest/replay.ts";
import type { Flags } from "../setting-sources.ts";
import { collections, collectionsWith } from "../streams/derived.ts";
import { createMapper } from "../streams/map.ts";
import { isoSeconds } from "../time.ts";
import { type CommandContext, nameRun } from "./harvest.ts";
import { thisProcess } from "./holder.ts";
import { makeDestination } from "./open-destination.ts";
import { printTable } from "./print-table.ts";
import { printJson, readStoreCommand, type StoreCommand, withSource } from "./store-command.ts";

/** Characters of a key in the list: enough to tell letters apart. */
const shownKey = 12;

/** Ends with 6 while letters are open, else with 0. */
export async function runReplay(
  keys: readonly string[],
  flags: Flags,
  context: CommandContext,
): Promise<ExitCode> {
  if ([flags.show, flags.send, flags.drop].filter((flag) => flag === true).length > 1) {
    throw wrongUse("--show, --send and --drop are different things", "one of them");
  }
  const command = readStoreCommand(flags, context);
  const { letters, account } = await withSource(command, context, async (source) => {
    const ledger = await source.ledger();
    return {
      letters: await judgeLetters(source, ledger.letters, collections),
      account: command.account ?? ledger.accounts[0] ?? "",
    };
  });
  const chosen = choose(letters, keys);
  if (flags.show === true) {
    printJson(chosen);
    return endOf(letters);
  }
  if (flags.send === true || flags.drop === true) {
    if (flags.drop === true && keys.length === 0) {
      throw wrongUse("--drop forgets letters for good", "the keys to drop, or: all");
    }
    const left = await change(command, context, account, chosen, flags.drop === true);
    return left;
  }
  if (flags.json === true) printJson(chosen.map(({ record: _, ...letter }) => letter));
  else printLetters(chosen);
  return endOf(letters);
}

function choose(letters: readonly JudgedLetter[], keys: readonly string[]): JudgedLetter[] {
  if (keys.length === 0 || (keys.length === 1 && keys[0] === "all")) return [...letters];
  return keys.flatMap((key) => {
    const found = letters.filter((letter) => letter.key.startsWith(key));
    const [only] = found;
    if (only === undefined || found.length > 1) {
      throw wrongUse(
        `there ${found.length === 0 ? "is no" : "is more than one"} dead letter ${key}`,
        "zoom-harvester replay, which lists them",
      );
    }
    return [only];
  });
}

/** Sends or drops letters, with the store held meanwhile. */
async function change(
  { effects, settings }: StoreCommand,
  { version, interrupted, stderr }: CommandContext,
  account: string,
  letters: readonly JudgedLetter[],
  isDrop: boolean,
): Promise<ExitCode> {
  if (account === "") {
    throw new DestinationError({
      operation: "replay",
      reason: "the store's ledger names no Zoom account",
      hint: "a store that a harvest has written to",
    });
  }
  const { destination } = await makeDestination(effects, settings, {
    account,
    allowAccount: false,
    version,
    holder: thisProcess(nameRun()),
    interrupted,
  });
  try {
    await destination.open(collectionsOf(letters));
    if (isDrop) {
      await destination.dropLetters(letters.map(({ key }) => key));
      stderr.write(`dropped ${letters.length}\n`);
    } else {
      // What happened since the list was made counts too.
      const keys = new Set(letters.map(({ key }) => key));
      const now = (await destination.letters()).filter(({ key }) => keys.has(key));
      const { sent, refused, superseded } = await sendLetters(
        destination,
        await judgeLetters(destination, now, collections),
        collections,
        countingOf(account, version, effects.now()),
      );
      stderr.write(
        `sent ${sent}, refused again ${refused}, superseded by a later harvest and forgotten ${superseded}\n`,
      );
      const raw = now.length - sent - refused - superseded;
      if (raw > 0) stderr.write(`${raw} never had a key and cannot be sent. Try: --show, then --drop\n`);
    }
    return endOf(await judgeLetters(destination, await destination.letters(), collections));
  } finally {
    await destination.close();
  }
}

function endOf(letters: readonly JudgedLetter[]): ExitCode {
  return letters.some(({ state }) => state !== "superseded") ? exitCode.deadLetters : exitCode.complete;
}

function printLetters(letters: readonly JudgedLetter[]): void {
  if (letters.length === 0) {
    process.stdout.write("No dead letters.\n");
    return;
  }
  const rows = letters.map(({ key, at, to, id, state, reason }) => [
    key.slice(0, shownKey),
    at.slice(0, 19),
    to,
    id?.slice(0, 24) ?? "",
    state,
    reason.length > 80 ? `${reason.slice(0, 79)}…` : reason,
  ]);
  printTable(process.stdout, "Dead letters", ["key", "buried", "stream", "id", "state", "reason"], rows);
  process.stdout.write(
    "\n  --show prints the records, --send sends the open ones again, --drop forgets those that are named.\n" +
      "  superseded: harvested since; raw: it never had a key, so it cannot be sent.\n",
  );
}

/** For meetings and webinars whose people are counted again; what was not to be stored is not in a letter either. */
function countingOf(account: string, version: string, now: number): Counting {
  const harvest = { run: nameRun(), at: isoSeconds(now), version };
  return {
    peopleMapper: ({ people }) => createMapper(people.fields),
    options: { without: new Set() },
    stamp: (source) => ({ account_id: account, harvest: { ...harvest, source } }),
  };
}

function wrongUse(reason: string, hint: string): ConfigurationError {
  return new ConfigurationError({ operation: "replay", reason, hint });
}

/** The core, what the letters were meant for, and whose they are. */
function collectionsOf(letters: readonly JudgedLetter[]): Collection[] {
  const names = new Set(letters.map(({ to }) => to));
  for (const { name, set } of collections) if (names.has(name) && set !== undefined) names.add(set.of);
  return collectionsWith(names);
}
