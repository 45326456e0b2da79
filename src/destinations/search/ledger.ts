/** The two indices beside the documents: what no document can say, and what could not be stored. */

import type { Json, JsonObject } from "../../document.ts";
import { DestinationError } from "../../errors.ts";
import type { DeadLetter, KeptLetter, Listing, RunRecord } from "../ledger.ts";
import { letterKey } from "../letter-key.ts";
import { ledgerOperation } from "./bulk-operation.ts";
import { noteOver } from "./covered.ts";
import {
  deadMappings,
  type Entry,
  factEntry,
  factId,
  ledgerMappings,
  letterEntry,
  runEntries,
  toLetter,
  toListing,
} from "./ledger-entries.ts";
import type { LedgerIndices } from "./ledger-indices.ts";
import type { Requests } from "./requests.ts";
import { inPieces, searchPages } from "./stored.ts";
import { indexSettings } from "./template.ts";
import { objectIn } from "./transport.ts";

/** Grows when an older program could do harm to a store of this one. */
export const schemaVersion = 2;

export interface LedgerOptions {
  names: { ledger: string; dead: string };
  account: string;
  allowAccount: boolean;
  version: string;
}

export class SearchLedger {
  readonly #indices: LedgerIndices;
  readonly #options: LedgerOptions;

  constructor(indices: LedgerIndices, options: LedgerOptions) {
    this.#indices = indices;
    this.#options = options;
  }

  /** Whether the store is ours, of a form we know, and of this account; changes nothing. @throws DestinationError */
  async check(): Promise<void> {
    const { names, account, allowAccount } = this.#options;
    await checkForm(this.#indices.requests, names.ledger);
    const accounts = (await this.#indices.find(names.ledger, [{ term: { kind: "account" } }])).map(
      ([, entry]) => String(entry.account),
    );
    if (accounts.length > 0 && !accounts.includes(account) && !allowAccount) {
      throw refuse(
        this.#indices.requests.hosts,
        `${names.ledger} belongs to Zoom account ${accounts.join(", ")}, not to ${account}`,
        "--index_prefix for indices of this account's own, or --allow_account to keep both in these",
      );
    }
  }

  /** Makes an index of the ledger that is not there. @returns false for an index that is none of the ledger's. */
  async make(index: string): Promise<boolean> {
    const { ledger, dead } = this.#options.names;
    if (index !== ledger && index !== dead) return false;
    const head = await this.#indices.ask("HEAD", index, {}, undefined, [404]);
    if (head.status === 200) return true;
    const mappings = index === ledger ? ledgerMappings : deadMappings;
    await this.#indices.ask("PUT", index, {}, { settings: { index: { ...indexSettings } }, mappings }, [400]);
    return true;
  }

  /**
   * Brings the indices into this version's form, notes the account, and takes a version number that is higher than
   * any before. The lease is held, and the ledger's index is there.
   * @param now milliseconds since the epoch.
   * @returns the number, and whether the run before ended without closing.
   */
  async begin(now: number): Promise<{ version: number; wasCutOff: boolean }> {
    const { names, account, version } = this.#options;
    await this.make(names.dead);
    const first = { kind: "account", account, started_at: new Date(now).toISOString() };
    await this.#indices.put(names.ledger, `account:${account}`, first, { op_type: "create" }, [409]);
    for (;;) {
      const { body, status } = await this.#indices.ask(
        "GET",
        `${names.ledger}/_doc/meta`,
        {},
        undefined,
        [404],
      );
      const { _source, _seq_no, _primary_term } = objectIn(body);
      const meta = objectIn(_source);
      if (Number(meta.schema_version ?? schemaVersion) < schemaVersion) await this.#upgrade();
      const next = Math.max(Math.floor(now), Number(meta.newest_version ?? 0) + 1);
      const only: Record<string, string> =
        status === 404
          ? { op_type: "create" }
          : { if_seq_no: String(_seq_no), if_primary_term: String(_primary_term) };
      const put = await this.#indices.put(names.ledger, "meta", metaEntry(version, next, true), only, [409]);
      // Another harvester took a number in between: ours must be another one.
      if (put !== 409) return { version: next, wasCutOff: meta.writing === true };
    }
  }

  /** Notes that everything accepted is stored, unless another harvester has begun meanwhile. */
  async end(newest: number): Promise<void> {
    const { names, version } = this.#options;
    const path = `${names.ledger}/_doc/meta`;
    const { body } = await this.#indices.ask("GET", path, {}, undefined, [404]);
    const { _source, _seq_no, _primary_term } = objectIn(body);
    if (objectIn(_source).newest_version !== newest) return;
    const request = {
      method: "PUT" as const,
      path: `/${path}`,
      query: { refresh: true, if_seq_no: String(_seq_no), if_primary_term: String(_primary_term) },
      body: metaEntry(version, newest, false),
    };
    // Without the lease as well: what this run has stored is whole, whoever comes after it.
    await this.#indices.requests.ask("keep the ledger", request, [409]);
  }

