/** A search server of a test's own, to be stopped, killed and started again. */

import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseServers, type SearchServer } from "./search-servers.ts";

export interface PrivateServer extends SearchServer {
  stop(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

interface Control {
  startServer(
    kind: string,
    options: { port: number; folder: string; settings?: Record<string, string>; heapMb?: number },
  ): Promise<{ url: string; stop(): Promise<void>; kill(): Promise<void>; restart(): Promise<void> }>;
}

/** Starts a server without security; `settings` are lines of elasticsearch.yml. */
export async function startPrivateServer(
  kind: "es8" | "os3",
  port: number,
  settings: Record<string, string> = {},
  heapMb = 512,
): Promise<PrivateServer> {
  const path = fileURLToPath(new URL("../../scripts/search-servers/server.mjs", import.meta.url));
  const control = (await import(path)) as Control;
  const base = mkdtempSync(join(tmpdir(), "zoom-harvester-server-"));
  // The server runs as somebody else.
  chmodSync(base, 0o755);
  const server = await control.startServer(kind, { port, folder: join(base, "server"), settings, heapMb });
  const [parsed] = parseServers(`${kind}=${server.url}`);
  if (parsed === undefined) throw new Error(`Expected a server at ${server.url}`);
  return {
    ...parsed,
    stop: server.stop,
    kill: server.kill,
    restart: server.restart,
    remove: async () => {
      await server.kill();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
