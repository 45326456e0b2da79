/** The proxy between this computer and Zoom: which one is meant, by the rules of the HTTP client, and is it there. */

import type { Config } from "../config.ts";
import { bad, type Check, good } from "./check.ts";
import type { DoctorEffects } from "./effects.ts";

type Proxies = Config["proxies"];

const knockMs = 5_000;

/** The proxy's address for a URL as the environment has it; undefined when the URL is reached without one. */
export function proxyFor(url: string, { httpProxy, httpsProxy, noProxy }: Proxies): string | undefined {
  const { protocol, hostname, port } = new URL(url);
  const proxy = (protocol === "https:" && httpsProxy) || httpProxy;
  if (proxy === undefined || proxy === "") return undefined;
  const isOurs = (port || (protocol === "https:" ? "443" : "80")) as string;
  const passes = (noProxy ?? "").split(/[,\s]+/).some((entry) => {
    const [, name = "", only = isOurs] = /^(.+?)(?::(\d+))?$/.exec(entry) ?? [];
    const host = name.replace(/^\*?\./, "").toLowerCase();
    return host !== "" && only === isOurs && (hostname === host || hostname.endsWith(`.${host}`));
  });
  return passes || noProxy?.trim() === "*" ? undefined : proxy;
}

/** Host and port of a proxy's address, never its credentials; undefined for what is no address of a proxy. */
export function proxyName(address: string): { host: string; hostname: string; port: number } | undefined {
  try {
    const { protocol, hostname, port } = new URL(address);
    if (protocol !== "http:" && protocol !== "https:") return undefined;
    const number = Number(port) || (protocol === "https:" ? 443 : 80);
    return { host: `${hostname}:${number}`, hostname: hostname.replace(/^\[|\]$/g, ""), port: number };
  } catch {
    return undefined;
  }
}

const hint = "HTTPS_PROXY as http://host:port of a proxy that runs, or NO_PROXY with Zoom's hosts";

/** @returns undefined when Zoom is reached without a proxy. */
export async function probeProxy(
  effects: Pick<DoctorEffects, "knock">,
  { apiUrl, oauthUrl, proxies }: Pick<Config, "apiUrl" | "oauthUrl" | "proxies">,
): Promise<Check | undefined> {
  const { httpProxy, httpsProxy } = proxies;
  for (const [variable, value] of Object.entries({ HTTPS_PROXY: httpsProxy, HTTP_PROXY: httpProxy })) {
    if (value === undefined || value === "" || proxyName(value) !== undefined) continue;
    return bad("proxy", `${variable} is no address of a proxy`, hint);
  }
  const used = [oauthUrl, apiUrl].flatMap((url) => proxyFor(url, proxies) ?? []);
  const names: string[] = [];
  for (const address of new Set(used)) {
    const name = proxyName(address);
    if (name === undefined) continue;
    try {
      await effects.knock(name.hostname, name.port, knockMs);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return bad("proxy", `the proxy ${name.host} does not answer (${code ?? message})`, hint);
    }
    names.push(name.host);
  }
  return names.length === 0 ? undefined : good("proxy", `Zoom is reached through ${names.join(" and ")}`);
}

/** A proxy that answers and does not pass on: undici tells its status in the message. */
export function judgeTunnel(proxy: string, failure: string): Check | undefined {
  const status = /Proxy response \((\d+)\)/.exec(failure)?.[1];
  if (status === undefined) return undefined;
  return status === "407"
    ? bad(
        "proxy",
        `the proxy ${proxy} wants to know who asks (407)`,
        "HTTPS_PROXY with the user and the password in it",
      )
    : bad(
        "proxy",
        `the proxy ${proxy} does not pass on to Zoom (${status})`,
        "asking who runs the proxy to let Zoom through",
      );
}
