/**
 * fetch, map, write: what belongs to each document of another stream (the polls of a meeting, the sessions of a webinar).
 * A parent's documents are a set: stored together with the parent's `streams_read`, which is the record that it was read.
 */

import PQueue from "p-queue";
import type { Write } from "../../destinations/destination.ts";
import type { Document, JsonObject } from "../../document.ts";
import { StreamRefused, SubjectFailed, SubjectsUnknown, SubjectUnavailable } from "../../errors.ts";
import { type Source, type Stream, sourcesOf } from "../../streams/stream.ts";
import type { Span } from "../../time.ts";
import { dueStretches, hull } from "../coverage.ts";
import { withPeople } from "../people/people-of-list.ts";
import { aloneIn, payable, type Work } from "../work.ts";
import { type List, readList } from "./child-list.ts";
import { type DueParents, dueParents, endsOnce, hasTime, isBehindParents, read } from "./parents.ts";
import { isDue } from "./read-snapshot.ts";
import { StreamBudget } from "./stream-budget.ts";

export async function readChildren(work: Work, stream: Stream, span: Span | undefined): Promise<void> {
  const { name, parent } = stream;
  if (parent === undefined || (stream.set === undefined) !== (parent.once === true))
    throw new TypeError(`Expected ${name} to be a parent's set, or asked for once for several parents`);
  // Parents that are as they are now tell nothing about their children: these are read as often as they.
  const isNow = !endsOnce(parent.stream);
  const wanted = isNow ? await dueNow(work, stream, span) : span;
  if (wanted === undefined && span !== undefined) return;
  const at = work.effects.now();
  const budget = await StreamBudget.open(work, stream);
  const due = await dueParents(work, stream, wanted);
  const walk = new Walk(work, stream, budget, due);
  try {
    for await (const page of read(work, parent.stream, [...due.keys()])) await walk.take(page);
    await walk.end();
    // What belongs to others is whole where these are.
    const isWhole = walk.failed === 0 && !work.unread.has(parent.stream);
    if (isNow && wanted !== undefined && isWhole)
      work.writer.note({ what: name, at, ...(hasTime(parent.stream) ? { span: wanted } : {}) });
  } finally {
    // The next stream writes the same parents: it must find them as they are now.
    await work.writer.flush();
    await budget.keep();
  }
}

/** For which days the children of what is as it is now are due; undefined for none. Single parents have no days. */
async function dueNow(work: Work, stream: Stream, span: Span | undefined): Promise<Span | undefined> {
  if (span === undefined) return undefined;
  if (!hasTime(stream.parent?.stream ?? ""))
    return (await isBehindParents(work, stream)) || (await isDue(work, stream)) ? span : undefined;
  const { destination, effects, options } = work;
  const rules = { ...options, now: effects.now(), longestMs: Number.POSITIVE_INFINITY };
  return hull(dueStretches(span, await destination.listings(stream.name), rules));
}

/** So many parents may be refused each by itself. */
const mostRefusals = 3;

/** So many answered parents are marked together. */
const markedAtOnce = 1_000;

/** The parents of one stream on their way. */
class Walk {
  /** Of each parent that is asked for, all that its answer is for, itself among them. */
  readonly #due: DueParents;
  /** Parents that were answered for by one call, to be marked as read once the answer is stored. */
  #answered: string[] = [];
  readonly #work: Work;
  readonly #stream: Stream;
  readonly #budget: StreamBudget;
  readonly #queue: PQueue;
  #stopped: { error: unknown } | undefined;
  #left = 0;
  /** Parents that Zoom has answered about. */
  #answers = 0;
  /** Parents that Zoom refused; in the end it has refused them, or all. */
  readonly #refused: { id: string; error: unknown }[] = [];
  /** Parents whose children could not be read. */
  failed = 0;

  constructor(work: Work, stream: Stream, budget: StreamBudget, due: DueParents) {
    this.#due = due;
    this.#work = work;
    this.#stream = stream;
    this.#budget = budget;
    this.#queue = new PQueue({ concurrency: work.options.concurrency });
  }

