/** Who was at an event whose sessions were read as one whole list, and what is written of them in one step with these. */

import { isSet, type Write } from "../../destinations/destination.ts";
import type { Document, JsonObject } from "../../document.ts";
import { kindOf } from "../../streams/event-kind.ts";
import type { Source, Stream } from "../../streams/stream.ts";
import { type Counted, type Counting, countPeople } from "./attendance-documents.ts";
import { setCounted } from "./counted.ts";

/** @param sessions as they came, before anything is left out of them. @returns undefined where they are no sessions */
export function peopleOfList(
  counting: Counting,
  { name }: Stream,
  event: Document,
  sessions: readonly JsonObject[],
  { source }: Source,
): Counted | undefined {
  const kind = kindOf("sessions", name);
  return kind === undefined ? undefined : countPeople(counting, kind, event, sessions, source);
}

/** The event with its sessions, and with its people. */
export function withPeople({ name }: Stream, write: Write, people: Counted | undefined): Write[] {
  const kind = kindOf("sessions", name);
  if (kind === undefined || people === undefined) return [write];
  const { documents } = people;
  if (!isSet(write)) return [write, { to: kind.people.name, documents }];
  const document: Document = { ...write.owner.document, sessions_stored: write.documents.length };
  setCounted(document, people.totals);
  const owner = { to: write.owner.to, document };
  return [
    { ...write, owner },
    { owner, to: kind.people.name, documents, complete: true },
  ];
}
