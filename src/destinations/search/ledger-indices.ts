/** Reading and changing single entries of the ledger's indices; nothing is changed once the lease is lost. */

import type { JsonObject } from "../../document.ts";
import { DestinationError } from "../../errors.ts";
import type { BulkSender } from "./bulk.ts";
import type { Operation } from "./bulk-operation.ts";
import type { Entry } from "./ledger-entries.ts";
import type { Requests } from "./requests.ts";
import { refresh, searchPages } from "./stored.ts";
import { objectIn, type SearchAnswer } from "./transport.ts";

const operation = "keep the ledger";

export class LedgerIndices {
  readonly requests: Requests;
  readonly #guarded: Requests;
  readonly #bulk: BulkSender;

  /** @param guarded requests that are refused when the lease is lost; `bulk` refuses likewise. */
  constructor(requests: Requests, guarded: Requests, bulk: BulkSender) {
    this.requests = requests;
    this.#guarded = guarded;
    this.#bulk = bulk;
  }

  async get(index: string, id: string): Promise<JsonObject | undefined> {
    const { body, status } = await this.ask(
      "GET",
      `${index}/_doc/${encodeURIComponent(id)}`,
      {},
      undefined,
      [404],
    );
    return status === 404 ? undefined : objectIn(objectIn(body)._source);
  }

  /** Every entry that passes all filters. */
  async find(index: string, filter: JsonObject[]): Promise<Entry[]> {
    const entries: Entry[] = [];
    for await (const hits of searchPages(this.requests, index, { bool: { filter } }, true)) {
      entries.push(...hits.map(({ _id, _source }): Entry => [String(_id), objectIn(_source)]));
    }
    return entries;
  }

  /** @returns the answer's status. */
  async put(
    index: string,
    id: string,
    document: JsonObject,
    query: Record<string, string>,
    accepted: readonly number[],
  ): Promise<number> {
    const path = `${index}/_doc/${encodeURIComponent(id)}`;
    return (await this.ask("PUT", path, { refresh: "true", ...query }, document, accepted)).status;
  }

  /** Carries out all operations, in any order, and shows them. @throws DestinationError when one is refused. */
  async change(index: string, operations: readonly Operation[]): Promise<void> {
    if (operations.length === 0) return;
    const { refused } = await this.#bulk.send(operations);
    const [reason] = refused.values();
    if (reason !== undefined) {
      throw new DestinationError({
        operation,
        subject: this.requests.hosts,
        reason: `${index} does not take ${refused.size} of ${operations.length} entries (${reason})`,
        hint: "the cluster's log",
      });
    }
    await refresh(this.requests, [index]);
  }

  ask(
    method: "GET" | "HEAD" | "PUT",
    path: string,
    query: Record<string, string>,
    body?: JsonObject,
    accepted?: readonly number[],
  ): Promise<SearchAnswer> {
    const requests = method === "PUT" ? this.#guarded : this.requests;
    return requests.ask(
      operation,
      { method, path: `/${path}`, query, ...(body === undefined ? {} : { body }) },
      accepted,
    );
  }
}