  /** Takes some parents; waits while too many are waiting. */
  async take(parents: readonly Document[]): Promise<void> {
    for (const parent of parents) {
      if (this.#stopped !== undefined) return;
      const calls = this.#callsFor(parent);
      if (this.#left > 0 || !this.#budget.allows(calls)) {
        this.#left += 1;
        continue;
      }
      this.#budget.spend(calls);
      void this.#queue.add(() => this.#read(parent, calls));
    }
    await this.#queue.onSizeLessThan(2 * this.#work.options.concurrency);
    if (this.#answered.length > markedAtOnce) await this.#mark();
    if (this.#budget.allows(0)) await this.#budget.keep();
  }

  /** @throws what ended the walk early. */
  async end(): Promise<void> {
    await this.#queue.onIdle();
    await this.#mark();
    await this.#budget.keep();
    const { name, share, parent } = this.#stream;
    const [refused] = this.#refused;
    if (this.#answers === 0 && refused !== undefined) this.#stopped ??= refused;
    else {
      for (const { id } of this.#refused)
        this.#work.tally.name(`${parent?.stream} of which Zoom refuses the ${name}`, id, true);
    }
    if (this.#left > 0) {
      const what = `${parent?.stream} whose ${name} wait for another day, the largest: --${share} is used up`;
      this.#work.tally.name(what, undefined, true, this.#left);
    }
    if (this.#stopped !== undefined) throw this.#stopped.error;
  }

  /** Marks the parents that one call has answered for, after what it answered: they are no owners of it. */
  async #mark(): Promise<void> {
    const { destination, writer } = this.#work;
    const { parent: declared } = this.#stream;
    const answered = this.#answered;
    this.#answered = [];
    if (answered.length === 0 || !destination.hasMemory || !endsOnce(declared?.stream ?? "")) return;
    await writer.flush();
    for await (const page of read(this.#work, declared?.stream ?? "", answered)) {
      const documents = page.map((one) => markedRead(this.#stream, one));
      await writer.add({ to: declared?.stream ?? "", documents }, "interim");
    }
  }

  /** As many as the parent's own number lets expect. */
  #callsFor(parent: Document): number {
    const { parent: declared, zoom } = this.#stream;
    const rows = declared?.size === undefined ? 1 : Number(parent[declared.size] ?? 1);
    return Math.max(1, Math.ceil(rows / (zoom.pageSize ?? 300)));
  }

  async #read(parent: Document, expected: number): Promise<void> {
    const { name } = this.#stream;
    const { ladder, tally } = this.#work;
    if (this.#stopped !== undefined) return this.#budget.spend(-expected);
    const alone = isDoubtful(this.#stream, parent) ? aloneIn(this.#work, name) : undefined;
    try {
      this.#work.stopper.soft.throwIfAborted();
      if (await alone?.areHidden()) {
        this.#budget.spend(-expected);
        tally.name(
          `${this.#stream.parent?.stream} of one person, of which this account shows no ${name}: not asked for`,
        );
        return await this.#write(parent);
      }
      const attempt = async (source: Source) => {
        payable(this.#work, source);
        const list = await readList(this.#work, this.#stream, source, parent);
        this.#budget.spend(list.calls - expected);
        this.#answers += 1;
        if (!list.complete) {
          this.failed += 1;
          tally.name(`lists of ${name} with another number of rows than Zoom counts`, parent._id, true);
          return;
        }
        if (list.documents.length > 0) await alone?.note("shown");
        await this.#write(parent, (await this.#isPoorer(source, parent, list)) ? undefined : list);
      };
      await ladder.best(name, sourcesOf(this.#stream), attempt, true);
    } catch (error) {
      if (error instanceof SubjectUnavailable) {
        this.#answers += 1;
        if (error.why === "gone") await alone?.note("hidden");
        tally.name(`${this.#stream.parent?.stream} of which Zoom has no ${name}`, parent._id);
        await this.#write(parent);
      } else if (error instanceof SubjectFailed) {
        this.failed += 1;
        tally.name(`${this.#stream.parent?.stream} of which the ${name} could not be read`, parent._id, true);
      } else if (await this.#isAboutOne(error)) {
        this.failed += 1;
        this.#refused.push({ id: parent._id, error });
      } else this.#stopped ??= { error };
    }
  }

  /** A call that is not refused for all is refused for one parent; several that are refused speak for the rest. */
  async #isAboutOne(error: unknown): Promise<boolean> {
    if (!(error instanceof StreamRefused) || error instanceof SubjectsUnknown) return false;
    if (this.#answers === 0 && (await this.#work.ladder.isRefused(sourcesOf(this.#stream)))) return false;
    return this.#refused.length < mostRefusals;
  }

  /** Whether the store has a list of a richer source that is no shorter. */
  async #isPoorer({ source }: Source, parent: Document, { documents }: List): Promise<boolean> {
    const ranks = sourcesOf(this.#stream).map((one) => one.source);
    if (ranks.indexOf(source) <= 0 || !this.#work.destination.hasMemory) return false;
    const held = await this.#work.destination.members(this.#stream.name, [parent._id]);
    const heldSource = String(((held[0]?.harvest ?? {}) as JsonObject).source);
    const rank = ranks.indexOf(heldSource);
    return rank >= 0 && rank < ranks.indexOf(source) && held.length >= documents.length;
  }

  /** @param list the whole list; absent where there is none now: what was stored once is kept. */
  async #write(parent: Document, list?: List): Promise<void> {
    const documents = list?.documents;
    const { parent: declared, weight, name } = this.#stream;
    try {
      if (declared?.once !== true)
        await this.#work.writer.add(
          () => withPeople(this.#stream, this.#writeOf(parent, documents), list?.people),
          "members",
          weight,
        );
      else {
        if (documents !== undefined) await this.#work.writer.add({ to: name, documents }, "final", weight);
        this.#answered.push(...(this.#due.get(parent._id) ?? []));
      }
    } catch (error) {
      this.#stopped ??= { error };
    }
  }

  #writeOf(parent: Document, documents: Document[] | undefined): Write {
    const { name, parent: declared } = this.#stream;
    if (!this.#work.destination.hasMemory) return { to: name, documents: documents ?? [] };
    return {
      owner: { to: declared?.stream ?? "", document: markedRead(this.#stream, parent) },
      to: name,
      documents: documents ?? [],
      complete: documents !== undefined,
    };
  }
}

/** The parent as one of which a stream was read; one that is as it is now stays as it is. */
function markedRead({ name, parent: declared }: Stream, parent: Document): Document {
  if (!endsOnce(declared?.stream ?? "")) return parent;
  const before = Array.isArray(parent.streams_read) ? (parent.streams_read as string[]) : [];
  return { ...parent, streams_read: [...new Set([...before, name])].sort() };
}

/** Whether the account may not show anything of a parent like this one. */
function isDoubtful({ parent: declared }: Stream, parent: Document): boolean {
  return Object.entries(declared?.doubtful ?? {}).some(([field, values]) =>
    values.includes(parent[field] as boolean),
  );
}
