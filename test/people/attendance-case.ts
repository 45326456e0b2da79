/**
 * A case of the tables of this folder: what happens in a meeting, and what is to come out of it. Times are minutes
 * after the meeting's start, 2026-03-03 at 10:00 UTC; the meeting lasts an hour unless the case says otherwise.
 */

import type { JsonObject } from "../../src/document.ts";

export interface SessionGiven extends JsonObject {
  /** From minute to minute; null where Zoom gave no time. */
  at: [number | null, number | null];
}

export interface PersonExpected {
  person: string;
  /** Minutes. */
  attended: number;
  sessions?: number;
  /** First join and last leave, minutes after the start. */
  from?: number;
  to?: number;
  /** The gaps, minutes after the start. */
  gaps?: [number, number][];
  waited?: number;
  share?: number;
  /** Other fields as they are stored. */
  fields?: JsonObject;
  /** Fields that are to be absent. */
  without?: string[];
}

export interface AttendanceCase {
  what: string;
  /** Minutes that the meeting lasted, null for a meeting without an end; fields of its document. */
  lasts?: number | null;
  meeting?: JsonObject;
  sessions: SessionGiven[];
  people: PersonExpected[];
  peak: number;
  /** Minutes after the start. */
  peakAt?: number;
}

export const ann = { user_name: "Ann", participant_uuid: "ANN" };
export const ben = { user_name: "Ben", participant_uuid: "BEN" };
export const waiting = { status: "in_waiting_room" };
