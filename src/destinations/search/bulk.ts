/**
 * Sends operations in `_bulk` requests, several at once, as large and as many as the cluster takes well, until each
 * has an outcome. Every operation may arrive more than once: versions make that harmless.
 */

import type { Effects } from "../../effects.ts";
import { judge, type Operation, type Verdict } from "./bulk-operation.ts";
import { isTemporary, refused, refusedFor, sayTemporary } from "./explain.ts";
import type { Patience } from "./patience.ts";
import {
  errorIn,
  listIn,
  objectIn,
  type SearchAnswer,
  type SearchTransport,
  Unreachable,
} from "./transport.ts";

/** What became of operations; those not named were done. */
export interface BulkOutcome {
  refused: Map<Operation, string>;
  superseded: Set<Operation>;
}

export interface BulkHooks {
  /** Makes an index that has gone during the run. */
  makeIndex(index: string): Promise<void>;
  /** Called before each request; what it throws is thrown in place of it. */
  beforeRequest(): Promise<void>;
}

export interface BulkLimits {
  /** Bytes of a request. */
  bytes: number;
  /** Operations of a request. */
  operations: number;
  /** Requests under way. */
  requests: number;
}

/** Where a run begins; a request much larger gains nothing, and costs the cluster memory. */
export const startLimits: BulkLimits = { bytes: 1_000_000, operations: 1_000, requests: 3 };

const smallestBytes = 16_000;
const smallestOperations = 10;
/** Requests that must go well before one more is tried. */
const calm = 8;
/** How often a document may meet a failure of the server before it counts as the document's own. */
const mostFailures = 5;

export class BulkSender {
  readonly #transport: SearchTransport;
  readonly #patience: Patience;
  readonly #log: Pick<Effects["log"], "debug">;
  readonly #hooks: BulkHooks;
  readonly #most: BulkLimits;
  readonly #limits: BulkLimits;
  readonly #buffers: Buffer[] = [];
  #well = 0;

  constructor(
    transport: SearchTransport,
    patience: Patience,
    log: Pick<Effects["log"], "debug">,
    hooks: BulkHooks,
    limits: BulkLimits = startLimits,
  ) {
    this.#transport = transport;
    this.#patience = patience;
    this.#log = log;
    this.#hooks = hooks;
    this.#most = limits;
    this.#limits = { ...limits };
  }

