/** One person of a meeting, put together session by session; the same in whatever order they come. */

import type { Json, JsonObject } from "../document.ts";
import { isPlain, secondsOf } from "./instant.ts";
import type { Interval } from "./presence.ts";
import { roleOfBoth } from "./role.ts";
import { type Kind, kindOfSession } from "./session-kind.ts";
import { isWaiting } from "./span.ts";
import { lesser, type Texts, textOf, withText, withTexts } from "./texts.ts";

export class Draft {
  /** What the person goes by where there is nothing better: a name, or a number in the meeting. */
  readonly name: string;
  readonly number: string;
  id: string | undefined = undefined;
  registrantId: string | undefined = undefined;
  email: string | undefined = undefined;
  participant: string | undefined = undefined;
  /** Those in the waiting room do not count. */
  sessions = 0;
  /** The name shown at the first join, or, where none was, in the waiting room, and when that was. */
  shown: string | undefined = undefined;
  shownAt = 0;
  isShownWaiting = false;
  names: Texts = undefined;
  kind: Kind | undefined = undefined;
  role: string | undefined = undefined;
  isInternal: boolean | undefined = undefined;
  devices: Texts = undefined;
  countries: Texts = undefined;
  cities: Texts = undefined;
  clientVersions: Texts = undefined;
  networkTypes: Texts = undefined;
  /** The first join and the last leave, epoch seconds. */
  first = 0;
  last = 0;
  /** Zoom's texts of these: making texts costs more than all the rest. Undefined where it has none of the instant. */
  firstText: string | undefined = undefined;
  lastText: string | undefined = undefined;
  /** All sessions, once there are several. */
  stretches: Interval[] | undefined = undefined;
  waits: Interval[] | undefined = undefined;
  /** The draft that took this one in. */
  into: Draft | undefined = undefined;

  constructor(name: string, number: string) {
    this.name = name;
    this.number = number;
  }

  /** @param span the meeting's: what lies outside does not count */
  add(session: JsonObject, span: Interval): void {
    const join = secondsOf(session.join_time);
    const leave = secondsOf(session.leave_time);
    // A missing join is the meeting's start, a missing leave its end.
    const begun = Number.isNaN(join) ? span.start : join;
    const start = clipped(begun, span);
    const end = Math.max(start, Number.isNaN(leave) ? span.end : clipped(leave, span));
    const name = textOf(session.user_name);
    if (isWaiting(session)) {
      this.waits ??= [];
      this.waits.push({ start, end });
      show(this, name, begun, true);
      return;
    }
    show(this, name, begun, false);
    const startText = start === join ? plain(session.join_time) : undefined;
    const endText = end === leave ? plain(session.leave_time) : undefined;
    const kind = kindOfSession(session);
    const role = textOf(session.role);
    this.sessions += 1;
    if (this.sessions === 1) {
      // Most people come once: nothing is to be compared.
      this.names = name;
      this.first = start;
      this.last = end;
      this.firstText = startText;
      this.lastText = endText;
      this.kind = kind;
      this.role = role;
      this.isInternal = eitherOf(undefined, session.internal_user);
      this.devices = textOf(session.device);
      this.countries = textOf(session.country);
      this.cities = textOf(session.city);
      this.clientVersions = textOf(session.version);
      this.networkTypes = textOf(session.network_type);
      return;
    }
    stretch(this).push({ start, end });
    stay(this, start, end, startText, endText);
    this.names = withText(this.names, name);
    this.kind = kindOfBoth(this.kind, kind);
    this.role = roleOfBoth(this.role, role);
    this.isInternal = eitherOf(this.isInternal, session.internal_user);
    this.devices = withText(this.devices, session.device);
    this.countries = withText(this.countries, session.country);
    this.cities = withText(this.cities, session.city);
    this.clientVersions = withText(this.clientVersions, session.version);
    this.networkTypes = withText(this.networkTypes, session.network_type);
  }

