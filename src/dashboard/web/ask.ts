/** Asks the program that serves the page. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Envelope, Refusal as Refused } from "../answer.ts";
import { searchOf } from "./address.ts";

/** Why there is no answer. */
export interface Refusal extends Refused {
  /** Nobody answers: the program that serves the page has ended, or cannot be reached. */
  isAway?: true;
}

export interface Asking<T> {
  /** What is known: while something else is asked for still what was before. */
  answer: T | undefined;
  /** When it was read, ISO 8601 UTC. */
  at: string | undefined;
  /** A harvest keeps the store just now: this is what was read before. */
  isOld: boolean;
  isLoading: boolean;
  refusal: Refusal | undefined;
  again(): void;
}

/** How soon to ask again while somebody else has the store. */
const againMs = 1_500;

/** The path of an answer; `format: "csv"` for it as a file. */
export function pathOf(name: string, asked: Readonly<Record<string, string | number | undefined>>): string {
  return `/api/${name}${searchOf(asked)}`;
}

/** @param every milliseconds after which to ask again while the page is seen; undefined: only once. */
export function useAnswer<T>(
  name: string,
  asked: Readonly<Record<string, string | number | undefined>>,
  every?: number,
): Asking<T> {
  const path = pathOf(name, asked);
  const [state, setState] = useState<Omit<Asking<T>, "again">>(nothing);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const latest = useRef("");
  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isOther = latest.current !== path;
    latest.current = path;
    setState((before) => ({ ...before, isLoading: true, ...(isOther ? { refusal: undefined } : {}) }));
    fetchAnswer<T>(path, controller.signal).then(
      (next) => {
        if (controller.signal.aborted) return;
        setState((before) => ({ ...before, refusal: undefined, ...next, isLoading: false }));
        const isHeld = next.refusal?.again === true || next.isOld === true;
        const wait = isHeld ? againMs : every;
        if (wait !== undefined) timer = setTimeout(askWhenSeen, wait);
      },
      () => {},
    );
    function askWhenSeen(): void {
      if (document.visibilityState === "visible") again();
      else document.addEventListener("visibilitychange", again, { once: true, signal: controller.signal });
    }
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [path, round, every, again]);
  return { ...state, again };
}

const nothing = { answer: undefined, at: undefined, isOld: false, isLoading: true, refusal: undefined };

async function fetchAnswer<T>(
  path: string,
  signal: AbortSignal,
): Promise<Partial<Pick<Asking<T>, "answer" | "at" | "isOld" | "refusal">>> {
  try {
    const response = await fetch(path, { signal });
    if (response.ok) {
      const { at, old, answer } = (await response.json()) as Envelope<T>;
      return { answer, at, isOld: old === true };
    }
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    const refusal = isJson ? ((await response.json()) as Refusal) : { reason: await response.text() };
    // What was known of another question is no answer to this one, unless the store is only busy.
    return refusal.again === true ? { refusal } : { refusal, answer: undefined };
  } catch (error) {
    if (signal.aborted) throw error;
    const reason = "the dashboard does not answer";
    return { refusal: { reason, hint: "starting it again", again: true, isAway: true } };
  }
}
