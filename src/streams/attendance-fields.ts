/** Somebody's attendance of a meeting or a webinar: one declaration of its fields for both. */

import { provenance, repeatedMeeting, repeatedWebinar } from "./common.ts";
import { omit, ours, type SourceField, type SourceFields } from "./field.ts";

const seconds = { unit: "seconds" } as const;
const list = { list: true } as const;

/** A list that is kept whole: for reading, not for searching. */
const gaps: SourceField = {
  ...ours("object", "When the person was away between the first join and the last leave", {
    list: true,
    searched: false,
  }),
  fields: {
    start: ours("date", "When the person left, UTC"),
    end: ours("date", "When the person came back, UTC"),
    seconds: ours("long", "How long the person was away", seconds),
  },
};

/** A webinar does not say which groups its host belongs to. */
const hostGroups = ours("keyword", "The groups that the host belongs to, repeated from the meeting", list);

export function attendanceFields(what: "meeting" | "webinar"): SourceFields {
  const isMeeting = what === "meeting";
  return {
    [what]: ours("keyword", `The uuid of the ${what}`),
    person: ours(
      "keyword",
      `Names the person within this ${what}, after what it rests on: account:, registrant:, email:, participant:, name: and its value; a hash of it where that was not to be harvested`,
    ),
    basis: ours(
      "keyword",
      `What the person is known by: account, registrant, email, participant (Zoom's mark within the ${what}), name, or none`,
    ),
    confidence: ours(
      "keyword",
      "How sure it is that this is one person and no other has a part in it: high (account, registrant, email), medium (participant), low (name, none)",
    ),
    identity: ours(
      "keyword",
      "Names the person across meetings: account:, registrant:, email:, or name: where there is nothing better, which may stand for several people; absent for somebody without a name",
      { privacy: "id" },
    ),
    kind: ours("keyword", "person, room (a Zoom Room or a SIP or H.323 device) or phone"),
    name: ours("text", "The name shown at the first join", { privacy: "name" }),
    names: ours("text", "All names shown, where there were several", { privacy: "name", ...list }),
    email: ours("keyword", "The person's e-mail", { privacy: "email" }),
    id: ours("keyword", "The person's Zoom user id", { privacy: "id" }),
    registrant_id: ours("keyword", "The registration that the person came with", { privacy: "id" }),
    role: ours("keyword", isMeeting ? "host or attendee" : "host, panelist or attendee"),
    internal_user: ours("boolean", "The person belongs to the account"),
    sessions: ours("long", "How many sessions are one person's here; waiting rooms are not counted"),
    first_join: ours("date", `When the person came, UTC; not before the ${what} began`),
    last_leave: ours("date", `When the person left for good, UTC; not after the ${what} ended`),
    attended_seconds: ours(
      "long",
      "How long the person was there, overlapping sessions counted once",
      seconds,
    ),
    share: ours("double", `The part of the ${what} that the person was there, from 0 to 1`),
    late_seconds: ours("long", `How long after the ${what}'s start the person came`, seconds),
    early_seconds: ours("long", `How long before the ${what}'s end the person left for good`, seconds),
    gaps,
    gap_seconds: ours("long", "How long the person was away in between, in all", seconds),
    waited_seconds: ours(
      "long",
      "How long the person was in the waiting room; absent where it was not",
      seconds,
    ),
    devices: ours("keyword", "The devices, as Zoom describes them", { privacy: "device", ...list }),
    countries: ours("keyword", "Two-letter codes of the countries", { privacy: "place", ...list }),
    cities: ours("keyword", "The cities", { privacy: "place", ...list }),
    client_versions: ours("keyword", "The client programs' versions", list),
    network_types: ours("keyword", "Wired, Wifi, PPP, Cellular or Others", list),
    ...(isMeeting ? repeatedMeeting : repeatedWebinar),
    [`${what}_duration`]: ours("long", `How long the ${what} lasted, repeated from the ${what}`, seconds),
    ...(isMeeting ? { host_groups: hostGroups } : {}),
    tracking: ours("keyword", `The ${what}'s tracking fields as name=value, repeated from the ${what}`, list),
    ...omit(provenance, "extra"),
  };
}
