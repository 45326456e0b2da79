/** Who hosts and who never: users beside the hosts of meetings. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Source } from "../../src/destinations/source.ts";
import type { Document } from "../../src/document.ts";
import { chooseHosts, countHosts, sortHosts } from "../../src/reports/host-list.ts";
import { type HostRow, readGuests, readHosts } from "../../src/reports/hosts.ts";
import { openFilled } from "../dashboard/support.ts";
import { inventAccount } from "../destinations/rollup-store.ts";
import { makeFolder } from "../e2e/support.ts";
import { inventUsers } from "./host-account.ts";

const account = inventUsers("2026-11-02T00:00:00Z", 4, 25);
const span = { start: Date.parse("2026-11-02T00:00:00Z"), end: Date.parse("2026-11-05T00:00:00Z") };
const folder = makeFolder();
let source: Source;
let hosts: HostRow[];
beforeAll(async () => {
  source = await openFilled(join(folder.path, "store.duckdb"), account);
  hosts = (await readHosts(source, span)).rows;
});
afterAll(async () => {
  await source.close();
  folder.remove();
});

const named = (name: string) => hosts.find((host) => host.name === name);
const isIn = (instant: unknown) => Date.parse(String(instant)) < span.end;
const of = (documents: readonly Document[], number: number, time: string) =>
  documents.filter(({ host, ...one }) => JSON.stringify(host).includes(`Host ${number}"`) && isIn(one[time]));

describe("hosts", () => {
  it.each([
    ["Übung 1", 1, true],
    ["Übung 5", 5, true],
    ["Übung 6", 6, true],
    ["Host 3", 3, false],
    ["Host 4", 4, false],
    ["Host 0", 0, false],
  ])("%s has the meetings that are of this host", (name, number, isUser) => {
    const held = of(account.meetings, number, "start_time");
    const sum = (field: string) => held.reduce((all, one) => all + Number(one[field] ?? 0), 0);
    expect(held.length).toBeGreaterThan(0);
    expect(named(name)).toMatchObject({
      isUser,
      meetings: held.length,
      hosted_seconds: sum("duration"),
      attended_seconds: sum("attended_seconds"),
      last: held
        .map(({ start_time }) => String(start_time))
        .sort()
        .at(-1),
    });
  });

  it("are each there once, with all meetings of the span", () => {
    expect(hosts).toHaveLength(7 + 3);
    const all = account.meetings.filter(({ start_time }) => isIn(start_time));
    expect(hosts.reduce((sum, { meetings }) => sum + meetings, 0)).toBe(all.length);
  });

  it("have the department of their meetings where no user tells it", () => {
    expect([named("Host 3")?.department, named("Übung 1")?.department]).toEqual(["Department 0", "Law"]);
  });

  it("have guests, each counted once; of one who is named in two ways that cannot be told", async () => {
    const guests = await readGuests(source, span, hosts);
    for (const [name, number] of [
      ["Host 3", 3],
      ["Host 4", 4],
      ["Host 0", 0],
    ] as const) {
      const those = of(account.attendance, number, "meeting_start_time");
      const known = those.flatMap(({ identity }) => (identity === undefined ? [] : [identity]));
      expect(guests.get(named(name) as HostRow)).toBe(new Set(known).size + those.length - known.length);
    }
    expect(guests.get(named("Übung 8") as HostRow)).toBe(0);
    const twice: HostRow = {
      ...(named("Host 3") as HostRow),
      named: [
        { by: "host.host_id", value: "id3" },
        { by: "host.email", value: "host3@x.example" },
      ],
    };
    expect((await readGuests(source, span, [twice])).get(twice)).toBeNull();
  });

  it("are counted: who hosted, who has a licence, and who of these never did", () => {
    expect(countHosts(hosts)).toEqual({ hosted: 7, licensed: 3, never: 1, gone: 3 });
  });

  it("are chosen by what they did, by department and by a part of the name or the e-mail", () => {
    const names = (asked: Parameters<typeof chooseHosts>[1]) =>
      chooseHosts(hosts, asked)
        .map(({ name }) => name)
        .sort();
    expect(names({ show: "never" })).toEqual(["Übung 8"]);
    expect(names({ show: "gone" })).toEqual(["Host 0", "Host 3", "Host 4"]);
    expect(names({ show: "all", department: "Law" })).toEqual(["Übung 1", "Übung 8", "Übung 9"]);
    expect(names({ show: "all", text: "üBUNG 1" })).toEqual(["Übung 1", "Übung 10"]);
    expect(names({ show: "all", text: "host5@" })).toEqual(["Übung 5"]);
  });

  it("are sorted, those of whom it is not known last in both orders", () => {
    const last = (order: "ascending" | "descending") =>
      sortHosts(hosts, "last", order).map((one) => one.last);
    const known = last("ascending").filter((one) => one !== undefined);
    expect(known).toEqual([...known].sort());
    expect(last("ascending").slice(7)).toEqual([undefined, undefined, undefined]);
    expect(last("descending").slice(7)).toEqual([undefined, undefined, undefined]);
    expect(sortHosts(hosts, "meetings", "descending")[0]?.meetings).toBe(
      Math.max(...hosts.map(({ meetings }) => meetings)),
    );
  });
});

it("of a store without users only hosts are known", async () => {
  const bare = await openFilled(
    join(folder.path, "bare.duckdb"),
    inventAccount("2026-11-02T00:00:00Z", 2, 10),
  );
  const { rows, users } = await readHosts(bare, span);
  expect(users).toBe(0);
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.every(({ meetings }) => meetings > 0)).toBe(true);
  await bare.close();
});
