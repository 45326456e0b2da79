/** The dashboard behind a socket: where it listens, by which names it is known, the files of its page. */

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { hostname, networkInterfaces } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import type { PageFile } from "../dashboard/app.ts";
import { ConfigurationError, messageOf } from "../errors.ts";
import type { Flags } from "../setting-sources.ts";
import { wrong } from "../setting-values.ts";
import { usualPort } from "./dashboard-flags.ts";

export interface Place {
  host: string;
  /** Undefined: the usual one, or any that is free. */
  port: number | undefined;
  /** Only this machine can ask. */
  isLoopback: boolean;
}

export interface Served {
  /** With a slash at its end. */
  url: string;
  close(): Promise<void>;
}

interface App {
  fetch(request: Request): Response | Promise<Response>;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** @param given the flag's value. @throws ConfigurationError */
export function placeOf(given: Flags[string], port: number | undefined): Place {
  const said = typeof given === "string" ? given.trim().replace(/^\[(.*)\]$/, "$1") : "127.0.0.1";
  if (said === "" || /[\s/:@]/.test(said.replaceAll(/[\da-f]*:[\da-f:.]*/gi, "")))
    throw wrong("host", "an address of this machine", String(given), "--host 0.0.0.0, all of them");
  const host = asBrowsersSay(said);
  return { host, port, isLoopback: /^(localhost|127(\.\d+){3}|::1)$/i.test(host) };
}

/** `127.1` is 127.0.0.1 to a browser, and this is what it asks for. */
function asBrowsersSay(host: string): string {
  const url = `http://${bracketed(host)}/`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[(.*)\]$/, "$1") : host;
}

function bracketed(name: string): string {
  return name.includes(":") ? `[${name}]` : name;
}

/**
 * Listens. @param make is told by which names browsers may ask.
 * @throws ConfigurationError where the address is not to be had
 */
export async function listen(place: Place, make: (hosts: string[]) => App): Promise<Served> {
  const { host, port = usualPort } = place;
  let app: App | undefined;
  const server = createAdaptorServer({
    hostname: host,
    overrideGlobalObjects: false,
    fetch: (request) => app?.fetch(request) ?? new Response("", { status: 503 }),
  });
  const tryPort = (wanted: number) =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(wanted, host, () => {
        server.off("error", reject);
        resolve();
      });
    });
  try {
    await tryPort(port);
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    if (!isTaken || place.port !== undefined) throw cannotListen(place, error);
    await tryPort(0);
  }
  const at = (server.address() as AddressInfo).port;
  const names = namesOf(place);
  app = make(names.map((name) => `${name}:${at}`));
  return {
    url: `http://${names[0]}:${at}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

function cannotListen({ host, port = usualPort }: Place, error: unknown): ConfigurationError {
  const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
  return new ConfigurationError({
    operation: "dashboard",
    subject: `${host}:${port}`,
    reason: isTaken ? "something else listens there" : messageOf(error),
    hint: isTaken ? "--port 0, any that is free" : "--host with an address of this machine, or none",
  });
}

/** The names that lead here, the one to print first. */
function namesOf({ host, isLoopback }: Place): string[] {
  if (isLoopback) return [...new Set([bracketed(host), "127.0.0.1", "localhost", "[::1]"])];
  if (host !== "0.0.0.0" && host !== "::") return [bracketed(host)];
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address }) => bracketed(address)),
  );
  return [...new Set([hostname(), ...addresses, "localhost"])];
}

/** The files of the page as they were built. @throws ConfigurationError where they are not there */
export function readPageFiles(): Map<string, PageFile> {
  const folder = fileURLToPath(new URL("../dashboard/page/", import.meta.url));
  try {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return new Map(
      names.map((entry) => {
        const file = join(entry.parentPath, entry.name);
        const path = `/${file.slice(folder.length).replaceAll("\\", "/")}`;
        const type = types[extname(file)] ?? "application/octet-stream";
        return [
          path,
          { type, body: new Uint8Array(readFileSync(file)), isHashed: path.startsWith("/assets/") },
        ];
      }),
    );
  } catch (error) {
    throw new ConfigurationError({
      operation: "dashboard",
      reason: `the page is not built: ${messageOf(error)}`,
      hint: "npm run build",
    });
  }
}

/** @returns false where nothing could be started */
export async function openInBrowser(address: string): Promise<boolean> {
  const commands: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
    darwin: ["open"],
    win32: ["rundll32", "url.dll,FileProtocolHandler"],
  };
  const [command, ...args] = commands[process.platform] ?? ["xdg-open"];
  const hasScreen = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!hasScreen) return false;
  const child = spawn(command, [...args, address], { stdio: "ignore", detached: true });
  child.unref();
  return new Promise((resolve) => {
    child.once("spawn", () => resolve(true));
    child.once("error", () => resolve(false));
  });
}
