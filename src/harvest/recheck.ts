/** What a listed meeting needs, given what is stored of it: the rule of when a meeting is settled. Pure. */

import type { Document, Json, JsonObject } from "../document.ts";
import { meetings } from "../streams/meeting.ts";

export interface RecheckRules {
  /** When the listing that shows the meeting was asked for, milliseconds since the epoch. */
  askedAt: number;
  settleAfterMs: number;
  /** Reads everything again. */
  again: boolean;
  /** Which of Zoom's sources shows it. @default "dashboard" */
  source?: string | undefined;
}

/**
 * `read`: its sessions are to be read; `settle`: they were, and this listing shows that they are final; `same`: there
 * is nothing to do.
 */
export type Need = "read" | "settle" | "same";

/** Of what Zoom lists of a meeting, what changes when its sessions do; whatever `participants` counts. */
const signs = ["end_time", "duration", "participant_sessions"] as const;

/** @param fields as the listing shows them; a sign that it does not show says nothing. */
export function needOf(fields: JsonObject, stored: Document | undefined, rules: RecheckRules): Need {
  if (stored === undefined || rules.again) return "read";
  const { state } = stored;
  if (state === "expired") return "same";
  if (state === "listed" || state === "partial" || hasChanged(fields, stored, rules.source)) return "read";
  if (stored.sessions_wanted !== undefined) return "read";
  if (state !== "young") return "same";
  if (!isOldEnough(stored.end_time, rules.askedAt, rules.settleAfterMs)) return "same";
  // One whose sessions Zoom did not have yet has nothing that could settle.
  return stored.sessions_total === undefined ? "read" : "settle";
}

/**
 * Whether the listing shows another meeting than the one whose sessions were read. Dashboards and reports may count
 * participants differently: these are compared only where the same source shows them.
 */
export function hasChanged(fields: JsonObject, stored: Document, source: string = meetings.source): boolean {
  const { harvest } = stored as { harvest?: { source?: string } };
  const isSame = (harvest?.source ?? meetings.source).split(" ")[0] === source;
  return signs.some(
    (sign) =>
      fields[sign] !== undefined &&
      fields[sign] !== stored[sign] &&
      (isSame || sign !== "participant_sessions"),
  );
}

/** Whether a listing asked for at that time shows a meeting's final form. */
export function isOldEnough(
  endTime: Json | undefined,
  askedAt: number | undefined,
  settleAfterMs: number,
): boolean {
  if (typeof endTime !== "string" || askedAt === undefined) return false;
  return askedAt >= Date.parse(endTime) + settleAfterMs;
}
