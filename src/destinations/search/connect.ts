/** From settings to a search engine that is known and answers. */

import type { SearchSettings } from "../../search-settings.ts";
import { createTransport } from "./client.ts";
import { type Engine, findPinned, identify } from "./identify.ts";
import { checkPrefix } from "./index-names.ts";
import { Patience, type PatienceEffects } from "./patience.ts";
import { Requests } from "./requests.ts";
import type { SearchTransport } from "./transport.ts";

export interface Connection {
  transport: SearchTransport;
  requests: Requests;
  patience: Patience;
  engine: Engine;
}

/**
 * Connects; nothing is changed in the cluster.
 * @param version the program's. @param interrupted fires when the user wants to end.
 * @throws DestinationError that says what is wrong with the prefix, the hosts, TLS, credentials, product or version.
 */
export async function connectSearch(
  effects: PatienceEffects,
  settings: SearchSettings,
  version: string,
  interrupted?: AbortSignal,
): Promise<Connection> {
  const { prefix, patienceMs } = settings;
  const hosts = settings.hosts.map(({ origin }) => origin).join(", ");
  checkPrefix(prefix, hosts);
  const pinned = await findPinned(settings, hosts);
  const userAgent = `zoom-harvester/${version}`;
  const transport = await createTransport({ settings, userAgent, pinned });
  try {
    const engine = await identify(transport, settings);
    const patience = new Patience(effects, { hosts, patienceMs, interrupted });
    return { transport, requests: new Requests(transport, patience), patience, engine };
  } catch (error) {
    await transport.close();
    throw error;
  }
}
