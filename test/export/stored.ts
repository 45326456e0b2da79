/** Stores with a few documents as they come, and the export of them inside this process. */

import { DuckDBInstance } from "@duckdb/node-api";
import { runExport } from "../../src/commands/export.ts";
import type { Destination } from "../../src/destinations/destination.ts";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import type { Document, JsonObject } from "../../src/document.ts";
import { isAbort, RunStopped } from "../../src/errors.ts";
import { collections } from "../../src/streams/derived.ts";
import { makeOptions, quickEffects } from "../destinations/duckdb-harness.ts";

/** Names as people type them, one a session. */
export const names = [
  "Zoë Müller-Lüdenscheidt",
  "🎓 محمد بن عبد الله",
  'The "Boss", Jr.',
  "two\nlines",
  "two\r\nlines",
  "=HYPERLINK(1)",
  "\t@x",
  "x;=1+1",
  "0049301234",
  "#1",
  "",
];

const stamp = (run = "run-1"): JsonObject => ({
  account_id: "account-1",
  harvest: { run, at: "2026-04-02T00:00:00Z", source: "dashboard", version: "1.2.3" },
});

export function meeting(uuid: string, start: string, more: JsonObject = {}): Document {
  return {
    _id: uuid,
    uuid,
    meeting_series_id: "81234567890",
    topic: "Übung ✓",
    start_time: start,
    duration: 3_600,
    has_poll: true,
    host: { host_id: "h", name: "=Host", email: "host@example.org" },
    host_groups: ["Staff", "Library, East"],
    extra: { later: [1, "two"] },
    ...stamp(),
    ...more,
  };
}

export function sessionsOf(owner: Document): Document[] {
  return names.map((name, place) => ({
    _id: `${owner._id}-${place}`,
    meeting: owner._id,
    user_id: String(16_778_240 + place),
    ...(name === "" ? {} : { user_name: name }),
    join_time: owner.start_time as string,
    ...(place % 2 === 0
      ? {}
      : { duration: place, internal_user: place % 3 === 0, total_jointime_cost: place / 8 }),
    internal_ip_addresses: place === 3 ? [] : ["192.0.2.1", `192.0.2.${place}`],
    audio_call: [{ call_number: "+49", call_type: "call_in" }],
    meeting_start_time: owner.start_time as string,
    meeting_series_id: owner.meeting_series_id as string,
    host: owner.host as JsonObject,
    ...stamp(),
  }));
}

/** Berlin's March ends at 22:00 UTC. */
export const owners = [
  meeting("march==", "2026-03-31T21:59:59Z"),
  meeting("april/==", "2026-03-31T22:00:00Z", { meeting_series_id: "91234567890" }),
  meeting("later==", "2026-04-20T08:00:00Z"),
];

export async function fill(destination: Destination): Promise<void> {
  await destination.open(collections);
  await destination.write(
    owners.map((owner) => ({
      owner: { to: "meetings", document: owner },
      to: "sessions",
      documents: sessionsOf(owner),
      complete: true,
    })),
  );
  await destination.close();
}

export async function filledFile(file: string): Promise<string> {
  await fill(duckdbDestination(quickEffects(), makeOptions(file)));
  return file;
}

/** Exports and says how it ended; what it says is thrown away. */
export function exportFrom(
  env: Record<string, string>,
  flags: Record<string, string | boolean>,
  interrupted = new AbortController().signal,
): Promise<number> {
  const stderr = { write: () => true, isTTY: false } as unknown as NodeJS.WriteStream;
  const given = { timezone: "Europe/Berlin", log_level: "error", ...flags };
  return runExport(given, { env, version: "1.2.3", readEnvFile: false, interrupted, stderr });
}

/** True for what a command that was interrupted throws. */
export const isStop = (error: unknown) => isAbort(error) || error instanceof RunStopped;

/** Rows of a query that reads files. */
export async function read(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    return (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
