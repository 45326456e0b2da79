import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { Interrupted } from "../../src/errors.ts";
import { Secret } from "../../src/secret.ts";
import { meetings } from "../../src/streams/meeting.ts";
import { sessions } from "../../src/streams/session.ts";
import type { Call } from "../../src/zoom/call.ts";
import { createZoomClient, type ZoomClient, type ZoomOptions } from "../../src/zoom/client.ts";
import { createSend, type SendOptions } from "../../src/zoom/send.ts";
import { localProxy, localServer, sendJson } from "../support/local-server.ts";
import { manualClock, settle } from "../support/manual-clock.ts";
import { recordingLog } from "../support/recording-log.ts";

const uuid = "/aB//c+dEfGhIjKlMnOpQ==";
const list: Call = { endpoint: meetings.zoom, query: { type: "past", from: "2026-11-01", to: "2026-11-02" } };
const participants: Call = { endpoint: sessions.zoom, ids: { meetingId: uuid }, query: { type: "past" } };
const nobody = { participants: [], next_page_token: "" };

type Answer = (response: ServerResponse, request: IncomingMessage) => void;
const json =
  (status: number, body: unknown): Answer =>
  (response) =>
    sendJson(response, status, body);

interface Opened {
  zoom: ZoomClient;
  server: Awaited<ReturnType<typeof localServer>>;
  log: ReturnType<typeof recordingLog>;
  /** The tokens that calls came with, in order. */
  bearers: string[];
  soft: AbortController;
  hard: AbortController;
  clock: ReturnType<typeof manualClock>;
  run<T>(promise: Promise<T>): Promise<T>;
}

/** A client over real connections to a server that gives these answers in turn, the last one for good. */
async function open(
  answers: readonly Answer[],
  options: Partial<ZoomOptions> = {},
  sendOptions: SendOptions = {},
): Promise<Opened> {
  const bearers: string[] = [];
  let tokens = 0;
  const server = await localServer((request, response) => {
    if (request.url?.startsWith("/oauth")) {
      tokens += 1;
      return sendJson(response, 200, { access_token: `t0ken-${tokens}`, expires_in: 3_600, scope: "" });
    }
    const answer = answers[Math.min(bearers.length, answers.length - 1)];
    bearers.push(request.headers.authorization ?? "");
    answer?.(response, request);
  });
  const { send, close } = createSend(sendOptions);
  onTestFinished(close);
  const [clock, log, soft, hard] = [
    manualClock(),
    recordingLog(),
    new AbortController(),
    new AbortController(),
  ];
  const zoom = createZoomClient(
    { ...clock, random: () => 0.5, log, send },
    {
      credentials: { key: new Secret("k3y"), secret: new Secret("s3cret"), accountId: "acc0unt" },
      apiUrl: `${server.url}/v2`,
      oauthUrl: `${server.url}/oauth/token`,
      timeoutMs: 5_000,
      limits: { on: true, plan: "business", share: 0.9, dayShare: 0.5, usedToday: {} },
      ...options,
    },
    { soft: soft.signal, hard: hard.signal },
  );
  return { zoom, server, log, bearers, soft, hard, clock, run: (promise) => clock.until(promise) };
}

describe("a call", () => {
  test("asks for a token first and carries it", async () => {
    const { zoom, server, bearers, run } = await open([json(200, nobody)]);
    expect(await run(zoom.get(participants))).toEqual(nobody);
    expect(server.requests[0]).toBe("POST /oauth/token");
    expect(bearers).toEqual(["Bearer t0ken-1"]);
  });

  test("brings a uuid with slashes to the server encoded twice, unchanged on the way", async () => {
    const { zoom, server, run } = await open([json(200, nobody)]);
    await run(zoom.get(participants));
    const segment = encodeURIComponent(encodeURIComponent(uuid));
    expect(server.requests[1]).toBe(
      `GET /v2/metrics/meetings/${segment}/participants?include_fields=registrant_id&type=past`,
    );
    expect(decodeURIComponent(decodeURIComponent(segment))).toBe(uuid);
  });

  test("leaves a log line without token, secret, uuid or account", async () => {
    const { zoom, log, run } = await open([json(500, {}), json(200, nobody)]);
    await run(zoom.get(participants));
    expect(log.lines.map(({ fields }) => fields)).toMatchObject([
      { method: "POST", path: "/oauth/token", tier: "token", status: 200 },
      { path: "/metrics/meetings/{meetingId}/participants", tier: "heavy", status: 500, attempt: 1 },
      { path: "/metrics/meetings/{meetingId}/participants", tier: "heavy", status: 200, attempt: 2 },
    ]);
    expect(JSON.stringify(log.lines)).not.toMatch(/t0ken|k3y|s3cret|acc0unt|aB|Basic|Bearer/);
  });

  test("pays the limiter for every attempt", async () => {
    const { zoom, run } = await open([json(500, {}), json(401, { code: 124 }), json(200, nobody)]);
    await run(zoom.get(participants));
    expect(zoom.limiter.total().heavy).toBe(3);
  });

  test("reads all pages of a list", async () => {
    const page = (row: string, next_page_token: string) =>
      json(200, { meetings: [{ uuid: row }], next_page_token, total_records: 2 });
    const { zoom, server, run } = await open([page("a", "token two"), page("b", "")]);
    const rows: unknown[] = [];
    await run(
      (async () => {
        for await (const { rows: some } of zoom.pages(list)) rows.push(...some);
      })(),
    );
    expect(rows).toEqual([{ uuid: "a" }, { uuid: "b" }]);
    expect(server.requests[2]).toContain("next_page_token=token+two");
  });
});

