/** The two indices beside the documents: what no document can say, and what could not be stored. */

import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../../document.ts";
import { DestinationError } from "../../errors.ts";
import type { DeadLetter, RunRecord } from "../destination.ts";
import type { Requests } from "./requests.ts";
import { indexSettings, managedBy } from "./template.ts";
import { listIn, objectIn } from "./transport.ts";

/** Grows when an older program could do harm to a store of this one. */
export const schemaVersion = 1;

const keyword = { type: "keyword", ignore_above: 1024 };
const unsearched = { type: "object", enabled: false };

const ledgerMappings: JsonObject = {
  dynamic: false,
  _meta: { managed_by: managedBy, description: "What no document can say: accounts, facts, runs, calls" },
  properties: {
    kind: keyword,
    account: keyword,
    name: keyword,
    run: keyword,
    zoom_day: keyword,
    started_at: { type: "date" },
    finished_at: { type: "date" },
    exit_code: { type: "integer" },
    asked: unsearched,
    value: unsearched,
    calls: unsearched,
  },
};

const deadMappings: JsonObject = {
  dynamic: false,
  _meta: { managed_by: managedBy, description: "Records that could not be stored, each with its reason" },
  properties: {
    at: { type: "date" },
    run: keyword,
    collection: keyword,
    id: keyword,
    owner: keyword,
    reason: { ...keyword, fields: { text: { type: "text" } } },
    record: unsearched,
  },
};

export interface LedgerOptions {
  names: { ledger: string; dead: string };
  account: string;
  allowAccount: boolean;
  version: string;
}

export class SearchLedger {
  readonly #requests: Requests;
  readonly #options: LedgerOptions;

  constructor(requests: Requests, options: LedgerOptions) {
    this.#requests = requests;
    this.#options = options;
  }

