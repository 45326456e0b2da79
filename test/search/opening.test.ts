/** What stands in the way of a store is said before Zoom is asked anything, with exit code 4 and what to do. */

import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDashboard } from "../browser/dashboard.ts";
import { makeFolder, type RunningSimulator, run, startSimulator } from "../e2e/support.ts";
import {
  describeOnServers,
  environmentOf,
  request,
  type SearchServer,
  searchServers,
} from "../support/search-servers.ts";
import { account, argumentsFor, storedIn, truthOf, withPrefix } from "./support.ts";

const folder = makeFolder();
let simulator: RunningSimulator;
beforeAll(async () => {
  simulator = await startSimulator(...account, "--meetings_per_day", "10", "--seed", "64", "--limits", "off");
});
afterAll(async () => {
  folder.remove();
  await simulator.stop();
});

/** Runs a harvest that must be refused, and returns what it said. */
async function refuse(env: Record<string, string>, prefix: string, ...more: string[]): Promise<string> {
  const before = (await simulator.requests()).total;
  const ended = await run(argumentsFor(prefix, ...more), { ...simulator.env, ...env }, folder.path);
  expect(ended.code, ended.stderr).toBe(4);
  expect(ended.stderr).toContain("Try: ");
  expect((await simulator.requests()).total).toBe(before);
  return ended.stderr;
}

async function indicesOf(server: SearchServer, prefix: string): Promise<string[]> {
  const { body } = await request(server, "GET", `/_resolve/index/${prefix}*?expand_wildcards=all`);
  return body.indices.map(({ name }: { name: string }) => name);
}

