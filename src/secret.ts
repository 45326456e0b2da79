/** A value that cannot be printed: not by a log, not by JSON, not by an error that carries it. */

import { inspect } from "node:util";

/** Holds a credential; only {@link reveal} gives it back, and only the authorization header calls that. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it where the header is built and nowhere else. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [inspect.custom](): string {
    return "[secret]";
  }
}
