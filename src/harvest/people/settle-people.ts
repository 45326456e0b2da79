/** The last step about meetings and webinars: what follows from the sessions that are stored now. */

import { eventKinds, meetingKind } from "../../streams/event-kind.ts";
import type { Work } from "../work.ts";
import { countHours } from "./count-hours.ts";
import { recountPeople } from "./recount.ts";

/** Counts people and hours again where that is needed; a run that is ending leaves it to the next. Costs no call. */
export async function settlePeople(work: Work): Promise<void> {
  if (!work.destination.hasMemory) return;
  await work.writer.flush();
  const kinds = eventKinds.filter(({ sessions }) => work.keeps(sessions.name));
  for (const kind of kinds) await recountPeople(work, kind);
  if (kinds.includes(meetingKind)) await countHours(work);
}
