/** The views of the rollups are made with care: again when they have changed, never over somebody else's. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duckdbDestination } from "../../src/destinations/duckdb/duckdb.ts";
import { type View, views } from "../../src/destinations/duckdb/rollup-views.ts";
import { commentOf } from "../../src/destinations/duckdb/views.ts";
import type { Collection, Field } from "../../src/document.ts";
import { askFile } from "./ask-file.ts";
import { makeFolder, makeOptions, quickEffects } from "./duckdb-harness.ts";
import { everyStore } from "./rollup-store.ts";

let folder = "";
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

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

/** Without a field, or a fact of one. */
function withLess(collection: Collection, path: string): Collection {
  const [name = "", fact] = path.split(".");
  const { [name]: field, ...others } = collection.fields;
  if (field === undefined || fact === undefined) return { ...collection, fields: others };
  const { [fact]: _, ...facts } = field.fields ?? {};
  return { ...collection, fields: { ...others, [name]: { ...field, fields: facts } } };
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
    const before = await askFile(name, oids);
    await open(name);
    expect(await askFile(name, oids)).toEqual(before);
  });

  it("makes those again that were of another form, and none of somebody else's", async () => {
    const name = other("changed.duckdb");
    await open(name);
    await askFile(
      name,
      "CREATE OR REPLACE VIEW rollup_days AS SELECT 1 AS old",
      "COMMENT ON VIEW rollup_days IS 'Days (zoom-harvester, form 00000000)'",
      "CREATE OR REPLACE VIEW rollup_hosts AS SELECT 2 AS mine",
      "DROP VIEW rollup_rooms",
      "CREATE TABLE rollup_rooms AS SELECT 3 AS mine",
      "SELECT 1",
    );
    await open(name);
    expect(await askFile(name, "SELECT * FROM rollup_days")).toEqual([]);
    expect(await askFile(name, "SELECT * FROM rollup_hosts")).toEqual([{ mine: 2 }]);
    expect(await askFile(name, "SELECT * FROM rollup_rooms")).toEqual([{ mine: 3 }]);
  });

  it("makes one again of which only the form for a range of days has changed", () => {
    const [view] = views;
    if (view === undefined) throw new Error("expected a view");
    const sql: View["sql"] = (...conditions) =>
      `${view.sql(...conditions)}${conditions.includes("true") ? "" : " LIMIT 1"}`;
    expect(commentOf({ ...view, sql })).not.toBe(commentOf(view));
  });

  it("makes the form for a range of days again that was of another form, and leaves alone somebody else's", async () => {
    const name = other("macros.duckdb");
    await askFile(
      name,
      "CREATE MACRO rollup_days_between(a, b) AS TABLE SELECT 4 AS mine",
      "CREATE MACRO rollup_hosts_between(a) AS a + 1",
      "CREATE VIEW Rollup_Series AS SELECT 5 AS mine",
      "SELECT 1",
    );
    await open(name);
    const days = "('2026-01-01', '2026-12-31')";
    expect(await askFile(name, `SELECT * FROM rollup_days_between${days}`)).toEqual([{ mine: 4 }]);
    expect(await askFile(name, "SELECT * FROM rollup_days")).toEqual([]);
    expect(await askFile(name, `SELECT * FROM rollup_hosts_between${days}`)).toEqual([]);
    expect(await askFile(name, "SELECT rollup_hosts_between(1)::INT AS two")).toEqual([{ two: 2 }]);
    expect(await askFile(name, "SELECT * FROM rollup_series")).toEqual([{ mine: 5 }]);
    await askFile(
      name,
      "CREATE OR REPLACE MACRO rollup_hosts_between(a, b) AS TABLE SELECT 6 AS old",
      "COMMENT ON MACRO TABLE rollup_hosts_between IS 'Hosts (zoom-harvester, form 00000000)'",
      "SELECT 1",
    );
    await open(name);
    expect(await askFile(name, `SELECT * FROM rollup_hosts_between${days}`)).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    ["meetings", "topic", ["rollup_series"]],
    ["meetings", "meeting_series_id", ["rollup_series"]],
    ["meetings", "host.host_id", ["rollup_hosts"]],
    ["attendance", "host.department", ["rollup_departments"]],
    ["attendance", "countries", ["rollup_countries"]],
    ["attendance", "devices", ["rollup_devices"]],
    ["attendance", "client_versions", ["rollup_client_versions"]],
    ["attendance", "network_types", ["rollup_networks"]],
    ["attendance", "name", ["rollup_rooms"]],
    ["attendance", "meeting_start_time", views.map(({ name }) => name)],
    ["concurrency", "participants_peak", ["rollup_days", "rollup_hours"]],
  ])("leaves out those that read what a store lacks: %s.%s", async (collection, path, missing) => {
    const name = other(`lacks-${collection}-${path}.duckdb`);
    await open(
      name,
      everyStore.map((one) => (one.name === collection ? withLess(one, path) : one)),
    );
    const made = (await askFile(name, oids)).map(({ view_name }) => view_name);
    expect(made).toEqual(
      views
        .map((view) => view.name)
        .filter((one) => !missing.includes(one))
        .sort(),
    );
  });

  it("waits until a store has all that they read, and follows tables that grow", async () => {
    const name = other("older.duckdb");
    const [first, ...others] = everyStore.filter(
      ({ name: one }) => one !== "attendance" && one !== "concurrency",
    );
    const { attended_seconds: _, host: __, ...fields } = first?.fields ?? {};
    await open(name, first === undefined ? [] : [{ ...first, fields }, ...others]);
    expect(await askFile(name, oids)).toEqual([]);
    await open(name);
    await open(name, everyStore.map(withMore));
    expect(await askFile(name, "SELECT count(*)::INT AS n FROM rollup_hosts")).toEqual([{ n: 0 }]);
    await open(name);
  });
});
