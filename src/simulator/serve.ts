/**
 * The simulator behind a port of 127.0.0.1. Faults that concern the connection are played here: reset, hang,
 * truncate.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Outcome } from "./gate.ts";
import type { GivenOptions } from "./options.ts";
import { type Credentials, createSimulator, type SimulatorEffects } from "./simulator.ts";
import { firstHalf } from "./wire.ts";

/** A simulator that listens. */
export interface ServedSimulator {
  /** `http://127.0.0.1:PORT`, without a path. */
  readonly url: string;
  readonly credentials: Credentials;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

async function truncate(outgoing: ServerResponse, response: Response): Promise<void> {
  const { half, length } = await firstHalf(response);
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), "content-length": length });
  outgoing.write(half, () => outgoing.socket?.destroy());
}

function hang(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => incoming.socket.once("close", () => resolve()));
}

async function play({ response, wire }: Outcome, { incoming, outgoing }: HttpBindings): Promise<Response> {
  if (wire === undefined) return response;
  if (wire === "reset") incoming.socket.resetAndDestroy();
  else if (wire === "hang") await hang(incoming);
  else await truncate(outgoing, response);
  return RESPONSE_ALREADY_SENT;
}

/** Serves a simulator on `options.port`, or on a free port for 0. Rejects when the port is taken. */
export async function serveSimulator(
  options: GivenOptions = {},
  effects: SimulatorEffects = {},
): Promise<ServedSimulator> {
  const simulator = createSimulator(options, effects);
  const { port, latency } = simulator.options;
  const server = createAdaptorServer({
    hostname: "127.0.0.1",
    overrideGlobalObjects: false,
    fetch: async (request, bindings) => {
      const outcome = await simulator.answer(request);
      if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
      return play(outcome, bindings as HttpBindings);
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    credentials: simulator.credentials,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
