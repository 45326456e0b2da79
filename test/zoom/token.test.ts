import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../src/effects.ts";
import { Secret } from "../../src/secret.ts";
import { createTokenSource } from "../../src/zoom/token.ts";
import { manualClock, settle } from "../support/manual-clock.ts";

const signal = new AbortController().signal;
const credentials = { key: new Secret("the-key"), secret: new Secret("the-secret"), accountId: "acc 1&2" };

const granted = (number: number, more: object = {}): HttpAnswer => ({
  status: 200,
  headers: {},
  text: JSON.stringify({
    access_token: `token-${number}`,
    token_type: "bearer",
    expires_in: 3_600,
    scope: "user:read:admin dashboard:read:admin",
    ...more,
  }),
});

/** A token source whose endpoint gives `token-1`, `token-2`, … or what `answer` says. */
function open(answer: (asked: number) => HttpAnswer | Promise<HttpAnswer> = (asked) => granted(asked)) {
  const clock = manualClock();
  const asked: { form: string; authorization: string }[] = [];
  const source = createTokenSource(clock, credentials, async (form, authorization) => {
    asked.push({ form, authorization: authorization.reveal() });
    return answer(asked.length);
  });
  return { clock, asked, source };
}

describe("asking", () => {
  test("sends the account as a form and the credentials as Basic authorization", async () => {
    const { asked, source } = open();
    await source.get(signal);
    expect(asked[0]?.form).toBe("grant_type=account_credentials&account_id=acc+1%262");
    expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from("the-key:the-secret").toString("base64")}`);
  });

  test("is done once for a hundred calls at the same time", async () => {
    const { asked, source } = open(async (count) => {
      await settle();
      return granted(count);
    });
    const tokens = await Promise.all(Array.from({ length: 100 }, () => source.get(signal)));
    expect(asked).toHaveLength(1);
    expect(new Set(tokens.map((token) => token.reveal()))).toEqual(new Set(["token-1"]));
  });

  test("that failed is done again by the next call", async () => {
    const { asked, source } = open((count) => {
      if (count === 1) throw new Error("connection lost");
      return granted(count);
    });
    await expect(source.get(signal)).rejects.toThrow("connection lost");
    expect((await source.get(signal)).reveal()).toBe("token-2");
    expect(asked).toHaveLength(2);
  });

  test("tells the scopes, in either form of the list", async () => {
    const { source } = open();
    expect(source.scopes).toEqual([]);
    await source.get(signal);
    expect(source.scopes).toEqual(["user:read:admin", "dashboard:read:admin"]);
    const commas = open(() => granted(1, { scope: "a:read,b:read" }));
    await commas.source.get(signal);
    expect(commas.source.scopes).toEqual(["a:read", "b:read"]);
  });
});

describe("a token", () => {
  test("is kept until a minute before its end", async () => {
    const { clock, asked, source } = open();
    await source.get(signal);
    await clock.advance(3_600_000 - 60_001);
    expect((await source.get(signal)).reveal()).toBe("token-1");
    await clock.advance(1);
    expect((await source.get(signal)).reveal()).toBe("token-2");
    expect(asked).toHaveLength(2);
  });

  test("whose life Zoom does not tell lives an hour", async () => {
    const { clock, source } = open((count) => granted(count, { expires_in: undefined }));
    await source.get(signal);
    await clock.advance(3_500_000);
    expect((await source.get(signal)).reveal()).toBe("token-1");
  });

  test("whose life is told in no number lives an hour all the same", async () => {
    const { source, asked } = open((count) => granted(count, { expires_in: "soon" }));
    await source.get(signal);
    await source.get(signal);
    expect(asked).toHaveLength(1);
  });

  test("does not grow old by a change of the wall clock", async () => {
    const { clock, asked, source } = open();
    await source.get(signal);
    clock.setWall(clock.now() + 86_400_000);
    await source.get(signal);
    expect(asked).toHaveLength(1);
  });
});

describe("a refused token", () => {
  test("that had worked is replaced, as often as it takes", async () => {
    const { source } = open();
    for (let number = 1; number <= 5; number += 1) {
      const token = await source.get(signal);
      expect(token.reveal()).toBe(`token-${number}`);
      source.accepted(token);
      expect(source.refused(token)).toBe(true);
    }
  });

  test("is worth one more try when it never worked, and no more after that", async () => {
    const { source } = open();
    expect(source.refused(await source.get(signal))).toBe(true);
    expect(source.refused(await source.get(signal))).toBe(false);
  });

  test("that a newer one has replaced says nothing about the newer one", async () => {
    const { asked, source } = open();
    const first = await source.get(signal);
    source.accepted(first);
    // A hundred calls under way with the first token come back refused, one after the other.
    for (let call = 0; call < 100; call += 1) {
      expect(source.refused(first)).toBe(true);
      await source.get(signal);
    }
    expect(asked).toHaveLength(2);
  });
});

describe("the token endpoint's errors", () => {
  const refusal = (status: number, body: object): HttpAnswer => ({
    status,
    headers: {},
    text: JSON.stringify(body),
  });
  test.each([
    ["invalid_client", "Invalid client_id or client_secret", "client id or the client secret is wrong"],
    ["unsupported_grant_type", "unsupported grant type", "not a Server-to-Server OAuth app"],
    ["invalid_request", "Bad Request", "account id is wrong"],
    ["invalid_grant", "Invalid Token!", "Zoom refuses these credentials"],
  ])("%s", async (error, reason, said) => {
    const { source } = open(() => refusal(400, { error, reason }));
    const failed = await source.get(signal).catch((thrown: unknown) => thrown);
    expect(failed).toMatchObject({ name: "CredentialsRefused", exitCode: 3 });
    for (const text of [said, reason, "--key", "--secret", "--account_id"]) {
      expect(String(failed)).toContain(text);
    }
    expect(String(failed)).not.toContain("the-secret");
  });

  test("401 without an explanation is a refusal of the credentials too", async () => {
    const { source } = open(() => refusal(401, {}));
    await expect(source.get(signal)).rejects.toMatchObject({ name: "CredentialsRefused" });
  });

  test("something else than JSON is a wrong address", async () => {
    const { source } = open(() => ({ status: 200, headers: {}, text: "<html>" }));
    await expect(source.get(signal)).rejects.toMatchObject({ name: "ConfigurationError", exitCode: 2 });
  });

  test.each([
    [429, "rate"],
    [500, "server"],
    [503, "server"],
  ])("%i may pass", async (status, kind) => {
    const { source } = open(() => refusal(status, {}));
    await expect(source.get(signal)).rejects.toMatchObject({ kind });
  });

  test("200 without a token is a refusal, never a token", async () => {
    const { source } = open(() => refusal(200, { access_token: "" }));
    await expect(source.get(signal)).rejects.toMatchObject({ name: "CredentialsRefused" });
  });
});
