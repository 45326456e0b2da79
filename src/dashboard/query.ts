/** A question's parameters, read and checked in one voice. */

import { ConfigurationError } from "../errors.ts";
import { readDay, readTimeZone } from "../setting-values.ts";
import { type Day, type Span, spanOfDays } from "../time.ts";

/** Longer ones are no question of somebody's. */
const longestText = 300;
/** Before Zoom there was no meeting, and days without one are counted and drawn, too. */
const firstDay = "2011-01-01";

export type Order = "ascending" | "descending";

export class Query {
  readonly #parameters: URLSearchParams;
  readonly #now: number;
  /** The zone that days and hours are of. */
  readonly timeZone: string;

  /** @param timeZone where the question names none. @throws ConfigurationError */
  constructor(parameters: URLSearchParams, { timeZone, now }: { timeZone: string; now: number }) {
    this.#parameters = parameters;
    this.#now = now;
    this.timeZone = readTimeZone(parameters.get("tz")?.trim() || timeZone);
  }

  /** Trimmed; undefined where it is not there or empty. @throws ConfigurationError */
  text(name: string): string | undefined {
    const text = this.#parameters.get(name)?.trim();
    if (text !== undefined && text.length > longestText)
      throw wrongQuery(name, "shorter", `${text.length} characters`);
    return text === "" ? undefined : text;
  }

  /** What something is named by, byte for byte. @throws ConfigurationError where it is not said */
  key(name: string): string {
    const key = this.#parameters.get(name) ?? "";
    if (key === "") throw wrongQuery(name, "given", "nothing");
    return key;
  }

  /** @throws ConfigurationError for anything else */
  choice<T extends string>(name: string, choices: readonly [T, ...T[]]): T {
    const text = this.text(name) ?? choices[0];
    const found = choices.find((choice) => choice === text);
    if (found === undefined) throw wrongQuery(name, `one of ${choices.join(", ")}`, text);
    return found;
  }

  /** A whole number from 0 on. @throws ConfigurationError */
  count(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const count = Number(text);
    if (!Number.isSafeInteger(count) || count < 0) throw wrongQuery(name, "a whole number", text);
    return count;
  }

  /** The page of a table, from 1. @throws ConfigurationError */
  page(name = "page"): number {
    return Math.max(1, this.count(name) ?? 1);
  }

  /** In which order a table stands: the usual one where nothing is said. @throws ConfigurationError */
  order(usual: Order): Order {
    return this.choice("order", usual === "ascending" ? [usual, "descending"] : [usual, "ascending"]);
  }

  flag(name: string): boolean {
    return this.choice(name, ["no", "yes"]) === "yes";
  }

  /** @throws ConfigurationError for what is no day, or one that is still to come */
  day(name: string): Day | undefined {
    const text = this.text(name) ?? "";
    try {
      return readDay(name, text, this.#now, this.timeZone);
    } catch {
      // What is wrong there is told of a flag.
      throw wrongQuery(name, "a day that exists (YYYY-MM-DD), no later than today", text);
    }
  }

  /** The days from `from` to `to`, as far as they are said. @throws ConfigurationError */
  days(): { from: Day | undefined; to: Day | undefined } {
    const [from, to] = [this.day("from"), this.day("to")];
    if (from !== undefined && to !== undefined && from > to)
      throw wrongQuery("from", `no later than ${to}`, from);
    for (const [name, day] of Object.entries({ from, to }))
      if (day !== undefined && day < firstDay) throw wrongQuery(name, `${firstDay} or later`, day);
    return { from, to };
  }

  /** The same as a stretch of time; undefined where neither is said. @throws ConfigurationError */
  span(): Span | undefined {
    const { from, to } = this.days();
    if (from === undefined && to === undefined) return undefined;
    const [first, last] = [from ?? "1970-01-02", to];
    const { start } = spanOfDays(first, first, this.timeZone);
    return { start, end: last === undefined ? this.#now : spanOfDays(last, last, this.timeZone).end };
  }
}

/** What is wrong with a question. */
export function wrongQuery(name: string, expected: string, got: string): ConfigurationError {
  return new ConfigurationError({
    operation: "read the question",
    reason: `expected \`${name}\` to be ${expected}, got "${got.slice(0, 100)}"`,
    hint: "the page without it",
  });
}
