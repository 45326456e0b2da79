/** How little Zoom is asked, and what that tells. */

import { describe, expect, it } from "vitest";
import { factsOf } from "../../src/doctor/examine.ts";
import { judgeCredentials } from "../../src/doctor/judge-credentials.ts";
import { findPlan, judgePlan } from "../../src/doctor/judge-plan.ts";
import { judgeScopes } from "../../src/doctor/judge-scopes.ts";
import { probeZoom, type ZoomEvidence } from "../../src/doctor/probe-zoom.ts";
import { mostCalls } from "../../src/doctor/watch-calls.ts";
import type { HttpAnswer, HttpRequest } from "../../src/effects.ts";
import { manualClock } from "../support/manual-clock.ts";
import { bestScopes, coreNeeds, type FakeZoom, fakeZoom, quickEffects } from "./support.ts";

const options = { proxy: undefined, hasCredentials: true, interrupted: new AbortController().signal };

const probe = ({ send, config }: FakeZoom): Promise<ZoomEvidence> =>
  probeZoom({ ...quickEffects(), send }, config, options);

const plan = ({ findings }: ZoomEvidence) => findPlan(findings).plan;
const scopes = (evidence: ZoomEvidence) => judgeScopes(factsOf(evidence, { source: "auto" }));

const json = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: {},
  text: JSON.stringify(body),
});

/** A token that does not say its scopes. */
const withoutScopes = ({ method }: HttpRequest, answer: HttpAnswer): HttpAnswer =>
  method === "POST"
    ? { ...answer, text: JSON.stringify({ ...JSON.parse(answer.text), scope: undefined }) }
    : answer;

describe("asking Zoom", () => {
  it("takes three calls when all is well", async () => {
    const zoom = fakeZoom();
    const evidence = await probe(zoom);
    expect(evidence.failure).toBeUndefined();
    expect(zoom.asked).toEqual(["POST /oauth/token", "GET /v2/users", "GET /v2/metrics/meetings"]);
  });

  it("asks for a report as well where the dashboards are refused", async () => {
    const zoom = fakeZoom({ plan: "pro" });
    expect(plan(await probe(zoom))).toBe("pro");
    expect(zoom.asked.at(-1)).toBe("GET /v2/report/history_meetings");
    expect(zoom.asked).toHaveLength(4);
  });

  it.each([
    ["pro", "pro"],
    ["free", "free"],
  ] as const)("tells %s by a past meeting when the app may read no reports", async (given, told) => {
    const zoom = fakeZoom({ plan: given, scopes: bestScopes(coreNeeds).join() });
    expect(plan(await probe(zoom))).toBe(told);
    expect(zoom.asked.at(-1)).toMatch(/past_meetings/);
  });

  it("tries every call when the token does not say its scopes, and finds nothing missing", async () => {
    const zoom = fakeZoom({}, withoutScopes);
    const evidence = await probe(zoom);
    expect(evidence.scopes).toEqual([]);
    expect([...evidence.findings.values()].every(({ kind }) => kind === "allowed")).toBe(true);
    expect(scopes(evidence).check).toMatchObject({ ok: true });
    expect(zoom.asked.length).toBeLessThanOrEqual(mostCalls);
  });

  it.each(coreNeeds.map((need) => [need.name, need] as const))(
    "finds the one scope that is missing, of %s, when the token does not say its scopes",
    async (_, need) => {
      const [missing] = bestScopes([need]);
      const left = bestScopes(coreNeeds).filter((scope) => scope !== missing);
      const zoom = fakeZoom({ scopes: left.join() }, withoutScopes);
      expect([...scopes(await probe(zoom)).missing]).toEqual([need]);
      expect(zoom.asked.length).toBeLessThanOrEqual(mostCalls);
    },
  );

  it.each(["pro", "free"] as const)("tries a %s account's calls within the limit", async (given) => {
    const zoom = fakeZoom({ plan: given }, withoutScopes);
    expect(plan(await probe(zoom))).toBe(given);
    expect(zoom.asked.length).toBeLessThanOrEqual(mostCalls);
  });

  it("makes one quick second attempt and no third", async () => {
    const zoom = fakeZoom({}, ({ url }, answer) => (url.includes("/users?") ? json(500, {}) : answer));
    const evidence = await probe(zoom);
    expect(evidence.failure).toMatchObject({ of: "network" });
    expect(zoom.asked).toEqual(["POST /oauth/token", "GET /v2/users", "GET /v2/users"]);
  });

  it("never makes more calls than it may, however badly they go", async () => {
    let calls = 0;
    const zoom = fakeZoom({}, (request, answer) => {
      calls += 1;
      return calls % 2 === 0 ? withoutScopes(request, answer) : json(500, {});
    });
    await probe(zoom);
    expect(zoom.asked.length).toBe(mostCalls);
  });

  it("takes a refusal for the rate as nothing learnt, and one for the day as used up", async () => {
    const refuse = (message: string) => (request: HttpRequest, answer: HttpAnswer) =>
      request.url.includes("/metrics/") ? json(429, { code: 429, message }) : answer;
    const rate = await probe(
      fakeZoom({}, refuse("You have reached the maximum per-second rate limit for this API.")),
    );
    expect(rate).toMatchObject({ tooMany: 2 });
    expect(rate.failure).toBeUndefined();
    expect(findPlan(rate.findings)).toMatchObject({ dashboard: "unknown" });
    const day = await probe(
      fakeZoom({}, refuse("You have reached the maximum daily rate limit for this API.")),
    );
    expect(day.quota).toBeDefined();
    expect(judgePlan(factsOf(day, { source: "auto" })).every(({ ok }) => ok)).toBe(true);
  });

  it("names an app whose fresh tokens are refused", async () => {
    const zoom = fakeZoom({}, ({ method }, answer) =>
      method === "POST" ? answer : json(401, { code: 124, message: "Invalid access token." }),
    );
    const { failure, token } = await probe(zoom);
    expect(failure?.of).toBe("credentials");
    expect(judgeCredentials(failure?.error, token).hint).toMatch(/activating/);
  });

  it("says that something else than Zoom answers", async () => {
    const page = { status: 200, headers: { "content-type": "text/html" }, text: "<html>hello</html>" };
    const { failure } = await probe(fakeZoom({}, () => page));
    expect(failure).toMatchObject({ of: "network" });
    expect(failure?.error.message).toMatch(/something else than Zoom's JSON.*--zoom_oauth_url/);
  });

  it("waits for nobody who is silent", async () => {
    const { config } = fakeZoom();
    const clock = manualClock();
    const effects = { ...quickEffects(), ...clock, send: () => new Promise<never>(() => {}) };
    const { failure } = await clock.until(probeZoom(effects, config, options));
    expect(failure).toMatchObject({ of: "network" });
    expect(failure?.error.message).toMatch(/no answer within 2 s/);
  });

  it("ends when the user wants to", async () => {
    const { send, config } = fakeZoom();
    const interrupted = AbortSignal.abort(new Error("enough"));
    await expect(probeZoom({ ...quickEffects(), send }, config, { ...options, interrupted })).rejects.toThrow(
      "enough",
    );
  });
});
