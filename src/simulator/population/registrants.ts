/**
 * Who registered. A one-off meeting and a webinar have those who came, those who did not, and those whom the host has
 * not let in, or will not. A series of meetings has people of its own: its participants carry no registrant id.
 */
import { between, hash } from "../hash.ts";
import { opaqueId } from "../ids.ts";
import type { Gathering, Meeting } from "./meetings.ts";
import { roleAt } from "./webinars.ts";

export const registrantStatuses = ["approved", "pending", "denied"] as const;
export type RegistrantStatus = (typeof registrantStatuses)[number];

/** One registration. */
export interface Registrant {
  readonly of: Gathering;
  /** The person's place among those who came, and after them. */
  readonly place: number;
  readonly status: RegistrantStatus;
  readonly came: boolean;
}

const isWebinar = (type: number) => [5, 6, 9].includes(type);
const onceTypes: ReadonlySet<number> = new Set([2, 5]);
const seriesTypes: ReadonlySet<number> = new Set([8, 9]);

/** One of three has it, a webinar one of two. All that carry one number agree. */
export function hasRegistration(seed: number, { key, type, series }: Gathering): boolean {
  const oneIn = isWebinar(type) ? 2 : 3;
  if (onceTypes.has(type)) return hash(key, 46) % oneIn === 0;
  return seriesTypes.has(type) && hash(seed, series, 46, type) % oneIn === 0;
}

/** Whether the participants' lists say with which registration somebody came. */
export function cameRegistered(seed: number, gathering: Gathering, place: number): boolean {
  if (gathering.type === 8 || !hasRegistration(seed, gathering)) return false;
  return isWebinar(gathering.type) ? roleAt(gathering, place) === "attendee" : place > 0;
}

/** A registrant's id. */
export function registrantId(seed: number, { key }: Pick<Gathering, "key">, place: number): string {
  return opaqueId(seed, "registrant", key, place);
}

function manyOf(key: number, status: RegistrantStatus): number {
  if (status === "pending") return hash(key, 301) % 4;
  return hash(key, 302) % 3;
}

function registrantsOf(of: Gathering, came: (place: number) => boolean, stayedAway: number): Registrant[] {
  const found: Registrant[] = [];
  let place = 0;
  for (; place < of.people; place++)
    if (came(place)) found.push({ of, place, status: "approved", came: true });
  for (const end = place + stayedAway; place < end; place++)
    found.push({ of, place, status: "approved", came: false });
  for (const status of ["pending", "denied"] as const) {
    for (const end = place + manyOf(of.key, status); place < end; place++)
      found.push({ of, place, status, came: false });
  }
  return found;
}

/** Those who registered for one instance; none where nobody could. */
function registrantsOfOne(seed: number, one: Gathering): Registrant[] {
  const stayedAway = between(hash(one.key, 300), 1, 1 + Math.ceil(one.people / 3));
  return registrantsOf(one, (place) => cameRegistered(seed, one, place), stayedAway);
}

/** All who registered for what carries one number, whichever instance they came to. */
export function registrantsOfNumber(seed: number, instances: readonly Gathering[]): Registrant[] {
  const [first] = instances;
  if (first === undefined || !hasRegistration(seed, first)) return [];
  if (first.type !== 8) return instances.flatMap((one) => registrantsOfOne(seed, one));
  const { members: _members, ...series } = first;
  const of = { ...series, key: hash(seed, first.series, 303), people: 1 };
  return registrantsOf(of, () => false, between(hash(of.key, 300), 3, 12));
}

/** Those who registered for a webinar and did not come. */
export function absenteesOf(seed: number, webinar: Gathering): Registrant[] {
  if (!hasRegistration(seed, webinar)) return [];
  return registrantsOfOne(seed, webinar).filter(({ status, came }) => status === "approved" && !came);
}

/** Those who registered to see the recording of a meeting that met once: a third of these are given on demand. */
export function recordingRegistrants({ key, ...meeting }: Meeting): Registrant[] {
  if (meeting.series !== undefined || meeting.block === "pmi" || hash(key, 310) % 3 !== 0) return [];
  const of = { ...meeting, key: hash(key, 311), people: 1 };
  return registrantsOf(of, () => false, between(hash(of.key, 300), 1, 6));
}
