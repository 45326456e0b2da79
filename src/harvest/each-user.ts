/**
 * Lists that are asked for user by user. What one user's list comes to is no verdict on the others: days, or all, are refused
 * only when several users in a row refuse them, one who is gone is named, and one that fails keeps the whole from being noted
 * as listed.
 */

import PQueue from "p-queue";
import {
  ParametersRefused,
  PermissionRefused,
  type StreamRefused,
  SubjectFailed,
  SubjectUnavailable,
} from "../errors.ts";
import type { Work } from "./work.ts";

/** So many users in a row that refuse the days stand for all. */
const enough = 3;

export class EachUser {
  readonly #work: Work;
  readonly #what: string;
  readonly #of: string;
  readonly #read: (id: string) => Promise<void>;
  #accepted: boolean;
  #refusals = 0;
  #refusal: StreamRefused | undefined;
  /** Users whose lists could not be read. */
  failed: SubjectFailed[] = [];

  /**
   * @param what in words, for the summary: "recordings".
   * @param given.accepted true when others were asked for the same days before, and answered. @default false
   * @param given.of whose lists they are. @default "users"
   */
  constructor(
    work: Work,
    what: string,
    read: (id: string) => Promise<void>,
    { accepted = false, of = "users" }: { accepted?: boolean; of?: string } = {},
  ) {
    this.#accepted = accepted;
    this.#of = of;
    this.#work = work;
    this.#what = what;
    this.#read = read;
  }

  /** Reads some users' lists side by side, one after the other until one has answered. @throws StreamRefused, what ends a run. */
  async take(ids: readonly string[]): Promise<void> {
    let first = 0;
    while (!this.#accepted && first < ids.length) await this.#one(ids[first++] ?? "");
    const queue = new PQueue({ concurrency: this.#work.options.concurrency });
    let stopped: { error: unknown } | undefined;
    for (const id of ids.slice(first)) {
      void queue.add(async () => {
        if (stopped === undefined) await this.#one(id).catch((error: unknown) => (stopped ??= { error }));
      });
    }
    await queue.onIdle();
    if (stopped !== undefined) throw stopped.error;
  }

  /** @throws StreamRefused when all refuse, however few they are; SubjectFailed when some could not be read. */
  end(): void {
    if (!this.#accepted && this.#refusal !== undefined) throw this.#refusal;
    const [first] = this.failed;
    if (first !== undefined) throw first;
  }

  async #one(id: string): Promise<void> {
    try {
      await this.#read(id);
      this.#accepted = true;
    } catch (error) {
      if (error instanceof ParametersRefused || error instanceof PermissionRefused) {
        this.#refusals += 1;
        this.#refusal = error;
        if (!this.#accepted && this.#refusals >= enough) throw error;
        if (error instanceof PermissionRefused) return this.#fail(id, new SubjectFailed(error.explanation));
      } else if (error instanceof SubjectFailed) return this.#fail(id, error);
      else if (!(error instanceof SubjectUnavailable)) throw error;
      this.#work.tally.name(`${this.#of} of whom Zoom has no list of ${this.#what}`, id);
    }
  }

  #fail(id: string, error: SubjectFailed): void {
    this.failed.push(error);
    this.#work.tally.name(`${this.#of} whose ${this.#what} could not be read`, id, true);
  }
}
