/** What is to be said of a person beside the name. */

import type { Attendee } from "../../../answers/meeting-people.ts";
import { personHref, type What } from "../../event.ts";
import { doubtWords } from "./words.ts";

/** "" for people. */
export function kindNote({ kind }: Pick<Attendee, "kind">): string {
  if (kind === "room") return "a room";
  return kind === "phone" ? "a telephone" : "";
}

/** A name, as a link to the person's meetings or webinars where there is one; whatever it is written in keeps to itself. */
export function PersonName({
  identity,
  name = "without a name",
  what = "meeting",
}: Pick<Attendee, "identity" | "name"> & { what?: What }) {
  if (identity === undefined) return <bdi>{name}</bdi>;
  return (
    <a href={personHref(what, identity)}>
      <bdi>{name}</bdi>
    </a>
  );
}

/** Why it may not be one person; "" where that is sure. */
function doubtOf({ confidence, basis }: Pick<Attendee, "confidence" | "basis">): string {
  return confidence === "high" ? "" : `known ${doubtWords[basis] ?? "not surely"}`;
}

const basisWords: Readonly<Record<string, string>> = {
  account: "Zoom account",
  registrant: "registration",
  email: "e-mail",
};

/** What the person is known by. */
export function basisOf(attendee: Pick<Attendee, "confidence" | "basis">): string {
  const { confidence, basis } = attendee;
  return (confidence === "high" ? basisWords[basis] : doubtWords[basis]) ?? basis;
}

/** The name, as a link to the person's meetings or webinars, and below it what one should know. */
export function PersonCell({ attendee, what }: { attendee: Attendee; what: What }) {
  const { identity, name, otherNames, role } = attendee;
  const doubt = doubtOf(attendee);
  const notes = [
    // Nearly everybody else attends.
    role === "host" || role === "panelist" ? role : "",
    kindNote(attendee),
    attendee.confidence === "low" ? doubt : "",
    otherNames.length === 0 ? "" : `also ${otherNames.join(", ")}`,
  ].filter(Boolean);
  return (
    <>
      <PersonName identity={identity} name={name} what={what} />
      {notes.length > 0 && <span class="stacked quiet">{notes.join("; ")}</span>}
    </>
  );
}
