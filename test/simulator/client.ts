/** A plain client of the simulator for its tests: logs in, gets, pages; no retries, no cleverness. */

import type { GivenOptions } from "../../src/simulator/options.ts";
import { createSimulator, type Simulator } from "../../src/simulator/simulator.ts";

// biome-ignore lint/suspicious/noExplicitAny: the shapes of answers are judged by Zoom's schemas, not by types
export type Body = Record<string, any>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
}

/** A clock that moves only when told. */
export interface ManualClock {
  now(): number;
  advance(seconds: number): void;
}

export function manualClock(start = "2026-11-23T12:00:00Z"): ManualClock {
  let ms = Date.parse(start);
  return {
    now: () => ms,
    advance(seconds) {
      ms += seconds * 1000;
    },
  };
}

/** A small account with fixed days: Monday 2026-10-05 to Sunday 2026-10-11. */
export const week = {
  from: "2026-10-05",
  to: "2026-10-11",
  limits: "off",
  meetings_per_day: 40,
  users: 60,
} as const;

export interface Client {
  readonly simulator: Simulator;
  readonly clock: ManualClock;
  login(): Promise<void>;
  send(path: string, init?: RequestInit): Promise<Response>;
  get(path: string, query?: Record<string, string | number>): Promise<Answer>;
  /** All rows under `key`, following the tokens. */
  all(path: string, key: string, query?: Record<string, string | number>): Promise<Body[]>;
}

/** Asks a path and keeps the answer under its path in Zoom's documents. */
export type Ask = (template: string, path: string, query?: Record<string, string | number>) => Promise<void>;

const origin = "http://zoom.test";

export function basic(key: string, secret: string): string {
  return `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`;
}

/** A client of a new simulator, logged in. */
export async function openClient(options: GivenOptions = week, clock = manualClock()): Promise<Client> {
  const simulator = createSimulator(options, { now: clock.now });
  let token = "";
  const send: Client["send"] = (path, init) => simulator.fetch(new Request(origin + path, init));

  async function login(): Promise<void> {
    const { key, secret, accountId } = simulator.credentials;
    const response = await send(`/oauth/token?grant_type=account_credentials&account_id=${accountId}`, {
      method: "POST",
      headers: { authorization: basic(key, secret) },
    });
    token = ((await response.json()) as Body).access_token;
  }

  async function get(path: string, query: Record<string, string | number> = {}): Promise<Answer> {
    const search = new URLSearchParams(query as Record<string, string>);
    const url = `/v2${path}${search.size > 0 ? `?${search}` : ""}`;
    const response = await send(url, { headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    let body: Body = {};
    try {
      body = JSON.parse(text);
    } catch {}
    return { status: response.status, headers: response.headers, body, text };
  }

  async function all(
    path: string,
    key: string,
    query: Record<string, string | number> = {},
  ): Promise<Body[]> {
    const rows: Body[] = [];
    let next = "";
    do {
      const { status, body, text } = await get(
        path,
        next === "" ? query : { ...query, next_page_token: next },
      );
      if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
      rows.push(...body[key]);
      next = body.next_page_token;
    } while (next !== "");
    return rows;
  }

  await login();
  return { simulator, clock, login, send, get, all };
}

/** The simulator's truth. */
export async function truthOf(client: Client, query = ""): Promise<Body> {
  return (await (await client.send(`/_simulator/truth${query}`)).json()) as Body;
}

/** The truth's rows. */
export async function truthRows(client: Client, query = ""): Promise<Body[]> {
  const text = await (await client.send(`/_simulator/truth/rows${query}`)).text();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** A uuid as a path part: encoded twice, which is always taken. */
export function pathOf(uuid: string): string {
  return encodeURIComponent(encodeURIComponent(uuid));
}

/** Rows by their meeting number. */
export function byNumber(rows: readonly Body[]): Map<number, Body[]> {
  const groups = new Map<number, Body[]>();
  for (const row of rows) groups.set(row.id, [...(groups.get(row.id) ?? []), row]);
  return groups;
}
