/**
 * The meetings on their way from a listing to the writer: each page is compared with what is stored, what needs
 * reading waits in a queue that runs ahead of the work by a bounded number, and what was listed but not read yet is
 * known at every moment.
 */

import PQueue from "p-queue";
import type { Document } from "../document.ts";
import { meetings } from "../streams/meeting.ts";
import { sessions } from "../streams/session.ts";
import type { Span } from "../time.ts";
import { noteSeen } from "./catalogue/parents.ts";
import { harvestMeeting } from "./harvest-meeting.ts";
import type { HostDirectory } from "./hosts.ts";
import type { Listed } from "./list-meetings.ts";
import { openDocument } from "./meeting-document.ts";
import { hasChanged, needOf } from "./recheck.ts";
import type { SeriesBook } from "./series-book.ts";
import { createSkipped, isOfWantedHost, type Skipped } from "./skip.ts";
import type { Work } from "./work.ts";
import { settleMeeting } from "./write-meeting.ts";

/** How far a listing runs ahead of the work. */
const mostAhead = 2_000;

/** What reading a meeting needs besides Zoom's answers. */
export interface Knowledge {
  directory: HostDirectory;
  book: SeriesBook;
}

export class Reading {
  readonly #work: Work;
  readonly #ready: Promise<Knowledge>;
  readonly #queue: PQueue;
  readonly #skipped: Skipped;
  /** Taken to be read, and not in a batch yet. */
  readonly #pending = new Map<string, Listed>();
  readonly #taken = new Set<string>();
  /** What is to be read is only stored as `listed`: its sessions come later, or are not wanted. */
  #isDeferring: boolean;

  constructor(work: Work, ready: Promise<Knowledge>) {
    this.#work = work;
    this.#ready = ready;
    this.#queue = new PQueue({ concurrency: work.options.concurrency });
    this.#skipped = createSkipped(work.options.onlyGroups, work.options.skipHosts);
    this.#isDeferring = sessionsWait(work);
  }

  get isDeferring(): boolean {
    return this.#isDeferring;
  }

  /** From now on sessions are read; what was put off is taken once more, by who finds it in the store. */
  undefer(): void {
    this.#isDeferring = false;
    this.#taken.clear();
    this.#work.tally.states.listed = 0;
  }

