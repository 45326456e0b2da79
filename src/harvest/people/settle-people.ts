/** The last step about meetings: what follows from the sessions that are stored now. */

import { sessions } from "../../streams/session.ts";
import type { Work } from "../work.ts";
import { countHours } from "./count-hours.ts";
import { recountPeople } from "./recount.ts";

/** Counts people and hours again where that is needed; a run that is ending leaves it to the next. Costs no call. */
export async function settlePeople(work: Work): Promise<void> {
  if (!work.destination.hasMemory || !work.keeps(sessions.name)) return;
  await work.writer.flush();
  await recountPeople(work);
  await countHours(work);
}
