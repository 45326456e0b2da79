/** What the evidence means: each judgement is a function of it. */

import { describe, expect, it } from "vitest";
import { bad, checkNames, exitCodeOfChecks, good, inOrder } from "../../src/doctor/check.ts";
import { type Finding, findingOf } from "../../src/doctor/finding.ts";
import { judgeCredentials } from "../../src/doctor/judge-credentials.ts";
import { judgeClock, judgeNode } from "../../src/doctor/judge-host.ts";
import { judgeScopes } from "../../src/doctor/judge-scopes.ts";
import type { AccountFacts } from "../../src/doctor/obstacle.ts";
import { CredentialsRefused } from "../../src/errors.ts";
import { meetings } from "../../src/streams/meeting.ts";
import { users } from "../../src/streams/user.ts";
import { readAnswer } from "../../src/zoom/answer.ts";
import { allScopes, bestScopes, coreNeeds } from "./support.ts";

describe("a check", () => {
  it("never prints an e-mail or the credentials of an address", () => {
    const { detail, hint } = bad(
      "store",
      "the user ann.lee@example.edu lacks x",
      "https://ann:pw@example.edu:9200/x",
    );
    expect(detail).toBe("the user … lacks x");
    expect(hint).not.toMatch(/pw|ann/);
  });

  it.each([
    [["settings", "node", "clock"], 2],
    [["credentials", "scopes", "plan", "dashboard"], 3],
    [["store", "privileges", "templates", "disk"], 4],
    [["proxy", "network", "quota"], 5],
  ] as const)("%j that is not ok ends with %i", (names, code) => {
    for (const name of names) expect(exitCodeOfChecks([good("lock", ""), bad(name, "", "")])).toBe(code);
  });

  it("of several not ok the first in order decides", () => {
    expect(exitCodeOfChecks(inOrder([bad("store", "", ""), bad("scopes", "", ""), good("node", "")]))).toBe(
      3,
    );
    expect(exitCodeOfChecks(inOrder(checkNames.map((name) => good(name, ""))))).toBe(0);
  });
});

describe("this computer", () => {
  it.each([
    [3_600_000, "1 h ahead of"],
    [-3_600_000, "1 h behind"],
    [-3_599_100, "1 h behind"],
    [61_000, "1 min 1 s ahead of"],
  ])("%i ms off is not ok, and says which way", (offMs, words) => {
    const check = judgeClock({ here: 1e12 + offMs, zoom: 1e12 });
    expect(check).toMatchObject({ ok: false, detail: `this computer's clock is ${words} Zoom's` });
  });

  it("up to a minute off is ok", () => {
    expect(judgeClock({ here: 1e12 - 60_000, zoom: 1e12 }).ok).toBe(true);
  });

  it.each([
    ["18.20.0", false],
    ["20.18.3", false],
    ["20.19.0", true],
    ["26.1.0", true],
  ])("Node %s: %s", (version, ok) => {
    expect(judgeNode(version).ok).toBe(ok);
  });
});

describe("refused credentials", () => {
  const error = new CredentialsRefused({ operation: "log in to Zoom", reason: "Zoom refuses", hint: "try" });
  it.each([
    [
      '{"reason":"Invalid client_id or client_secret","error":"invalid_client"}',
      /--key.*--secret/,
      /activating/,
    ],
    ['{"reason":"Bad Request","error":"invalid_request"}', /--account_id/, /account number/],
    [
      '{"reason":"unsupported grant type","error":"unsupported_grant_type"}',
      /not a Server-to-Server/,
      /Build App/,
    ],
    ['{"reason":"The app has been disabled.(4717)","error":"invalid_client"}', /not active/, /^activating/],
    [
      '{"reason":"Disabled by the administrator.(4738)","error":"invalid_client"}',
      /not active/,
      /^activating/,
    ],
    ['{"code":4702,"message":"Invalid client."}', /--secret/, /App Credentials/],
  ])("%s", (text, detail, hint) => {
    const check = judgeCredentials(error, { status: 400, headers: {}, text });
    expect(check.ok).toBe(false);
    expect(check.detail).toMatch(detail);
    expect(check.hint).toMatch(hint);
  });

  it("in words that nobody knows stay as they are", () => {
    const check = judgeCredentials(error, { status: 400, headers: {}, text: '{"reason":"Moon phase"}' });
    expect(check).toMatchObject({ ok: false, detail: "Zoom refuses", hint: "try" });
  });
});

