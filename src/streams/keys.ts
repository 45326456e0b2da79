/** The `_id`s of documents that Zoom gives no key: stable over runs, sources and the order of rows. Pure. */

import { hash } from "node:crypto";
import type { JsonObject } from "../document.ts";

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
