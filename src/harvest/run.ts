/**
 * The main job, top to bottom: plan -> fetch -> map -> write -> record. Everything it needs is handed in; it
 * prints nothing and never ends the process.
 */

import type { Destination } from "../destinations/destination.ts";
import type { Effects } from "../effects.ts";
import { isAbort, SubjectFailed } from "../errors.ts";
import { meetings } from "../streams/meeting.ts";
import { sessions } from "../streams/session.ts";
import type { Span } from "../time.ts";
import type { ZoomClient } from "../zoom/client.ts";
import { harvestBeyond, instanceListings } from "./beyond.ts";
import { harvestStream } from "./catalogue/harvest-stream.ts";
import { listedAt, within } from "./coverage.ts";
import type { HostDirectory } from "./hosts.ts";
import { Journal } from "./journal.ts";
import { directoryOf } from "./list-hosts.ts";
import { listMeetings } from "./list-meetings.ts";
import { lookUpMeetings, lookUpSeries } from "./look-up.ts";
import { relisted } from "./meeting-document.ts";
import type { RunResult } from "./outcome.ts";
import { settlePeople } from "./people/settle-people.ts";
import {
  countedListings,
  daysOf,
  findOpen,
  type HarvestPlan,
  lookBackSpan,
  meetingListings,
  type PlannedWindow,
  type PlanStore,
  planHarvest,
  refusedListings,
  without,
} from "./plan.ts";
import { readPeople } from "./read-people.ts";
import { type Knowledge, Reading } from "./reading.ts";
import { SeriesBook } from "./series-book.ts";
import { checkGroups } from "./skip.ts";
import type { Stopper } from "./stopper.ts";
import type { Tally } from "./tally.ts";
import { createWork, type HarvestOptions, noteQuota, noteRefusal, type Work } from "./work.ts";

/** Stored meetings that are taken up again at once. */
const pageSize = 300;

/**
 * Harvests what the options name into an open destination, as far as it is not there yet. What was received is stored
 * also when the run ends early; the result then says why. The tally is filled as it goes.
 * @param planned called with the plan before anything is read, and may shorten it.
 */
export async function harvest(
  effects: Effects,
  zoom: ZoomClient,
  destination: Destination,
  options: HarvestOptions,
  stopper: Stopper,
  tally: Tally,
  planned: (work: Work, plan: HarvestPlan) => Promise<HarvestPlan> = async (_, plan) => plan,
): Promise<RunResult> {
  const work = createWork(effects, zoom, destination, options, stopper, tally);
  const journal = new Journal(work);
  work.writer.confirmed = () => journal.tick();
  let reading: Reading | undefined;
  try {
    // plan: what of the days asked for is missing
    let plan = await planDays(destination, options, effects.now());
    if (isNothingToDo(work, plan)) nameRefused(work, plan);
    else {
      await zoom.logIn();
      await journal.tick();
      if (plan !== undefined) plan = await planned(work, plan);
      nameRefused(work, plan);

      // fetch, map, write: each meeting becomes a task
      const ready = know(work);
      reading = new Reading(work, ready);
      await readAsked(work, reading);
      if (plan !== undefined)
        for (const window of plan.windows) await readWindow(work, plan, window, reading);
      const { directory, book } = await ready;
      if (plan !== undefined) await readBeyond(work, plan, directory, book, reading);
      if (options.seriesOf === "all")
        await Promise.all([...directory.all].map((host) => book.listHost(host)));
      await reading.end();
    }

    if (!isById(options) && !listsMeetings(options)) await readPeople(work);
    // the rest of the catalogue, with what is left of the day's calls; sessions in their place among it
    await work.writer.flush();
    for (const stream of options.streams) {
      if (stopper.stopped) break;
      if (stream.name === sessions.name) await readDeferred(work, plan, reading);
      else if (stream.group !== "core") await harvestStream(work, stream);
    }
    // what follows from the sessions, without a call
    await settlePeople(work);
  } catch (error) {
    stopper.stop(error);
    await reading?.end();
  }
  await finish(work, reading);

  // record: what this run did
  const sources = Object.fromEntries(work.ladder.used);
  const result: RunResult = { refusals: work.refusals, sources, ...stoppedBy(work) };
  await journal.end(result);
  const holds = await countHeld(work);
  stopper.settle();
  return { ...result, ...(holds === undefined ? {} : { holds }) };
}

function stoppedBy({ stopper, quota }: Work): Pick<RunResult, "stopped"> {
  const stopped = stopper.reason ?? quota;
  return stopped === undefined ? {} : { stopped };
}

/** The plan for the days asked for; undefined when only meetings or series are asked for by id. */
export async function planDays(
  store: PlanStore,
  options: HarvestOptions,
  now: number,
): Promise<HarvestPlan | undefined> {
  const { days, lookBackMs } = options;
  if (days === undefined || isById(options)) return undefined;
  if (!listsMeetings(options)) return { span: days.span, windows: [], refused: [], listings: [] };
  const span =
    lookBackMs === undefined
      ? days.span
      : lookBackSpan(days.span, lookBackMs, await countedListings(store, options));
  const readsSessions = options.streams.some(({ name }) => name === sessions.name);
  return planHarvest(store, span, { ...options, now, readsSessions });
}

/** Whether anything that is wanted begins with the meetings. */
function listsMeetings({ streams }: HarvestOptions): boolean {
  return streams.some(({ name }) => name === meetings.name);
}

function isById({ meetings: uuids, series }: HarvestOptions): boolean {
  return uuids.length > 0 || series.length > 0;
}

function isNothingToDo({ options }: Work, plan: HarvestPlan | undefined): boolean {
  return !isById(options) && plan?.windows.length === 0 && options.seriesOf !== "all";
}

