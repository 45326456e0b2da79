/** The store and the proxy: what is found out without changing anything. */

import { describe, expect, it } from "vitest";
import {
  judgeAccount,
  judgeAllocation,
  judgeFree,
  judgeLease,
  judgeTemplates,
} from "../../src/doctor/judge-store.ts";
import { probeDuckDb } from "../../src/doctor/probe-duckdb.ts";
import { judgeTunnel, probeProxy, proxyFor } from "../../src/doctor/probe-proxy.ts";
import { fakeFiles } from "./support.ts";

const duck = { db: "/data/zoom.duckdb", account: "a", allowAccount: false };
const folder = { "/data": "folder" } as const;
const said = ({ checks }: { checks: { name: string; ok: boolean }[] }) =>
  checks.map(({ name, ok }) => `${name} ${ok}`);

describe("the DuckDB file", () => {
  it("that is not there yet will be made", async () => {
    const evidence = await probeDuckDb(fakeFiles(folder), duck);
    expect(said(evidence)).toEqual(["store true", "disk true"]);
    expect(evidence.checks[0]?.detail).toMatch(/will be made.*DuckDB \d/);
  });

  it("in a folder that does not exist", async () => {
    const { checks } = await probeDuckDb(fakeFiles({}), duck);
    expect(checks).toEqual([
      expect.objectContaining({ name: "store", ok: false, hint: expect.stringMatching(/mkdir -p \/data/) }),
    ]);
  });

  it.each([
    ["/data", "EROFS", "disk", /read-only file system/],
    ["/data", "EACCES", "store", /may not write/],
    ["/data/zoom.duckdb", "EROFS", "disk", /read-only file system/],
    ["/data/zoom.duckdb", "EACCES", "store", /may not write/],
  ])("%s that answers %s is one line: %s", async (path, code, name, detail) => {
    const files = fakeFiles({ ...folder, "/data/zoom.duckdb": "file" }, { [path]: code });
    const { checks } = await probeDuckDb(files, duck);
    expect(checks).toEqual([
      expect.objectContaining({ name, ok: false, detail: expect.stringMatching(detail) }),
    ]);
  });

  it("on a disk that is nearly full", async () => {
    const { checks } = await probeDuckDb(fakeFiles(folder, {}, 12e6), duck);
    expect(checks[1]).toMatchObject({ name: "disk", ok: false, detail: "only 12 MB free in /data" });
  });
});

describe("what a store says of the next harvest", () => {
  const lease = {
    run: "r",
    host: "alpha",
    hostId: "h",
    pid: 42,
    processStart: "1",
    renewedAt: 1_000_000,
    renewals: 3,
  };

  it("names the harvester that holds it, which is no failure", () => {
    expect(judgeLease(lease, 1_010_000)).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/held by.*42 on host alpha/),
    });
    expect(judgeLease(lease, 1_100_000)).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/cut off.*next one takes over/),
    });
    expect(judgeLease(undefined, 0).detail).toMatch(/no harvester/);
  });

  it("refuses another account, unless it is allowed", () => {
    expect(judgeAccount(["b"], "a", false)).toMatchObject({
      ok: false,
      hint: expect.stringMatching(/--allow_account/),
    });
    expect(judgeAccount(["b"], "a", true)).toBeUndefined();
    expect(judgeAccount(["b", "a"], "a", false)).toBeUndefined();
    expect(judgeAccount([], "a", false)).toBeUndefined();
  });

  it("takes missing templates as the next harvest's work", () => {
    expect(judgeTemplates([{ name: "meetings", state: "missing" }])).toMatchObject({
      ok: true,
      detail: "the next harvest installs meetings",
    });
    expect(judgeTemplates([{ name: "meetings", state: "installed" }]).detail).toBe("all are installed");
    const states = [
      { name: "meetings", state: "differs" },
      { name: "users", state: "newer" },
    ] as const;
    expect(judgeTemplates(states).detail).toMatch(/renews meetings; users are of a newer/);
  });

  it.each([
    ["96", "5000000000", false],
    ["96", "200000000000", true],
    ["80", "5000000000", true],
  ])("a cluster's fullest node, %s %% used and %s bytes free: %s", (percent, free, ok) => {
    const rows = [
      { node: "a", "disk.percent": "10", "disk.avail": "900000000000" },
      { node: "b", "disk.percent": percent, "disk.avail": free },
      { node: "UNASSIGNED", "disk.percent": null, "disk.avail": null },
    ];
    expect(judgeAllocation(rows)).toMatchObject({ name: "disk", ok });
  });

  it("says nothing of disks that nobody shows", () => {
    expect(judgeAllocation([])).toBeUndefined();
    expect(judgeAllocation({ error: "no" })).toBeUndefined();
    expect(judgeFree("/data", 300e6).ok).toBe(true);
  });
});

