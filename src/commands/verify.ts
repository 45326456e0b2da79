/** `zoom-harvester verify`: lists days again at Zoom and proves that the store has all of it; `--repair` makes it so. */

import { realClock } from "../clock.ts";
import { type Config, resolveConfig } from "../config.ts";
import { readOnly } from "../destinations/read-only.ts";
import type { Effects } from "../effects.ts";
import { ConfigurationError, type ExitCode, exitCode, Interrupted } from "../errors.ts";
import type { Difference } from "../harvest/proof/compare.ts";
import type { Proof, VerifyOptions } from "../harvest/proof/proof.ts";
import { repair } from "../harvest/proof/repair.ts";
import { verify } from "../harvest/proof/verify.ts";
import { Stopper } from "../harvest/stopper.ts";
import { Tally } from "../harvest/tally.ts";
import { createWork, type HarvestOptions } from "../harvest/work.ts";
import { type Flags, readEnvFile } from "../setting-sources.ts";
import { connectZoom, createEffects } from "./connect-zoom.ts";
import { type CommandContext, nameRun } from "./harvest.ts";
import { collectionsFor, harvestOptions } from "./harvest-options.ts";
import { thisProcess } from "./holder.ts";
import { createLog, logOptions } from "./log.ts";
import { makeDestination, openSource } from "./open-destination.ts";
import { printTable } from "./print-table.ts";
import { printJson } from "./store-command.ts";

interface Parts {
  config: Config;
  effects: Effects;
  heard: (zoomNow: number) => void;
  context: CommandContext;
  stopper: Stopper;
}

/** Ends with 0 when everything binding agrees, else with 5. */
export async function runVerify(flags: Flags, context: CommandContext): Promise<ExitCode> {
  const { env, stderr } = context;
  const file = readEnvFile(flags, env);
  const config = resolveConfig({ flags, env, file: file.variables }, realClock.now());
  const deep = readDeep(flags.deep);
  const { days } = config;
  if (days === undefined) {
    throw new ConfigurationError({
      operation: "verify",
      reason: "days are verified, not single meetings or series",
      hint: "--from and --to, or --date",
    });
  }
  const log = createLog(logOptions(flags, { ...file.variables, ...env }, stderr));
  const { effects, heard, close } = createEffects(config, log);
  const stopper = new Stopper(effects);
  const interrupt = () => stopper.stop(new Interrupted());
  context.interrupted.addEventListener("abort", interrupt, { once: true });
  const parts: Parts = { config, effects, heard, context, stopper };
  const options: VerifyOptions = { span: days.span, timeZone: days.timeZone, deep };
  try {
    let proof = await prove(parts, options);
    if (proof.differences.some(({ binding }) => binding) && flags.repair === true) {
      const others = proof.streams.flatMap(({ name, ok }) => (ok ? [] : [name]));
      log.info(`repairing ${[`${proof.differing.length} meetings`, ...others].join(", ")}`);
      const sets = proof.streams.flatMap(({ differing = [] }) => differing);
      const repaired = new Set([...proof.differing.map(({ uuid }) => uuid), ...sets]);
      await mend(parts, proof);
      proof = await prove(parts, { ...options, deep: deep === undefined ? undefined : repaired });
    }
    const { ok, differences, notes, streams, unproven } = proof;
    if (flags.json === true) {
      printJson({
        from: days.from,
        to: days.to,
        ok,
        days: proof.days,
        ...(streams.length > 0 && { streams: streams.map(({ differing: _, ...stream }) => stream) }),
        differences,
        ...(Object.keys(unproven).length > 0 && { unproven }),
        ...(notes.length > 0 && { notes }),
      });
    } else printProof(proof);
    if (ok) return exitCode.complete;
    return differences.some(({ binding }) => binding) ? exitCode.incomplete : exitCode.refused;
  } catch (error) {
    throw stopper.reason ?? error;
  } finally {
    stopper.settle();
    await close();
  }
}

/** Meetings of a sample whose size was not given. */
const usualSample = 100;

function readDeep(value: Flags[string]): VerifyOptions["deep"] {
  if (value === undefined || value === "all") return value;
  if (value === true) return usualSample;
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new ConfigurationError({
    operation: "verify",
    reason: `expected --deep to be all or a number of meetings, got "${value}"`,
    hint: "--deep, --deep 500 or --deep all",
  });
}

