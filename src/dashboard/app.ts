/**
 * The dashboard as a function of requests: answers out of the store as JSON or CSV, and the page that shows them.
 * Nothing is written, whatever is asked.
 */

import { type Context, Hono } from "hono";
import { compress } from "hono/compress";
import { StoreHeld } from "../destinations/source.ts";
import {
  ConfigurationError,
  DestinationError,
  DestinationLost,
  HarvesterError,
  messageOf,
  SubjectFailed,
} from "../errors.ts";
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
      if (searchParams.get("format") === "csv")
        return tableOf(context, await readTable(answer, ask, query), options.log);
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
    // A store that is held is asked again by every panel until it is free: the page says so.
    else if (status === 503 && !(error instanceof StoreHeld)) options.log.warn(error.message);
    return context.json(refusal, status);
  });
  return app;
}

/** @throws ConfigurationError for what is no table, and what reading it throws */
async function readTable(answer: Answer, ask: Ask, query: Query): Promise<CsvFile> {
  if (answer.table === undefined)
    throw new ConfigurationError({ operation: answer.name, reason: "it is no table" });
  return { name: `zoom-${answer.name}.csv`, lines: csvLines(await answer.table(ask, query)) };
}

interface CsvFile {
  name: string;
  lines: AsyncGenerator<string>;
}

async function tableOf(
  context: Context,
  { name, lines }: CsvFile,
  log: DashboardOptions["log"],
): Promise<Response> {
  // What is wrong with the question or the store shows before the first line is sent.
  const first = await lines.next();
  const headers = {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}"`,
  };
  if (context.req.method === "HEAD") {
    await lines.return(undefined);
    return context.body(null, 200, headers);
  }
  const encoder = new TextEncoder();
  let isWanted = true;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(first.value ?? "")),
    pull: async (controller) => {
      try {
        const { done, value } = await lines.next();
        // Somebody may have gone while the lines were read: then the stream is closed already.
        if (!isWanted) return;
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        // The answer has begun: the browser sees a download that failed, and only the log can say why.
        log.error(`${name} could not be read to its end: ${messageOf(error)}`);
        throw error;
      }
    },
    cancel: async () => {
      isWanted = false;
      await lines.return(undefined);
    },
  });
  return context.body(body, 200, headers);
}

function refusalOf(error: Error): { status: 400 | 404 | 500 | 503; refusal: Refusal } {
  if (!(error instanceof HarvesterError))
    return { status: 500, refusal: { reason: "this is a bug of zoom-harvester; its log says more" } };
  const { reason, hint } = error.explanation;
  const refusal: Refusal = { reason, ...(hint === undefined ? {} : { hint }) };
  if (error instanceof ConfigurationError) return { status: 400, refusal };
  if (error instanceof SubjectFailed) return { status: 404, refusal };
  if (error instanceof StoreHeld) return { status: 503, refusal: { ...refusal, again: true } };
  // What there is to do is said to whoever harvests; here it is to wait.
  if (error instanceof DestinationLost) return { status: 503, refusal: { reason, again: true } };
  return { status: error instanceof DestinationError ? 503 : 500, refusal };
}
