/**
 * The main job, top to bottom: plan -> fetch -> map -> write -> record. Everything it needs is handed in; it
 * prints nothing and never ends the process.
 */

import PQueue from "p-queue";
import type { Destination } from "../destinations/destination.ts";
import type { Effects } from "../effects.ts";
import { ConfigurationError, isAbort } from "../errors.ts";
import { streams } from "../streams/registry.ts";
import { isoSeconds } from "../time.ts";
import type { ZoomClient } from "../zoom/client.ts";
import { zoomDay } from "../zoom/limiter.ts";
import { harvestMeeting, listedDocument } from "./harvest-meeting.ts";
import { HostDirectory } from "./hosts.ts";
import { listHosts } from "./list-hosts.ts";
import { type Listed, listMeetings, type TakeMeetings } from "./list-meetings.ts";
import { lookUpMeetings, lookUpSeries } from "./look-up.ts";
import { exitCodeOf, type RunResult } from "./outcome.ts";
import { SeriesBook } from "./series-book.ts";
import { createSkipped, isWantedHost } from "./skip.ts";
import type { Stopper } from "./stopper.ts";
import type { Tally } from "./tally.ts";
import { pieces } from "./window.ts";
import { createWork, type HarvestOptions, noteRefusal, type Work } from "./work.ts";

/** How far a listing runs ahead of the work. */
const mostAhead = 2_000;

/**
 * Harvests what the options name into an open destination. What was received is stored also when the run ends
 * early; the result then says why. The tally is filled as it goes.
 */
export async function harvest(
  effects: Effects,
  zoom: ZoomClient,
  destination: Destination,
  options: HarvestOptions,
  stopper: Stopper,
  tally: Tally,
): Promise<RunResult> {
  const work = createWork(effects, zoom, destination, options, stopper, tally);
  const startedAt = isoSeconds(effects.now());
  const queue = new PQueue({ concurrency: options.concurrency });
  const unread: Listed[] = [];
  let directory = new HostDirectory();
  try {
    await zoom.logIn();

    // plan: what is wanted, and of whom
    const skipped = createSkipped(options.onlyGroups, options.skipHosts);
    const hosts = listHosts(work, skipped);
    // The users' own failure is seen where they are awaited, not as an unhandled rejection.
    hosts.catch(() => {});
    const ready = hosts.then((listed) => {
      directory = listed;
      checkGroups(options.onlyGroups, listed);
      return new SeriesBook(work, listed);
    });
    ready.catch(() => {});

    // fetch, map, write: each listed meeting becomes a task; the listing waits when it is too far ahead
    const take = async (page: readonly Listed[]): Promise<number> => {
      const book = await ready;
      const wanted = page.filter((listed) => isWanted(work, directory, listed));
      tally.wanted += wanted.length;
      await book.recall(wanted.map(({ fields }) => String(fields.meeting_series_id ?? "")));
      for (const listed of wanted) {
        void queue.add(async () => {
          try {
            const left = await harvestMeeting(work, directory, book, listed);
            if (left !== undefined) unread.push(left);
          } catch (error) {
            stopper.stop(error);
          }
        });
      }
      if (!stopper.stopped) await queue.onSizeLessThan(mostAhead);
      return wanted.length;
    };
    const book = await listAll(work, ready, take);
    if (options.seriesOf === "all") await Promise.all([...directory.all].map((host) => book.listHost(host)));
    await queue.onIdle();
    await hosts;
  } catch (error) {
    stopper.stop(error);
    await queue.onIdle();
  }
  await finish(work, directory, unread);
  await record(work, startedAt);
  const holds = await countHeld(work);
  stopper.settle();
  return { refusals: work.refusals, ...stoppedBy(work), ...(holds === undefined ? {} : { holds }) };
}

function stoppedBy({ stopper }: Work): Pick<RunResult, "stopped"> {
  return stopper.reason === undefined ? {} : { stopped: stopper.reason };
}

/** Every listing that was asked for. A refused one is noted; the rest goes on. */
async function listAll(work: Work, ready: Promise<SeriesBook>, take: TakeMeetings): Promise<SeriesBook> {
  const { days, meetings, series } = work.options;
  try {
    if (meetings.length > 0 || series.length > 0) {
      await lookUpMeetings(work, meetings, take);
      await lookUpSeries(work, series, days?.span, take);
    } else if (days !== undefined) {
      for (const piece of pieces(days.span)) await listMeetings(work, piece, take);
    }
  } catch (error) {
    if (!noteRefusal(work, "meetings", error)) throw error;
  }
  return ready;
}

function isWanted(work: Work, directory: HostDirectory, { fields }: Listed): boolean {
  const { onlyGroups, skipHosts } = work.options;
  if (onlyGroups.length === 0 && skipHosts.length === 0) return true;
  const { email } = (fields.host ?? {}) as { email?: string };
  const host = directory.find(email, String(fields.meeting_series_id ?? ""));
  const wanted = isWantedHost(
    createSkipped(onlyGroups, skipHosts),
    host ?? { email: email ?? "", groups: [] },
  );
  if (!wanted) work.tally.name("meetings left out by --only_groups or --skip_hosts");
  return wanted;
}

function checkGroups(groups: readonly string[], directory: HostDirectory): void {
  const unknown = groups.filter((group) => !directory.hasGroup(group));
  if (unknown.length === 0) return;
  throw new ConfigurationError({
    operation: "harvest",
    subject: "--only_groups",
    reason: `no user of the account is in the group ${unknown.join(", ")}`,
    hint: "the group's id, as Zoom's web portal shows it under User Management > Groups",
  });
}

/** Stores what is gathered, and of an interrupted run the meetings that it knew of. */
async function finish(work: Work, directory: HostDirectory, unread: readonly Listed[]): Promise<void> {
  try {
    if (unread.length > 0) {
      const uuids = unread.map(({ uuid }) => uuid);
      const stored = new Set((await work.destination.read("meetings", uuids)).map(({ _id }) => _id));
      const fresh = unread.filter(({ uuid }) => !stored.has(uuid));
      await work.writer.add({
        to: "meetings",
        documents: fresh.map((listed) => listedDocument(work, directory, listed)),
      });
      work.tally.states.listed += unread.length;
    }
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
  const meetings = await destination.count("meetings", span);
  const sessions = await destination.count("sessions", span);
  return meetings === undefined || sessions === undefined ? undefined : { meetings, sessions };
}

/** record: what this run did, beside the documents. */
async function record(work: Work, startedAt: string): Promise<void> {
  const { destination, options, zoom, effects } = work;
  await destination.record({
    run: options.run,
    startedAt,
    finishedAt: isoSeconds(effects.now()),
    asked: {
      ...(options.days === undefined
        ? {}
        : { from: options.days.from, to: options.days.to, timezone: options.days.timeZone }),
      ...(options.meetings.length === 0 ? {} : { meetings: [...options.meetings] }),
      ...(options.series.length === 0 ? {} : { series: [...options.series] }),
      streams: streams.map(({ name }) => name),
      zoom_day: zoomDay(effects.now()),
    },
    calls: zoom.limiter.calls,
    exitCode: exitCodeOf({ refusals: work.refusals, ...stoppedBy(work) }, work.tally),
  });
  if (options.findPlan && zoom.limiter.plan === "business") await destination.remember("plan", "business");
}