describe("what goes wrong on the way is tried again", () => {
  test.each<[string, Answer, string]>([
    ["a reset", (response) => response.destroy(), "connection lost"],
    [
      "a body cut off by its length",
      (response) => {
        response.writeHead(200, { "content-length": 5_000 }).write('{"participants":[');
        setImmediate(() => response.destroy());
      },
      "connection lost",
    ],
    [
      "a body cut off between its pieces",
      (response) => {
        response.writeHead(200).write('{"participants":[');
        setImmediate(() => response.destroy());
      },
      "connection lost",
    ],
    ["JSON cut off although the length is right", (response) => response.end('{"participants":['), "200"],
    ["an HTML page", (response) => response.writeHead(403).end("<html>no</html>"), "403"],
    ["an empty answer", (response) => response.end(), "200"],
    ["a server error", json(503, {}), "503"],
  ])("%s", async (_, wrong, logged) => {
    const { zoom, log, run } = await open([wrong, json(200, nobody)]);
    expect(await run(zoom.get(participants))).toEqual(nobody);
    expect(log.lines.map(({ fields }) => String(fields.status))).toContain(logged);
  });

  test("no answer in time", async () => {
    const { zoom, log, run } = await open([() => {}, json(200, nobody)], { timeoutMs: 40 });
    expect(await run(zoom.get(participants))).toEqual(nobody);
    expect(log.lines.map(({ fields }) => fields.status)).toContain("no answer within 0.04 s");
  });

  test("headers in time and then nothing more", async () => {
    const stuck: Answer = (response) => response.writeHead(200).write('{"participants":[');
    const { zoom, run } = await open([stuck, json(200, nobody)], { timeoutMs: 40 });
    expect(await run(zoom.get(participants))).toEqual(nobody);
  });

  test("nobody listens: the run stops and the message names host and proxy", async () => {
    const { zoom, run } = await open([json(200, nobody)], {
      apiUrl: "http://127.0.0.1:1/v2",
      proxy: "http://proxy.test:3128",
    });
    const error = await run(zoom.get(participants)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "RunStopped", exitCode: 5 });
    expect(String(error)).toContain("127.0.0.1:1 through the proxy http://proxy.test:3128");
  });
});

describe("a refused token", () => {
  test("is replaced once and the call made again", async () => {
    const expired = json(401, { code: 124, message: "Access token is expired." });
    const { zoom, bearers, run } = await open([json(200, nobody), expired, json(200, nobody)]);
    await run(zoom.get(participants));
    expect(await run(zoom.get(participants))).toEqual(nobody);
    expect(bearers).toEqual(["Bearer t0ken-1", "Bearer t0ken-1", "Bearer t0ken-2"]);
  });

  test("that is refused afresh ends in a clear error", async () => {
    const { zoom, bearers, run } = await open([json(401, { code: 124, message: "Invalid access token." })]);
    const error = await run(zoom.get(participants)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "CredentialsRefused", exitCode: 3 });
    expect(String(error)).toContain("refuses a fresh token");
    expect(bearers).toHaveLength(2);
  });

  test("of many calls at once is asked for once", async () => {
    const known = new Set(["Bearer t0ken-2"]);
    const { zoom, server, run } = await open([
      (response, request) =>
        known.has(request.headers.authorization ?? "")
          ? sendJson(response, 200, nobody)
          : sendJson(response, 401, { code: 124, message: "Invalid access token." }),
    ]);
    await run(Promise.all(Array.from({ length: 20 }, () => zoom.get(participants))));
    expect(server.requests.filter((request) => request.startsWith("POST"))).toHaveLength(2);
  });
});

describe("stopping", () => {
  test("cuts a call off at once and is not taken for a failure of the network", async () => {
    const { zoom, hard, server, run } = await open([() => {}]);
    const ended = run(zoom.get(participants)).catch((thrown: unknown) => thrown);
    while (server.requests.length < 2) await settle();
    hard.abort(new Interrupted());
    expect(await ended).toBeInstanceOf(Interrupted);
  });

  test("softly starts no call any more", async () => {
    const { zoom, soft, server, run } = await open([json(200, nobody)]);
    await run(zoom.logIn());
    soft.abort(new Interrupted());
    await expect(zoom.get(participants)).rejects.toBeInstanceOf(Interrupted);
    expect(server.requests).toEqual(["POST /oauth/token"]);
  });
});

describe("a proxy", () => {
  test("is used for every call when it is named", async () => {
    const proxy = await localProxy();
    const { zoom, server, run } = await open([json(200, nobody)], {}, { httpProxy: proxy.url });
    expect(await run(zoom.get(participants))).toEqual(nobody);
    expect(new Set(proxy.requests)).toEqual(new Set([`CONNECT 127.0.0.1:${server.port}`]));
  });

  test("is left out for the hosts of NO_PROXY", async () => {
    const proxy = await localProxy();
    const { zoom, run } = await open([json(200, nobody)], {}, { httpProxy: proxy.url, noProxy: "127.0.0.1" });
    expect(await run(zoom.get(participants))).toEqual(nobody);
    expect(proxy.requests).toEqual([]);
  });

  test("of the process's environment is not used behind the configuration's back", async () => {
    const proxy = await localProxy();
    const before = process.env.http_proxy;
    process.env.http_proxy = proxy.url;
    onTestFinished(() => {
      if (before === undefined) delete process.env.http_proxy;
      else process.env.http_proxy = before;
    });
    const { zoom, run } = await open([json(200, nobody)], {}, { httpsProxy: proxy.url });
    expect(await run(zoom.get(participants))).toEqual(nobody);
    expect(proxy.requests).toEqual([]);
  });
});
