/** A stored document of somebody's attendance as the code that joins meetings reads it, and what names the person in it. */

import type { Document, Json } from "../../document.ts";
import { presenceOf } from "../attendance.ts";
import { normalName } from "../normal-name.ts";
import { normalEmail } from "../persons.ts";
import type { Interval } from "../presence.ts";
import { textOf } from "../texts.ts";

export type Confidence = "high" | "medium" | "low";

export interface AttendanceRow {
  /** The uuid of the meeting or the webinar. */
  meeting: string;
  /** Names the person within the meeting. */
  person: string;
  /** What the person is known by within the meeting, and how surely. */
  basis: string;
  confidence: Confidence;
  identity?: string;
  kind: string;
  role?: string;
  name?: string;
  names: string[];
  email?: string;
  id?: string;
  registrantId?: string;
  sessions: number;
  firstJoin?: string;
  lastLeave?: string;
  attendedSeconds: number;
  /** From 0 to 1. */
  share?: number;
  lateSeconds?: number;
  earlySeconds?: number;
  /** When the person was there: from the first join to the last leave, without the gaps. */
  presence: Interval[];
}

const confidences: readonly Confidence[] = ["high", "medium", "low"];

/** Reads a document of the collection `attendance`, or of `webinar_attendance`. */
export function attendanceRow(document: Document, what: "meeting" | "webinar" = "meeting"): AttendanceRow {
  const number = (value: Json | undefined) => (typeof value === "number" ? value : undefined);
  const { name, names, first_join, last_leave } = document;
  const optional = {
    identity: textOf(document.identity),
    role: textOf(document.role),
    name: textOf(name),
    email: textOf(document.email),
    id: textOf(document.id),
    registrantId: textOf(document.registrant_id),
    firstJoin: textOf(first_join),
    lastLeave: textOf(last_leave),
    share: number(document.share),
    lateSeconds: number(document.late_seconds),
    earlySeconds: number(document.early_seconds),
  };
  return {
    ...withoutAbsent(optional),
    meeting: String(document[what]),
    person: textOf(document.person) ?? document._id,
    basis: textOf(document.basis) ?? "none",
    confidence: confidences.find((one) => one === document.confidence) ?? "low",
    kind: textOf(document.kind) ?? "person",
    names: [...new Set([textOf(name), ...listOf(names).map(textOf)].flatMap((one) => one ?? []))],
    sessions: number(document.sessions) ?? 0,
    attendedSeconds: number(document.attended_seconds) ?? 0,
    presence: presenceOf(document),
  };
}

/**
 * What names the person in every meeting: account, registrant and e-mail, all that are there. Only without any of
 * these the name; without a name what holds in this meeting alone.
 */
export function keysOf({
  meeting,
  person,
  identity,
  id,
  registrantId,
  email,
  name,
}: AttendanceRow): string[] {
  const keys = new Set<string>();
  if (id !== undefined) keys.add(`account:${id}`);
  if (registrantId !== undefined) keys.add(`registrant:${registrantId}`);
  const address = email === undefined ? undefined : normalEmail(email);
  if (address !== undefined) keys.add(`email:${address}`);
  // A field that was not to be harvested may have left its value, or a hash of it, here.
  if (identity !== undefined && isFirm(identity)) keys.add(identity);
  if (keys.size > 0) return [...keys];
  const shown = name === undefined ? "" : normalName(name);
  if (shown !== "") return [`name:${shown}`];
  return identity === undefined ? [`in:${meeting}/${person}`] : [identity];
}

/** What an identity rests on, the strongest first; `in` holds within one meeting only. */
export const bases = ["account", "registrant", "email", "name", "in"] as const;
export type AcrossBasis = (typeof bases)[number];

/** The basis that an identity begins with; undefined for a text that is no identity. */
export function basisOf(identity: string): AcrossBasis | undefined {
  const colon = identity.indexOf(":");
  return bases.find((basis) => basis === identity.slice(0, colon));
}

/** True for an identity that stands for one person: not for a name, which several may have. */
export function isFirm(identity: string): boolean {
  const basis = basisOf(identity);
  return basis === "account" || basis === "registrant" || basis === "email";
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutAbsent<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