/** Compares; the store is only read. */
async function prove(parts: Parts, options: VerifyOptions): Promise<Proof> {
  const { config, effects, heard, context, stopper } = parts;
  const source = await openSource(effects, config, context.version, config.accountId);
  try {
    const store = await readOnly(source, config.accountId);
    const zoom = await connectZoom(effects, config, store, stopper, heard);
    await zoom.logIn();
    const engine = harvestOptions(config, "verify", context.version);
    return await verify(createWork(effects, zoom, store, engine, stopper, new Tally()), options);
  } finally {
    await source.close();
  }
}

/** Harvests what differs, with the store held meanwhile. */
async function mend(parts: Parts, proof: Proof): Promise<void> {
  const { config, effects, heard, context, stopper } = parts;
  const run = nameRun();
  const engine = harvestOptions(config, run, context.version);
  const { destination, batch } = await makeDestination(effects, config, {
    account: config.accountId,
    allowAccount: config.allowAccount,
    version: context.version,
    holder: thisProcess(run),
    interrupted: context.interrupted,
  });
  try {
    await destination.open(collectionsFor(engine.streams));
    const options: HarvestOptions = { ...engine, job: "repair", ...(batch && { batch }) };
    const zoom = await connectZoom(effects, config, destination, stopper, heard);
    await repair(createWork(effects, zoom, destination, options, stopper, new Tally()), proof);
    if (stopper.stopped) throw stopper.reason;
  } finally {
    await destination.close();
  }
}

const mostShown = 20;

/** Zoom's own sums, a line for each of them: the reason is the same every day. */
function printAdvice(differences: readonly Difference[]): void {
  const kinds = new Map<string, Difference[]>();
  for (const difference of differences)
    kinds.set(difference.kind, [...(kinds.get(difference.kind) ?? []), difference]);
  for (const [kind, days] of kinds) {
    const shown = days.slice(0, 5).map(({ date, zoom, stored }) => `${date} ${zoom} for ${stored}`);
    const more = days.length > shown.length ? `, and ${days.length - shown.length} more days` : "";
    process.stdout.write(
      `\n  No failure: Zoom's ${sums[kind] ?? kind} differ (${shown.join(", ")}${more}).\n  ${days[0]?.reason}.\n`,
    );
  }
}

const sums: Readonly<Record<string, string>> = {
  participants: "numbers of participants",
  daily: "daily numbers of meetings",
  minutes: "daily minutes",
};

function printProof({ ok, days, streams, differences, unproven, notes }: Proof): void {
  const rows = days.map(({ date, ok: isWell, zoom, stored }) => [
    date,
    isWell ? "ok" : "differs",
    zoom.meetings,
    stored.meetings,
    zoom.sessions,
    stored.sessions,
  ]);
  const columns = ["day", "proof", "meetings_at_Zoom", "stored", "sessions_at_Zoom", "stored"];
  const differs = differences.some(({ binding }) => binding);
  const partly = "What could be compared is stored; Zoom refused the rest";
  const title = ok ? "Everything that Zoom has is stored" : differs ? "Store and Zoom differ" : partly;
  if (rows.length > 0) printTable(process.stdout, title, columns, rows);
  else process.stdout.write(`\n${title}\n`);
  if (streams.length > 0) {
    const lines = streams.map(({ name, ok: isWell, zoom, stored }) => [
      name,
      isWell ? "ok" : "differs",
      zoom ?? (isWell ? "all read" : "some unread"),
      stored,
    ]);
    printTable(process.stdout, "Other streams", ["stream", "proof", "at_Zoom", "stored"], lines);
  }
  printDifferences(
    "What differs",
    differences.filter(({ binding }) => binding),
  );
  printAdvice(differences.filter(({ binding, kind }) => !binding && kind !== "stream"));
  for (const [stream, reason] of Object.entries(unproven))
    process.stdout.write(`\n  ${stream} was not compared: ${reason}\n`);
  for (const note of notes) process.stdout.write(`\n  ${note}\n`);
  if (differs)
    process.stdout.write("\n  zoom-harvester verify --repair, with the same days, harvests what differs.\n");
}

function printDifferences(title: string, differences: readonly Difference[]): void {
  if (differences.length === 0) return;
  const rows = differences
    .slice(0, mostShown)
    .map(({ kind, date, uuid, zoom, stored, reason }) => [kind, date, uuid ?? "", zoom, stored, reason]);
  printTable(process.stdout, title, ["what", "day", "uuid", "Zoom", "stored", "reason"], rows);
  if (differences.length > mostShown)
    process.stdout.write(`  and ${differences.length - mostShown} more; --json shows all\n`);
}
