/** The views of the rollups: what they give in every zone, also of hosts without an e-mail. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import type { Source } from "../../src/destinations/source.ts";
import type { Document } from "../../src/document.ts";
import { type RollupName, readRollup, rollups } from "../../src/reports/rollups.ts";
import { spanOfDays } from "../../src/time.ts";
import { askFile } from "./ask-file.ts";
import { makeFolder, makeOptions, quickEffects } from "./duckdb-harness.ts";
import { everyStore, fill, inventAccount } from "./rollup-store.ts";

let folder = "";
let file = "";
let source: Source;
// The clocks of Berlin go back on the 25th, those of New York on the 1st; a month ends.
const account = inventAccount("2026-10-23T00:00:00Z", 11, 20);
beforeAll(async () => {
  folder = await makeFolder();
  file = join(folder, "views.duckdb");
  await fill(duckdbDestination(quickEffects(), makeOptions(file)), account);
  source = await duckdbSource(quickEffects(), { file, lockWaitMs: 500, collections: everyStore });
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true, force: true });
});

/** The view of a rollup, and what its key is there. */
const keys: Partial<Record<RollupName, [view: string, key: string]>> = {
  days: ["rollup_days", "day::VARCHAR"],
  hours: ["rollup_hours", "strftime(hour AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')"],
  hosts: ["rollup_hosts", "host"],
  series: ["rollup_series", "series"],
  departments: ["rollup_departments", "department"],
  groups: ["rollup_groups", "host_group"],
  tracking: ["rollup_tracking_fields", "field || '=' || value"],
  rooms: ["rollup_rooms", "room"],
  countries: ["rollup_countries", "country"],
  devices: ["rollup_devices", "device"],
  client_versions: ["rollup_client_versions", "client_version"],
  networks: ["rollup_networks", "network_type"],
};
const labels: Partial<Record<RollupName, string>> = { hosts: "host_name", series: "topic" };
const whole = { start: Date.parse("2026-01-01"), end: Date.parse("2027-01-01") };

/** The rows of a view as those of a rollup. */
async function rowsOf(name: RollupName, timeZone: string, range?: [string, string], store = file) {
  const [view = "", key = ""] = keys[name] ?? [];
  const from = range === undefined ? view : `${view}_between('${range.join("', '")}')`;
  const label = labels[name] === undefined ? "" : `, ${labels[name]} AS label`;
  const rows = await askFile(
    store,
    `SET TimeZone = '${timeZone}'`,
    `SELECT to_json(r)::VARCHAR AS row FROM (SELECT ${key} AS key${label},
     * EXCLUDE (person_minutes${label === "" ? "" : `, ${labels[name]}`}) FROM ${from}) AS r`,
  );
  return inOrder(
    rows.map(({ row }) => {
      const {
        key: found,
        label: named,
        meetings,
        people,
        sessions,
        attended_seconds,
        ...more
      } = JSON.parse(String(row));
      const peaks = Object.entries(more).filter(([peak, value]) => peak.startsWith("peak") && value !== null);
      return {
        key: found,
        ...(named == null ? {} : { label: named }),
        ...{ meetings, people, sessions, attended_seconds },
        ...Object.fromEntries(peaks),
      };
    }),
  );
}

const inOrder = <T extends { key: string | null }>(rows: readonly T[]) =>
  [...rows].sort((a, b) => (`${a.key}` < `${b.key}` ? -1 : 1));