describe("the proxy", () => {
  const proxies = { httpProxy: undefined, httpsProxy: "http://proxy.example:3128", noProxy: undefined };
  const zoom = { apiUrl: "https://api.zoom.us/v2", oauthUrl: "https://zoom.us/oauth/token" };

  it.each([
    ["https://api.zoom.us/v2", undefined, true],
    ["https://api.zoom.us/v2", "zoom.us", false],
    ["https://api.zoom.us/v2", ".zoom.us", false],
    ["https://api.zoom.us/v2", "*.zoom.us:443", false],
    ["https://api.zoom.us/v2", "api.zoom.us:8443, other", true],
    ["https://api.zoom.us/v2", "oom.us", true],
    ["https://api.zoom.us/v2", "*", false],
    ["http://127.0.0.1:8080/v2", undefined, false],
  ])("of %s with NO_PROXY=%s is used: %s", (url, noProxy, used) => {
    expect(proxyFor(url, { ...proxies, noProxy }) !== undefined).toBe(used);
  });

  it("for plain http serves https as well when it is the only one", () => {
    expect(
      proxyFor(zoom.apiUrl, { httpProxy: "http://p:1", httpsProxy: undefined, noProxy: undefined }),
    ).toBe("http://p:1");
  });

  it("is no line when none is used", async () => {
    const effects = { knock: async () => Promise.reject(new Error("nobody asks")) };
    expect(
      await probeProxy(effects, { ...zoom, proxies: { ...proxies, noProxy: "zoom.us" } }),
    ).toBeUndefined();
  });

  it("is named without its credentials, up or down", async () => {
    const config = { ...zoom, proxies: { ...proxies, httpsProxy: "http://ann:pw@proxy.example:3128" } };
    const knocked: string[] = [];
    const up = await probeProxy(
      { knock: async (host, port) => void knocked.push(`${host}:${port}`) },
      config,
    );
    expect(up).toMatchObject({ ok: true, detail: "Zoom is reached through proxy.example:3128" });
    expect(knocked).toEqual(["proxy.example:3128"]);
    const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
    const down = await probeProxy({ knock: () => Promise.reject(refused) }, config);
    expect(down).toMatchObject({
      ok: false,
      detail: "the proxy proxy.example:3128 does not answer (ECONNREFUSED)",
    });
  });

  it("that is no address is named by its variable", async () => {
    const check = await probeProxy(
      { knock: async () => {} },
      { ...zoom, proxies: { ...proxies, httpsProxy: "proxy.example" } },
    );
    expect(check).toMatchObject({ ok: false, detail: "HTTPS_PROXY is no address of a proxy" });
  });

  it("that does not pass on is told from a network that is down", () => {
    expect(judgeTunnel("p:1", "Proxy response (407) !== 200 when HTTP Tunneling")?.detail).toMatch(
      /who asks/,
    );
    expect(judgeTunnel("p:1", "Proxy response (403) !== 200 when HTTP Tunneling")?.detail).toMatch(/\(403\)/);
    expect(judgeTunnel("p:1", "connection refused")).toBeUndefined();
  });
});
