/** The hours of `concurrency` follow from the people that are stored, and are counted again where these have changed. */

import { beforeEach, describe, expect, test } from "vitest";
import type { Write } from "../../src/destinations/destination.ts";
import type { Document } from "../../src/document.ts";
import { asked, at, begin, recordWrites, run, stored } from "./catalogue.ts";

const core = "meetings,sessions";
const hours = () => stored("concurrency");
const bare = ({ harvest: _, ...document }: Document) => document;
const bareOf = async (name: string) =>
  (await stored(name)).map(bare).sort((a, b) => (a._id < b._id ? -1 : 1));

beforeEach(() => begin({ meetings_per_day: 20 }));

describe("the hours", () => {
  test("of every day with a meeting are there, each once, and add up to what people attended", async () => {
    await run(core);
    const rows = await hours();
    const days = new Set(rows.map(({ hour }) => String(hour).slice(0, 10)));
    expect(rows.length).toBe(24 * days.size);
    expect(new Set(rows.map(({ hour }) => hour)).size).toBe(rows.length);
    const sum = (documents: Document[]) =>
      documents.reduce((total, { attended_seconds }) => total + Number(attended_seconds ?? 0), 0);
    expect(sum(rows)).toBe(sum(await stored("meetings")));
    const most = Math.max(
      ...(await stored("meetings")).map(({ peak_concurrency }) => Number(peak_concurrency)),
    );
    expect(
      Math.max(...rows.map(({ participants_peak }) => Number(participants_peak))),
    ).toBeGreaterThanOrEqual(most);
  });

  test("are counted by the next run where a run was cut off after its meetings", async () => {
    await run(core);
    const before = await bareOf("concurrency");
    await begin({ meetings_per_day: 20 });
    const { destination } = at.harness;
    const write = destination.write.bind(destination);
    Object.assign(destination, {
      write: async (writes: readonly Write[]) => {
        if (writes.some(({ to }) => to === "concurrency")) throw new Error("the disk is gone");
        return write(writes);
      },
    });
    await expect(run(core)).rejects.toThrow("the disk is gone");
    expect(await hours()).toEqual([]);
    Object.assign(destination, { write });
    const { harness } = at;
    await begin({ meetings_per_day: 20 });
    at.harness = harness;
    const calls = asked("").length;
    await run(core, { recheckEveryMs: 7 * 86_400_000 });
    expect(asked("").slice(calls)).toEqual([]);
    expect(await bareOf("concurrency")).toEqual(before);
  });

  test("that nothing has changed in are left alone", async () => {
    await run(core);
    const writes = recordWrites();
    await run(core, { recheckEveryMs: 7 * 86_400_000, run: "run-2" });
    expect(writes).toEqual([]);
  });
});
