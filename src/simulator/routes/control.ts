/**
 * The simulator's own routes: the truth, the log of requests, the app's state. They need no token and are no part of
 * Zoom.
 */
import { dayNumber } from "../account.ts";
import type { Plan } from "../endpoint.ts";
import { invalidParameter } from "../errors.ts";
import { effectivePlan } from "../plans.ts";
import type { RequestLog } from "../request-log.ts";
import { choiceSwitches } from "../switches.ts";
import type { Tokens } from "../tokens.ts";
import type { Truth } from "../truth.ts";
import { truthLines, webinarLines } from "../truth-rows.ts";
import type { World } from "../world.ts";

function readDays({ account }: World, query: URLSearchParams): readonly [number, number] {
  const read = (name: string, fallback: number) => {
    const text = query.get(name);
    if (text === null || text === "") return fallback;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw invalidParameter(name, "Expected yyyy-mm-dd.");
    return dayNumber(text);
  };
  return [read("from", account.firstDay), read("to", account.lastDay)];
}

/** `GET /_simulator/truth?from=D&to=D[&plan=P]`. */
export async function truthAnswer(world: World, truth: Truth, query: URLSearchParams): Promise<Response> {
  const [from, to] = readDays(world, query);
  const plan = query.get("plan") ?? effectivePlan(world.options);
  if (!["free", "pro", "business"].includes(plan))
    throw invalidParameter("plan", "Expected free, pro, business.");
  return Response.json(await truth.summary(from, to, plan as Plan));
}

/** `GET /_simulator/truth/rows?from=D&to=D[&of=webinars]`: NDJSON, made as fast as it is read. */
export function truthRowsAnswer(world: World, query: URLSearchParams): Response {
  const of = query.get("of") ?? "meetings";
  if (of !== "meetings" && of !== "webinars") throw invalidParameter("of", "Expected meetings, webinars.");
  const lines = (of === "webinars" ? webinarLines : truthLines)(world, ...readDays(world, query));
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      let chunk = "";
      while (chunk.length < 65_536) {
        const { done, value } = lines.next();
        if (done) {
          if (chunk !== "") controller.enqueue(encoder.encode(chunk));
          controller.close();
          return;
        }
        chunk += value;
      }
      controller.enqueue(encoder.encode(chunk));
    },
  });
  return new Response(body, { headers: { "Content-Type": "application/x-ndjson" } });
}

/** `GET /_simulator/requests[?log=1]`. */
export function requestsAnswer(log: RequestLog, query: URLSearchParams): Response {
  return Response.json(log.summary(query.get("log") === "1"));
}

/** `POST /_simulator/app?state=active|deactivated`. */
export function appAnswer(tokens: Tokens, query: URLSearchParams): Response {
  const [states] = choiceSwitches.app;
  const state = states.find((one) => one === query.get("state"));
  if (state === undefined) throw invalidParameter("state", `Expected ${states.join(", ")}.`);
  tokens.setApp(state);
  return Response.json({ app: state });
}

/** `POST /_simulator/revoke`: every token given so far is invalid, a new one is valid. */
export function revokeAnswer(tokens: Tokens): Response {
  return Response.json({ revoked: tokens.revoke() });
}
