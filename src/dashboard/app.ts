/**
 * The dashboard as a function of requests: answers out of the store as JSON or CSV, and the page that shows them.
 * Nothing is written, whatever is asked.
 */

import { Hono } from "hono";
import { compress } from "hono/compress";
import { StoreHeld } from "../destinations/source.ts";
import { ConfigurationError, DestinationError, HarvesterError, SubjectFailed } from "../errors.ts";
import type { Answer, Ask, Envelope, Refusal } from "./answer.ts";
import { answers } from "./answers/answers.ts";
import { csvLines } from "./csv.ts";
import { guardRequests } from "./guard.ts";
import { Memory } from "./memory.ts";
import { Query } from "./query.ts";

/** A file of the page. */
export interface PageFile {
  type: string;
  body: Uint8Array<ArrayBuffer>;
  /** Named after what is in it, so that it may be kept for ever. */
  isHashed: boolean;
}

export interface DashboardOptions {
  /** `host:port` as browsers may name this place. */
  hosts: readonly string[];
  /** What one must know; absent where only this machine can ask. */
  token?: string;
  /** The files of the page by their path, `/index.html` among them. */
  files: ReadonlyMap<string, PageFile>;
  /** Changes with the store; undefined where that cannot be told. */
  stamp(): Promise<string | undefined>;
  log: { warn(message: string): void; error(message: string): void };
}

export function createDashboard(ask: Ask, options: DashboardOptions): Hono {
  const app = new Hono();
  const memory = new Memory(ask.now, options.stamp);
  app.use(guardRequests(options));
  app.use(compress());
  for (const answer of answers) {
    app.get(`/api/${answer.name}`, async (context) => {
      const { searchParams, search } = new URL(context.req.url);
      const query = new Query(searchParams, { timeZone: ask.timeZone, now: ask.now() });
      if (searchParams.get("format") === "csv") return tableOf(answer, ask, query);
      const known = await memory.recall(
        `${answer.name}${search}`,
        () => answer.read(ask, query),
        answer.freshMs,
      );
      return context.json(known satisfies Envelope);
    });
  }
  app.get("/api/*", (context) => context.json({ reason: "there is no such answer" } satisfies Refusal, 404));
  app.get("*", (context) => {
    const { pathname } = new URL(context.req.url);
    // Every page is the same file: which one it is its script reads from the address.
    const path = pathname.includes(".") ? pathname : "/index.html";
    const file = options.files.get(path);
    if (file === undefined) return context.text("There is no such page.", 404);
    return context.body(file.body, 200, {
      "content-type": file.type,
      "cache-control": file.isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    });
  });
  app.onError((error, context) => {
    const { status, refusal } = refusalOf(error);
    if (status === 500)
      options.log.error(`answer a question of the dashboard: ${error.stack ?? error.message}`);
    else if (status === 503) options.log.warn(error.message);
    return context.json(refusal, status);
  });
  return app;
}

async function tableOf(answer: Answer, ask: Ask, query: Query): Promise<Response> {
  if (answer.table === undefined)
    throw new ConfigurationError({ operation: answer.name, reason: "it is no table" });
  const lines = csvLines(await answer.table(ask, query))[Symbol.asyncIterator]();
  // What is wrong with the question or the store shows before the first line is sent.
  const first = await lines.next();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(first.value ?? "")),
    pull: async (controller) => {
      const { done, value } = await lines.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await lines.return?.(undefined)),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="zoom-${answer.name}.csv"`,
    },
  });
}

function refusalOf(error: Error): { status: 400 | 404 | 500 | 503; refusal: Refusal } {
  if (!(error instanceof HarvesterError))
    return { status: 500, refusal: { reason: "this is a bug of zoom-harvester; its log says more" } };
  const { reason, hint } = error.explanation;
  const refusal: Refusal = { reason, ...(hint === undefined ? {} : { hint }) };
  if (error instanceof ConfigurationError) return { status: 400, refusal };
  if (error instanceof SubjectFailed) return { status: 404, refusal };
  if (error instanceof StoreHeld) return { status: 503, refusal: { ...refusal, again: true } };
  return { status: error instanceof DestinationError ? 503 : 500, refusal };
}
