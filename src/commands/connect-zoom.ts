/** Wires the Zoom client for a command: proxies, limits, what the account's runs have used of the day, Zoom's clock. */

import { realClock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Json } from "../document.ts";
import type { Effects, Logger } from "../effects.ts";
import { type Plan, plans, type Tier } from "../endpoint.ts";
import { sayDuration } from "../time.ts";
import { createZoomClient, type Stop, type ZoomClient } from "../zoom/client.ts";
import { zoomDay } from "../zoom/limiter.ts";
import { createSend } from "../zoom/send.ts";

/** What is remembered of the account that the limits need. */
export interface Memory {
  recall(fact: string): Promise<Json | undefined>;
  callsUsed(day: string): Promise<Record<string, number>>;
}

/** The fact that tells of a day of Zoom's that began anew before midnight. */
export const dayBeganFact = "zoom_day_began";

/** Calls used before that moment count for nothing any more. */
export interface DayBegan {
  day: string;
  at: number;
  used: Record<string, number>;
}

/** A host's clock this wrong is set right by Zoom's. */
const tolerableMs = 60_000;

/** The effects of a command that calls Zoom; `now` follows Zoom's clock where the host's is wrong. */
export function createEffects(
  config: Config,
  log: Logger,
): { effects: Effects; heard: (zoomNow: number) => void; close: () => Promise<void> } {
  const http = createSend(config.proxies);
  let offsetMs = 0;
  const effects: Effects = {
    ...realClock,
    log,
    send: http.send,
    now: () => realClock.now() + offsetMs,
  };
  const heard = (zoomNow: number) => {
    const off = zoomNow - realClock.now();
    const isWrong = Math.abs(off) > tolerableMs;
    if (isWrong && Math.abs(off - offsetMs) > tolerableMs) {
      log.warn(
        `this host's clock is ${sayDuration(Math.abs(off))} ${off > 0 ? "behind" : "ahead of"} Zoom's; Zoom's is used. Try: setting it right`,
      );
    }
    offsetMs = isWrong ? off : 0;
  };
  return { effects, heard, close: http.close };
}

export async function connectZoom(
  effects: Effects,
  config: Config,
  memory: Memory,
  stop: Stop,
  heard: (zoomNow: number) => void,
): Promise<ZoomClient> {
  const known = config.plan === "auto" ? await memory.recall("plan") : config.plan;
  const plan = plans.find((name) => name === known) ?? "pro";
  const proxy = config.apiUrl.startsWith("https:") ? config.proxies.httpsProxy : config.proxies.httpProxy;
  return createZoomClient(
    effects,
    {
      credentials: { key: config.key, secret: config.secret, accountId: config.accountId },
      apiUrl: config.apiUrl,
      oauthUrl: config.oauthUrl,
      timeoutMs: config.timeoutMs,
      limits: {
        on: config.limits,
        plan: plan as Plan,
        share: config.share,
        dayShare: config.dayShare,
        usedToday: await usedToday(memory, effects.now()),
      },
      proxy: proxy === undefined || proxy === "" ? undefined : new URL(proxy).host,
      heard,
    },
    stop,
  );
}

/** The day's calls of the account's earlier runs, those before a reset that Zoom has told of left out. */
export async function usedToday(memory: Memory, now: number): Promise<Partial<Record<Tier, number>>> {
  const day = zoomDay(now);
  const used = await memory.callsUsed(day);
  const began = (await memory.recall(dayBeganFact)) as DayBegan | undefined;
  if (began === undefined || began.day !== day || now < began.at) return used;
  return Object.fromEntries(
    Object.entries(used).map(([tier, calls]) => [tier, Math.max(0, calls - (began.used[tier] ?? 0))]),
  );
}
