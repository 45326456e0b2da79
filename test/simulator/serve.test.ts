import { afterEach, expect, test } from "vitest";
import type { GivenOptions } from "../../src/simulator/options.ts";
import { type ServedSimulator, serveSimulator } from "../../src/simulator/serve.ts";
import { basic, pathOf, week } from "./client.ts";

const served: ServedSimulator[] = [];
afterEach(async () => {
  for (const one of served.splice(0)) await one.close();
});

/** A simulator on a port, and a `fetch` that is logged in to it. */
async function open(options: GivenOptions) {
  const simulator = await serveSimulator({ ...week, ...options });
  served.push(simulator);
  const { key, secret, accountId } = simulator.credentials;
  const login = await fetch(`${simulator.url}/oauth/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "account_credentials", account_id: accountId }),
    headers: { authorization: basic(key, secret) },
  });
  const { access_token } = (await login.json()) as { access_token: string };
  const get = (path: string, init: RequestInit = {}) =>
    fetch(`${simulator.url}${path}`, { ...init, headers: { authorization: `Bearer ${access_token}` } });
  return { simulator, get };
}

async function failureOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: Error & { cause?: { code?: string } }) => reason,
  );
  return error?.cause?.code ?? error?.name ?? "none";
}

test("answers over a socket, uuids with slashes too", async () => {
  const { get } = await open({});
  const lines = (await (await get("/_simulator/truth/rows")).text()).trim().split("\n");
  for (const line of lines.slice(0, 12)) {
    const { uuid } = JSON.parse(line);
    expect((await get(`/v2/past_meetings/${pathOf(uuid)}`)).status).toBe(200);
  }
});

test("reset ends the connection", async () => {
  const { get } = await open({ faults: "reset:1" });
  expect(await failureOf(get("/v2/users"))).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
});

test("truncate sends half of a 200 and ends the connection", async () => {
  const { get } = await open({ faults: "truncate:1" });
  const response = await get("/v2/users");
  expect(response.status).toBe(200);
  expect(await failureOf(response.text())).toMatch(
    /UND_ERR_SOCKET|ECONNRESET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH/,
  );
});

test("hang does not answer, and close ends it", async () => {
  const { get } = await open({ faults: "hang:1" });
  expect(await failureOf(get("/v2/users", { signal: AbortSignal.timeout(50) }))).toBe("TimeoutError");
  const waiting = failureOf(get("/v2/users"));
  await served.splice(0)[0]!.close();
  expect(await waiting).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
});

test("latency delays every answer", async () => {
  const { get } = await open({ latency: 60 });
  const before = performance.now();
  await get("/v2/users");
  expect(performance.now() - before).toBeGreaterThanOrEqual(55);
});

test("the log tells how many rows each page of participants gave", async () => {
  const { simulator, get } = await open({});
  const [line = "{}"] = (await (await get("/_simulator/truth/rows")).text()).split("\n");
  const { uuid, sessions, people } = JSON.parse(line);
  await get(
    `/v2/metrics/meetings/${pathOf(uuid)}/participants?type=${people === 1 ? "pastOne" : "past"}&page_size=300`,
  );
  const log = (await (await fetch(`${simulator.url}/_simulator/requests?log=1`)).json()) as {
    served: unknown;
  };
  expect(log.served).toEqual([
    { path: "/metrics/meetings/{meetingId}/participants", uuid, rows: Math.min(300, sessions.length) },
  ]);
});