describe("the views", () => {
  const keyed = (Object.keys(keys) as RollupName[]).filter((name) => name !== "hosts");
  it.each(keyed)("of %s give what the rollup gives", async (name) => {
    const rows = inOrder(await readRollup(source, rollups[name], whole, "UTC"));
    await source.close();
    expect(await rowsOf(name, "UTC")).toEqual(rows);
    expect(rows.length).toBeGreaterThan(2);
  });

  it.each(["Europe/Berlin", "Asia/Kolkata", "America/New_York"])("follow the session to %s", async (zone) => {
    for (const name of ["days", "hours"] as const) {
      const rows = inOrder(await readRollup(source, rollups[name], whole, zone));
      await source.close();
      expect(await rowsOf(name, zone)).toEqual(rows);
    }
  });

  it("have a form for a range of days, both included, in the session's zone", async () => {
    const zone = "Europe/Berlin";
    const span = spanOfDays("2026-10-25", "2026-10-31", zone);
    for (const name of ["days", "series", "rooms", "tracking"] as const) {
      const rows = inOrder(await readRollup(source, rollups[name], span, zone));
      await source.close();
      expect(await rowsOf(name, zone, ["2026-10-25", "2026-10-31"])).toEqual(rows);
    }
  });

  it("count days of 25 hours whole", async () => {
    const [row] = await askFile(
      file,
      "SET TimeZone = 'Europe/Berlin'",
      "SELECT meetings::INT AS meetings FROM rollup_days WHERE day = '2026-10-25'",
    );
    const [start, end] = ["2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"];
    const held = account.meetings.filter(
      ({ start_time }) => String(start_time) >= start && String(start_time) < end,
    );
    expect(row).toEqual({ meetings: held.length });
  });

  it("know a host without an e-mail by the id, else by the name, where others have one", async () => {
    const rows = inOrder(await readRollup(source, rollups.hosts, whole, "UTC"));
    await source.close();
    const found = await rowsOf("hosts", "UTC");
    const [nameless] = rows.filter(({ key }) => key === null);
    expect(found.filter(({ key }) => key.includes("@"))).toEqual(rows.filter(({ key }) => key !== null));
    expect(found.filter(({ key }) => !key.includes("@"))).toEqual([{ ...nameless, key: "Host 0" }]);
  });

  it.each<[string, (host: string) => Document["host"]]>([
    ["e-mail", (name) => ({ name, host_id: `id of ${name}`, email: `${name}@x.example` })],
    ["id", (name) => ({ name, host_id: `id of ${name}` })],
    ["name", (name) => ({ name })],
  ])("of hosts give what the rollup gives where all have an %s at best", async (what, toHost) => {
    const store = join(folder, `hosts-${what}.duckdb`);
    const change = (documents: readonly Document[]) =>
      documents.map((one) => ({ ...one, host: toHost((one.host as { name: string }).name) }));
    const { meetings, attendance, concurrency } = account;
    await fill(duckdbDestination(quickEffects(), makeOptions(store)), {
      ...{ meetings: change(meetings), attendance: change(attendance), concurrency },
    });
    const held = await duckdbSource(quickEffects(), {
      file: store,
      lockWaitMs: 500,
      collections: everyStore,
    });
    const rows = inOrder(await readRollup(held, rollups.hosts, whole, "UTC"));
    await held.close();
    expect(await rowsOf("hosts", "UTC", undefined, store)).toEqual(rows);
    expect(rows).toHaveLength(7);
  });

  it("take no column of somebody else's for one of their own", async () => {
    const store = join(folder, "columns.duckdb");
    await fill(duckdbDestination(quickEffects(), makeOptions(store)), account);
    for (const name of ["days", "hosts", "tracking", "countries"] as const) {
      const before = await rowsOf(name, "UTC", undefined, store);
      await askFile(
        store,
        ...["meetings", "attendance", "concurrency"].flatMap((table) =>
          ["k", "label", "from_day", "people"].map(
            (column) => `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${column} VARCHAR DEFAULT 'mine'`,
          ),
        ),
        "SELECT 1",
      );
      expect(await rowsOf(name, "UTC", undefined, store)).toEqual(before);
      expect(await rowsOf(name, "UTC", ["2026-01-01", "2026-12-31"], store)).toEqual(before);
    }
  });

  it("are explained", async () => {
    const rows = await askFile(
      file,
      "SELECT view_name, comment FROM duckdb_views() WHERE view_name LIKE 'rollup%'",
    );
    expect(rows).toHaveLength(12);
    for (const { comment } of rows) expect(comment).toMatch(/^Meetings and people by .*attended_seconds: /);
  });

  it("also work in a file that is attached to another", async () => {
    await source.close();
    const rows = await askFile(
      ":memory:",
      `ATTACH '${file}' AS harvest (READ_ONLY)`,
      "SELECT count(*)::INT AS n FROM harvest.rollup_countries",
    );
    expect(rows).toEqual([{ n: 4 }]);
  });
});
