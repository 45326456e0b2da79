/** What the dashboard answers, whoever asks and whatever for. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Source, StoreHeld } from "../../src/destinations/source.ts";
import { DestinationLost } from "../../src/errors.ts";
import { inventAccount } from "../destinations/rollup-store.ts";
import { makeFolder } from "../e2e/support.ts";
import { askOf, makeDashboard, openFilled } from "./support.ts";

const folder = makeFolder();
let source: Source;
beforeAll(async () => {
  source = await openFilled(join(folder.path, "store.duckdb"), inventAccount("2026-11-02T00:00:00Z", 3, 10));
});
afterAll(async () => {
  await source.close();
  folder.remove();
});

// biome-ignore lint/suspicious/noExplicitAny: JSON, looked at by each test
const read = async (response: Response): Promise<any> => response.json();

describe("an answer", () => {
  it("says when it was read, and what is stored", async () => {
    const { get } = makeDashboard(askOf(source));
    const response = await get("/api/store");
    expect(response.status).toBe(200);
    expect(await read(response)).toMatchObject({
      at: "2026-11-20T12:00:00Z",
      answer: { first: "2026-11-02", last: "2026-11-04", timeZone: "UTC" },
    });
  });

  it("is of the zone that is asked for", async () => {
    const { get } = makeDashboard(askOf(source));
    const first = async (zone: string) => (await read(await get(`/api/store?tz=${zone}`))).answer.first;
    expect(await first("Pacific/Honolulu")).toBe("2026-11-01");
    expect(await first("UTC")).toBe("2026-11-02");
  });

  it.each([
    ["/api/store?tz=Mars/Olympus", 400, /time zone/],
    ["/api/meetings?from=2026-11-09&to=2026-11-02", 400, /from/],
    ["/api/meetings?from=yesterdayish", 400, /day/],
    [`/api/meetings?topic=${"x".repeat(400)}`, 400, /shorter/],
    ["/api/nothing", 404, /no such answer/],
    ["/api/store?format=csv", 400, /no table/],
  ])("of %s ends with %i and says why", async (path, status, reason) => {
    const { get, log } = makeDashboard(askOf(source));
    const response = await get(path);
    expect(response.status).toBe(status);
    expect((await read(response)).reason).toMatch(reason);
    expect(log.lines).toEqual([]);
  });

  it("is read once when it is asked for twice at once, and again when the store has changed", async () => {
    let reads = 0;
    let stamp = "1";
    const counted: Source = {
      ...source,
      ledger: () => {
        reads += 1;
        return source.ledger();
      },
    };
    const { get } = makeDashboard(askOf(counted), { stamp: async () => stamp });
    await Promise.all([get("/api/store"), get("/api/store")]);
    await get("/api/store");
    expect(reads).toBe(1);
    stamp = "2";
    await get("/api/store");
    expect(reads).toBe(2);
  });

  it("is the one of before, and says so, while a harvest keeps the store", async () => {
    let isHeld = false;
    const held = new StoreHeld({ operation: "open the database", reason: "it is held by process 1" });
    const sometimes: Source = {
      ...source,
      countByDay: (...asked) => (isHeld ? Promise.reject(held) : source.countByDay(...asked)),
    };
    let stamp = 0;
    const { get } = makeDashboard(askOf(sometimes), { stamp: async () => String(++stamp) });
    const before = await read(await get("/api/store"));
    isHeld = true;
    expect(await read(await get("/api/store"))).toEqual({ ...before, old: true });
    const other = await get("/api/store?tz=Asia/Tokyo");
    expect(other.status).toBe(503);
    expect(await read(other)).toMatchObject({ again: true, reason: "it is held by process 1" });
    isHeld = false;
    expect(await read(await get("/api/store"))).not.toHaveProperty("old");
  });

  it("is to be asked for again when a cluster is away, which is no bug", async () => {
    const away = new DestinationLost({
      operation: "store documents",
      reason: "it does not answer, for 4 s",
      hint: "the same command again",
    });
    const { get, log } = makeDashboard(askOf({ ...source, ledger: () => Promise.reject(away) }));
    const response = await get("/api/store");
    expect(response.status).toBe(503);
    expect(await read(response)).toEqual({ reason: "it does not answer, for 4 s", again: true });
    expect(log.lines.map(({ level }) => level)).toEqual(["warn"]);
  });

  it("of a bug tells its log and not the page", async () => {
    const broken: Source = {
      ...source,
      ledger: () => Promise.reject(new TypeError("secret of the insides")),
    };
    const { get, log } = makeDashboard(askOf(broken));
    const response = await get("/api/store");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("insides");
    expect(log.lines[0]?.message).toContain("secret of the insides");
  });
});

describe("a table", () => {
  it("that somebody no longer wants is no failure for the log", async () => {
    const run = { startedAt: "2026-11-03T00:00:00Z", asked: {}, calls: {} };
    const long: Source = {
      ...source,
      ledger: async () => ({
        ...(await source.ledger()),
        runs: Array.from({ length: 3_000 }, (_, at) => ({ ...run, run: `run ${at}` })),
      }),
    };
    const { get, log } = makeDashboard(askOf(long));
    const reader = (await get("/api/harvest?format=csv")).body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    // By now the next lines are being read.
    await reader?.cancel();
    await new Promise((resolve) => setImmediate(resolve));
    expect(log.lines).toEqual([]);
  });
});

describe("the page", () => {
  it("is the same file for every address without a dot, and is kept when it is named after what is in it", async () => {
    const { get } = makeDashboard(askOf(source));
    for (const path of ["/", "/meetings", "/meeting?uuid=a%2Fb%3D%3D"]) {
      const response = await get(path);
      expect(await response.text()).toBe("<p>page</p>");
      expect(response.headers.get("cache-control")).toBe("no-cache");
    }
    expect((await get("/assets/a-1.js")).headers.get("cache-control")).toContain("immutable");
    expect((await get("/assets/../../package.json")).status).toBe(404);
  });
});

describe("the guard", () => {
  it.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])(
    "refuses %s: nothing is written here",
    async (method) => {
      const { get } = makeDashboard(askOf(source));
      const response = await get("/api/store", {}, method);
      expect(response.status).toBe(405);
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  it.each(["evil.example", "evil.example:80", "127.0.0.1:81", "", "127.0.0.1.evil.example:80"])(
    "refuses whoever calls this place %j",
    async (host) => {
      const { get } = makeDashboard(askOf(source));
      for (const path of ["/", "/api/store", "/assets/a-1.js"])
        expect((await get(path, { host })).status).toBe(421);
    },
  );

  it("is known without a port where that is the one that browsers leave out, and not elsewhere", async () => {
    const { get } = makeDashboard(askOf(source), { hosts: ["127.0.0.1:80", "[::1]:80", "localhost:8080"] });
    for (const host of ["127.0.0.1", "[::1]", "127.0.0.1:80"])
      expect((await get("/api/store", { host })).status).toBe(200);
    for (const host of ["localhost", "localhost:80", "[::1"])
      expect((await get("/api/store", { host })).status).toBe(421);
  });

  it("lets a page run and fetch nothing but its own, on refusals too", async () => {
    const { get } = makeDashboard(askOf(source));
    for (const [path, method] of [
      ["/", "GET"],
      ["/api/store", "GET"],
      ["/api/meetings?format=csv", "GET"],
      ["/api/store?tz=x", "GET"],
      ["/nothing.js", "GET"],
      ["/", "POST"],
    ] as const) {
      const { headers } = await get(path, {}, method);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cache-control")).toBe(path === "/" && method === "GET" ? "no-cache" : "no-store");
    }
  });

  it("sends whoever is admitted on within this place, whatever the address looks like", async () => {
    const { get } = makeDashboard(askOf(source), { token: "right" });
    for (const path of ["//evil.example/?token=right", "///evil.example/a?token=right"]) {
      const location = (await get(path)).headers.get("location") ?? "";
      expect(new URL(location, "http://127.0.0.1:80").hostname).toBe("127.0.0.1");
    }
  });

  it("asks for the token, takes it once from the address, and keeps it out of the address", async () => {
    const { get } = makeDashboard(askOf(source), { token: "right" });
    for (const path of ["/", "/api/store", "/assets/a-1.js", "/?token=wrong", "/?token="])
      expect((await get(path)).status).toBe(401);
    const admitted = await get("/meetings?topic=a&token=right");
    expect(admitted.status).toBe(303);
    expect(admitted.headers.get("location")).toBe("/meetings?topic=a");
    const cookie = admitted.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);
    const [pair = ""] = cookie.split(";");
    expect((await get("/api/store", { cookie: pair })).status).toBe(200);
    expect((await get("/api/store", { authorization: "Bearer right" })).status).toBe(200);
    expect((await get("/api/store", { authorization: "Bearer wrong" })).status).toBe(401);
    expect((await get("/api/store", { cookie: `${pair}x` })).status).toBe(401);
  });
});
