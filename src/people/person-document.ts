/** The own fields of an `attendance` document, from what is known of a person. Pure. */

import type { JsonObject } from "../document.ts";
import type { Draft } from "./draft.ts";
import { isoOf } from "./instant.ts";
import { normalName } from "./normal-name.ts";
import { type Interval, lengthOf, union } from "./presence.ts";
import { listOf } from "./texts.ts";

/** What a person is known by, how sure that is, and the name of the person within the meeting. */
interface Known {
  basis: "account" | "registrant" | "email" | "participant" | "name" | "none";
  confidence: "high" | "medium" | "low";
  person: string;
}

/** By the strongest of what there is. */
export function knownBy({ id, registrantId, email, participant, name, number }: Draft): Known {
  if (id !== undefined) return { basis: "account", confidence: "high", person: `account:${id}` };
  if (registrantId !== undefined)
    return { basis: "registrant", confidence: "high", person: `registrant:${registrantId}` };
  if (email !== undefined) return { basis: "email", confidence: "high", person: `email:${email}` };
  if (participant !== undefined)
    return { basis: "participant", confidence: "medium", person: `participant:${participant}` };
  return name === ""
    ? { basis: "none", confidence: "low", person: `none:${number}` }
    : { basis: "name", confidence: "low", person: `name:${name}` };
}

/**
 * @param attended seconds, overlaps counted once
 * @param gaps what is missing between the first join and the last leave
 * @param span the meeting's
 */
export function personDocument(
  draft: Draft,
  attended: number,
  gaps: readonly Interval[] | undefined,
  span: Interval,
): JsonObject {
  const { basis, confidence, person } = knownBy(draft);
  const { first, last, shown: name, sessions, role, countries, cities, clientVersions, networkTypes } = draft;
  const kind = draft.kind ?? "person";
  const first_join = draft.firstText ?? isoOf(first);
  const last_leave = draft.lastText ?? isoOf(last);
  const attended_seconds = attended;
  const late_seconds = first - span.start;
  const early_seconds = span.end - last;
  const gap_seconds = last - first - attended;
  const length = span.end - span.start;
  const share = length > 0 ? Math.round((10_000 * attended) / length) / 10_000 : undefined;
  // Zoom's mark of the participant means nothing in another meeting.
  const identity =
    confidence === "high" ? person : name === undefined ? undefined : `name:${normalName(name)}`;
  let document: JsonObject;
  if (
    share !== undefined &&
    name !== undefined &&
    identity !== undefined &&
    role !== undefined &&
    countries !== undefined &&
    cities !== undefined &&
    clientVersions !== undefined &&
    networkTypes !== undefined
  ) {
    // A row of the dashboards has all of these. Made at once they cost a part of what they cost one by one.
    document = {
      person,
      basis,
      confidence,
      kind,
      sessions,
      first_join,
      last_leave,
      attended_seconds,
      late_seconds,
      early_seconds,
      gap_seconds,
      share,
      identity,
      name,
      role,
      countries: listOf(countries),
      cities: listOf(cities),
      client_versions: listOf(clientVersions),
      network_types: listOf(networkTypes),
    };
  } else {
    document = {
      person,
      basis,
      confidence,
      kind,
      sessions,
      first_join,
      last_leave,
      attended_seconds,
      late_seconds,
      early_seconds,
      gap_seconds,
    };
    if (share !== undefined) document.share = share;
    if (identity !== undefined) document.identity = identity;
    if (name !== undefined) document.name = name;
    if (role !== undefined) document.role = role;
    if (countries !== undefined) document.countries = listOf(countries);
    if (cities !== undefined) document.cities = listOf(cities);
    if (clientVersions !== undefined) document.client_versions = listOf(clientVersions);
    if (networkTypes !== undefined) document.network_types = listOf(networkTypes);
  }
  if (draft.devices !== undefined) document.devices = listOf(draft.devices);
  if (draft.email !== undefined) document.email = draft.email;
  if (draft.id !== undefined) document.id = draft.id;
  if (draft.isInternal !== undefined) document.internal_user = draft.isInternal;
  if (draft.registrantId !== undefined) document.registrant_id = draft.registrantId;
  if (draft.names !== undefined && typeof draft.names !== "string") document.names = listOf(draft.names);
  if (gaps !== undefined) document.gaps = gaps.map(gapDocument);
  if (draft.waits !== undefined) document.waited_seconds = lengthOf(union(draft.waits));
  return document;
}

function gapDocument({ start, end }: Interval): JsonObject {
  return { start: isoOf(start), end: isoOf(end), seconds: end - start };
}
