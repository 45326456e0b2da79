/** A small account in a DuckDB file and in a search server, with what is true of it: what the browser tests look at. */

import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DemoClass, writeDemoClass } from "../../src/commands/demo-class.ts";
import { readDemoStore } from "../../src/commands/demo-store.ts";
import { makePrefix, removePrefix } from "../destinations/search-harness.ts";
import { run, startSimulator, type TruthMeeting } from "../e2e/support.ts";
import { environmentOf, type SearchServer, searchServers } from "../support/search-servers.ts";

/** Two weeks, in which a class meets ten times. */
export const days = { from: "2026-03-02", to: "2026-03-15" } as const;

/** The day whose meetings have their quality harvested, too; of the others it is not known. */
export const qualityDay = "2026-03-04";

/** The simulated account, of other days too. */
export function accountOf({
  from = days.from as string,
  to = days.to as string,
  meetingsPerDay = 20,
} = {}): string[] {
  return [
    ...["--seed", "2954", "--users", "40", "--meetings_per_day", String(meetingsPerDay), "--habits", "on"],
    ...["--limits", "off", "--from", from, "--to", to],
  ];
}

/** The truth's row of a meeting, as far as pages show it. */
export type TrueMeeting = Omit<TruthMeeting, "sessions"> & {
  /** The meeting number. */
  id: number;
  people: number;
  polls: number;
  sessions: (TruthMeeting["sessions"][number] & {
    email: string;
    country: string;
    person: number;
    kind: "meeting" | "waiting" | "breakout" | "device";
  })[];
};

/** The truth's row of a webinar. */
export type TrueWebinar = Omit<TruthMeeting, "sessions"> & {
  /** The webinar's number. */
  id: number;
  sessions: (TruthMeeting["sessions"][number] & {
    email: string;
    person: number;
    role: "host" | "panelist" | "attendee";
  })[];
};

export interface Fixture {
  /** Holds the file and what belongs to it; a folder to run the program in, too. */
  folder: string;
  db: string;
  /** From the generator, never from the pages that were harvested. */
  truth: TrueMeeting[];
  webinars: TrueWebinar[];
  /** A class with its list. */
  class: DemoClass;
  /** The same account in a search server; absent where there is none. */
  search?: { server: SearchServer; prefix: string };
}

interface Kept {
  class: DemoClass;
  search?: { name: string; prefix: string };
}

const dbOf = (folder: string) => join(folder, "store.duckdb");
const keptIn = (folder: string) => join(folder, "fixture.json");
const truthIn = (folder: string) => join(folder, "truth.json");
const webinarsIn = (folder: string) => join(folder, "webinars.json");

/** Elasticsearch 8 where it runs. */
function chosenServer(): SearchServer | undefined {
  const servers = searchServers();
  return servers.find(({ name }) => name === "es8") ?? servers[0];
}

/** Harvests the account once. @returns the folder; {@link removeFixture} takes it and the indices away. */
export async function makeFixture(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "zoom-harvester-browser-"));
  const simulator = await startSimulator(...accountOf());
  const server = chosenServer();
  const prefix = makePrefix();
  try {
    const streams = "core,groups,meeting_polls,webinar_sessions,webinar_polls,webinar_quality";
    const all = ["--from", days.from, "--to", days.to, "--streams", streams];
    const more = ["--date", qualityDay, "--streams", "meeting_quality"];
    const harvest = async (env: Record<string, string>, ...where: string[]) => {
      for (const what of [all, more]) {
        const args = ["harvest", ...what, "--timezone", "UTC", "--limits", "off", ...where];
        const { code, stderr } = await run(args, { ...simulator.env, ...env }, folder);
        if (code !== 0) throw new Error(`the fixture's harvest ended with ${code}: ${stderr}`);
      }
    };
    await Promise.all([
      harvest({}, "--destination", "duckdb", "--db", dbOf(folder)),
      server === undefined ? undefined : harvest(environmentOf(server), "--index_prefix", prefix),
    ]);
    writeFileSync(truthIn(folder), JSON.stringify(await simulator.truthRows(days.from, days.to)));
    const webinars = await simulator.truthRows(days.from, days.to, "webinars");
    writeFileSync(webinarsIn(folder), JSON.stringify(webinars));
    const list = join(folder, "class.csv");
    const found = await readDemoStore(dbOf(folder), (connection) => writeDemoClass(connection, list));
    if (found === undefined) throw new Error("the fixture has no class");
    const kept: Kept = {
      class: found,
      ...(server === undefined ? {} : { search: { name: server.name, prefix } }),
    };
    writeFileSync(keptIn(folder), JSON.stringify(kept));
    return folder;
  } catch (error) {
    if (server !== undefined) await removePrefix(server, prefix);
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    await simulator.stop();
  }
}

export function readFixture(folder: string): Fixture {
  const { class: found, search } = JSON.parse(readFileSync(keptIn(folder), "utf8")) as Kept;
  const server = searchServers().find(({ name }) => name === search?.name);
  return {
    folder,
    db: dbOf(folder),
    truth: JSON.parse(readFileSync(truthIn(folder), "utf8")) as TrueMeeting[],
    webinars: JSON.parse(readFileSync(webinarsIn(folder), "utf8")) as TrueWebinar[],
    class: found,
    ...(search === undefined || server === undefined ? {} : { search: { server, prefix: search.prefix } }),
  };
}

export async function removeFixture(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const { search } = readFixture(folder);
  if (search !== undefined) await removePrefix(search.server, search.prefix);
  rmSync(folder, { recursive: true, force: true });
}

/**
 * The fixture of this test run, which nobody may change. Where the run did not make one (see `make-fixture.ts`) it is made
 * for the caller. @returns it, and what ends its use
 */
export async function openFixture(): Promise<{ fixture: Fixture; close(): Promise<void> }> {
  const { TEST_BROWSER_FIXTURE: shared } = process.env;
  if (shared !== undefined) return { fixture: readFixture(shared), close: async () => {} };
  const folder = await makeFixture();
  return { fixture: readFixture(folder), close: () => removeFixture(folder) };
}

/** A copy of a DuckDB file, to be changed; it goes with the fixture's folder. */
export function copyStore({ folder, db }: Fixture, name: string): string {
  const copy = join(mkdtempSync(join(folder, "copy-")), name);
  copyFileSync(db, copy);
  return copy;
}
