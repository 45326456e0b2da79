/** The header Date: the simulator's clock, or one that goes wrong by a known time. */
import { expect, test } from "vitest";
import { serveSimulator } from "../../src/simulator/serve.ts";
import { basic, type Client, manualClock, openClient, week } from "./client.ts";

const noon = "2026-11-23T12:00:00Z";

async function datesOf(client: Client): Promise<(string | null)[]> {
  const { headers } = await client.get("/users");
  const token = await client.send("/oauth/token", { method: "POST" });
  const truth = await client.send("/_simulator/requests");
  return [headers, token.headers, truth.headers].map((one) => one.get("date"));
}

test.each([
  [0, "Mon, 23 Nov 2026 12:00:00 GMT"],
  [3_600, "Mon, 23 Nov 2026 13:00:00 GMT"],
  [-86_400, "Sun, 22 Nov 2026 12:00:00 GMT"],
  [-0.5, "Mon, 23 Nov 2026 11:59:59 GMT"],
])("clock_offset=%d dates every answer, tokens and refusals too", async (clock_offset, date) => {
  const client = await openClient({ ...week, clock_offset }, manualClock(noon));
  expect(await datesOf(client)).toEqual([date, date, date]);
});

test("the date goes on with the clock", async () => {
  const client = await openClient({ ...week, clock_offset: 60 }, manualClock(noon));
  client.clock.advance(90);
  expect((await client.get("/users")).headers.get("date")).toBe("Mon, 23 Nov 2026 12:02:30 GMT");
});

test("clock_offset moves neither the life of a token nor the day's limit", async () => {
  const options = { ...week, limits: "on", day_limit: 1 } as const;
  const query = { type: "past", from: week.from, to: week.to };
  const answers = [];
  for (const clock_offset of [0, 43_200]) {
    const client = await openClient({ ...options, clock_offset }, manualClock(noon));
    await client.get("/metrics/meetings", query);
    const { status, text, headers } = await client.get("/metrics/meetings", query);
    client.clock.advance(3_599);
    answers.push([status, text, headers.get("retry-after"), (await client.get("/users")).status]);
  }
  expect(answers[1]).toEqual(answers[0]);
});

test.each([undefined, "truncate:1"])("a socket sees that date and no other: faults=%s", async (faults) => {
  const { now } = manualClock(noon);
  const { url, credentials, close } = await serveSimulator(
    { ...week, clock_offset: -3_600, faults },
    { now },
  );
  const { key, secret, accountId } = credentials;
  const login = await fetch(`${url}/oauth/token?grant_type=account_credentials&account_id=${accountId}`, {
    method: "POST",
    headers: { authorization: basic(key, secret) },
  });
  const { access_token } = (await login.json()) as { access_token: string };
  const users = await fetch(`${url}/v2/users`, { headers: { authorization: `Bearer ${access_token}` } });
  const date = "Mon, 23 Nov 2026 11:00:00 GMT";
  expect([login, users].map(({ headers }) => headers.get("date"))).toEqual([date, date]);
  await close();
});
