/** The forms of the ledger's entries in its two indices, there and back. Pure. */

import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../../document.ts";
import type { DeadLetter, KeptLetter, Listing, RunRecord } from "../ledger.ts";
import { runOf } from "../letter-key.ts";
import { managedBy } from "./template.ts";
import { objectIn } from "./transport.ts";

const keyword = { type: "keyword", ignore_above: 1024 };
const date = { type: "date" };
const unsearched = { type: "object", enabled: false };

export const ledgerMappings: JsonObject = {
  dynamic: false,
  _meta: {
    managed_by: managedBy,
    description: "What no document can say: accounts, facts, runs, calls, what was listed, and who may write",
  },
  properties: {
    kind: keyword,
    account: keyword,
    name: keyword,
    run: keyword,
    zoom_day: keyword,
    started_at: date,
    finished_at: date,
    exit_code: { type: "integer" },
    asked: unsearched,
    value: unsearched,
    calls: unsearched,
    outcome: unsearched,
    what: keyword,
    subject: keyword,
    span_start: date,
    span_end: date,
    asked_at: date,
    host: keyword,
    renewed_at: date,
  },
};

export const deadMappings: JsonObject = {
  dynamic: false,
  _meta: { managed_by: managedBy, description: "Records that could not be stored, each with its reason" },
  properties: {
    at: date,
    run: keyword,
    collection: keyword,
    id: keyword,
    owner: keyword,
    reason: { ...keyword, fields: { text: { type: "text" } } },
    record: unsearched,
  },
};

/** An entry with its `_id`. */
export type Entry = readonly [id: string, entry: JsonObject];

export function factId(account: string, name: string): string {
  return `fact:${account}/${name}`;
}

export function factEntry(account: string, name: string, value: Json): Entry {
  return [factId(account, name), { kind: "fact", account, name, value }];
}

/** A run with its calls, an entry for each Zoom day. @param account whose, where the record does not say. */
export function runEntries(record: RunRecord, account: string): Entry[] {
  const { run, startedAt, finishedAt, asked, calls, exitCode, outcome } = record;
  const whose = record.account ?? account;
  const entry: JsonObject = {
    kind: "run",
    run,
    account: whose,
    started_at: startedAt,
    ...(finishedAt === undefined ? {} : { finished_at: finishedAt }),
    asked,
    ...(exitCode === undefined ? {} : { exit_code: exitCode }),
    ...(outcome === undefined ? {} : { outcome }),
  };
  return [
    ...Object.entries(calls).map(([day, tiers]): Entry => {
      const spent = { kind: "calls", run, account: whose, zoom_day: day, calls: { ...tiers } };
      return [`calls:${run}:${day}`, spent];
    }),
    [`run:${run}`, entry],
  ];
}

/** A run without its calls, which are entries of their own. */
export function toRun(entry: JsonObject): RunRecord {
  return {
    run: String(entry.run),
    ...(entry.account === undefined ? {} : { account: String(entry.account) }),
    startedAt: String(entry.started_at),
    ...(entry.finished_at === undefined ? {} : { finishedAt: String(entry.finished_at) }),
    asked: entry.asked ?? {},
    calls: {},
    ...(entry.exit_code === undefined ? {} : { exitCode: Number(entry.exit_code) }),
    ...(entry.outcome === undefined ? {} : { outcome: entry.outcome }),
  };
}

/** One without a span has the `_id` of the one whose place it takes. */
export function listingEntry(account: string, { what, subject, span, at }: Listing): Entry {
  const parts = [account, what, subject ?? null, ...(span === undefined ? [] : [span.start, span.end, at])];
  const id = createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
  const iso = (instant: number) => new Date(instant).toISOString();
  const entry: JsonObject = {
    kind: "listed",
    account,
    what,
    ...(subject === undefined ? {} : { subject }),
    ...(span === undefined ? {} : { span_start: iso(span.start), span_end: iso(span.end) }),
    asked_at: iso(at),
  };
  return [`listed:${id}`, entry];
}

export function toListing({ what, subject, span_start, span_end, asked_at }: JsonObject): Listing {
  const at = (instant: Json | undefined) => Date.parse(String(instant));
  return {
    what: String(what),
    ...(subject === undefined ? {} : { subject: String(subject) }),
    ...(span_start === undefined ? {} : { span: { start: at(span_start), end: at(span_end) } }),
    at: at(asked_at),
  };
}

/** @param now when it is buried, milliseconds since the epoch. */
export function letterEntry({ at, to, id, owner, reason, record }: DeadLetter, now: number): JsonObject {
  const run = runOf(record);
  return {
    at: at ?? new Date(now).toISOString(),
    ...(run === undefined ? {} : { run }),
    collection: to,
    ...(id === undefined ? {} : { id }),
    ...(owner === undefined ? {} : { owner }),
    reason,
    record,
  };
}

/** @param hit of a search in the dead letters' index. */
export function toLetter({ _id, _source }: JsonObject): KeptLetter {
  const { at, collection, id, owner, reason, record } = objectIn(_source);
  return {
    key: String(_id),
    at: String(at),
    to: String(collection),
    ...(id === undefined ? {} : { id: String(id) }),
    ...(owner === undefined ? {} : { owner: String(owner) }),
    reason: String(reason),
    record: record ?? null,
  };
}
