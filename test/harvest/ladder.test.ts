/** Which of a stream's sources is asked: by what Zoom has refused, in this run and before. */

import { describe, expect, test } from "vitest";
import type { Json } from "../../src/document.ts";
import { DashboardsRefused, QuotaUsedUp, StreamRefused, SubjectUnavailable } from "../../src/errors.ts";
import { Ladder, type LadderOptions } from "../../src/harvest/ladder.ts";
import { chatUsage } from "../../src/streams/chat-usage.ts";
import { rooms } from "../../src/streams/room.ts";
import { sessions } from "../../src/streams/session.ts";
import { type Source, sourcesOf } from "../../src/streams/stream.ts";

const dayMs = 86_400_000;
const sources = sourcesOf(sessions);
const refusal = () =>
  new StreamRefused({ operation: "list", reason: "not in this plan", hint: "a higher one" });

interface Account {
  facts: Map<string, Json>;
  scopes: string[];
  now: number;
}

const account = (): Account => ({ facts: new Map(), scopes: ["a", "b"], now: 1_000 * dayMs });

function ladderOf({ facts, scopes, now }: Account, options: Partial<LadderOptions> = {}): Ladder {
  const zoom = { logIn: async () => {}, token: { scopes } } as never;
  const memory = {
    recall: async (fact: string) => structuredClone(facts.get(fact)),
    remember: async (fact: string, value: Json) => void facts.set(fact, structuredClone(value)),
  };
  return new Ladder({ now: () => now }, zoom, memory, { again: false, ...options });
}

/** Tries, with the named sources refused. @returns the sources that were asked. */
async function asked(ladder: Ladder, refused: readonly string[]): Promise<string[]> {
  const tried: string[] = [];
  const attempt = async ({ source }: Source) => {
    tried.push(source);
    if (refused.includes(source)) throw refusal();
  };
  await ladder.best("sessions", sources, attempt).catch((error: unknown) => {
    if (!(error instanceof StreamRefused)) throw error;
    tried.push("refused");
  });
  return tried;
}

describe("of a stream's sources", () => {
  test("the richest that is allowed is used, and named", async () => {
    const ladder = ladderOf(account());
    expect(await asked(ladder, [])).toEqual(["dashboard"]);
    expect(await asked(ladder, ["dashboard"])).toEqual(["dashboard", "report"]);
    expect(ladder.used.get("sessions")).toBe("report");
  });

  test("one that was refused is not asked again by the same run", async () => {
    const ladder = ladderOf(account());
    await asked(ladder, ["dashboard", "report"]);
    expect(await asked(ladder, ["dashboard", "report"])).toEqual(["past"]);
  });

  test("one that was refused is not asked again by the next run either", async () => {
    const one = account();
    await asked(ladderOf(one), ["dashboard"]);
    expect(await asked(ladderOf(one), ["dashboard"])).toEqual(["report"]);
  });

  test("one that was refused is asked again when the app's scopes have changed", async () => {
    const one = account();
    await asked(ladderOf(one), ["dashboard"]);
    expect(await asked(ladderOf({ ...one, scopes: ["a", "b", "c"] }), [])).toEqual(["dashboard"]);
  });

  test("one that was refused is asked again after a week, and with --again", async () => {
    const one = account();
    await asked(ladderOf(one), ["dashboard"]);
    expect(await asked(ladderOf({ ...one, now: one.now + 6 * dayMs }), [])).toEqual(["report"]);
    expect(await asked(ladderOf({ ...one, now: one.now + 7 * dayMs }), [])).toEqual(["dashboard"]);
    await asked(ladderOf(one, { again: true }), ["dashboard"]);
    expect(await asked(ladderOf(one, { again: true }), [])).toEqual(["dashboard"]);
  });

  test("when all are refused the refusal names every reason, and the next run asks once", async () => {
    const one = account();
    const ladder = ladderOf(one);
    const attempt = async () => {
      throw refusal();
    };
    await expect(ladder.best("sessions", sources, attempt)).rejects.toThrow(
      /every source: not in this plan; not in this plan; not in this plan\. Try: a higher one/,
    );
    expect(await asked(ladderOf(one), ["dashboard", "report", "past"])).toContain("dashboard");
  });

  test("those above the plan that the user names are not asked while others are left", async () => {
    expect(await asked(ladderOf(account(), { plan: "pro" }), [])).toEqual(["report"]);
    expect(await asked(ladderOf(account(), { plan: "free" }), [])).toEqual(["dashboard"]);
  });

  test("an answer about the meeting alone is no refusal of the call", async () => {
    const ladder = ladderOf(account());
    const gone = new SubjectUnavailable({ operation: "list", reason: "no such meeting" }, "gone");
    const attempt = async () => {
      throw gone;
    };
    await expect(ladder.best("sessions", sources, attempt)).rejects.toBe(gone);
    expect(await asked(ladder, [])).toEqual(["dashboard"]);
  });

  test("the end of the day's calls is none either", async () => {
    const one = account();
    const ladder = ladderOf(one);
    const quota = new QuotaUsedUp({ operation: "call", reason: "used up" }, 0);
    const attempt = async () => {
      throw quota;
    };
    await expect(ladder.best("sessions", sources, attempt)).rejects.toBe(quota);
    expect(one.facts.size).toBe(0);
  });

  test("the first call goes alone: of many at once one learns that a source is refused", async () => {
    const ladder = ladderOf(account());
    const tried: string[] = [];
    const attempt = async ({ source }: Source) => {
      tried.push(source);
      await Promise.resolve();
      if (source === "dashboard") throw refusal();
    };
    await Promise.all(Array.from({ length: 20 }, () => ladder.best("sessions", sources, attempt)));
    expect(tried.filter((source) => source === "dashboard")).toHaveLength(1);
    expect(tried.filter((source) => source === "report")).toHaveLength(20);
  });
});

describe("of the dashboards", () => {
  const chat = sourcesOf(chatUsage);
  const noDashboards = new DashboardsRefused({ operation: "list", reason: "no Dashboard feature" });
  const refuse = async () => {
    throw noDashboards;
  };

  test("one that is refused speaks for all: the others are refused without a call", async () => {
    const ladder = ladderOf(account());
    await ladder.best("rooms", sourcesOf(rooms), refuse).catch(() => {});
    let calls = 0;
    await expect(ladder.best("chat_usage", chat, async () => (calls += 1))).rejects.toThrow(
      DashboardsRefused,
    );
    expect(calls).toBe(0);
  });

  test("one that is refused speaks for itself where another has answered", async () => {
    const ladder = ladderOf(account());
    await ladder.best("sessions", sources.slice(0, 1), async () => {});
    await ladder.best("rooms", sourcesOf(rooms), refuse).catch(() => {});
    expect(await ladder.best("chat_usage", chat, async () => "answered")).toBe("answered");
  });
});
