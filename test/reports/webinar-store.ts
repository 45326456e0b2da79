/** A store with the meetings and webinars of a simulated account, harvested by the engine. */

import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import type { Source } from "../../src/destinations/source.ts";
import { harvest } from "../../src/harvest/run.ts";
import { collections } from "../../src/streams/derived.ts";
import { selectStreams } from "../../src/streams/select.ts";
import { spanOfDays } from "../../src/time.ts";
import { makeOptions, quickEffects } from "../destinations/duckdb-harness.ts";
import { truePeople } from "../e2e/people-truth.ts";
import type { TruthMeeting } from "../e2e/support.ts";
import { simulatedZoom, workOn } from "../harvest/simulated.ts";

/** A webinar as the generator knows it. */
export type TrueWebinar = TruthMeeting & { id: number };

export interface WebinarStore {
  source: Source;
  webinars: TrueWebinar[];
  /** Everybody in each, with the seconds. */
  people: ReturnType<typeof truePeople>;
  /** How many answered polls, of all webinars together. */
  respondents: number;
}

const date = "2026-11-10";

const names = ["core", "webinar_sessions", "webinar_quality", "webinar_polls"];

export async function harvestWebinars(file: string): Promise<WebinarStore> {
  const account = { from: date, to: date, meetings_per_day: 8, webinars_per_day: 4, seed: 6 };
  const simulated = simulatedZoom(account);
  const destination = duckdbDestination(quickEffects(), makeOptions(file));
  await destination.open(collections);
  const { wanted, parents } = selectStreams(names);
  const days = { from: date, to: date, timeZone: "UTC", span: spanOfDays(date, date, "UTC") };
  const { options, tally } = workOn(simulated, destination, { days, streams: [...parents, ...wanted] });
  await harvest(simulated.effects, simulated.zoom, destination, options, simulated.stopper, tally);
  await destination.close();
  const webinars = (await simulated.truthRows(date, "webinars")) as TrueWebinar[];
  const source = await duckdbSource(quickEffects(), { file, lockWaitMs: 0, collections });
  const { by_stream } = await simulated.truth(date);
  return { source, webinars, people: truePeople(webinars), respondents: by_stream.webinar_polls };
}
