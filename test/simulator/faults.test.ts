import { expect, test } from "vitest";
import type { GivenOptions } from "../../src/simulator/options.ts";
import { type Body, type Client, openClient, pathOf, truthOf, truthRows, week } from "./client.ts";

/** What became of a call: a status, or how the connection failed. */
async function fate(
  client: Client,
  path: string,
  query: Record<string, string | number> = {},
): Promise<string> {
  try {
    const { status, body, text } = await client.get(path, query);
    return status === 200 && body.users === undefined && text !== "" ? "odd" : String(status);
  } catch (error) {
    return error instanceof TypeError ? error.message : String(error);
  }
}

async function fates(options: GivenOptions, calls: number): Promise<string[]> {
  const client = await openClient({ ...week, ...options });
  const seen: string[] = [];
  for (let call = 0; call < calls; call++)
    seen.push(await fate(client, "/users", { page_size: 1 + (call % 50) }));
  return seen;
}

test("faults come about as often as asked, and differ between the attempts of one request", async () => {
  const seen = await fates({ faults: "500:0.2,429:0.1,reset:0.1" }, 1_000);
  const share = (pattern: RegExp) => seen.filter((one) => pattern.test(one)).length / seen.length;
  expect(share(/^5/)).toBeGreaterThan(0.15);
  expect(share(/^5/)).toBeLessThan(0.25);
  expect(share(/^429/)).toBeGreaterThan(0.06);
  expect(share(/fetch failed/)).toBeGreaterThan(0.06);
  expect(new Set(seen.filter((_, call) => call % 50 === 0)).size).toBeGreaterThan(1);
  expect(new Set(seen.filter((one) => one.startsWith("5"))).size).toBeGreaterThan(1);
});

test("the same flags and seed give the same faults; another seed others", async () => {
  const options = { faults: "500:0.2,html403:0.2" };
  const first = await fates(options, 200);
  expect(await fates(options, 200)).toEqual(first);
  expect(await fates({ ...options, seed: 2 }, 200)).not.toEqual(first);
});

test("reset rejects, truncate breaks the body off, html403 is a page", async () => {
  expect(await fates({ faults: "reset:1" }, 1)).toEqual(["fetch failed"]);
  expect(await fates({ faults: "truncate:1" }, 1)).toEqual(["terminated"]);
  const client = await openClient({ ...week, faults: "html403:1" });
  const { status, headers, text } = await client.get("/users");
  expect([status, headers.get("content-type")]).toEqual([403, "text/html; charset=UTF-8"]);
  expect(text).toMatch(/^<!DOCTYPE html>/);
});

test("hang answers never, until the client gives up", async () => {
  const client = await openClient({ ...week, faults: "hang:1" });
  const { key, secret, accountId } = client.simulator.credentials;
  const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`;
  const token = await client.send(`/oauth/token?grant_type=account_credentials&account_id=${accountId}`, {
    method: "POST",
    headers: { authorization },
  });
  const { access_token } = (await token.json()) as { access_token: string };
  const signal = AbortSignal.timeout(20);
  const call = client.send("/v2/users", { signal, headers: { authorization: `Bearer ${access_token}` } });
  await expect(call).rejects.toThrow(/timeout/i);
});

test("token ends a token that was good", async () => {
  const client = await openClient({ ...week, faults: "token:0.5" });
  let refused = 0;
  for (let call = 0; call < 40; call++) {
    const { status, body } = await client.get("/users");
    if (status === 200) continue;
    expect([status, body.code]).toEqual([401, 124]);
    expect((await client.get("/groups")).status).toBe(401);
    await client.login();
    refused++;
  }
  expect(refused).toBeGreaterThan(5);
});

test("page_token refuses a token that was good, and nothing else", async () => {
  const client = await openClient({ ...week, faults: "page_token:1" });
  const first = await client.get("/users");
  expect(first.status).toBe(200);
  const next = await client.get("/users", { next_page_token: first.body.next_page_token });
  expect([next.status, next.body.message]).toEqual([400, "The next page token is invalid or expired."]);
});

test("a retry of a page with a new token is another attempt of the same request", async () => {
  const client = await openClient({ ...week, faults: "500:0.5" });
  const seen: number[] = [];
  let token = "";
  while (token === "") token = (await client.get("/users")).body.next_page_token ?? "";
  for (let call = 0; call < 20; call++) {
    client.clock.advance(1);
    seen.push((await client.get("/users", { next_page_token: token })).status);
  }
  expect(new Set(seen).size).toBeGreaterThan(1);
});

test("gone takes a meeting's participants away for good, from every source and from the truth", async () => {
  const client = await openClient({ ...week, faults: "gone:0.2" });
  const truth = await truthRows(client);
  const gone = truth.filter((meeting) => meeting.gone);
  expect(gone.length).toBeGreaterThan(5);
  expect((await truthOf(client)).sessions).toBe(truth.flatMap(({ sessions }) => sessions).length);
  for (const { uuid, people } of gone) {
    const query = { type: people === 1 ? "pastOne" : "past" };
    for (const path of [`/metrics/meetings/${pathOf(uuid)}`, `/past_meetings/${pathOf(uuid)}`]) {
      const { status, body } = await client.get(`${path}/participants`, query);
      expect([status, body.code]).toEqual([404, 3001]);
    }
    expect((await client.get(`/metrics/meetings/${pathOf(uuid)}`, query)).status).toBe(200);
  }
});

test("faulted calls are in the request log", async () => {
  const client = await openClient({ ...week, faults: "reset:1" });
  await fate(client, "/users");
  const log = (await (await client.send("/_simulator/requests")).json()) as Record<string, unknown>;
  expect(log).toMatchObject({ total: 1, by_status: { reset: 1 } });
});

test("a patient client still reads the whole truth", async () => {
  const faults =
    "500:0.1,429:0.05,reset:0.05,truncate:0.05,html403:0.02,token:0.02,page_token:0.05,gone:0.02";
  const client = await openClient({ ...week, meetings_per_day: 12, faults });

  async function patient(path: string, query: Record<string, string | number>): Promise<Body> {
    for (let attempt = 0; attempt < 30; attempt++) {
      const answer = await client.get(path, query).catch(() => undefined);
      if (answer?.body.code === 300) throw new Error("restart");
      if (answer?.status === 401) await client.login();
      if (answer?.status === 200 || answer?.status === 404) return answer.body;
    }
    throw new Error(`${path} never answered`);
  }

  async function patientAll(
    path: string,
    key: string,
    query: Record<string, string | number>,
  ): Promise<Body[]> {
    for (;;) {
      const rows: Body[] = [];
      let next = "";
      try {
        do {
          const body = await patient(path, next === "" ? query : { ...query, next_page_token: next });
          rows.push(...(body[key] ?? []));
          next = body.next_page_token ?? "";
        } while (next !== "");
        return rows;
      } catch (error) {
        if ((error as Error).message !== "restart") throw error;
      }
    }
  }

  let [meetings, sessions] = [0, 0];
  for (const type of ["past", "pastOne"]) {
    const listed = await patientAll("/metrics/meetings", "meetings", { type, from: week.from, to: week.to });
    meetings += listed.length;
    for (const { uuid } of listed) {
      const path = `/metrics/meetings/${pathOf(uuid)}/participants`;
      sessions += (await patientAll(path, "participants", { type, page_size: 100 })).length;
    }
  }
  const truth = await truthOf(client);
  expect([meetings, sessions]).toEqual([truth.meetings, truth.sessions]);
});
