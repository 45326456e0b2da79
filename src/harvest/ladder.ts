/**
 * Which of Zoom's calls the account is allowed: a stream's sources are tried from the richest down, each is asked once,
 * and a refusal is remembered for the account, so that the next run does not ask again before it has a reason to.
 */

import { hash } from "node:crypto";
import type { Destination } from "../destinations/destination.ts";
import type { JsonObject } from "../document.ts";
import type { Effects } from "../effects.ts";
import { isDashboard, type Plan, plans } from "../endpoint.ts";
import {
  CredentialsRefused,
  DashboardsRefused,
  ParametersRefused,
  PermissionRefused,
  RunStopped,
  StreamRefused,
  SubjectsUnknown,
  SubjectUnavailable,
} from "../errors.ts";
import type { Source } from "../streams/stream.ts";
import { dayMs } from "../time.ts";
import type { ZoomClient } from "../zoom/client.ts";

/** The fact that holds the refusals, by call. */
export const refusedCallsFact = "refused_calls";

/** After so long a refused call is asked again: a plan or a role may have changed without the scopes showing it. */
const rememberedMs = 7 * dayMs;

/** So many things that there is no permission for, one after the other, speak for the call. */
const enoughDoubts = 3;

interface Remembered {
  /** Of the scopes that the app had. */
  scopes: string;
  /** Milliseconds since the epoch, by call. */
  at: Record<string, number>;
}

export interface LadderOptions {
  /** The plan that the user names: what needs a higher one is not asked as long as something else is left. */
  plan?: Plan;
  /** Asks again what was refused before. */
  again: boolean;
}

export class Ladder {
  readonly #effects: Pick<Effects, "now">;
  readonly #zoom: Pick<ZoomClient, "logIn" | "token">;
  readonly #destination: Pick<Destination, "recall" | "remember">;
  readonly #options: LadderOptions;
  readonly #allowed = new Set<string>();
  readonly #refused = new Map<string, StreamRefused>();
  readonly #doubts = new Map<string, number>();
  readonly #asking = new Map<string, Promise<void>>();
  #remembered: Promise<Remembered> | undefined;
  #dashboards: DashboardsRefused | undefined;
  /** The source that each stream's documents of this run came from. */
  readonly used = new Map<string, string>();

  constructor(
    effects: Pick<Effects, "now">,
    zoom: Pick<ZoomClient, "logIn" | "token">,
    destination: Pick<Destination, "recall" | "remember">,
    options: LadderOptions,
  ) {
    this.#effects = effects;
    this.#zoom = zoom;
    this.#destination = destination;
    this.#options = options;
  }