  /** Takes one page; waits while too much is waiting. @returns how many of them are to be read. */
  readonly take = async (page: readonly Listed[]): Promise<number> => {
    const { destination, options, stopper, tally } = this.#work;
    const { directory, book } = await this.#ready;
    const fresh = page.filter((listed) => !this.#taken.has(listed.uuid) && this.#isWanted(directory, listed));
    const unknown = fresh.filter(({ stored }) => stored === undefined).map(({ uuid }) => uuid);
    const stored = new Map<string, Document>();
    if (unknown.length > 0)
      for (const document of await destination.read(meetings.name, unknown))
        stored.set(document._id, document);
    const wanted: Listed[] = [];
    for (const shown of fresh) {
      this.#taken.add(shown.uuid);
      const listed = { ...shown, stored: shown.stored ?? stored.get(shown.uuid) };
      if (options.meetings.length + options.series.length > 0) this.#work.touched.add(listed.uuid);
      const { askedAt = 0, fields, source } = listed;
      const { settleAfterMs, again } = options;
      const need = needOf(fields, listed.stored, {
        askedAt,
        settleAfterMs,
        again: again || listed.again === true,
        source,
      });
      if (need === "read") wanted.push(listed);
      else if (need === "settle") await settleMeeting(this.#work, listed);
      else tally.unchanged += 1;
    }
    if (this.#isDeferring) {
      await this.#defer(directory, wanted);
      return 0;
    }
    tally.wanted += wanted.length;
    await book.recall(wanted.map(({ fields }) => String(fields.meeting_series_id ?? "")));
    for (const listed of wanted) this.#enqueue(directory, book, listed);
    if (!stopper.stopped) await this.#queue.onSizeLessThan(mostAhead);
    return wanted.length;
  };

  async #defer(directory: HostDirectory, wanted: readonly Listed[]): Promise<void> {
    const { writer, tally } = this.#work;
    const fresh = wanted.filter(({ stored }) => !isOpen(stored));
    const documents = fresh.map((listed) => openDocument(this.#work, directory, listed));
    this.#touch(fresh, documents);
    noteSeen(this.#work, meetings.name, documents);
    tally.states.listed += fresh.length;
    // What is read later is stored again, and counted then.
    const kind = this.#work.keeps(sessions.name) ? "interim" : "final";
    if (documents.length > 0) await writer.add({ to: meetings.name, documents }, kind);
  }

  #enqueue(directory: HostDirectory, book: SeriesBook, listed: Listed): void {
    this.#pending.set(listed.uuid, listed);
    const stored = () => void this.#pending.delete(listed.uuid);
    void this.#queue.add(async () => {
      try {
        await harvestMeeting(this.#work, directory, book, listed, stored);
      } catch (error) {
        this.#work.stopper.stop(error);
      }
    });
  }

  /** Resolves when everything taken was dealt with, or the run stops and nothing is under way. */
  async end(): Promise<void> {
    await this.#queue.onIdle();
  }

  /**
   * Notes stretches as listed: from then on the store alone says which of their meetings are still to be read, so
   * those that wait are stored as `listed` first.
   */
  async noteListed(what: string, spans: readonly Span[], at: number): Promise<void> {
    // Windows do not overlap: what was taken of this one does not come again.
    this.#taken.clear();
    if (spans.length === 0 || !this.#work.destination.hasMemory) return;
    // A meeting stored without its times is found by no later run: until these are read the listing must be made again.
    if ([...this.#pending.values()].some(({ fields }) => fields.start_time === undefined)) {
      await this.#queue.onIdle();
      if (this.#work.stopper.stopped) return;
    }
    await this.#storePending("interim");
    for (const span of spans) this.#work.writer.note({ what, span, at });
  }

  /** Of a run that ended early: stores the meetings that it knew of and did not read. @returns how many there are. */
  async storeRest(): Promise<number> {
    if (this.#pending.size > 0) await this.#storePending("final");
    this.#work.tally.states.listed += this.#pending.size;
    return this.#pending.size;
  }

  async #storePending(kind: "final" | "interim"): Promise<void> {
    const { directory } = await this.#ready;
    await this.#work.writer.add(() => {
      // Only now: what came into a batch meanwhile is more than `listed`.
      const unread = [...this.#pending.values()].filter((listed) => !isKnownOpen(listed));
      if (unread.length === 0) return undefined;
      const documents = unread.map((listed) => openDocument(this.#work, directory, listed));
      this.#touch(unread, documents);
      return { to: meetings.name, documents };
    }, kind);
  }

  /** Also the days that a meeting was on before. */
  #touch(listed: readonly Listed[], documents: readonly Document[]): void {
    for (const { stored } of listed) this.#work.due.touch(stored);
    for (const document of documents) this.#work.due.touch(document);
  }

  #isWanted(directory: HostDirectory, { fields }: Listed): boolean {
    const wanted = isOfWantedHost(this.#skipped, directory, fields);
    if (!wanted) this.#work.tally.name("meetings left out by --only_groups or --skip_hosts");
    return wanted;
  }
}

/**
 * Whether sessions are not wanted at all, or other streams come before them: then they are taken from the store later, so a
 * store without a memory and meetings asked for by id do not wait.
 */
function sessionsWait({ destination, options }: Work): boolean {
  const { streams, meetings: uuids, series } = options;
  const place = streams.findIndex(({ name }) => name === sessions.name);
  const others = streams.findIndex(({ group }) => group !== "core");
  if (place < 0) return true;
  return others >= 0 && others < place && destination.hasMemory && uuids.length + series.length === 0;
}

/** Whether the store already knows that the meeting is to be read, also where it only waits for a richer source. */
function isKnownOpen({ stored, fields, source }: Listed): boolean {
  if (isOpen(stored)) return true;
  return stored?.sessions_wanted !== undefined && !hasChanged(fields, stored, source);
}

/** Whether the stored meeting already says that its sessions are to be read. */
function isOpen(stored: Document | undefined): boolean {
  return stored?.state === "listed" || stored?.state === "partial";
}
