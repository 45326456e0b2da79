/** How well it went for each person of a meeting or webinar: the stored quality of the person's sessions, side by side. */

import type { Source } from "../destinations/source.ts";
import type { Document, Json } from "../document.ts";
import { textOf } from "../people/texts.ts";
import { limits } from "../streams/quality.ts";
import { readEvent } from "./event.ts";
import { readMeetingSessions } from "./meeting-sessions.ts";
import { numberOf, objectOf, textsOf } from "./stored-value.ts";

/** What was measured of audio, video or screen sharing, in both directions, over all sessions. */
export interface MediumQuality {
  /** How many minutes were measured, and in how many of them something was over Zoom's limits. */
  minutes: number;
  badMinutes: number;
  /** Averages over the minutes: milliseconds, milliseconds, percent. */
  latency?: number | undefined;
  jitter?: number | undefined;
  loss?: number | undefined;
  /** The worst minute. */
  worstLatency?: number | undefined;
  worstJitter?: number | undefined;
  worstLoss?: number | undefined;
}

export const media = ["audio", "video", "share"] as const;
export type Medium = (typeof media)[number];

export interface PersonQuality {
  person: string;
  identity?: string | undefined;
  name?: string | undefined;
  /** Zoom's worst verdict on one of the sessions: Good, Warning or Critical. */
  health?: string | undefined;
  /** What Zoom found wrong in any of them. */
  issues: string[];
  /** How many of the sessions were measured. */
  sessions: number;
  devices: string[];
  media: Partial<Record<Medium, MediumQuality>>;
}

export interface MeetingQuality {
  /** Those with the most bad minutes first. */
  people: PersonQuality[];
  /** Above one of these a minute is bad. */
  limits: typeof limits;
}

const healths = ["Good", "Warning", "Critical"];

/** @throws SubjectFailed when neither a meeting nor a webinar of the uuid is stored */
export async function readQuality(source: Source, uuid: string): Promise<MeetingQuality> {
  const { kind } = await readEvent(source, uuid, []);
  const measured = await source.members(kind.quality.name, [uuid]);
  if (measured.length === 0) return { people: [], limits };
  const { people } = await readMeetingSessions(source, uuid);
  const owners = new Map<string, Document>();
  for (const document of await source.members(kind.people.name, [uuid]))
    for (const session of people.of(document) ?? [])
      for (const key of keysOf(session)) owners.set(key, document);
  const groups = new Map<string, { owner: Document | undefined; sessions: Document[] }>();
  for (const one of measured) {
    const owner = keysOf(one).flatMap((key) => owners.get(key) ?? [])[0];
    const key = owner?._id ?? `by name ${textOf(one.user_name) ?? ""}`;
    const group = groups.get(key) ?? { owner, sessions: [] };
    groups.set(key, group);
    group.sessions.push(one);
  }
  const found = [...groups].map(([key, { owner, sessions }]) => qualityOf(key, owner, sessions));
  const bad = ({ media: all }: PersonQuality) =>
    media.reduce((sum, medium) => sum + (all[medium]?.badMinutes ?? 0), 0);
  found.sort((a, b) => bad(b) - bad(a) || (a.person < b.person ? -1 : 1));
  return { people: found, limits };
}

/** A session and its quality have the same key; for a wait, which quality does not tell apart, all but that. */
function keysOf({ _id, user_id, join_time }: Document): string[] {
  return user_id === undefined ? [_id] : [_id, JSON.stringify([user_id, join_time ?? null])];
}

function qualityOf(key: string, owner: Document | undefined, sessions: readonly Document[]): PersonQuality {
  const worst = Math.max(...sessions.map(({ health }) => healths.indexOf(String(health))));
  const unique = (values: readonly (string | undefined)[]) =>
    [...new Set(values.flatMap((value) => value ?? []))].sort();
  const found: PersonQuality["media"] = {};
  for (const medium of media) {
    const one = together(sessions.map((session) => session[medium]));
    if (one !== undefined) found[medium] = one;
  }
  return {
    person: textOf(owner?.person) ?? key,
    identity: textOf(owner?.identity),
    name: textOf(owner?.name) ?? textOf(sessions[0]?.user_name),
    health: healths[worst] ?? unique(sessions.map(({ health }) => textOf(health)))[0],
    issues: unique(sessions.flatMap(({ issue_list }) => textsOf(issue_list))),
    sessions: sessions.length,
    devices: unique(sessions.map(({ device }) => textOf(device))),
    media: found,
  };
}

/** Sums of minutes, averages by minutes, the worst of the worst. */
function together(values: readonly (Json | undefined)[]): MediumQuality | undefined {
  const all = values.map(objectOf).filter(({ minutes }) => (numberOf(minutes) ?? 0) > 0);
  if (all.length === 0) return undefined;
  const sum = (field: string) => all.reduce((total, one) => total + (numberOf(one[field]) ?? 0), 0);
  const average = (field: string) => {
    const known = all.filter((one) => numberOf(one[field]) !== undefined);
    const weight = known.reduce((total, { minutes }) => total + Number(minutes), 0);
    const weighed = known.reduce((total, one) => total + Number(one[field]) * Number(one.minutes), 0);
    return weight === 0 ? undefined : Math.round((100 * weighed) / weight) / 100;
  };
  const worst = (field: string) => {
    const known = all.flatMap((one) => numberOf(one[field]) ?? []);
    return known.length === 0 ? undefined : Math.max(...known);
  };
  return {
    minutes: sum("minutes"),
    badMinutes: sum("bad_minutes"),
    latency: average("latency"),
    jitter: average("jitter"),
    loss: average("loss"),
    worstLatency: worst("worst_latency"),
    worstJitter: worst("worst_jitter"),
    worstLoss: worst("worst_loss"),
  };
}
