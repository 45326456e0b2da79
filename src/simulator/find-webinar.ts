/** Finds the webinar that a path names, by the same rules as a meeting: see `find-meeting.ts`. */
import type { Refusal } from "./errors.ts";
import { readUuidPart } from "./find-meeting.ts";
import { readMeetingNumber, readWebinarUuid } from "./ids.ts";
import { weekdayOf } from "./population/layout.ts";
import type { Webinar } from "./population/webinars.ts";
import type { World } from "./world.ts";

/** Past webinars that carry a number, earliest first. */
export function webinarsOfNumber({ options, account, webinars }: World, number: number): Webinar[] {
  const thing = readMeetingNumber(options.seed, number);
  if (thing?.kind === "webinar") return webinars.past(thing.day).filter(({ index }) => index === thing.index);
  const found: Webinar[] = [];
  if (thing?.kind !== "webinar_series") return found;
  const weekdays = [0, 1, 2, 3, 4, 5, 6].filter((weekday) =>
    webinars.seriesOn(weekday).some(({ series }) => series === thing.series),
  );
  for (let day = account.firstDay; day <= account.lastDay; day++) {
    if (!weekdays.includes(weekdayOf(day))) continue;
    found.push(...webinars.past(day).filter(({ series }) => series === thing.series));
  }
  return found;
}

function byUuid({ options, account, webinars }: World, uuid: string): Webinar | undefined {
  const place = readWebinarUuid(options.seed, uuid);
  const day = place?.day === account.today ? webinars.live() : webinars.past(place?.day ?? 0);
  return day.find(({ index }) => index === place?.index);
}

/** The webinar of a path's id, decoded once; throws `missing` when there is none to be seen. */
export function findWebinar(
  world: World,
  param: string,
  missing: (id: string) => Refusal,
  wantLive = false,
): Webinar {
  let webinar: Webinar | undefined;
  if (/^\d{9,11}$/.test(param)) {
    const number = Number(param);
    const live = world.webinars.live().filter((one) => world.webinars.numberOf(one) === number);
    webinar = (wantLive ? live : webinarsOfNumber(world, number)).at(-1);
  } else {
    webinar = byUuid(world, readUuidPart(world, param, missing));
  }
  if (webinar === undefined || webinar.live !== wantLive) throw missing(param);
  return webinar;
}