/** The users and the series' kinds, begun at once; their own failure is seen where they are awaited. */
function know(work: Work): Promise<Knowledge> {
  const { onlyGroups } = work.options;
  const ready = (async () => {
    const directory = await directoryOf(work);
    checkGroups(onlyGroups, directory);
    return { directory, book: await SeriesBook.open(work, directory) };
  })();
  ready.catch(() => {});
  return ready;
}

/** Meetings and series that were asked for by id. A refused call is noted; the rest goes on. */
async function readAsked(work: Work, reading: Reading): Promise<void> {
  const { days, meetings: uuids, series } = work.options;
  try {
    await lookUpMeetings(work, uuids, reading.take, true);
    await lookUpSeries(work, series, days?.span, reading.take);
  } catch (error) {
    if (!noteQuota(work, error) && !noteRefusal(work, "meetings", error)) throw error;
  }
}

/** One window: first the meetings that an earlier run has left, then what is to be listed of it. */
async function readWindow(
  work: Work,
  { listings, refused: known }: HarvestPlan,
  window: PlannedWindow,
  reading: Reading,
): Promise<void> {
  if (window.open > 0) await readOpen(work, window, listings, reading);
  if (window.ask === undefined || work.refusals.some(({ stream }) => stream === "meetings")) return;
  try {
    const { askedAt, refused, isWhole } = await listMeetings(work, window.ask, reading.take, known);
    if (work.stopper.stopped) return;
    await reading.noteListed(refusedListings, refused, askedAt);
    nameDays(work, refused);
    // What is not whole stays due: once the refusal has gone, the rest is listed, too.
    const listed = isWhole ? without(window.ask, refused) : [];
    await reading.noteListed(meetingListings(work.options), listed, askedAt);
  } catch (error) {
    if (noteQuota(work, error) || noteRefusal(work, "meetings", error)) return;
    if (!(error instanceof SubjectFailed)) throw error;
    work.tally.name(
      `stretches whose meetings could not be listed (${error.explanation.reason})`,
      undefined,
      true,
    );
  }
}

/** Sessions that were to wait until other streams had their calls. */
async function readDeferred(
  work: Work,
  plan: HarvestPlan | undefined,
  reading: Reading | undefined,
): Promise<void> {
  if (plan === undefined || reading === undefined || !reading.isDeferring) return;
  reading.undefer();
  // Those of this run, too.
  const listings = await countedListings(work.destination, work.options);
  for (const { span } of plan.windows) await readOpen(work, { span, open: 0 }, listings, reading);
  await reading.end();
}

/** What an earlier run found out that Zoom does not list any more. */
function nameRefused(work: Work, plan: HarvestPlan | undefined): void {
  if (plan === undefined) return;
  nameDays(work, within(plan.refused, plan.span));
}

function nameDays({ tally, options }: Work, spans: readonly Span[]): void {
  for (const day of new Set(spans.flatMap((span) => daysOf(span, options.days?.timeZone ?? "UTC")))) {
    tally.name("days that Zoom does not list: past its retention, or not begun", day);
  }
}

/** Whether nothing more can be read: what waits is known to the store, and would only fill the memory. */
function isAtEnd({ stopper, quota, options }: Work): boolean {
  return stopper.stopped || (quota !== undefined && options.whenQuotaEnds === "stop");
}

async function readOpen(
  work: Work,
  { span, ask }: PlannedWindow,
  listings: HarvestPlan["listings"],
  reading: Reading,
): Promise<void> {
  const { destination, options } = work;
  const outside = ask === undefined ? [span] : without(span, [ask]);
  for (const part of outside) {
    const ids = await findOpen(destination, part, options.order);
    for (let at = 0; at < ids.length && !isAtEnd(work); at += pageSize) {
      const found = await destination.read(meetings.name, ids.slice(at, at + pageSize));
      await reading.take(
        found.map((stored) => relisted(stored, listedAt(Date.parse(String(stored.start_time)), listings))),
      );
    }
  }
}

/** What lies beyond Zoom's listings, and was not looked through before. */
async function readBeyond(
  work: Work,
  { span }: HarvestPlan,
  directory: HostDirectory,
  book: SeriesBook,
  reading: Reading,
): Promise<void> {
  const { destination, options } = work;
  // What this run was refused is noted with the documents: it must be there before it is read.
  await work.writer.flush();
  const spansOf = async (what: string) =>
    (await destination.listings(what)).flatMap((listing) =>
      listing.span === undefined ? [] : [listing.span],
    );
  const listed = options.again ? [] : await spansOf(instanceListings);
  const refused = within(await spansOf(refusedListings), span);
  const beyond = refused.flatMap((one) => without(one, listed));
  try {
    await harvestBeyond(work, beyond, directory, book, reading);
  } catch (error) {
    if (!noteQuota(work, error)) throw error;
  }
}

/** Stores what is gathered, and of an interrupted run the meetings that it knew of. */
async function finish(work: Work, reading: Reading | undefined): Promise<void> {
  try {
    await reading?.storeRest();
    await work.writer.flush();
  } catch (error) {
    // A store that fails outweighs the reason why the run was ending.
    if (!isAbort(error)) throw error;
  }
}

/** What the store holds now for the days asked: counted there, not added up here. */
async function countHeld({ destination, options }: Work): Promise<RunResult["holds"]> {
  if (options.days === undefined) return undefined;
  const { span } = options.days;
  const held = await destination.count("meetings", span);
  const sessions = await destination.count("sessions", span);
  return held === undefined || sessions === undefined ? undefined : { meetings: held, sessions };
}