  /**
   * Returns when every operation has an outcome.
   * @throws DestinationError when the cluster refuses for good, DestinationLost when patience is at its end.
   */
  async send(operations: readonly Operation[]): Promise<BulkOutcome> {
    const outcome: BulkOutcome = { refused: new Map(), superseded: new Set() };
    const left = new Queue(operations);
    const underWay = new Set<Promise<void>>();
    let failure: { error: unknown } | undefined;
    while (!left.isEmpty || underWay.size > 0) {
      while (!left.isEmpty && underWay.size < this.#limits.requests && failure === undefined) {
        const chunk = left.take(this.#limits);
        const sending = this.#sendOnce(chunk, outcome)
          .then((again) => left.putBack(again))
          .catch((error: unknown) => {
            failure ??= { error };
          })
          .finally(() => underWay.delete(sending));
        underWay.add(sending);
      }
      if (underWay.size === 0) break;
      await Promise.race(underWay);
    }
    if (failure !== undefined) throw failure.error;
    return outcome;
  }

  /** One request. @returns the operations that have no outcome yet. */
  async #sendOnce(chunk: readonly Operation[], outcome: BulkOutcome): Promise<readonly Operation[]> {
    await this.#hooks.beforeRequest();
    const answer = await this.#request(chunk);
    if (typeof answer === "string") {
      await this.#patience.pause(answer);
      return chunk;
    }
    if (answer.status === 413) return this.#split(chunk, outcome);
    if (isTemporary(answer.status)) return this.#yield(chunk, answer.status, answer.body);
    if (answer.status >= 300) throw refused("store documents", this.#transport.hosts, answer);
    return this.#settle(chunk, answer, outcome);
  }

  /** @returns the answer, or why there was none. */
  async #request(chunk: readonly Operation[]): Promise<SearchAnswer | string> {
    const size = chunk.reduce((sum, { bytes }) => sum + bytes, 0);
    // The same few buffers again and again: texts of a megabyte would pile up until the next large collection.
    const free = this.#buffers.pop();
    const buffer = free !== undefined && free.length >= size ? free : Buffer.allocUnsafeSlow(size);
    let end = 0;
    for (const { text } of chunk) end += buffer.write(text, end);
    try {
      const answer = await this.#transport.request({
        method: "POST",
        path: "/_bulk",
        query: { filter_path: "errors,items.*.status,items.*.error" },
        body: buffer.subarray(0, end),
      });
      this.#buffers.push(buffer);
      return answer;
    } catch (error) {
      // The connection may still hold the buffer: it is not used again.
      if (!(error instanceof Unreachable)) throw error;
      return `it does not answer (${error.message})`;
    }
  }

  /** Whole request refused for now. */
  async #yield(
    chunk: readonly Operation[],
    status: number,
    body: SearchAnswer["body"],
  ): Promise<readonly Operation[]> {
    if (status === 429) this.#shrink();
    await this.#patience.pause(sayTemporary(status, errorIn(body)));
    return chunk;
  }

  /** Larger than the server takes: no request is as large again. */
  #split(chunk: readonly Operation[], outcome: BulkOutcome): readonly Operation[] {
    const [only] = chunk;
    if (chunk.length === 1 && only !== undefined) {
      outcome.refused.set(only, `it is larger than the server takes (${only.bytes} bytes, status 413)`);
      return [];
    }
    const bytes = chunk.reduce((sum, operation) => sum + operation.bytes, 0);
    this.#limits.bytes = Math.min(this.#limits.bytes, Math.floor(bytes / 2));
    this.#most.bytes = this.#limits.bytes;
    this.#log.debug(
      `the search engine takes no requests of ${bytes} bytes: going on with ${this.#limits.bytes}`,
    );
    return chunk;
  }

  async #settle(
    chunk: readonly Operation[],
    { body }: SearchAnswer,
    outcome: BulkOutcome,
  ): Promise<readonly Operation[]> {
    if (objectIn(body).errors === false) {
      this.#wentWell();
      return [];
    }
    const items = listIn(body, "items");
    const again: Operation[] = [];
    let done = 0;
    let wait: { status: number; item: unknown } | undefined;
    for (const [at, operation] of chunk.entries()) {
      const item = objectIn(Object.values(items[at] ?? {})[0]);
      // An item without an answer is not known to be stored.
      const status = typeof item.status === "number" ? item.status : 503;
      const verdict = judge(status, errorIn(item));
      if (verdict.is === "fatal")
        throw refusedFor("store documents", this.#transport.hosts, status, errorIn(item));
      if (await this.#isFinal(operation, verdict, outcome)) done += 1;
      else again.push(operation);
      if (verdict.is === "later") wait = { status, item };
    }
    if (done > 0) this.#patience.succeed();
    if (wait !== undefined) {
      if (wait.status === 429) this.#shrink();
      await this.#patience.pause(sayTemporary(wait.status, errorIn(wait.item as SearchAnswer["body"])));
    } else if (again.length === 0) this.#wentWell();
    return again;
  }

  async #isFinal(operation: Operation, verdict: Verdict, outcome: BulkOutcome): Promise<boolean> {
    switch (verdict.is) {
      case "done":
        return true;
      case "superseded":
        outcome.superseded.add(operation);
        return true;
      case "refused":
        outcome.refused.set(operation, verdict.reason);
        return true;
      case "failed":
        operation.failures += 1;
        if (operation.failures < mostFailures) return false;
        outcome.refused.set(operation, verdict.reason);
        return true;
      case "homeless":
        if (operation.action === "delete") return true;
        await this.#hooks.makeIndex(operation.index);
        operation.failures += 1;
        if (operation.failures < mostFailures) return false;
        outcome.refused.set(operation, `its index ${operation.index} cannot be made`);
        return true;
      default:
        return false;
    }
  }

  #wentWell(): void {
    this.#patience.succeed();
    this.#well += 1;
    if (this.#well < calm) return;
    this.#well = 0;
    const { bytes, operations, requests } = this.#most;
    this.#limits.requests = Math.min(requests, this.#limits.requests + 1);
    this.#limits.bytes = Math.min(bytes, Math.ceil(this.#limits.bytes * 1.5));
    this.#limits.operations = Math.min(operations, Math.ceil(this.#limits.operations * 1.5));
  }

  /** Fewer requests under way first, then smaller ones. */
  #shrink(): void {
    this.#well = 0;
    if (this.#limits.requests > 1) this.#limits.requests = Math.floor(this.#limits.requests / 2);
    else {
      this.#limits.bytes = Math.max(smallestBytes, Math.floor(this.#limits.bytes / 2));
      this.#limits.operations = Math.max(smallestOperations, Math.floor(this.#limits.operations / 2));
    }
  }
}

/** Operations in order; what comes back is taken first. */
class Queue {
  readonly #operations: readonly Operation[];
  #next = 0;
  #back: Operation[] = [];

  constructor(operations: readonly Operation[]) {
    this.#operations = operations;
  }

  get isEmpty(): boolean {
    return this.#back.length === 0 && this.#next >= this.#operations.length;
  }

  /** As many as fit, at least one. */
  take(limits: BulkLimits): Operation[] {
    const chunk: Operation[] = [];
    let bytes = 0;
    for (;;) {
      const operation = this.#back.at(-1) ?? this.#operations[this.#next];
      if (operation === undefined) return chunk;
      const isFull = chunk.length >= limits.operations || bytes + operation.bytes > limits.bytes;
      if (isFull && chunk.length > 0) return chunk;
      if (this.#back.length > 0) this.#back.pop();
      else this.#next += 1;
      chunk.push(operation);
      bytes += operation.bytes;
    }
  }

  putBack(operations: readonly Operation[]): void {
    for (let at = operations.length - 1; at >= 0; at -= 1) this.#back.push(operations[at] as Operation);
  }
}