  async recall(fact: string): Promise<Json | undefined> {
    const { names, account } = this.#options;
    return (await this.#indices.get(names.ledger, factId(account, fact)))?.value;
  }

  async remember(fact: string, value: Json, account = this.#options.account): Promise<void> {
    await this.#keep([factEntry(account, fact, value)]);
  }

  async record(run: RunRecord): Promise<void> {
    await this.#keep(runEntries(run, this.#options.account));
  }

  async callsUsed(day: string): Promise<Record<string, number>> {
    const used: Record<string, number> = {};
    const found = await this.#indices.find(this.#options.names.ledger, [
      { term: { kind: "calls" } },
      { term: { zoom_day: day } },
    ]);
    for (const [, { account, calls }] of found) {
      if (account !== undefined && account !== this.#options.account) continue;
      for (const [tier, count] of Object.entries(objectIn(calls))) {
        used[tier] = (used[tier] ?? 0) + Number(count);
      }
    }
    return used;
  }

  async listings(what: string): Promise<Listing[]> {
    return (await this.#indices.find(this.#options.names.ledger, listed(this.#options.account, [what]))).map(
      ([, entry]) => toListing(entry),
    );
  }

  async noteListings(listings: readonly Listing[], account = this.#options.account): Promise<void> {
    if (listings.length === 0) return;
    const { removed, added } = noteOver(await this.#spansOf(listings, account), account, listings);
    await this.#keep(added, removed);
  }

  /** The stored listings with a span, of the kinds and subjects that these have. */
  async #spansOf(listings: readonly Listing[], account: string): Promise<Map<string, Listing>> {
    const spans = listings.filter(({ span }) => span !== undefined);
    const kinds = [...new Set(spans.map(({ what }) => what))];
    const subjects = [...new Set(spans.flatMap(({ subject }) => subject ?? []))];
    const filter = [...listed(account, kinds), { exists: { field: "span_start" } }];
    const found = await inPieces(subjects, (values) =>
      this.#indices.find(this.#options.names.ledger, [...filter, { terms: { subject: values } }]),
    );
    if (spans.some(({ subject }) => subject === undefined)) {
      const general = { bool: { must_not: { exists: { field: "subject" } } } };
      found.push(...(await this.#indices.find(this.#options.names.ledger, [...filter, general])));
    }
    return new Map(found.map(([id, entry]) => [id, toListing(entry)]));
  }

  /** Keeps dead letters; the same letter again (collection, id and reason) takes the place of the one before. */
  async bury(letters: readonly DeadLetter[], now: number): Promise<void> {
    const { dead } = this.#options.names;
    // The last of several forms of a letter: what is sent at once arrives in any order.
    const entries = new Map(letters.map((letter) => [letterKey(letter), letterEntry(letter, now)]));
    await this.#indices.change(
      dead,
      [...entries].map(([key, entry]) => ledgerOperation(dead, key, entry)),
    );
  }

  async letters(): Promise<KeptLetter[]> {
    return readLetters(this.#indices.requests, this.#options.names.dead);
  }

  async dropLetters(keys: readonly string[]): Promise<void> {
    const { dead } = this.#options.names;
    await this.#indices.change(
      dead,
      [...new Set(keys)].map((key) => ledgerOperation(dead, key)),
    );
  }

  async #upgrade(): Promise<void> {
    const { ledger } = this.#options.names;
    const { _meta = {}, properties = {} } = ledgerMappings;
    await this.#indices.ask("PUT", `${ledger}/_mapping`, {}, { _meta, properties });
  }

  async #keep(entries: readonly Entry[], removed: readonly string[] = []): Promise<void> {
    const { ledger } = this.#options.names;
    // First what is new: a listing that is there twice for a moment is better than none.
    await this.#indices.change(
      ledger,
      entries.map(([id, entry]) => ledgerOperation(ledger, id, entry)),
    );
    await this.#indices.change(
      ledger,
      removed.map((id) => ledgerOperation(ledger, id)),
    );
  }
}

/** @throws DestinationError for a ledger of a form that only a newer version knows. */
export async function checkForm(requests: Requests, index: string): Promise<void> {
  const path = `/${encodeURIComponent(index)}/_doc/meta`;
  const { body } = await requests.ask("read the ledger", { method: "GET", path }, [404]);
  const { schema_version, program_version } = objectIn(objectIn(body)._source);
  if (schema_version === undefined || Number(schema_version) <= schemaVersion) return;
  throw refuse(
    requests.hosts,
    `it was written by zoom-harvester ${program_version}, in a newer form (${schema_version}) than this one knows (${schemaVersion})`,
    "a newer zoom-harvester, or --index_prefix; nothing was changed",
  );
}

/** The dead letters of an index, oldest first. */
export async function readLetters(requests: Requests, index: string, records = true): Promise<KeptLetter[]> {
  const letters: KeptLetter[] = [];
  const source = records ? true : ["at", "collection", "id", "owner", "reason"];
  const sort = [{ at: { order: "asc", unmapped_type: "date" } }];
  for await (const hits of searchPages(requests, index, { match_all: {} }, source, { sort })) {
    letters.push(...hits.map(toLetter));
  }
  return letters;
}

function listed(account: string, kinds: string[]): JsonObject[] {
  return [{ term: { kind: "listed" } }, { term: { account } }, { terms: { what: kinds } }];
}

function metaEntry(version: string, newest: number, writing: boolean): JsonObject {
  return {
    kind: "meta",
    schema_version: schemaVersion,
    program_version: version,
    newest_version: newest,
    writing,
  };
}

function refuse(hosts: string, reason: string, hint: string): DestinationError {
  return new DestinationError({ operation: "open the search engine", subject: hosts, reason, hint });
}