describeOnServers("opening", (server) => {
  const env = environmentOf(server);

  it("refuses an index named like an alias, and says how to keep it", async () => {
    await withPrefix(server, async (prefix) => {
      await request(server, "PUT", `/${prefix}sessions/_doc/1?refresh=true`, { old: true });
      const said = await refuse(env, prefix);
      expect(said).toContain(`index ${prefix}sessions`);
      expect(await indicesOf(server, prefix)).toEqual([`${prefix}sessions`]);
      const [command = ""] = /curl -XPUT [^(]*/.exec(said) ?? [];
      const steps = command
        .trim()
        .split(" && ")
        .map((step) => / -X?(PUT|POST|DELETE) (\S+)/.exec(` ${step.replace("curl ", "")}`));
      expect(steps).toHaveLength(3);
      for (const step of steps) {
        const path = new URL(step?.[2] ?? "").pathname;
        const { status } = await request(server, step?.[1] as "PUT", path, undefined);
        expect(status).toBe(200);
      }
      const ended = await run(argumentsFor(prefix), { ...simulator.env, ...env }, folder.path);
      expect(ended.code, ended.stderr).toBe(0);
      await request(server, "DELETE", `/old-${prefix}sessions`);
    });
  });

  it("refuses a foreign template that would take our indices, of any name", async () => {
    await withPrefix(server, async (prefix) => {
      const path = `/_index_template/${prefix}foreign`;
      await request(server, "PUT", path, { index_patterns: [`${prefix}sess*`], priority: 900, template: {} });
      expect(await refuse(env, prefix)).toMatch(/foreign.*900.*sessions/);
      await request(server, "PUT", path, { index_patterns: [`${prefix}*`], priority: 3, template: {} });
      await request(server, "PUT", `/_index_template/${prefix}meetings`, {
        index_patterns: [`${prefix}elsewhere`],
      });
      expect(await refuse(env, prefix)).toMatch(/template t\w+-meetings that zoom-harvester did not make/);
      await request(server, "DELETE", `/_index_template/${prefix}meetings`);
      const ended = await run(argumentsFor(prefix), { ...simulator.env, ...env }, folder.path);
      expect(ended.code, ended.stderr).toBe(0);
    });
  });

  it("refuses a month that somebody else made", async () => {
    await withPrefix(server, async (prefix) => {
      await request(server, "PUT", `/${prefix}sessions-2026.03`, {});
      expect(await refuse(env, prefix)).toMatch(/sessions-2026\.03 that zoom-harvester did not make/);
    });
  });

  it("refuses a data stream under our name, where there are data streams", async () => {
    await withPrefix(server, async (prefix) => {
      const template = `/_index_template/${prefix}stream`;
      await request(server, "PUT", template, {
        index_patterns: [`${prefix}meetings-*`],
        data_stream: {},
        priority: 1,
      });
      const { status } = await request(server, "PUT", `/_data_stream/${prefix}meetings-2026.03`);
      // Elasticsearch's small build has no module for them.
      if (status !== 200) return expect([400, 405]).toContain(status);
      try {
        expect(await refuse(env, prefix)).toMatch(/data stream/);
      } finally {
        await request(server, "DELETE", `/_data_stream/${prefix}meetings-2026.03`);
      }
    });
  });

  it("refuses a store of another account without --allow_account", async () => {
    await withPrefix(server, async (prefix) => {
      const other = { ...simulator.env, ...env };
      expect((await run(argumentsFor(prefix), other, folder.path)).code).toBe(0);
      const second = await startSimulator(
        ...account,
        "--meetings_per_day",
        "5",
        "--seed",
        "65",
        "--limits",
        "off",
      );
      try {
        const ended = await run(argumentsFor(prefix), { ...second.env, ...env }, folder.path);
        expect(ended.code).toBe(4);
        expect(ended.stderr).toMatch(/belongs to Zoom account/);
        const allowed = await run(
          argumentsFor(prefix, "--allow_account"),
          { ...second.env, ...env },
          folder.path,
        );
        expect(allowed.code).toBe(0);
      } finally {
        await second.stop();
      }
    });
  });

  it("refuses an illegal prefix", async () => {
    for (const prefix of ["Uni-", "_uni-", "u*ni-", "-uni", "u ni"]) {
      expect(await refuse(env, prefix)).toMatch(/index prefix/);
    }
  });
});

describe("a host that is no search engine we know", () => {
  let stranger: Server;
  let answer: (path: string) => { status: number; headers?: Record<string, string>; body: string };
  const host = () => `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  beforeAll(async () => {
    stranger = createServer((incoming, outgoing) => {
      const { status, headers = {}, body } = answer(incoming.url ?? "");
      outgoing.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
    });
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => void stranger.close());

  it("is named: a web page, an old version, one that is starting", async () => {
    answer = () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<html></html>" });
    expect(await refuse({ ES_HOST: host() }, "")).toMatch(/neither Elasticsearch nor OpenSearch/);
    const elastic = { "x-elastic-product": "Elasticsearch" };
    answer = () => ({ status: 200, headers: elastic, body: '{"version":{"number":"7.17.9"}}' });
    expect(await refuse({ ES_HOST: host() }, "")).toMatch(/Elasticsearch 7\.17\.9, which is too old/);
    answer = () => ({ status: 503, headers: elastic, body: "{}" });
    expect(await refuse({ ES_HOST: host() }, "")).toMatch(/not ready/);
  });

  it("is told from one that does not answer", async () => {
    expect(await refuse({ ES_HOST: "127.0.0.1:1" }, "")).toMatch(/nothing answers there/);
    expect(await refuse({ ES_HOST: "nowhere.invalid" }, "")).toMatch(/no such host|nothing answers/);
  });
});

const secured = searchServers().find((server) => server.ca !== undefined);
describe.skipIf(secured === undefined)("a secured server (skipped: no search server with TLS)", () => {
  const server = secured as SearchServer;
  const as = (name: string, password = `${name}-of-tests`) => ({
    ...environmentOf(server),
    ES_USERNAME: name,
    ES_PASSWORD: password,
  });

  it("refuses a wrong password", async () => {
    expect(await refuse(as("admin", "wrong-one"), "")).toMatch(/credentials are refused/);
  });

  it("names the privileges that are missing, and where", async () => {
    expect(await refuse(as("reader"), "")).toMatch(
      /lacks: .*manage_index_templates.*create_index.* on meetings-\*/,
    );
    expect(await refuse(as("nobody"), "")).toMatch(/privilege/);
  });

  it("is not trusted without its authority, and says what to set", async () => {
    const { ES_CA_FILE, ...env } = as("admin") as Record<string, string>;
    expect(ES_CA_FILE).toBeDefined();
    expect(await refuse(env, "")).toMatch(/authority that is not trusted.*ES_CA_FILE/);
  });

  it("is told from a plain one", async () => {
    const plain = { ES_HOST: server.url.replace("https:", "http:") };
    expect(await refuse(plain, "")).toMatch(/speaks TLS.*--es_host https:/);
    const [open] = searchServers().filter(({ url }) => url.startsWith("http:"));
    if (open !== undefined) {
      expect(await refuse({ ES_HOST: open.url.replace("http:", "https:") }, "")).toMatch(/speaks plain HTTP/);
    }
  });

  it("is known by a fingerprint of its chain, and by no other", async () => {
    const { ES_CA_FILE: _, ...env } = as("admin") as Record<string, string>;
    const { fingerprint256 } = new X509Certificate(readFileSync(server.ca ?? ""));
    expect(
      await refuse(
        { ...env, ES_FINGERPRINT: fingerprint256.replace(/^./, (digit) => (digit === "0" ? "1" : "0")) },
        "",
      ),
    ).toMatch(/fingerprint/);
    await withPrefix(server, async (prefix) => {
      const pinned = { ...simulator.env, ...env, ES_FINGERPRINT: fingerprint256 };
      const ended = await run(argumentsFor(prefix), pinned, folder.path);
      expect(ended.code, ended.stderr).toBe(0);
    });
  });

  it("takes a whole harvest from the least privileges, and shows it to the reader's and the dashboard's", {
    timeout: 60_000,
  }, async () => {
    // The roles name the indices without a prefix; nobody else uses these on the secured server.
    const clean = async () => {
      for (const index of await indicesOf(server, "")) {
        if (/^(meetings|sessions|zoom-)/.test(index)) await request(server, "DELETE", `/${index}`);
      }
    };
    await clean();
    try {
      const ended = await run(argumentsFor(""), { ...simulator.env, ...as("harvester") }, folder.path);
      expect(ended.code, ended.stderr).toBe(0);
      expect(await storedIn(server, "")).toEqual(await truthOf(simulator));
      const reader = { ...server, username: "reader", password: "reader-of-tests" };
      for (const alias of ["meetings", "sessions", "zoom-attendance", "zoom-concurrency"])
        expect((await request(reader, "POST", `/${alias}/_search`, { size: 0 })).status, alias).toBe(200);
      expect((await request(reader, "DELETE", "/meetings-2026.03")).status).toBe(403);
      expect((await request(reader, "GET", "/zoom-harvester-dead/_search")).status).toBe(403);
      const looker = { ...server, username: "dashboard", password: "dashboard-of-tests" };
      expect((await request(looker, "DELETE", "/meetings-2026.03")).status).toBe(403);
      const dashboard = await startDashboard({ server: looker, prefix: "" }, folder.path);
      for (const name of ["store", "totals", "meetings", "hosts", "harvest", "harvest-days", "completeness"])
        expect((await fetch(`${dashboard.origin}/api/${name}`)).status, name).toBe(200);
      await dashboard.stop();
    } finally {
      await clean();
    }
  });
});