  /** Those of the sources to be tried, the best first; never none. */
  async open(sources: readonly Source[]): Promise<Source[]> {
    const { at } = await this.#recall();
    const isHopeful = (source: Source) =>
      !this.#refused.has(nameOf(source)) &&
      at[nameOf(source)] === undefined &&
      this.#isInPlan(source.zoom.plan);
    const hopeful = sources.filter(isHopeful);
    if (hopeful.length > 0) return hopeful;
    const unasked = sources.filter((source) => !this.#refused.has(nameOf(source)));
    return unasked.length > 0 ? unasked : sources.slice(0, 1);
  }

  /** Whether each of the sources was refused, in this run or lately. */
  async isRefused(sources: readonly Source[]): Promise<boolean> {
    const { at } = await this.#recall();
    return sources.every((source) => this.#refused.has(nameOf(source)) || at[nameOf(source)] !== undefined);
  }

  /**
   * Runs an attempt with the best source that the account is allowed. The first one of each call goes alone: what it
   * learns holds for all that wait.
   * @param ofOne true where the attempt is about one thing of many, which may lack a permission that the others have.
   * @throws StreamRefused when Zoom refuses them all; what the attempt throws else.
   */
  async best<T>(
    stream: string,
    sources: readonly Source[],
    attempt: (source: Source) => Promise<T>,
    ofOne = false,
  ): Promise<T> {
    const refusals: StreamRefused[] = [];
    for (const source of await this.open(sources)) {
      try {
        await this.#refuseDashboards(source);
        const result = await this.#inTurn(nameOf(source), () => attempt(source), ofOne);
        this.used.set(stream, source.source);
        return result;
      } catch (error) {
        // That there is nothing of one subject is an answer of this source, too.
        if (error instanceof SubjectUnavailable) this.used.set(stream, source.source);
        if (!isRefusal(error)) throw error;
        refusals.push(error);
      }
    }
    throw together(refusals);
  }

  async #inTurn<T>(call: string, run: () => Promise<T>, ofOne: boolean): Promise<T> {
    for (;;) {
      const known = this.#refused.get(call);
      if (known !== undefined) throw known;
      const asking = this.#allowed.has(call) ? undefined : this.#asking.get(call);
      if (asking === undefined) break;
      await asking;
    }
    // A call that has worked and is refused now is refused for one subject: the others are asked as before.
    if (this.#allowed.has(call)) return run();
    let answered = () => {};
    this.#asking.set(call, new Promise((resolve) => (answered = resolve)));
    try {
      const result = await run();
      this.#allowed.add(call);
      return result;
    } catch (error) {
      if (isRefusal(error)) await this.#learn(call, error, ofOne);
      // Any other answer about a subject shows that the call itself is allowed.
      else if (!(error instanceof RunStopped || error instanceof CredentialsRefused)) this.#allowed.add(call);
      throw error;
    } finally {
      this.#asking.delete(call);
      answered();
    }
  }

  /** The call is refused, unless that may still be about the one thing that was asked for. */
  async #learn(call: string, error: StreamRefused, ofOne: boolean): Promise<void> {
    const { at } = await this.#recall();
    if (ofOne && error instanceof PermissionRefused && at[call] === undefined) {
      const doubts = (this.#doubts.get(call) ?? 0) + 1;
      this.#doubts.set(call, doubts);
      if (doubts < enoughDoubts) return;
    }
    await this.#refuse(call, error);
  }

  /** @throws DashboardsRefused for a dashboard of an account that has shown none, without a call. */
  async #refuseDashboards(source: Source): Promise<void> {
    const call = nameOf(source);
    if (this.#dashboards === undefined || !isDashboard(source.zoom) || this.#showsDashboards()) return;
    const { operation } = source.zoom;
    const error = new DashboardsRefused({ ...this.#dashboards.explanation, operation });
    await this.#refuse(call, error);
    throw error;
  }

  /** Then the refusal of one of them is about itself. */
  #showsDashboards(): boolean {
    return [...this.#allowed].some((path) => isDashboard({ path }));
  }

  async #refuse(call: string, error: StreamRefused): Promise<void> {
    if (error instanceof DashboardsRefused) this.#dashboards ??= error;
    if (this.#refused.has(call)) return;
    this.#refused.set(call, error);
    const remembered = await this.#recall();
    remembered.at[call] = this.#effects.now();
    await this.#destination.remember(refusedCallsFact, { ...remembered } as unknown as JsonObject);
  }

  #isInPlan(needed: Plan): boolean {
    const { plan } = this.#options;
    return plan === undefined || plans.indexOf(needed) <= plans.indexOf(plan);
  }

  #recall(): Promise<Remembered> {
    this.#remembered ??= this.#read();
    return this.#remembered;
  }

  async #read(): Promise<Remembered> {
    await this.#zoom.logIn();
    const scopes = hash("sha256", JSON.stringify([...this.#zoom.token.scopes].sort()), "base64url").slice(
      0,
      16,
    );
    const known = (await this.#destination.recall(refusedCallsFact)) as Partial<Remembered> | undefined;
    if (this.#options.again || known?.scopes !== scopes || known.at === undefined) return { scopes, at: {} };
    const now = this.#effects.now();
    const fresh = Object.entries(known.at).filter(([, at]) => at <= now && now - at < rememberedMs);
    return { scopes, at: Object.fromEntries(fresh) };
  }
}

/** Names a call: one path can list meetings and webinars, and be refused for one of them. */
function nameOf({ zoom: { path, query } }: Source): string {
  return query === undefined ? path : `${path}?${new URLSearchParams(query)}`;
}

/** Refused parameters say nothing about the call, nor does what kept it from being made. */
function isRefusal(error: unknown): error is StreamRefused {
  return (
    error instanceof StreamRefused &&
    !(error instanceof ParametersRefused || error instanceof SubjectsUnknown)
  );
}

function together(refusals: readonly StreamRefused[]): StreamRefused {
  const [first, ...more] = refusals;
  if (first === undefined) throw new TypeError("Expected a refusal, got none");
  const last = more.at(-1);
  if (last === undefined) return first;
  const { operation, subject, hint } = first.explanation;
  return new StreamRefused({
    operation,
    ...(subject === undefined ? {} : { subject }),
    reason: `Zoom refuses every source: ${refusals.map(({ explanation }) => explanation.reason).join("; ")}`,
    hint: [...new Set([last.explanation.hint, hint])].filter((text) => text !== undefined).join("; or "),
  });
}
