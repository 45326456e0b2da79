/**
 * fetch, map, write, record: what happened in a stretch of time, by windows no longer than Zoom allows, for the account or
 * user by user. What was listed for good is not asked for again; what Zoom refuses to list is remembered.
 */

import type { Destination } from "../../destinations/destination.ts";
import type { Document } from "../../document.ts";
import type { Effects } from "../../effects.ts";
import { SubjectFailed } from "../../errors.ts";
import { type Source, type Stream, sourcesOf } from "../../streams/stream.ts";
import { users } from "../../streams/user.ts";
import { dayAt, dayMs, type Span } from "../../time.ts";
import { credible, dueStretches, hull, listedAt, mayAskAgain } from "../coverage.ts";
import { EachUser } from "../each-user.ts";
import { listSpan, type SeeTime } from "../list-span.ts";
import { countedListings, listingsOf, without } from "../plan.ts";
import { type Asked, zonesFact } from "../window.ts";
import { type HarvestOptions, payable, type Work } from "../work.ts";
import { listPages } from "./list-pages.ts";
import { isHosted, parentsOf, wantedIn } from "./parents.ts";
import { reopenChanged } from "./reopen.ts";
import { ListDocuments } from "./stream-rows.ts";
import { isLongOver, longestMsOf, wholeDays, windowsOf } from "./stream-windows.ts";

/** What the ledger calls the stretches that Zoom refused to list of a stream. */
function refusedOf(stream: Stream): string {
  return `refused ${stream.name}`;
}

/** What decides which windows are due. */
export interface WindowRules {
  options: Pick<HarvestOptions, "again" | "order" | "recheckEveryMs" | "settleAfterMs"> &
    Partial<Pick<HarvestOptions, "onlyGroups" | "skipHosts">>;
  effects: Pick<Effects, "now">;
}

/** The stretches of a span that are to be listed, each short enough for one listing. Asks Zoom nothing. */
export async function dueWindows(
  { destination, options, effects }: WindowRules & { destination: Pick<Destination, "listings"> },
  stream: Stream,
  span: Span,
): Promise<{ due: Span[]; refused: Span[] }> {
  const now = effects.now();
  const listings = credible(
    await countedListings(destination, hostsLeftOut(stream, options), stream.name),
    now,
  );
  const gone = options.again ? [] : await destination.listings(refusedOf(stream));
  const refused = gone.flatMap(({ span: one }) => one ?? []);
  const rules = {
    now,
    again: options.again,
    recheckEveryMs: options.recheckEveryMs,
    settleAfterMs: stream.settleAfterMs ?? options.settleAfterMs,
    longestMs: longestMsOf(stream),
  };
  /** A day that goes on was listed whole, as far as it had come. */
  const isDayListedLately = (stretch: Span) => {
    const at = stream.days === undefined ? undefined : listedAt(wholeDays(stream, stretch).start, listings);
    return at !== undefined && !options.again && !mayAskAgain(at, rules);
  };
  const due = windowsOf(stream, span, options.order).flatMap((piece) => {
    const now = dueStretches(piece, listings, rules).filter((stretch) => !isDayListedLately(stretch));
    const one = hull(now.flatMap((stretch) => without(stretch, refused)));
    // What is told of a day is told of all of it: a day that is due in part is due.
    return one === undefined ? [] : [wholeDays(stream, one)];
  });
  return { due, refused };
}

/** Which hosts a run leaves out of a stream: those of meetings, webinars and recordings can be. */
function hostsLeftOut(
  stream: Stream,
  { onlyGroups = [], skipHosts = [] }: WindowRules["options"],
): Pick<HarvestOptions, "onlyGroups" | "skipHosts"> {
  return isHosted(stream) ? { onlyGroups, skipHosts } : { onlyGroups: [], skipHosts: [] };
}

export async function readWindows(work: Work, stream: Stream, span: Span): Promise<void> {
  const { due, refused } = await dueWindows(work, stream, span);
  let refusals = 0;
  for (const [index, window] of due.entries()) {
    work.stopper.soft.throwIfAborted();
    const mark = { at: work.effects.now() };
    const take = async (documents: Document[]) => {
      const kept = await reopenChanged(work, stream, documents);
      if (kept.length > 0) await work.writer.add({ to: stream.name, documents: kept });
    };
    let gone = await listOne(work, stream, window, refused, take, mark);
    if (gone === undefined) continue;
    const isOver = without(window, gone).length === 0 && isLongOver(window, mark.at);
    refusals = isOver && stream.parent === undefined && work.options.order === "newest" ? refusals + 1 : 0;
    // Past Zoom's retention nothing older is there either: each of these calls would be in vain.
    const rest = refusals >= enoughRefusals ? due.slice(index + 1) : [];
    gone = [...gone, ...rest];
    const what = listingsOf(stream.name, hostsLeftOut(stream, work.options));
    // What belongs to others is whole where these are.
    const listed = work.unread.has(stream.parent?.stream ?? "") ? [] : without(window, gone);
    for (const one of listed) work.writer.note({ what, span: one, at: mark.at });
    // What is not over may be listed once it is.
    for (const one of gone.filter((stretch) => isLongOver(stretch, mark.at)))
      work.writer.note({ what: refusedOf(stream), span: one, at: mark.at });
    await work.writer.flush();
    if (gone.length > 0) {
      work.tally.name(
        `stretches of ${stream.name} that Zoom does not list: past its retention, or not begun`,
      );
    }
    if (rest.length > 0) return;
  }
}

/** So many windows in a row that Zoom refuses are past its retention; a single one may be refused for another reason. */
const enoughRefusals = 2;

