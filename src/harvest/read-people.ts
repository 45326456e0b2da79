/** fetch: users and series where no meeting is asked for that they would be found through. */

import { series } from "../streams/series.ts";
import { users } from "../streams/user.ts";
import { directoryOf } from "./list-hosts.ts";
import { SeriesBook } from "./series-book.ts";
import type { Work } from "./work.ts";

/** Reads those of them that are wanted, of everybody; lists that were read lately are not asked for again. */
export async function readPeople(work: Work): Promise<void> {
  const readsSeries = work.keeps(series.name) && work.options.seriesOf !== "none";
  if (!work.keeps(users.name) && !readsSeries) return;
  const directory = await directoryOf(work);
  if (!readsSeries) return;
  const book = await SeriesBook.open(work, directory);
  await Promise.all([...directory.all].map((host) => book.listHost(host)));
}
