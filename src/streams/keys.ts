/** The `_id`s of documents that Zoom gives no key: stable over runs, sources and the order of rows. Pure. */

import { hash } from "node:crypto";
import { type JsonObject, valueAt } from "../document.ts";
import type { Key, Stream } from "./stream.ts";

/**
 * The `_id` of each session of one meeting, in the order given: SHA-256 (base64url) of the meeting's uuid, the
 * in-meeting `user_id` (without one, the name), `join_time` in epoch seconds, and whether it was a wait. Rows
 * that agree in all of these are numbered by leave time, then name; that needs the meeting's rows together.
 */
export function sessionIds(uuid: string, sessions: readonly JsonObject[]): string[] {
  const ids = new Array<string>(sessions.length).fill("");
  const sameKey = new Map<string, number[]>();
  sessions.forEach((session, index) => {
    const key = keyOf(uuid, session);
    const others = sameKey.get(key);
    if (others === undefined) sameKey.set(key, [index]);
    else others.push(index);
  });
  const at = (index: number) => sessions[index] ?? {};
  for (const [key, indices] of sameKey) {
    if (indices.length > 1) indices.sort((a, b) => compare(order(at(a)), order(at(b))));
    indices.forEach((index, nth) => {
      ids[index] = hash("sha256", nth === 0 ? key : `${key}#${nth}`, "base64url");
    });
  }
  return ids;
}

function keyOf(uuid: string, { user_id, user_name, join_time, status }: JsonObject): string {
  const who = typeof user_id === "string" ? ["user_id", user_id] : ["name", user_name ?? ""];
  const joined = typeof join_time === "string" ? Math.floor(Date.parse(join_time) / 1_000) : null;
  return JSON.stringify([uuid, ...who, joined, status === "in_waiting_room"]);
}

/** Leave time, then name; a row that is still open comes last. The whole row settles what is left. */
function order({ leave_time, user_name, ...rest }: JsonObject): string {
  const left = typeof leave_time === "string" ? leave_time : "9999";
  return JSON.stringify([left, user_name ?? "", rest]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The keys of one list's documents, one by one, for every key but `session`, which takes the whole list.
 * The documents must still hold what `--without` leaves out, so that no key depends on it.
 */
export class KeyMaker {
  readonly #key: Key;
  /** How often each fingerprint has come, by its hash: the facts of a month's rows would fill the memory. */
  readonly #times = new Map<string, number>();

  constructor({ key }: Pick<Stream, "key">) {
    this.#key = key;
  }

  /** @returns the document's key, undefined where the field that names it is absent. */
  next(document: JsonObject): string | undefined {
    if (this.#key === "session") return undefined;
    if ("field" in this.#key) {
      const value = document[this.#key.field];
      return typeof value === "string" && value !== "" ? value : undefined;
    }
    const facts = JSON.stringify(this.#key.fingerprint.map((path) => valueAt(document, path) ?? null));
    const first = hash("sha256", facts, "base64url");
    const nth = this.#times.get(first) ?? 0;
    this.#times.set(first, nth + 1);
    return nth === 0 ? first : hash("sha256", `${facts}#${nth}`, "base64url");
  }
}

/** The `_id` of a state that is kept every day. */
export function takenOnKey(takenOn: string, key: string): string {
  return `${takenOn} ${key}`;
}

/** The `_id` of a person's attendance: the same for every run that knows him by the same. */
export function attendanceId(uuid: string, person: string): string {
  return hash("sha256", JSON.stringify([uuid, person]), "base64url");
}

/** The `_id` of an hour of an account. */
export function hourId(account: string, hour: string): string {
  return hash("sha256", JSON.stringify([account, hour]), "base64url");
}