  /** Takes in what is found to be the same person, who was there for at least as many sessions. */
  absorb(other: Draft): void {
    other.into = this;
    this.identify(other.id, other.registrantId, other.email, other.participant);
    if (other.waits !== undefined) this.waits = [...(this.waits ?? []), ...other.waits];
    show(this, other.shown, other.shownAt, other.isShownWaiting);
    if (other.sessions === 0) return;
    const stretches = stretch(this);
    for (const one of other.stretches ?? [{ start: other.first, end: other.last }]) stretches.push(one);
    stay(this, other.first, other.last, other.firstText, other.lastText);
    this.sessions += other.sessions;
    this.names = withTexts(this.names, other.names);
    this.kind = kindOfBoth(this.kind, other.kind);
    this.role = roleOfBoth(this.role, other.role);
    this.isInternal = eitherOf(this.isInternal, other.isInternal);
    this.devices = withTexts(this.devices, other.devices);
    this.countries = withTexts(this.countries, other.countries);
    this.cities = withTexts(this.cities, other.cities);
    this.clientVersions = withTexts(this.clientVersions, other.clientVersions);
    this.networkTypes = withTexts(this.networkTypes, other.networkTypes);
  }

  /** Of several ids the smallest, so that it is always the same one. */
  identify(
    id: string | undefined,
    registrantId: string | undefined,
    email: string | undefined,
    participant: string | undefined,
  ): void {
    this.id = lesser(this.id, id);
    this.registrantId = lesser(this.registrantId, registrantId);
    this.email = lesser(this.email, email);
    this.participant = lesser(this.participant, participant);
  }
}

/** When a session was, within its meeting, by the same rules as {@link Draft.add}. */
export function stayOf(session: JsonObject, span: Interval): Interval {
  const join = secondsOf(session.join_time);
  const leave = secondsOf(session.leave_time);
  const start = clipped(Number.isNaN(join) ? span.start : join, span);
  return { start, end: Math.max(start, Number.isNaN(leave) ? span.end : clipped(leave, span)) };
}

/** Of several names the earliest counts, of several at once the smallest; of a waiting room only where no other is. */
function show(draft: Draft, name: string | undefined, at: number, isWaiting: boolean): void {
  if (name === undefined) return;
  if (draft.shown !== undefined) {
    if (isWaiting && !draft.isShownWaiting) return;
    const isLater = at > draft.shownAt || (at === draft.shownAt && name >= draft.shown);
    if (isWaiting === draft.isShownWaiting && isLater) return;
  }
  draft.shown = name;
  draft.shownAt = at;
  draft.isShownWaiting = isWaiting;
}

/** All stretches of a person's, from the second one on. */
function stretch(draft: Draft): Interval[] {
  draft.stretches ??= [{ start: draft.first, end: draft.last }];
  return draft.stretches;
}

function stay(
  draft: Draft,
  start: number,
  end: number,
  startText: string | undefined,
  endText: string | undefined,
): void {
  if (start < draft.first) {
    draft.first = start;
    draft.firstText = startText;
  } else if (start === draft.first) draft.firstText ??= startText;
  if (end > draft.last) {
    draft.last = end;
    draft.lastText = endText;
  } else if (end === draft.last) draft.lastText ??= endText;
}

function clipped(at: number, { start, end }: Interval): number {
  return at < start ? start : at > end ? end : at;
}

function plain(text: Json | undefined): string | undefined {
  return typeof text === "string" && isPlain(text) ? text : undefined;
}

/** A room or a telephone is one only where nothing else was seen of it: a person may use one of them, too. */
function kindOfBoth(one: Kind | undefined, other: Kind | undefined): Kind | undefined {
  if (one === undefined || one === other) return other ?? one;
  return other === undefined ? one : "person";
}

function eitherOf(one: boolean | undefined, other: Json | undefined): boolean | undefined {
  return typeof other === "boolean" ? one === true || other : one;
}
