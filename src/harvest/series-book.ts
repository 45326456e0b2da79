/**
 * What kind of series a meeting belongs to. Listed series come from their host, once a run; a personal room is
 * known by its number; of any other one past meeting is looked up, once, and kept. Never a guess.
 */

import type { Document, JsonObject } from "../document.ts";
import { isAbort, RunStopped, StreamRefused, SubjectUnavailable } from "../errors.ts";
import { pastMeeting, series, seriesKinds } from "../streams/series.ts";
import { mayAskAgain } from "./coverage.ts";
import type { Host, HostDirectory } from "./hosts.ts";
import { KindIndex } from "./kind-index.ts";
import { noteRefusal, type Work } from "./work.ts";

export class SeriesBook {
  readonly #work: Work;
  readonly #directory: HostDirectory;
  readonly #kinds = new KindIndex();
  readonly #hosts = new Map<string, Promise<void>>();
  readonly #lookUps = new Map<string, Promise<string>>();
  /** Hosts whose series were listed lately, by this run or an earlier one. */
  readonly #lately: ReadonlySet<string>;

  constructor(work: Work, directory: HostDirectory, lately: ReadonlySet<string> = new Set()) {
    this.#work = work;
    this.#directory = directory;
    this.#lately = lately;
  }

  /** A book that knows which hosts were listed lately. */
  static async open(work: Work, directory: HostDirectory): Promise<SeriesBook> {
    const { again, recheckEveryMs, seriesOf } = work.options;
    if (again || seriesOf === "none") return new SeriesBook(work, directory);
    const rules = { now: work.effects.now(), recheckEveryMs };
    const lately = (await work.destination.listings(series.name)).flatMap(({ subject, at }) =>
      subject === undefined || mayAskAgain(at, rules) ? [] : [subject],
    );
    return new SeriesBook(work, directory, new Set(lately));
  }

  /** Reads what the store already knows of these series, in one go. */
  async recall(ids: readonly string[]): Promise<void> {
    const unknown = [...new Set(ids)].filter(
      (id) => !this.#kinds.has(id) && !this.#directory.isPersonalRoom(id),
    );
    if (unknown.length === 0) return;
    for (const { _id, kind } of await this.#work.destination.read("series", unknown)) {
      if (typeof kind === "string") this.#kinds.set(_id, kind);
    }
  }

  /** Lists a host's series and stores them, once a run; what Zoom refuses is noted, not thrown. */
  listHost(host: Host): Promise<void> {
    let listing = this.#hosts.get(host.id);
    if (listing === undefined) {
      listing = this.#list(host);
      this.#hosts.set(host.id, listing);
    }
    return listing;
  }

  /**
   * The kind of a meeting's series; `unknown` where Zoom does not say.
   * @throws RunStopped when the run stops.
   */
  async kindOf(seriesId: string, uuid: string, host: Host | undefined): Promise<string> {
    if (this.#directory.isPersonalRoom(seriesId)) return "pmi";
    const { seriesOf } = this.#work.options;
    if (host !== undefined && seriesOf !== "none") await this.listHost(host);
    const known = this.#kinds.get(seriesId);
    if (known !== undefined) return known;
    if (seriesOf === "none" || this.#work.refusals.some(({ stream }) => stream === "series look-ups"))
      return "unknown";
    let lookUp = this.#lookUps.get(seriesId);
    if (lookUp === undefined) {
      lookUp = this.#lookUp(seriesId, uuid).finally(() => this.#lookUps.delete(seriesId));
      this.#lookUps.set(seriesId, lookUp);
    }
    return lookUp;
  }

  async #list(host: Host): Promise<void> {
    const { zoom, map, writer, tally, refusals, effects } = this.#work;
    if (this.#lately.has(host.id) || refusals.some(({ stream }) => stream === "series")) return;
    const listing = { what: series.name, subject: host.id, at: effects.now() };
    try {
      for await (const page of zoom.pages({ endpoint: series.zoom, ids: { userId: host.id } })) {
        const documents: Document[] = [];
        for (const row of page.rows) {
          const fields = map.series.fields(row);
          const { series_id, type, pmi } = fields;
          if (typeof series_id !== "string") {
            await writer.bury([
              { to: "series", reason: "a series without a number", record: map.series.redact(row) },
            ]);
            tally.name("series without a number");
            continue;
          }
          const kind =
            series_id === pmi || this.#directory.isPersonalRoom(series_id) ? "pmi" : kindOfType(type);
          this.#kinds.set(series_id, kind);
          documents.push(this.#document(series_id, kind, fields, series.source));
        }
        await writer.add({ to: "series", documents });
      }
      writer.note(listing);
    } catch (error) {
      if (noteRefusal(this.#work, "series", error)) return;
      if (!(error instanceof SubjectUnavailable)) {
        if (isAbort(error) || error instanceof RunStopped) throw error;
        tally.name("hosts whose series could not be listed", host.id, true);
        return;
      }
      // That there is no list is an answer too.
      writer.note(listing);
      tally.name(
        error.why === "not_hosting"
          ? "hosts that may not host: no list of series"
          : "hosts that Zoom no longer knows: no list of series",
        host.id,
      );
    }
  }

  async #lookUp(seriesId: string, uuid: string): Promise<string> {
    const { answers, map, writer, tally } = this.#work;
    try {
      const body = await answers.get({ endpoint: pastMeeting, ids: { meetingId: uuid } });
      const kind = kindOfType(body.type);
      if (kind === "unknown") return kind;
      this.#kinds.set(seriesId, kind);
      const { topic, host_id, type } = map.series.fields({
        topic: body.topic ?? null,
        host_id: body.host_id ?? null,
        type: body.type ?? null,
      });
      const fields = { series_id: seriesId, topic, host_id, type } as JsonObject;
      await writer.add({
        to: "series",
        documents: [this.#document(seriesId, kind, fields, "past_meetings")],
      });
      return kind;
    } catch (error) {
      if (error instanceof StreamRefused) {
        noteRefusal(this.#work, "series look-ups", error);
        return "unknown";
      }
      if (error instanceof SubjectUnavailable) {
        tally.name("series whose kind Zoom does not tell", seriesId);
        return "unknown";
      }
      if (isAbort(error) || error instanceof RunStopped) throw error;
      tally.name("series whose kind could not be looked up", seriesId, true);
      return "unknown";
    }
  }

  #document(id: string, kind: string, fields: JsonObject, source: string): Document {
    return this.#work.map.series.finish({ _id: id, ...fields, kind, ...this.#work.stamp(source) });
  }
}

function kindOfType(type: unknown): string {
  return (typeof type === "number" ? seriesKinds[type] : undefined) ?? "unknown";
}
