/**
 * A participant's quality of service over the whole of a meeting or webinar, as the QSS sums it up: numbers as texts, some
 * with a space before the unit and some without, as in the documents' examples, and "" where nothing was measured.
 */
import { between, hash } from "../hash.ts";
import type { Session } from "../population/sessions.ts";
import { mediaTypes, roomTypes } from "./quality.ts";
import type { SessionFacts } from "./session-facts.ts";

type Row = Record<string, unknown>;

/** Who waited was not measured. */
export function summarisedSessions(sessions: readonly Session[]): Session[] {
  return sessions.filter(({ kind }) => kind !== "waiting");
}

const blank = { min: "", avg: "", max: "" };

/** Three values in their order, with a unit. */
function spread(key: number, low: number, high: number, write: (value: number) => string): typeof blank {
  const [min = 0, avg = 0, max = 0] = [1, 2, 3]
    .map((salt) => between(hash(key, salt), low, high))
    .sort((a, b) => a - b);
  return { min: write(min), avg: write(avg), max: write(max) };
}

function named(name: string, { min, avg, max }: typeof blank): Row {
  return { [`min_${name}`]: min, [`avg_${name}`]: avg, [`max_${name}`]: max };
}

function details(type: string, key: number, measured: boolean): Row {
  const bad = hash(key, 1) % 9 === 0;
  const of = (salt: number, good: readonly [number, number], poor: readonly [number, number]) => {
    const [low, high] = bad ? poor : good;
    return (write: (value: number) => string) =>
      measured ? spread(hash(key, salt), low, high, write) : blank;
  };
  const row: Row = {
    ...named(
      "bitrate",
      of(2, [1_000, 90_000], [400, 6_000])((value) => `${value / 100}kbps`),
    ),
    ...named(
      "latency",
      of(3, [8, 140], [151, 900])((value) => `${value} ms`),
    ),
    ...named(
      "jitter",
      of(4, [0, 38], [41, 300])((value) => `${value}ms`),
    ),
    ...named(
      "loss",
      of(5, [0, 150], [201, 1_500])((value) => `${value / 100}%`),
    ),
  };
  if (type.startsWith("audio")) return row;
  const rate = of(6, [12, 30], [2, 8])((value) => `${value} fps`);
  return { ...row, ...named("frame_rate", rate), resolution: measured ? "1280*720" : "" };
}

function processor(key: number): Row {
  const levels = ["normal", "fair", "serious", "critical"];
  const level = between(hash(key, 7), 0, 2);
  return {
    zoom_min_cpu_usage: "0%",
    zoom_avg_cpu_usage: `${between(hash(key, 8), 1, 12)}%`,
    zoom_max_cpu_usage: `${between(hash(key, 9), 12, 40)}%`,
    system_max_cpu_usage: `${between(hash(key, 10), 40, 99)}%`,
    system_min_cpu_pressure_level: "normal",
    system_avg_cpu_pressure_level: levels[level],
    system_max_cpu_pressure_level: levels[level + 1],
  };
}

/** A row of /metrics/{meetings,webinars}/{id}/participants/qos_summary. */
export function qualitySummaryRow({ person, session, userId, accountUserId, name }: SessionFacts): Row {
  const key = hash(person.key, 183, session.order);
  const isRoom = person.client === "sip" || person.client === "room";
  const types = [...mediaTypes, ...(isRoom ? roomTypes : [])];
  const measures = types.map((type, place) => ({
    type,
    details: details(type, hash(key, place), hash(key, place, 11) % 8 !== 0),
  }));
  return {
    id: accountUserId,
    participant_id: userId,
    user_name: name,
    email: person.email,
    qos: [...measures, { type: "cpu_usage", details: processor(key) }],
  };
}