  /** Whether the store is ours, of a form we know, and of this account; changes nothing. @throws DestinationError */
  async check(): Promise<void> {
    const { names, account, allowAccount } = this.#options;
    const meta = await this.#get("meta");
    if (meta === undefined) return;
    if (Number(meta.schema_version) > schemaVersion) {
      throw this.#refuse(
        `it was written by zoom-harvester ${meta.program_version}, in a newer form (${meta.schema_version}) than this one knows (${schemaVersion})`,
        "a newer zoom-harvester, or --index_prefix; nothing was changed",
      );
    }
    const accounts = (await this.#find({ kind: "account" })).map((entry) => String(entry.account));
    if (accounts.length > 0 && !accounts.includes(account) && !allowAccount) {
      throw this.#refuse(
        `${names.ledger} belongs to Zoom account ${accounts.join(", ")}, not to ${account}`,
        "--index_prefix for indices of this account's own, or --allow_account to keep both in these",
      );
    }
  }

  /**
   * Makes the indices, notes the account, and takes a version number that is higher than any before.
   * @param now milliseconds since the epoch.
   * @returns the number, and whether the run before ended without closing.
   */
  async begin(now: number): Promise<{ version: number; wasCutOff: boolean }> {
    const { names, account, version } = this.#options;
    await this.#create(names.ledger, ledgerMappings);
    await this.#create(names.dead, deadMappings);
    await this.#put(`account:${account}`, { kind: "account", account }, { op_type: "create" }, [409]);
    for (;;) {
      const { body, status } = await this.#ask("GET", `${names.ledger}/_doc/meta`, {}, undefined, [404]);
      const { _source, _seq_no, _primary_term } = objectIn(body);
      const meta = objectIn(_source);
      const next = Math.max(Math.floor(now), Number(meta.newest_version ?? 0) + 1);
      const only: Record<string, string> =
        status === 404
          ? { op_type: "create" }
          : { if_seq_no: String(_seq_no), if_primary_term: String(_primary_term) };
      const put = await this.#put(
        "meta",
        {
          kind: "meta",
          schema_version: schemaVersion,
          program_version: version,
          newest_version: next,
          writing: true,
        },
        only,
        [409],
      );
      // Another harvester took a number in between: ours must be another one.
      if (put !== 409) return { version: next, wasCutOff: meta.writing === true };
    }
  }

  /** Notes that everything accepted is stored. */
  async end(newest: number): Promise<void> {
    const { version } = this.#options;
    await this.#put("meta", {
      kind: "meta",
      schema_version: schemaVersion,
      program_version: version,
      newest_version: newest,
      writing: false,
    });
  }

  async recall(fact: string): Promise<Json | undefined> {
    return (await this.#get(`fact:${fact}`))?.value;
  }

  async remember(fact: string, value: Json): Promise<void> {
    await this.#put(`fact:${fact}`, { kind: "fact", name: fact, value });
  }

  async record({ run, startedAt, finishedAt, asked, calls, exitCode }: RunRecord): Promise<void> {
    for (const [day, tiers] of Object.entries(calls)) {
      await this.#put(`calls:${run}:${day}`, { kind: "calls", run, zoom_day: day, calls: { ...tiers } });
    }
    await this.#put(`run:${run}`, {
      kind: "run",
      run,
      started_at: startedAt,
      ...(finishedAt === undefined ? {} : { finished_at: finishedAt }),
      asked,
      ...(exitCode === undefined ? {} : { exit_code: exitCode }),
    });
  }

  async callsUsed(day: string): Promise<Record<string, number>> {
    const used: Record<string, number> = {};
    for (const { calls } of await this.#find({ kind: "calls", zoom_day: day })) {
      for (const [tier, count] of Object.entries(objectIn(calls))) {
        used[tier] = (used[tier] ?? 0) + Number(count);
      }
    }
    return used;
  }

  /** Keeps dead letters; the same letter again (same document and reason) takes the place of the one before. */
  async bury(letters: readonly DeadLetter[], now: number): Promise<void> {
    const { dead } = this.#options.names;
    const lines = letters.flatMap(({ at, to, id, owner, reason, record }) => [
      JSON.stringify({
        index: { _index: dead, ...(id === undefined ? {} : { _id: letterId(to, id, reason) }) },
      }),
      JSON.stringify({
        at: at ?? new Date(now).toISOString(),
        ...runOf(record),
        collection: to,
        ...(id === undefined ? {} : { id }),
        ...(owner === undefined ? {} : { owner }),
        reason,
        record,
      }),
    ]);
    const { body } = await this.#requests.ask("keep dead letters", {
      method: "POST",
      path: "/_bulk",
      query: { refresh: true, filter_path: "errors,items.*.error" },
      body: `${lines.join("\n")}\n`,
    });
    if (objectIn(body).errors === true) throw this.#refuse(`${dead} does not take them`, "the cluster's log");
  }

  async #create(index: string, mappings: JsonObject): Promise<void> {
    const head = await this.#ask("HEAD", index, {}, undefined, [404]);
    if (head.status === 200) return;
    await this.#ask("PUT", index, {}, { settings: { index: { ...indexSettings } }, mappings }, [400]);
  }

  async #get(id: string): Promise<JsonObject | undefined> {
    const path = `${this.#options.names.ledger}/_doc/${encodeURIComponent(id)}`;
    const { body, status } = await this.#ask("GET", path, {}, undefined, [404]);
    return status === 404 ? undefined : objectIn(objectIn(body)._source);
  }

  async #find(terms: Record<string, string>): Promise<JsonObject[]> {
    const filter = Object.entries(terms).map(([field, value]) => ({ term: { [field]: value } }));
    const { body } = await this.#ask(
      "POST",
      `${this.#options.names.ledger}/_search`,
      { ignore_unavailable: "true" },
      { size: 10_000, query: { bool: { filter } } },
    );
    return listIn(objectIn(body).hits, "hits").map(({ _source }) => objectIn(_source));
  }

  /** @returns the answer's status. */
  async #put(
    id: string,
    document: JsonObject,
    query: Record<string, string> = {},
    accepted: readonly number[] = [],
  ): Promise<number> {
    const path = `${this.#options.names.ledger}/_doc/${encodeURIComponent(id)}`;
    return (await this.#ask("PUT", path, { refresh: "true", ...query }, document, accepted)).status;
  }

  #ask(
    method: "GET" | "HEAD" | "POST" | "PUT",
    path: string,
    query: Record<string, string>,
    body?: JsonObject,
    accepted?: readonly number[],
  ) {
    return this.#requests.ask(
      "keep the ledger",
      { method, path: `/${path}`, query, ...(body === undefined ? {} : { body }) },
      accepted,
    );
  }

  #refuse(reason: string, hint: string): DestinationError {
    return new DestinationError({
      operation: "open the search engine",
      subject: this.#requests.hosts,
      reason,
      hint,
    });
  }
}

function letterId(...parts: string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("base64url");
}

/** The run that a document says it came with. */
function runOf(record: Json): { run?: string } {
  const { run } = objectIn(objectIn(record).harvest);
  return typeof run === "string" ? { run } : {};
}
