/** `zoom-harvester streams`: what there is to harvest, what it costs, and what the account allows. Changes nothing. */

import { realClock } from "../clock.ts";
import type { Config } from "../config.ts";
import { factsOf } from "../doctor/examine.ts";
import { judgeStreams } from "../doctor/judge-streams.ts";
import { probeZoom } from "../doctor/probe-zoom.ts";
import { readSettings, type SettingsRead } from "../doctor/read-settings.ts";
import type { Scopes, Tier } from "../endpoint.ts";
import { ConfigurationError, type ExitCode, exitCode, HarvesterError, Interrupted } from "../errors.ts";
import type { Flags } from "../setting-sources.ts";
import { callsPerDay } from "../streams/cost.ts";
import { selectStreams } from "../streams/select.ts";
import { type Source, type Stream, sourcesOf, streamGroups } from "../streams/stream.ts";
import { createSend } from "../zoom/send.ts";
import { type AccountDayRead, readAccountDay } from "./account-day.ts";
import type { CommandContext } from "./harvest.ts";
import { layOut, type Row } from "./lay-out.ts";
import { createLog, logOptions } from "./log.ts";
import { printJson } from "./store-command.ts";

/** What the account allows of one stream. */
interface Allowed {
  /** Null when it is not known. */
  ready: boolean | null;
  source: string;
  why: string;
  scopes?: Scopes;
}

export interface StreamListed {
  name: string;
  group: string;
  key: string;
  tier: Tier;
  scopes: Scopes;
  plan: string;
  parent: string | null;
  calls_per_day: number;
  description: string;
  source: string;
  ready: boolean | null;
  why: string;
}

/** @param names streams or groups of them; none stands for all. */
export async function runStreams(
  names: readonly string[],
  { json, offline, ...flags }: Flags,
  context: CommandContext,
): Promise<ExitCode> {
  const { wanted } = selectStreams(names.length === 0 ? ["all"] : names);
  const read = readSettings(flags, context.env, realClock.now());
  const { config, check } = read;
  if (config === undefined) {
    throw new ConfigurationError({ operation: "list the streams", reason: check.detail, hint: check.hint });
  }
  const log = createLog(logOptions(flags, { ...read.file, ...context.env }, context.stderr));
  const isAsked = read.hasCredentials && offline !== true;
  const [day, allowed] = await Promise.all([
    readAccountDay({ ...realClock, log }, config, read.hasCredentials, context),
    isAsked ? askZoom(config, read, flags, context) : new Map<string, Allowed>(),
  ]);
  const lines = wanted.map((stream) => listed(stream, day, allowed.get(stream.name)));
  if (json === true) {
    printJson(lines);
    log.info(`calls_per_day: ${day.basis}`);
  } else {
    process.stdout.write(toText(lines, day.basis, isAsked, process.stdout.columns));
  }
  return exitCode.complete;
}

/** Asks as the doctor does. What keeps Zoom from answering is said of each stream. */
async function askZoom(
  config: Config,
  read: SettingsRead,
  flags: Flags,
  { env, stderr, interrupted }: CommandContext,
): Promise<Map<string, Allowed>> {
  const stop = new AbortController();
  interrupted.addEventListener("abort", () => stop.abort(new Interrupted()), { once: true });
  const { send, close } = createSend(config.proxies);
  const log = createLog(logOptions(flags, { ...read.file, ...env }, stderr));
  try {
    const options = { proxy: undefined, hasCredentials: true, interrupted: stop.signal };
    const evidence = await probeZoom({ ...realClock, log, send }, config, options);
    const { failure } = evidence;
    if (failure !== undefined) return unknown(failure.error);
    return new Map(judgeStreams(factsOf(evidence, config)).map(({ name, ...line }) => [name, line]));
  } finally {
    await close();
  }
}

function unknown(error: unknown): Map<string, Allowed> {
  if (!(error instanceof HarvesterError)) throw error;
  const why = `not known: ${error.explanation.reason}`;
  return new Map(
    selectStreams(["all"]).wanted.map(({ name }) => [name, { ready: null, source: "", why }] as const),
  );
}

function listed(stream: Stream, { day }: AccountDayRead, allowed: Allowed | undefined): StreamListed {
  const { ready = null, source = "", why = "" } = allowed ?? {};
  const sources = sourcesOf(stream);
  const used =
    sources.find((one) => one.source === source && one.zoom.scopes === allowed?.scopes) ??
    (sources[0] as Source);
  return {
    name: stream.name,
    group: stream.group,
    key: sayKey(stream),
    tier: used.zoom.tier,
    scopes: used.zoom.scopes,
    plan: used.zoom.plan,
    parent: stream.parent?.stream ?? stream.set?.of ?? null,
    calls_per_day: callsPerDay(readBy(stream, used), day),
    description: stream.description,
    source,
    ready,
    why,
  };
}

/** The stream as if one of its sources were the only one. */
function readBy(stream: Stream, source: Source): Stream {
  const { only: _, eachUser: __, otherwise: ___, ...rest } = stream;
  return { ...rest, ...source };
}

export function sayKey({ key }: Pick<Stream, "key">): string {
  if (key === "session") return "session";
  return "field" in key ? key.field : `fingerprint of ${key.fingerprint.join(", ")}`;
}

function toText(lines: readonly StreamListed[], basis: string, isAsked: boolean, columns = 110): string {
  const rows = (group: string) =>
    lines
      .filter((line) => line.group === group)
      .map(
        (line): Row => ({
          cells: [
            line.name,
            line.plan,
            line.tier.replace("_", "-"),
            line.calls_per_day.toLocaleString("en-US"),
            ...(isAsked ? [sayReady(line)] : []),
          ],
          texts: [firstSentence(line.description), line.why].filter((text) => text !== ""),
        }),
      );
  const head = ["stream", "plan", "tier", "calls a day", ...(isAsked ? ["here"] : [])];
  const parts = streamGroups
    .map((group) => ({ group, found: rows(group) }))
    .filter(({ found }) => found.length > 0)
    .map(({ group, found }) =>
      [group, ...layOut(head, "", found, columns).map((line) => `  ${line}`)].join("\n"),
    );
  const known = isAsked ? "" : "; what the account allows is not known without credentials";
  return `${parts.join("\n\n")}\n\ncalls a day: ${basis}${known}\n`;
}

function sayReady({ ready, source }: StreamListed): string {
  if (ready === null) return "?";
  return ready ? `from ${source}` : "NO";
}

function firstSentence(text: string): string {
  return text.split(/[.;](?= )/)[0] ?? text;
}
