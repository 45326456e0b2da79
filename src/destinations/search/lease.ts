/**
 * The lease in the ledger's index: one document that is changed only in the form in which it was seen, so that of
 * two harvesters one alone succeeds. It is renewed from time to time, whatever else goes on.
 */

import type { JsonObject } from "../../document.ts";
import { claimLease, type LeaseEffects, LeaseLost, Renewal, renewEveryMs } from "../lease.ts";
import type { Holder, Lease } from "../ledger.ts";
import type { Requests } from "./requests.ts";
import { objectIn, type SearchAnswer, type SearchRequest, Unreachable } from "./transport.ts";

const operation = "hold the lease";
/** Milliseconds for a request that is not worth waiting for. */
const shortTimeoutMs = 5_000;
/** How often in a row a renewal may take so long that it proves nothing: a very slow cluster is no reason to stop. */
const mostDoubts = 3;

export interface SearchLeaseEffects extends LeaseEffects {
  /** Calls `run` after a while unless cancelled first. */
  later(ms: number, run: () => void): () => void;
}

export interface SearchLeaseOptions {
  /** The ledger's index; it is there when the lease is claimed. */
  index: string;
  holder: Holder;
  lockWaitMs: number;
  /** The store in a person's words. */
  where: string;
}

/** The lease document in the form in which it was seen. */
interface Seen {
  lease: Lease;
  seqNo: number;
  term: number;
}

/** @returns an answer of 2xx, 404 or 409; undefined when there was none. */
type Ask = (request: SearchRequest) => Promise<SearchAnswer | undefined>;

export class SearchLease {
  readonly #effects: SearchLeaseEffects;
  readonly #requests: Requests;
  readonly #options: SearchLeaseOptions;
  #renewal: Renewal | undefined;
  #seen: Seen | undefined;
  #lost: LeaseLost | undefined;
  #renewing: Promise<void> | undefined;
  #cancel: (() => void) | undefined;

  constructor(effects: SearchLeaseEffects, requests: Requests, options: SearchLeaseOptions) {
    this.#effects = effects;
    this.#requests = requests;
    this.#options = options;
  }

  /** True from {@link claim} until it is given back, also when it was lost meanwhile. */
  get isClaimed(): boolean {
    return this.#renewal !== undefined;
  }

