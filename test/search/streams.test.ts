/** The whole catalogue into each real search server, under each plan: as many documents as the truth has, once and again. */

import { afterAll, expect, it } from "vitest";
import type { Json } from "../../src/document.ts";
import { streams } from "../../src/streams/registry.ts";
import { allDocuments } from "../destinations/search-harness.ts";
import { everyStream, makeFolder, type RunningSimulator, startSimulator } from "../e2e/support.ts";
import { describeOnServers, type SearchServer } from "../support/search-servers.ts";
import { day, harvestInto, withPrefix } from "./support.ts";

const folder = makeFolder();
afterAll(folder.remove);

const account = ["--users", "20", "--meetings_per_day", "8", "--from", "2026-03-02", "--to", "2026-03-04"];
const names = streams
  .map(({ name }) => name)
  // Of users and series the truth counts more than a harvest is shown.
  .filter((name) => name !== "users" && name !== "series");

const indexOf = (name: string) =>
  name === "meetings" || name === "sessions" ? name : `zoom-${name.replaceAll("_", "-")}`;

async function countsIn(server: SearchServer, prefix: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) {
    const documents = await allDocuments(server, `${prefix}${indexOf(name)}`).catch(() => []);
    // Of what is kept every day each once: a test may see midnight.
    const isDaily = streams.some((stream) => stream.name === name && stream.history === "daily");
    const keys = documents.map(({ _id }) => (isDaily ? _id.replace(/^\S+ /, "") : _id));
    counts[name] = new Set(keys).size;
  }
  return counts;
}

async function truthOf({ url }: RunningSimulator, plan: string): Promise<Record<string, number>> {
  const answer = await fetch(`${url}/_simulator/truth?from=${day}&to=${day}&plan=${plan}`);
  const { by_stream } = (await answer.json()) as { by_stream: Record<string, number> };
  return Object.fromEntries(names.map((name) => [name, by_stream[name] ?? -1]));
}

describeOnServers("all streams into a search engine", (server) => {
  it.each(["business", "pro"])(
    "equal the truth of plan %s, and again after a second run",
    {
      timeout: 240_000,
    },
    async (plan) => {
      const simulator = await startSimulator(...account, "--plan", plan, "--limits", "off", "--seed", "65");
      try {
        await withPrefix(server, async (prefix) => {
          const more = ["--streams", everyStream, "--limits", "off"];
          const code = plan === "business" ? 0 : 3;
          const first = await harvestInto(server, simulator, folder.path, prefix, ...more);
          expect(first.code, first.stderr.slice(-2_000)).toBe(code);
          const truth = await truthOf(simulator, plan);
          expect(await countsIn(server, prefix)).toEqual(truth);
          const sources = (await allDocuments(server, `${prefix}sessions`)).map(
            ({ _source }) => (_source as { harvest: { source: Json } }).harvest.source,
          );
          expect(new Set(sources)).toEqual(new Set([plan === "business" ? "dashboard" : "report"]));
          const again = [...more, "--again"];
          expect((await harvestInto(server, simulator, folder.path, prefix, ...again)).code).toBe(code);
          expect(await countsIn(server, prefix)).toEqual(truth);
        });
      } finally {
        await simulator.stop();
      }
    },
  );
});