describe("scopes", () => {
  const business = (scopes: string[], findings = new Map<string, Finding>()): AccountFacts => ({
    plan: "business",
    dashboard: "allowed",
    scopes,
    findings,
  });

  it.each(["granular", "classic"] as const)("of the %s vocabulary are enough", (vocabulary) => {
    const { check, missing } = judgeScopes(business(allScopes(vocabulary)));
    expect(check.ok).toBe(true);
    expect(missing.size).toBe(0);
  });

  it.each(coreNeeds.map((need) => [need.name, need] as const))(
    "without those of %s name it alone, ready to paste in both vocabularies",
    (_, need) => {
      const first = need.sources[0]?.zoom.scopes;
      const scopes = bestScopes(coreNeeds).filter((scope) => scope !== first?.granular[0]);
      const judged = judgeScopes(business(scopes));
      expect([...judged.missing]).toEqual([need]);
      expect(judged.check.detail).toContain(`${need.name} needs ${first?.granular[0]}`);
      expect(judged.check.hint).toMatch(new RegExp(`: ${first?.granular[0]}; .*: ${first?.classic[0]}$`));
    },
  );

  it("of another source of the same stream are enough", () => {
    const scopes = allScopes().filter((scope) => !scope.startsWith("dashboard:"));
    expect(judgeScopes(business(scopes)).check.ok).toBe(true);
  });

  it("that only flags and other streams need are no failure", () => {
    expect(judgeScopes(business(bestScopes(coreNeeds))).check.ok).toBe(true);
  });

  it("that would help are those of reports where the dashboards are refused", () => {
    const facts = { ...business(bestScopes(coreNeeds)), plan: "pro", dashboard: "refused" } as const;
    const { check } = judgeScopes(facts);
    expect(check.detail).toMatch(/^Zoom refuses the dashboards: meetings needs report:read:list_history/);
    expect(check.hint).not.toMatch(/dashboard/);
  });

  it("that a call has proved are there, whatever the token says", () => {
    const findings = new Map<string, Finding>([[users.zoom.path, { kind: "allowed" }]]);
    const scopes = allScopes().filter((scope) => !scope.startsWith("user:"));
    expect(judgeScopes(business(scopes, findings)).missing.size).toBe(0);
  });

  it("are told from a role that lacks a permission", () => {
    const refused: Finding = {
      kind: "refused",
      why: "role",
      reason: "the app's owner has no permission",
      hint: "a role",
    };
    const { check, missing } = judgeScopes(business(allScopes(), new Map([[users.zoom.path, refused]])));
    expect(missing.size).toBe(0);
    expect(check).toMatchObject({ ok: false, detail: "users: the app's owner has no permission" });
  });
});

describe("what Zoom refuses", () => {
  const refuse = (status: number, body: unknown) => {
    try {
      readAnswer({ endpoint: meetings.zoom }, { status, headers: {}, text: JSON.stringify(body) }, 0);
    } catch (error) {
      return findingOf(error);
    }
    throw new Error("Expected a refusal");
  };

  it.each([
    [{ code: 4711, message: "Invalid access token, does not contain scopes:[a:read:b:admin]." }, "scope"],
    [{ code: 4700, message: "Invalid access token, does not contain scopes [a]." }, "scope"],
    [
      {
        code: 400,
        message:
          "This API is only available for ZMP and Business or higher accounts that have enabled the Dashboard feature.",
      },
      "plan",
    ],
    [{ code: 200, message: "Only available for Paid account: abc." }, "plan"],
    [{ code: 200, message: "No permission." }, "role"],
    [{ code: 300, message: "Invalid parameter." }, "other"],
  ])("%j is a matter of the %s", (body, why) => {
    expect(refuse(400, body)).toMatchObject({ kind: "refused", why });
  });

  it("is left to the caller when it is no refusal of one call", () => {
    expect(() => findingOf(new TypeError("a bug"))).toThrow("a bug");
  });
});
