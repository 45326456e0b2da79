/** The main job into each real search server: what it holds then is the truth, once and again. */

import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { allDocuments } from "../destinations/search-harness.ts";
import { makeFolder, startSimulator } from "../e2e/support.ts";
import { describeOnServers, request } from "../support/search-servers.ts";
import { account, faults, harvestInto, storedIn, truthOf, withPrefix } from "./support.ts";

const { version: templateVersion } = JSON.parse(
  readFileSync(new URL("../../index_templates/meetings.json", import.meta.url), "utf8"),
);
const folder = makeFolder();
afterAll(folder.remove);

describeOnServers("a harvest into a search engine", (server) => {
  it("equals the truth with faults on, and again after a second run", { timeout: 180_000 }, async () => {
    const simulator = await startSimulator(
      ...account,
      "--meetings_per_day",
      "60",
      "--seed",
      "61",
      "--faults",
      faults,
    );
    try {
      await withPrefix(server, async (prefix) => {
        const first = await harvestInto(server, simulator, folder.path, prefix);
        expect(first.stderr.slice(-2_000)).toMatch(/complete/);
        expect(first.code).toBe(0);
        const truth = await truthOf(simulator);
        expect(await storedIn(server, prefix)).toEqual(truth);
        const ids = async () =>
          (await allDocuments(server, `${prefix}sessions`))
            .map(({ _index, _id }) => `${_index} ${_id}`)
            .sort();
        const before = await ids();
        const second = await harvestInto(server, simulator, folder.path, prefix);
        expect(second.code).toBe(0);
        expect(await ids()).toEqual(before);
        expect(await storedIn(server, prefix)).toEqual(truth);
        // The summary counts what the cluster holds.
        const held = `${truth.meetings.length} meetings, ${truth.sessions.length.toLocaleString("en-US")} sessions`;
        expect(second.stderr).toContain(held);
      });
    } finally {
      await simulator.stop();
    }
  });

  it("makes monthly indices from the templates, with what the operators set", {
    timeout: 120_000,
  }, async () => {
    const simulator = await startSimulator(...account, "--meetings_per_day", "20", "--seed", "62");
    try {
      await withPrefix(server, async (prefix) => {
        const custom = `/_component_template/${prefix}zoom-harvester-custom`;
        const body = {
          template: {
            settings: { index: { refresh_interval: "7s", number_of_replicas: 0 } },
            mappings: { properties: { topic: { type: "text" }, added: { type: "keyword" } } },
          },
        };
        await request(server, "PUT", custom, body);
        expect((await harvestInto(server, simulator, folder.path, prefix)).code).toBe(0);
        const kept = await request(server, "GET", custom);
        expect(kept.body.component_templates[0].component_template.template.mappings).toEqual(
          body.template.mappings,
        );

        const index = `${prefix}meetings-2026.03`;
        const made = (await request(server, "GET", `/${index}`)).body[index];
        expect(made.aliases).toEqual({ [`${prefix}meetings`]: {} });
        expect(made.settings.index).toMatchObject({ number_of_shards: "1", refresh_interval: "7s" });
        expect(made.settings.index.auto_expand_replicas).toBeUndefined();
        expect(made.mappings).toMatchObject({
          dynamic: "false",
          properties: {
            topic: { type: "text" },
            added: { type: "keyword" },
            uuid: { type: "keyword", ignore_above: 1024 },
            extra: { type: "object", enabled: false },
          },
        });
        expect(made.mappings._meta.fields.duration).toMatch(/seconds/);
        const template = await request(server, "GET", `/_index_template/${prefix}meetings`);
        expect(template.body.index_templates[0].index_template).toMatchObject({
          priority: 501,
          version: templateVersion,
        });
      });
    } finally {
      await simulator.stop();
    }
  });

  it("keeps as dead letters what the cluster refuses, and ends with 6", { timeout: 120_000 }, async () => {
    const simulator = await startSimulator(...account, "--meetings_per_day", "20", "--seed", "63");
    try {
      await withPrefix(server, async (prefix) => {
        await request(server, "PUT", `/_component_template/${prefix}zoom-harvester-custom`, {
          template: { mappings: { properties: { network_type: { type: "long" } } } },
        });
        const ended = await harvestInto(server, simulator, folder.path, prefix);
        expect(ended.code, ended.stderr).toBe(6);
        const truth = await truthOf(simulator);
        const stored = await storedIn(server, prefix);
        const dead = await allDocuments(server, `${prefix}zoom-harvester-dead`);
        expect(stored.meetings).toEqual(truth.meetings);
        expect(dead.length).toBeGreaterThan(0);
        expect(stored.sessions.length + dead.length).toBe(truth.sessions.length);
        expect(dead[0]?._source).toMatchObject({
          collection: "sessions",
          reason: expect.stringMatching(/network_type/),
        });
        expect(ended.stderr).toContain(`${prefix}zoom-harvester-dead`);
      });
    } finally {
      await simulator.stop();
    }
  });
});
