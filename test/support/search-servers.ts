/** The real search servers that a test run has, and a way to ask them that is not the harvester's. */

import { readFileSync } from "node:fs";
import { Agent, request as send } from "undici";
import { describe, it } from "vitest";

export interface SearchServer {
  /** es8, es9, os3, os2, or what TEST_SEARCH_HOSTS calls it. */
  name: string;
  /** Without credentials. */
  url: string;
  username?: string;
  password?: string;
  /** The file with the certificate authority. */
  ca?: string;
  /** True when it wants to know who asks. */
  secured: boolean;
}

/** Reads `[name=]URL,…`; a URL may hold user and password, and `?ca=FILE`. */
export function parseServers(text: string): SearchServer[] {
  const entries = text
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
  return entries.map((entry) => {
    const [, given, address = ""] = /^(?:(\w+)=)?(.*)$/.exec(entry) ?? [];
    const url = new URL(address.includes("://") ? address : `http://${address}`);
    const ca = url.searchParams.get("ca");
    const { username, password } = url;
    return {
      name: given ?? url.host,
      url: url.origin,
      secured: username !== "",
      ...(username === ""
        ? {}
        : { username: decodeURIComponent(username), password: decodeURIComponent(password) }),
      ...(ca === null ? {} : { ca }),
    };
  });
}

export function searchServers(): SearchServer[] {
  return parseServers(process.env.TEST_SEARCH_HOSTS ?? "");
}

/** The tests of each server; without one, a test that says so and is skipped. */
export function describeOnServers(title: string, tests: (server: SearchServer) => void): void {
  const servers = searchServers();
  if (servers.length === 0) it.skip(`${title} (skipped: no search server)`, () => {});
  for (const server of servers) describe(`${title}: ${server.name}`, () => tests(server));
}

/** What the program's environment needs to reach a server. */
export function environmentOf({ url, username, password, ca }: SearchServer): Record<string, string> {
  return {
    ES_HOST: url,
    ...(username === undefined || password === undefined
      ? {}
      : { ES_USERNAME: username, ES_PASSWORD: password }),
    ...(ca === undefined ? {} : { ES_CA_FILE: ca }),
  };
}

const agents = new Map<string, Agent>();

/** One request as the server's administrator; a text is sent as NDJSON. */
export async function request(
  { url, username, password, ca }: SearchServer,
  method: "GET" | "HEAD" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
  // biome-ignore lint/suspicious/noExplicitAny: the servers' own JSON, looked at by each test
): Promise<{ status: number; headers: Record<string, unknown>; body: any }> {
  const token = Buffer.from(`${username}:${password}`).toString("base64");
  if (ca !== undefined && !agents.has(ca)) {
    agents.set(ca, new Agent({ connect: { ca: readFileSync(ca, "utf8") } }));
  }
  const dispatcher = ca === undefined ? undefined : agents.get(ca);
  const answer = await send(url + path, {
    method,
    headers: {
      "content-type": typeof body === "string" ? "application/x-ndjson" : "application/json",
      ...(username === undefined ? {} : { authorization: `Basic ${token}` }),
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    ...(dispatcher === undefined ? {} : { dispatcher }),
  });
  const text = await answer.body.text();
  const headers = answer.headers as Record<string, unknown>;
  try {
    return { status: answer.statusCode, headers, body: JSON.parse(text) };
  } catch {
    return { status: answer.statusCode, headers, body: text };
  }
}
