/** What the doctor says of a search engine, from outside; nothing is put into it. */

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { makePrefix } from "../destinations/search-harness.ts";
import {
  describeOnServers,
  environmentOf,
  request,
  type SearchServer,
  searchServers,
} from "../support/search-servers.ts";
import { accountChecks, examine as examineIn, openPractice } from "./examine.ts";

const practice = openPractice();
const examine = (env: Record<string, string>, args: string[] = [], cwd = practice.emptyFolder()) =>
  examineIn(env, args, cwd);

/** As much of an Elasticsearch as one that is asked and not changed needs. */
async function fakeCluster(has: Record<string, boolean>) {
  const asked: string[] = [];
  const answers = (incoming: IncomingMessage): [number, unknown] => {
    const path = (incoming.url ?? "").replace(/\?.*/, "");
    asked.push(`${incoming.method} ${path}`);
    if (path === "/") return [200, { version: { number: "9.2.0" } }];
    if (path.endsWith("_has_privileges")) {
      const all = Object.values(has).every(Boolean);
      return [200, { username: "ann@example.edu", has_all_requested: all, cluster: has, index: {} }];
    }
    if (path === "/_index_template") return [200, { index_templates: [] }];
    if (path.startsWith("/_resolve/index/")) return [200, { indices: [], aliases: [], data_streams: [] }];
    if (path === "/_cat/allocation")
      return [200, [{ node: "a", "disk.percent": "50", "disk.avail": "99000000000" }]];
    return [404, { error: { type: "resource_not_found_exception", reason: "none" } }];
  };
  const server = createServer((incoming, outgoing) => {
    const [status, body] = answers(incoming);
    const headers = { "content-type": "application/json", "x-elastic-product": "Elasticsearch" };
    incoming.resume().on("end", () => outgoing.writeHead(status, headers).end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { env: { ES_HOST: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, asked };
}

describe("a cluster", () => {
  it("that is empty and ours to use is fine, and is not changed", async () => {
    const { env, asked } = await fakeCluster({ monitor: true, manage_index_templates: true });
    const { notOk, checks, names, code } = await examine({ ...practice.simulator.env, ...env });
    expect(notOk).toEqual([]);
    expect(names).toEqual([...accountChecks, "store", "privileges", "templates", "disk", "lock"]);
    expect(checks.find(({ name }) => name === "store")?.detail).toContain("Elasticsearch 9.2.0");
    expect(checks.find(({ name }) => name === "templates")?.detail).toMatch(/the next harvest installs/);
    expect(code).toBe(0);
    expect(asked.filter((line) => !/^(GET|HEAD) |_has_privileges$/.test(line))).toEqual([]);
  });

  it("without the privilege for templates is one line", async () => {
    const { env } = await fakeCluster({ monitor: true, manage_index_templates: false });
    const { notOk, names, code } = await examine({ ...practice.simulator.env, ...env });
    expect(notOk).toEqual([
      expect.objectContaining({
        name: "privileges",
        detail: expect.stringMatching(/manage_index_templates/),
      }),
    ]);
    expect(names).not.toContain("templates");
    expect(code).toBe(4);
  });

  it("that is down is one line", async () => {
    const { notOk, names, unready, code } = await examine({
      ...practice.simulator.env,
      ES_HOST: "127.0.0.1:9",
    });
    expect(notOk).toEqual([
      expect.objectContaining({ name: "store", detail: expect.stringMatching(/nothing answers there/) }),
    ]);
    expect(names).toEqual([...accountChecks, "store"]);
    expect([unready, code]).toEqual([[], 4]);
  });
});

describeOnServers("a real cluster", (server) => {
  it("is fine, and nothing is put into it", async () => {
    const prefix = makePrefix();
    const ours = async () => {
      const { body: indices } = await request(
        server,
        "GET",
        `/_resolve/index/${prefix}*?expand_wildcards=all`,
      );
      const { body: templates } = await request(server, "GET", "/_index_template");
      return [indices.indices, JSON.stringify(templates).includes(prefix)];
    };
    const { notOk, checks, code } = await examine({
      ...practice.simulator.env,
      ...environmentOf(server),
      ES_INDEX_PREFIX: prefix,
    });
    expect(notOk).toEqual([]);
    expect(code).toBe(0);
    expect(checks.find(({ name }) => name === "store")?.detail).toMatch(/(Elasticsearch|OpenSearch) \d/);
    expect(await ours()).toEqual([[], false]);
  });
});

const secured = searchServers().find((server) => server.ca !== undefined);
describe.skipIf(secured === undefined)("a secured cluster (skipped: no search server with TLS)", () => {
  const as = (name: string) => ({
    ...practice.simulator.env,
    ...environmentOf(secured as SearchServer),
    ES_USERNAME: name,
    ES_PASSWORD: `${name}-of-tests`,
  });

  it("is fine with the least privileges", async () => {
    // The roles name the indices without a prefix: another test's account may be in them.
    const { notOk } = await examine(as("harvester"), ["--allow_account"]);
    expect(notOk).toEqual([]);
  });

  it.each(["reader", "nobody"])("names what %s may not do in one line", async (name) => {
    const { notOk, code } = await examine(as(name));
    expect(notOk).toEqual([
      expect.objectContaining({
        name: "privileges",
        detail: expect.stringMatching(/manage_index_templates/),
      }),
    ]);
    expect(code).toBe(4);
  });

  it("refuses a wrong password in one line", async () => {
    const { notOk } = await examine({ ...as("reader"), ES_PASSWORD: "wrong-one" });
    expect(notOk).toEqual([
      expect.objectContaining({ name: "store", detail: expect.stringMatching(/credentials are refused/) }),
    ]);
  });
});