  /** Takes the lease and begins to renew it. @throws DestinationError that names the holder. */
  async claim(): Promise<void> {
    let renewal = new Renewal(this.#effects);
    await claimLease(this.#effects, this.#options.holder, this.#options, {
      look: async () => {
        this.#seen = (await this.#look(this.#patiently))?.seen;
        return this.#seen?.lease;
      },
      take: async () => {
        renewal = new Renewal(this.#effects);
        return (await this.#put(this.#patiently, 0)) === true;
      },
    });
    this.#renewal = renewal;
    this.#renewLater();
  }

  /**
   * To be called before each write. Asks the cluster when there is doubt.
   * @throws LeaseLost when the lease is another's by now.
   */
  async ensure(): Promise<void> {
    for (let doubts = 0; doubts < mostDoubts && this.#isDoubtful; doubts += 1) {
      await this.#renewing;
      if (this.#isDoubtful) await this.#renew(this.#patiently);
    }
    if (this.#lost !== undefined) throw this.#lost;
  }

  /** Gives the lease back if it is still this holder's and the cluster answers. */
  async release(): Promise<void> {
    // What was seen and not claimed is somebody else's.
    if (this.#renewal === undefined) return;
    this.#cancel?.();
    this.#renewal = undefined;
    await this.#renewing?.catch(() => {});
    const { index, holder } = this.#options;
    // A renewal of which no answer came has changed the document all the same.
    for (let tries = 0; tries < 2 && this.#lost === undefined && this.#seen !== undefined; tries += 1) {
      const answer = await this.#shortly({
        method: "DELETE",
        path: pathOf(index),
        query: { if_seq_no: this.#seen.seqNo, if_primary_term: this.#seen.term },
      });
      if (answer?.status !== 409) return;
      const seen = (await this.#look(this.#shortly))?.seen;
      this.#seen = seen?.lease.run === holder.run ? seen : undefined;
    }
  }

  get #isDoubtful(): boolean {
    return this.#lost === undefined && this.#renewal?.isDoubtful === true;
  }

  #renewLater(): void {
    this.#cancel = this.#effects.later(renewEveryMs, () => {
      // What keeps a renewal from succeeding is said by the next write, if it still does then.
      this.#renew(this.#shortly)
        .catch(() => {})
        .finally(() => {
          if (this.#renewal !== undefined && this.#lost === undefined) this.#renewLater();
        });
    });
  }

  /** One renewal at a time. */
  async #renew(ask: Ask): Promise<void> {
    this.#renewing ??= this.#renewOnce(ask).finally(() => {
      this.#renewing = undefined;
    });
    await this.#renewing;
  }

  async #renewOnce(ask: Ask): Promise<void> {
    const { holder, where } = this.#options;
    for (;;) {
      const renewal = this.#renewal;
      if (renewal === undefined || this.#seen === undefined) return;
      const asked = renewal.moment();
      const isPut = await this.#put(ask, this.#seen.lease.renewals + 1);
      if (isPut === true) renewal.renewed(asked);
      if (isPut !== false) return;
      const found = await this.#look(ask);
      if (found === undefined) return;
      if (found.seen?.lease.run !== holder.run) {
        this.#lost = new LeaseLost(where, found.seen?.lease);
        return;
      }
      this.#seen = found.seen;
    }
  }

  /** @returns whether the document was still as it was seen; undefined when that is not known. */
  async #put(ask: Ask, renewals: number): Promise<boolean | undefined> {
    const { index, holder } = this.#options;
    const seen = this.#seen;
    const lease = { ...holder, renewedAt: Math.floor(this.#effects.now()), renewals };
    const answer = await ask({
      method: "PUT",
      path: pathOf(index),
      query:
        seen === undefined ? { op_type: "create" } : { if_seq_no: seen.seqNo, if_primary_term: seen.term },
      body: toEntry(lease),
    });
    if (answer === undefined) return undefined;
    if (answer.status >= 300) return false;
    const { _seq_no, _primary_term } = objectIn(answer.body);
    this.#seen = { lease, seqNo: Number(_seq_no), term: Number(_primary_term) };
    return true;
  }

  /** @returns the lease, if there is one; undefined when that is not known. */
  async #look(ask: Ask): Promise<{ seen?: Seen } | undefined> {
    const answer = await ask({ method: "GET", path: pathOf(this.#options.index) });
    if (answer === undefined) return undefined;
    const { _source, _seq_no, _primary_term } = objectIn(answer.body);
    if (answer.status !== 200) return {};
    return {
      seen: { lease: toLease(objectIn(_source)), seqNo: Number(_seq_no), term: Number(_primary_term) },
    };
  }

  readonly #patiently = (request: SearchRequest): Promise<SearchAnswer> =>
    this.#requests.ask(operation, request, [404, 409]);

  readonly #shortly: Ask = async (request) => {
    try {
      const answer = await this.#requests.transport.request({ ...request, timeoutMs: shortTimeoutMs });
      return answer.status < 300 || answer.status === 404 || answer.status === 409 ? answer : undefined;
    } catch (error) {
      if (error instanceof Unreachable) return undefined;
      throw error;
    }
  };
}

/** The lease as it lies in the ledger; undefined when nobody holds one. */
export async function readLease(requests: Requests, index: string): Promise<Lease | undefined> {
  const { status, body } = await requests.ask(operation, { method: "GET", path: pathOf(index) }, [404]);
  return status === 200 ? toLease(objectIn(objectIn(body)._source)) : undefined;
}

function pathOf(index: string): string {
  return `/${encodeURIComponent(index)}/_doc/lease`;
}

function toEntry({ run, host, hostId, pid, processStart, renewedAt, renewals }: Lease): JsonObject {
  return {
    kind: "lease",
    run,
    host,
    host_id: hostId,
    pid,
    process_start: processStart,
    renewed_at: new Date(renewedAt).toISOString(),
    renewals,
  };
}

function toLease(entry: JsonObject): Lease {
  return {
    run: String(entry.run),
    host: String(entry.host),
    hostId: String(entry.host_id),
    pid: Number(entry.pid),
    processStart: String(entry.process_start),
    renewedAt: Date.parse(String(entry.renewed_at)),
    renewals: Number(entry.renewals),
  };
}
