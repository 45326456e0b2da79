/** The doctor's effects for tests: a simulated Zoom without a socket, disks that are told what to say. */

import { type Config, resolveConfig } from "../../src/config.ts";
import { coreNeeds, type HarvestNeed, harvestNeeds } from "../../src/doctor/calls.ts";
import type { DoctorEffects } from "../../src/doctor/effects.ts";
import type { HttpAnswer, HttpRequest, Send } from "../../src/effects.ts";
import type { GivenOptions } from "../../src/simulator/options.ts";
import { createSimulator } from "../../src/simulator/simulator.ts";

/** One scope of each source of every need; of a few sources Zoom lists no granular one. */
export const allScopes = (vocabulary: "granular" | "classic" = "granular"): string[] => [
  ...new Set(
    harvestNeeds.flatMap(({ sources }) => sources.flatMap(({ zoom }) => zoom.scopes[vocabulary].slice(0, 1))),
  ),
];

/** The scope of the best source of each need. */
export const bestScopes = (needs: readonly HarvestNeed[] = harvestNeeds): string[] =>
  needs.flatMap(({ sources }) => sources[0]?.zoom.scopes.granular.slice(0, 1) ?? []);

export { coreNeeds };

export const silent = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

export interface FakeZoom {
  send: Send;
  config: Config;
  /** Every request, as `GET /v2/users` or `POST /oauth/token`. */
  asked: string[];
}

/** @param change what becomes of an answer on its way. */
export function fakeZoom(
  options: GivenOptions = {},
  change: (request: HttpRequest, answer: HttpAnswer) => HttpAnswer = (_, answer) => answer,
): FakeZoom {
  const account = { users: 5, meetings_per_day: 3, days: 3, limits: "off", ...options };
  const simulator = createSimulator(account);
  const { key, secret, accountId } = simulator.credentials;
  const asked: string[] = [];
  const base = "http://127.0.0.1:1";
  const env = { ZOOM_API_URL: `${base}/v2`, ZOOM_OAUTH_URL: `${base}/oauth/token`, TZ: "UTC" };
  const flags = { key, secret, account_id: accountId, limits: "off", timeout: "2" };
  return {
    asked,
    config: resolveConfig({ flags, env, file: {} }, Date.now()),
    send: async (request) => {
      const { method, url, headers, body } = request;
      asked.push(`${method} ${new URL(url).pathname}`);
      const response = await simulator.fetch(new Request(url, { method, headers, body: body ?? null }));
      const answer = {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        text: await response.text(),
      };
      return change(request, answer);
    },
  };
}

/** Effects in real time. Waiting takes none and counts all the same, except for what only a deadline waits for. */
export function quickEffects() {
  let slept = 0;
  return {
    now: Date.now,
    elapsed: () => performance.now() + slept,
    sleep: (ms: number): Promise<void> => {
      if (ms > 1_000) return new Promise(() => {});
      slept += ms;
      return Promise.resolve();
    },
    random: () => 0.5,
    log: silent,
  };
}

/** @param refused paths that cannot be written, with the error's code. */
export function fakeFiles(
  kinds: Readonly<Record<string, "file" | "folder">>,
  refused: Readonly<Record<string, string>> = {},
  freeBytes = 50e9,
): DoctorEffects {
  return {
    ...quickEffects(),
    knock: async () => {},
    files: {
      kindOf: async (path) => kinds[path],
      checkWritable: async (path) => {
        const code = refused[path];
        if (code !== undefined) throw Object.assign(new Error(`${code}: ${path}`), { code });
      },
      freeBytes: async () => freeBytes,
    },
  };
}
