/**
 * Everything the program does to the outside world, as arguments: clock, random, waiting, HTTP, log.
 * Nothing else touches timers, `Date.now`, `process.env` or the console; tests pass their own.
 */

/** Key and value pairs of a log line; never a name, an e-mail, a token or a secret. */
export type LogFields = Record<string, string | number | boolean | undefined>;

export interface Logger {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
}

export interface HttpRequest {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** Milliseconds until the attempt counts as failed, headers and body together. */
  timeoutMs: number;
  /** Ends the attempt at once. */
  signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The whole body. */
  text: string;
}

/** One HTTP attempt. @throws any Error when no whole answer came (refused, reset, cut off, too late). */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

export interface Effects {
  /** Wall clock, milliseconds since the epoch. */
  now(): number;
  /** Monotonic milliseconds, for waiting and measuring; unaffected by changes of the wall clock. */
  elapsed(): number;
  /** Waits. @throws AbortError when the signal fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
  log: Logger;
  send: Send;
}
