/** Harvests of the built program into indices of their own. */

import type { Json } from "../../src/document.ts";
import { allDocuments, makePrefix, removePrefix } from "../destinations/search-harness.ts";
import { type Ended, type RunningSimulator, run } from "../e2e/support.ts";
import { environmentOf, type SearchServer } from "../support/search-servers.ts";

export const day = "2026-03-03";
export const account = ["--users", "30", "--from", "2026-03-01", "--to", "2026-03-05"];
export const faults =
  "500:0.02,429:0.01,reset:0.01,hang:0.002,truncate:0.01,html403:0.002,token:0.002,page_token:0.002";

/** What a harvest of {@link day} is told. */
export function argumentsFor(prefix: string, ...more: string[]): string[] {
  return ["harvest", "--date", day, "--timezone", "UTC", "--index_prefix", prefix, "--timeout", "3", ...more];
}

/** A prefix that goes with the work. */
export async function withPrefix<T>(server: SearchServer, work: (prefix: string) => Promise<T>): Promise<T> {
  const prefix = makePrefix();
  try {
    return await work(prefix);
  } finally {
    await removePrefix(server, prefix);
  }
}

export function harvestInto(
  server: SearchServer,
  simulator: RunningSimulator,
  folder: string,
  prefix: string,
  ...more: string[]
): Promise<Ended> {
  const env = { ...simulator.env, ...environmentOf(server) };
  return run(argumentsFor(prefix, ...more), env, folder);
}

type Source = Record<string, Json>;

/** A session as the truth tells it. */
const told = (row: { [name: string]: Json | undefined }, waiting: boolean) =>
  [row.meeting, row.user_id ?? "", row.user_name ?? "", row.join_time, row.leave_time ?? "", waiting].join(
    "|",
  );

/** What the cluster has of meetings and sessions, each in one line, sorted. */
export async function storedIn(
  server: SearchServer,
  prefix: string,
): Promise<{ meetings: string[]; sessions: string[] }> {
  const meetings = await allDocuments(server, `${prefix}meetings`);
  const sessions = await allDocuments(server, `${prefix}sessions`);
  return {
    meetings: meetings.map(({ _id, _source }) => `${_id}|${_source.duration}`).sort(),
    sessions: sessions
      .map(({ _source }) => told(_source as Source, _source.status === "in_waiting_room"))
      .sort(),
  };
}

/** What a complete client has. */
export async function truthOf(
  simulator: RunningSimulator,
): Promise<{ meetings: string[]; sessions: string[] }> {
  const truth = await simulator.truthRows(day);
  return {
    meetings: truth.map(({ uuid, duration_seconds }) => `${uuid}|${duration_seconds}`).sort(),
    sessions: truth
      .flatMap(({ uuid, sessions }) =>
        sessions.map((session) => told({ ...session, meeting: uuid }, session.waiting)),
      )
      .sort(),
  };
}
