/** Which of the three credentials Zoom refuses, or that it refuses the app; as far as its words tell. Pure. */

import type { HttpAnswer } from "../effects.ts";
import { type HarvesterError, messageOf } from "../errors.ts";
import { bad, badFrom, type Check, good } from "./check.ts";

const copyAgain = "as the Zoom App Marketplace shows it under the app's App Credentials";
const activate =
  "activating the Server-to-Server OAuth app in the Zoom App Marketplace (Manage > the app > Activation)";

interface Cause {
  pattern: RegExp;
  detail: string;
  hint: string;
}

/**
 * The first that matches; the state of the app comes first since Zoom may put it under the error of a wrong secret.
 * Sources: Zoom's page "OAuth error messages" (codes in the reason), and bodies seen by other clients.
 */
const causes: readonly Cause[] = [
  {
    pattern: /disabled|deactivat|not\s+(been\s+)?activ|inactive|revoked|\b(4717|4735|4738|4741)\b/i,
    detail: "the app is not active",
    hint: activate,
  },
  {
    pattern: /unsupported.grant|grant.type|\b4705\b/i,
    detail: "the app is not a Server-to-Server OAuth app",
    hint: "an app of that kind: Zoom App Marketplace > Develop > Build App > Server-to-Server OAuth",
  },
  {
    pattern: /invalid_client|client.?id|client.?secret|\b(4702|4704|4706)\b/i,
    detail: "the client id (--key) or the client secret (--secret) is wrong",
    hint: `both, ${copyAgain}; a secret that was made anew replaces the old one. If they are right: ${activate}`,
  },
  {
    pattern: /invalid_request|bad request|account/i,
    detail: "the account id (--account_id) is wrong, or is not the account of this app",
    hint: `the account id, ${copyAgain}; it is not the account number`,
  },
];

/**
 * @param error why the client gave up; undefined when Zoom accepted the credentials.
 * @param answer the token endpoint's last.
 */
export function judgeCredentials(error: HarvesterError | undefined, answer: HttpAnswer | undefined): Check {
  if (error === undefined) return good("credentials", "Zoom accepts client id, client secret and account id");
  if (answer === undefined) return badFrom("credentials", error);
  if (answer.status < 300) {
    return bad("credentials", `Zoom gives a token and refuses it (${messageOf(error)})`, activate);
  }
  const said = wordsOf(answer.text);
  const cause = causes.find(({ pattern }) => pattern.test(said));
  if (cause === undefined) return badFrom("credentials", error);
  return bad("credentials", `${cause.detail} (Zoom says "${said.slice(0, 160)}")`, cause.hint);
}

/** What Zoom says of a refusal: `{"reason": …, "error": …}`, or a code and a message. */
function wordsOf(text: string): string {
  try {
    const { reason, error, code, message } = JSON.parse(text) as Record<string, unknown>;
    return [reason, error, message, code].filter((part) => part !== undefined && part !== "").join(", ");
  } catch {
    return text;
  }
}
