/** Requests that are no bulk: asked again while the cluster cannot answer, refused with a reason a person can act on. */

import { isTemporary, refused, sayTemporary } from "./explain.ts";
import type { Patience } from "./patience.ts";
import {
  errorIn,
  type SearchAnswer,
  type SearchRequest,
  type SearchTransport,
  Unreachable,
} from "./transport.ts";

export class Requests {
  readonly transport: SearchTransport;
  readonly #patience: Patience;
  readonly #before: (() => Promise<void>) | undefined;

  /** @param before called before each attempt; what it throws is thrown in place of the request. */
  constructor(transport: SearchTransport, patience: Patience, before?: () => Promise<void>) {
    this.transport = transport;
    this.#patience = patience;
    this.#before = before;
  }

  get hosts(): string {
    return this.transport.hosts;
  }

  /**
   * An answer of 2xx, or of a status in `accepted`. The request may arrive more than once.
   * @param operation in the user's words, for the error.
   * @throws DestinationError when it is refused, DestinationLost when patience is at its end.
   */
  async ask(
    operation: string,
    request: SearchRequest,
    accepted: readonly number[] = [],
  ): Promise<SearchAnswer> {
    for (;;) {
      await this.#before?.();
      const answer = await this.#attempt(request);
      if (typeof answer === "string") {
        await this.#patience.pause(answer);
        continue;
      }
      if (answer.status < 300 || accepted.includes(answer.status)) {
        this.#patience.succeed();
        return answer;
      }
      if (!isTemporary(answer.status)) throw refused(operation, this.hosts, answer);
      await this.#patience.pause(sayTemporary(answer.status, errorIn(answer.body)));
    }
  }

  /** @returns the answer, or why there was none. */
  async #attempt(request: SearchRequest): Promise<SearchAnswer | string> {
    try {
      return await this.transport.request(request);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return `it does not answer (${error.message})`;
    }
  }
}
