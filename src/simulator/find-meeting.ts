/**
 * Finds the meeting that a path names. A uuid is taken encoded twice, or once unless it begins with "/" or contains
 * "//" (Zoom's page "Using Zoom APIs", meeting id and uuid); a number means the latest instance.
 */

import { monthsBefore } from "./account.ts";
import { noSuchMeeting, Refusal, tooOld } from "./errors.ts";
import { readMeetingUuid } from "./ids.ts";
import type { Meeting } from "./population/meetings.ts";
import { instancesOf } from "./population/series.ts";
import { isVisible, type World } from "./world.ts";

/** A 404 that is a page, not JSON: `simulator.ts` sends it as HTML. */
export const notFoundPage =
  "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>";

/** An id of a path, decoded once, decoded to the end. */
export function decodeTwice(id: string): { id: string; twice: boolean } {
  if (!id.includes("%")) return { id, twice: false };
  try {
    return { id: decodeURIComponent(id), twice: true };
  } catch {
    return { id, twice: false };
  }
}

function byUuid(world: World, uuid: string): Meeting | undefined {
  const place = readMeetingUuid(world.options.seed, uuid);
  if (place === undefined) return undefined;
  const { firstDay, lastDay, today } = world.account;
  if (place.day === today) return world.liveMeetings()[place.index];
  if (place.day < firstDay || place.day > lastDay) return undefined;
  if (place.index >= world.meetings.layout(place.day).count) return undefined;
  return world.meetings.at(place.day, place.index);
}

/** The uuid that a path's part means, decoded once; throws Zoom's 404 when it had to be encoded twice and was not. */
export function readUuidPart(world: World, param: string, missing: (id: string) => Refusal): string {
  const { id, twice } = decodeTwice(param);
  if (twice || !(id.startsWith("/") || id.includes("//"))) return id;
  throw world.options.encoding_refusal === "page" ? new Refusal(404, { page: notFoundPage }) : missing(id);
}

/** The meeting of a path's id, decoded once; throws Zoom's 404 when there is none to be seen. */
export function findMeeting(world: World, param: string, wantLive = false): Meeting {
  if (/^\d{9,11}$/.test(param)) {
    const number = Number(param);
    const live = world.liveMeetings().filter((meeting) => world.meetings.numberOf(meeting) === number);
    const latest = (wantLive ? live : instancesOf(world, number).filter((one) => isVisible(world, one))).at(
      -1,
    );
    if (latest === undefined) throw noSuchMeeting(param);
    return latest;
  }
  const id = readUuidPart(world, param, noSuchMeeting);
  const meeting = byUuid(world, id);
  if (meeting === undefined || !isVisible(world, meeting)) throw noSuchMeeting(id);
  return meeting;
}

/** Throws code 12702, or another refusal, for a meeting that started longer ago than the endpoint answers for. */
export function checkAge(world: World, { day }: Pick<Meeting, "day">, months = 12, refuse = tooOld): void {
  if (day < monthsBefore(world.account, months)) throw refuse();
}