/** {@link listWindow}; undefined where it could not be read: that keeps no other window from being read. */
async function listOne(
  work: Work,
  stream: Stream,
  window: Span,
  refused: readonly Span[],
  take: TakeDocuments,
  mark: Mark,
): Promise<Span[] | undefined> {
  try {
    return await listWindow(work, stream, window, refused, take, mark);
  } catch (error) {
    if (!(error instanceof SubjectFailed)) throw error;
    work.unread.add(stream.name);
    const what = `stretches of which ${stream.name} could not be read (${error.explanation.reason})`;
    work.tally.name(what, dayAt(window.start, "UTC"), true);
    await work.writer.flush();
    return undefined;
  }
}

/** Takes the documents of a window, a page at a time; those whose list began anew come again. */
export type TakeDocuments = (documents: Document[]) => Promise<void>;

/** What one walk through the lists of a window needs. */
interface Listing {
  stream: Stream;
  source: Source;
  span: Span;
  asked: Asked;
  see: SeeTime;
  take: TakeDocuments;
  /** When the window was asked for; given where a walk through all users is marked, and taken up where one was cut off. */
  mark: Mark | undefined;
}

/** Set back to when the walk began, where one is taken up. */
export interface Mark {
  at: number;
}

/** How far a walk that was cut off had come. */
type Begun = { after: string; at: number };

/** Reads all lists of a window of at most {@link Window.days}. @returns the stretches that Zoom refused to list. */
export function listWindow(
  work: Work,
  stream: Stream,
  span: Span,
  known: readonly Span[],
  take: TakeDocuments,
  mark?: Mark,
): Promise<Span[]> {
  return work.ladder.best(stream.name, sourcesOf(stream), async (source) => {
    payable(work, source);
    const isWhole = source.zoom.window?.asks === "months";
    return listSpan(work, { span, known, isWhole, ...zonesOf(stream, source) }, (asked, see) => {
      const listing: Listing = { stream, source, span, asked, see, take, mark };
      const isEach = source.eachUser === true || stream.parent !== undefined;
      return isEach ? readEach(work, listing) : readList(work, listing);
    });
  });
}

/** Calls of one source read days in one zone; those of another may not. Rows about days name them as they were asked for. */
function zonesOf({ days }: Stream, { source, zoom: { path, window } }: Source): { zonesFact?: string } {
  if (days !== undefined || window?.zone === "UTC") return {};
  return { zonesFact: source === "dashboard" ? zonesFact : `${zonesFact} ${path}` };
}

/** The lists of each parent, in an order that the next run can take up where this one was cut off. */
async function readEach(work: Work, listing: Listing): Promise<void> {
  const { stream, source, span, asked, mark } = listing;
  const walk = `walk ${stream.name}`;
  const through = hostsLeftOut(stream, work.options);
  const name = JSON.stringify([source.source, span, asked, listingsOf(stream.name, through)]);
  const { [name]: begun, ...others } = await walksOf(work, walk);
  const goesOn = mark !== undefined && begun !== undefined && !work.options.again;
  // What was read before the cut is as old as that: the whole counts as listed then.
  if (goesOn) mark.at = begun.at;
  const after = goesOn ? begun.after : "";
  const parents = (await parentsOf(work, stream)).filter(({ _id }) => _id > after);
  const byId = new Map(parents.map((parent) => [parent._id, parent]));
  const each = new EachUser(work, stream.name, async (id) => readList(work, listing, byId.get(id)), {
    accepted: goesOn,
    of: stream.parent?.stream ?? users.name,
  });
  for (let at = 0; at < parents.length; at += together) {
    work.stopper.soft.throwIfAborted();
    const some = parents.slice(at, at + together).map(({ _id }) => _id);
    await each.take(some);
    // Beyond one that failed nothing is marked: the next run asks for it again.
    if (mark === undefined || each.failed.length > 0) continue;
    await work.writer.flush();
    const far: Begun = { after: some.at(-1) ?? "", at: mark.at };
    await work.destination.remember(walk, { ...others, [name]: far });
  }
  each.end();
  if (mark !== undefined) await work.destination.remember(walk, others);
}

/** The walks of a stream that were cut off lately, by what they were through. */
async function walksOf({ destination, effects }: Work, walk: string): Promise<Record<string, Begun>> {
  const known = ((await destination.recall(walk)) ?? {}) as Record<string, Partial<Begun> | null>;
  const isFresh = (begun: Partial<Begun> | null): begun is Begun =>
    typeof begun?.at === "number" && effects.now() - begun.at < dayMs;
  const fresh = Object.entries(known).flatMap(([name, begun]) => (isFresh(begun) ? [[name, begun]] : []));
  return Object.fromEntries(fresh);
}

/** Parents read side by side, between two marks of how far the walk has come. */
const together = 48;

async function readList(
  work: Work,
  { stream, source, asked, see, take }: Listing,
  parent?: Document,
): Promise<void> {
  const { time = "", variants = [{}], days } = stream;
  const isWanted = await wantedIn(work, stream);
  for (const variant of variants) {
    const day = days === "calls" ? { day: asked.from } : {};
    const list = new ListDocuments(work, stream, source, { ...day, variant, parent });
    for await (const page of listPages(work, stream, source, { parent, asked, variant })) {
      list.startsAnew(page);
      const inside = (await list.take(page)).filter((document) => {
        const at = document[time];
        return typeof at !== "string" || see(Date.parse(at));
      });
      await take(list.finish(inside.filter(isWanted)));
      const name = `${stream.name} ${asked.from} ${parent?._id ?? ""}`;
      work.tally.listing(name, page.totalRecords, list.rows, 0, page.last);
    }
    list.nameMiscounted();
  }
}
