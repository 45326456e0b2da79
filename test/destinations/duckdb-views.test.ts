/** The views of the rollups: what they give in every zone, and that they are made with care. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RollupName, readRollup, rollups } from "../../src/commands/rollups.ts";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { duckdbSource } from "../../src/destinations/duckdb/source.ts";
import type { Source } from "../../src/destinations/source.ts";
import type { Collection, Field } from "../../src/document.ts";
import { spanOfDays } from "../../src/time.ts";
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

async function ask(statements: readonly string[], name = file): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(name);
  const connection = await instance.connect();
  try {
    for (const sql of statements.slice(0, -1)) await connection.run(sql);
    return (await connection.runAndReadAll(statements.at(-1) ?? "")).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

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
async function rowsOf(name: RollupName, timeZone: string, range?: [string, string]) {
  const [view = "", key = ""] = keys[name] ?? [];
  const from = range === undefined ? view : `${view}_between('${range.join("', '")}')`;
  const label = labels[name] === undefined ? "" : `, ${labels[name]} AS label`;
  const rows = await ask([
    `SET TimeZone = '${timeZone}'`,
    `SELECT to_json(r)::VARCHAR AS row FROM (SELECT ${key} AS key${label},
     * EXCLUDE (person_minutes${label === "" ? "" : `, ${labels[name]}`}) FROM ${from}) AS r`,
  ]);
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
  it.each(Object.keys(keys) as RollupName[])("of %s give what the rollup gives", async (name) => {
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
    for (const name of ["days", "hosts", "rooms", "tracking"] as const) {
      const rows = inOrder(await readRollup(source, rollups[name], span, zone));
      await source.close();
      expect(await rowsOf(name, zone, ["2026-10-25", "2026-10-31"])).toEqual(rows);
    }
  });

  it("count days of 25 hours whole", async () => {
    const [row] = await ask([
      "SET TimeZone = 'Europe/Berlin'",
      "SELECT meetings::INT AS meetings FROM rollup_days WHERE day = '2026-10-25'",
    ]);
    const [start, end] = ["2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"];
    const held = account.meetings.filter(
      ({ start_time }) => String(start_time) >= start && String(start_time) < end,
    );
    expect(row).toEqual({ meetings: held.length });
  });

  it("are explained", async () => {
    const rows = await ask(["SELECT view_name, comment FROM duckdb_views() WHERE view_name LIKE 'rollup%'"]);
    expect(rows).toHaveLength(12);
    for (const { comment } of rows) expect(comment).toMatch(/^Meetings and people by .*attended_seconds: /);
  });
});

/** With one more fact about the host. */
function withMore(collection: Collection): Collection {
  const { host } = collection.fields;
  if (host === undefined) return collection;
  const more: Field = { type: "keyword", description: "More", privacy: "none" };
  return {
    ...collection,
    fields: { ...collection.fields, host: { ...host, fields: { ...host.fields, more } } },
  };
}

describe("making the views", () => {
  const other = (name: string) => join(folder, name);
  const open = async (name: string, collections = everyStore) => {
    const destination = duckdbDestination(quickEffects(), makeOptions(name));
    await destination.open(collections);
    await destination.close();
  };
  const oids = "SELECT view_name, view_oid FROM duckdb_views() WHERE NOT internal ORDER BY view_name";

  it("leaves views alone that are as they should be", async () => {
    const name = other("same.duckdb");
    await open(name);
    const before = await ask([oids], name);
    await open(name);
    expect(await ask([oids], name)).toEqual(before);
  });

  it("makes those again that were of another form, and none of somebody else's", async () => {
    const name = other("changed.duckdb");
    await open(name);
    await ask(
      [
        "CREATE OR REPLACE VIEW rollup_days AS SELECT 1 AS old",
        "COMMENT ON VIEW rollup_days IS 'Days (zoom-harvester, form 00000000)'",
        "CREATE OR REPLACE VIEW rollup_hosts AS SELECT 2 AS mine",
        "DROP VIEW rollup_rooms",
        "CREATE TABLE rollup_rooms AS SELECT 3 AS mine",
        "SELECT 1",
      ],
      name,
    );
    await open(name);
    expect(await ask(["SELECT * FROM rollup_days"], name)).toEqual([]);
    expect(await ask(["SELECT * FROM rollup_hosts"], name)).toEqual([{ mine: 2 }]);
    expect(await ask(["SELECT * FROM rollup_rooms"], name)).toEqual([{ mine: 3 }]);
  });

  it("waits until a store has all that they read, and follows tables that grow", async () => {
    const name = other("older.duckdb");
    const [first, ...others] = everyStore.filter(
      ({ name: one }) => one !== "attendance" && one !== "concurrency",
    );
    const { attended_seconds: _, host: __, ...fields } = first?.fields ?? {};
    await open(name, first === undefined ? [] : [{ ...first, fields }, ...others]);
    expect(await ask([oids], name)).toEqual([]);
    await open(name);
    await open(name, everyStore.map(withMore));
    expect(await ask(["SELECT count(*)::INT AS n FROM rollup_hosts"], name)).toEqual([{ n: 0 }]);
    await open(name);
  });

  it("makes views that also work in a file that is attached to another", async () => {
    await source.close();
    const rows = await ask(
      [`ATTACH '${file}' AS harvest (READ_ONLY)`, "SELECT count(*)::INT AS n FROM harvest.rollup_countries"],
      ":memory:",
    );
    expect(rows).toEqual([{ n: 4 }]);
  });
});
