/** record: what this run did, beside the documents, from its beginning on, so that also one that is killed has used its calls. */

import { isoSeconds } from "../time.ts";
import { zoomDay } from "../zoom/limiter.ts";
import { errorOf, exitCodeOf, type RunResult } from "./outcome.ts";
import type { Work } from "./work.ts";

/** A killed run's calls of so long at most are not counted. */
const everyMs = 5_000;

export class Journal {
  readonly #work: Work;
  readonly #startedAt: string;
  #recordedAt = Number.NEGATIVE_INFINITY;
  #soon: AbortController | undefined;
  #recording: Promise<void> = Promise.resolve();

  constructor(work: Work) {
    this.#work = work;
    this.#startedAt = isoSeconds(work.effects.now());
  }

  /**
   * Called after each batch; records every few seconds, the last one as well: what was stored before a pause of minutes
   * is told while the pause lasts.
   */
  async tick(): Promise<void> {
    const waitMs = this.#recordedAt + everyMs - this.#work.effects.elapsed();
    if (waitMs > 0) this.#recordIn(waitMs);
    else await this.#recordNow();
  }

  #recordIn(ms: number): void {
    if (this.#soon !== undefined) return;
    const soon = new AbortController();
    this.#soon = soon;
    this.#work.effects.sleep(ms, soon.signal).then(
      () => {
        if (soon.signal.aborted) return;
        // A store that fails says so to the next batch.
        this.#recording = this.#recordNow().catch(() => {});
      },
      () => {},
    );
  }

  #recordNow(): Promise<void> {
    this.#soon?.abort();
    this.#soon = undefined;
    this.#recordedAt = this.#work.effects.elapsed();
    return this.#record({});
  }

  async end(result: RunResult): Promise<void> {
    this.#soon?.abort();
    await this.#recording;
    const { effects, tally } = this.#work;
    const error = result.stopped === undefined ? {} : { error: errorOf(result.stopped).message };
    await this.#record({
      finishedAt: isoSeconds(effects.now()),
      exitCode: exitCodeOf(result, tally),
      ...error,
    });
  }

  async #record({
    error,
    ...end
  }: {
    finishedAt?: string;
    exitCode?: number;
    error?: string;
  }): Promise<void> {
    const { destination, options, zoom, effects, tally, refusals } = this.#work;
    const { days, meetings, series, run, account, job } = options;
    await destination.record({
      run,
      account,
      startedAt: this.#startedAt,
      asked: {
        ...(job === undefined ? {} : { job }),
        ...(days === undefined ? {} : { from: days.from, to: days.to, timezone: days.timeZone }),
        ...(meetings.length === 0 ? {} : { meetings: [...meetings] }),
        ...(series.length === 0 ? {} : { series: [...series] }),
        streams: options.streams.map(({ name }) => name),
        zoom_day: zoomDay(effects.now()),
      },
      calls: zoom.limiter.calls,
      outcome: {
        stored: { ...tally.stored },
        states: { ...tally.states },
        // How far it is, while it runs: meetings dealt with, and as many as are known of yet.
        done: tally.done,
        expected: tally.expectedMeetings,
        unchanged: tally.unchanged,
        dead_letters: tally.deadLetters,
        refused: refusals.map(({ stream }) => stream),
        cases: tally.cases.map(({ what, count }) => ({ what, count })),
        ...(error === undefined ? {} : { error }),
      },
      ...end,
    });
  }
}
