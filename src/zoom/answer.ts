/**
 * Reads one HTTP answer of Zoom's API: the body, or an error named by what to do next. Status codes alone say
 * little (errors come inside 200 and 400, the same code under several statuses), so code and text decide.
 * Sources: the error lists of Zoom's API reference; the texts are matched loosely since they vary.
 */

import type { Json, JsonObject } from "../document.ts";
import type { HttpAnswer } from "../effects.ts";
import { isDashboard } from "../endpoint.ts";
import {
  DashboardsRefused,
  type HarvesterError,
  ListingExpired,
  ParametersRefused,
  PermissionRefused,
  QuotaUsedUp,
  StreamRefused,
  SubjectFailed,
  SubjectUnavailable,
} from "../errors.ts";
import { dayMs, isoSeconds } from "../time.ts";
import { type Call, subjectOf } from "./call.ts";

/** The same call may succeed later: wait at least `waitMs` where Zoom says so, else as the retry policy does. */
export class Passing extends Error {
  readonly waitMs: number | undefined;
  readonly kind: "network" | "server" | "rate" | "garbled" | "not_json";

  constructor(kind: Passing["kind"], message: string, waitMs?: number) {
    super(message);
    this.kind = kind;
    this.waitMs = waitMs;
  }
}

/** The token is no longer accepted: ask for another and try once more. */
export class TokenRefused extends Error {}

/** The page size is larger than this account may ask for. */
export class PageSizeRefused extends ParametersRefused {}

interface Told {
  code: number | undefined;
  message: string;
  fields: string[];
}

/** The body of a good answer. @throws what the answer means otherwise. */
export function readAnswer(call: Call, answer: HttpAnswer, now: number): JsonObject {
  const body = parse(answer.text);
  const { list, mayLackList } = call.endpoint;
  if (answer.status === 429) throw tooMany(call, answer, told(body), now);
  if (answer.status >= 500) {
    throw new Passing("server", `HTTP ${answer.status}`, retryAfterMs(answer.headers["retry-after"], now));
  }
  if (body === undefined) throw unreadable(answer);
  const isWhole =
    list === undefined || mayLackList === true ? body.code === undefined : Array.isArray(body[list]);
  if (answer.status < 300 && isWhole) return body;
  if (answer.status < 300 && body.code === undefined) {
    throw new Passing("garbled", `an answer without "${list}"`);
  }
  throw refusal(call, answer.status, told(body));
}

function parse(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Not a JSON object: cut off, empty, or a page of something between Zoom and us. */
function unreadable({ status, headers, text }: HttpAnswer): Passing {
  const html = /^\s*</.test(text) || (headers["content-type"] ?? "").includes("html");
  if (html) return new Passing("not_json", `HTTP ${status} with an HTML page instead of JSON`);
  if (text.trim() === "") return new Passing("garbled", `HTTP ${status} with an empty body`);
  const json = (headers["content-type"] ?? "").includes("json") || /^\s*[[{]/.test(text);
  return json
    ? new Passing("garbled", `HTTP ${status} with JSON that is cut off or malformed`)
    : new Passing("not_json", `HTTP ${status} with something else than JSON`);
}

function told(body: JsonObject | undefined): Told {
  const code = Number(body?.code);
  const errors = Array.isArray(body?.errors) ? body.errors : [];
  const details = errors.flatMap((error) =>
    typeof error === "object" && error !== null && !Array.isArray(error) ? [error] : [],
  );
  const message = [body?.message, ...details.map((detail) => detail.message)]
    .filter((text) => typeof text === "string")
    .join(" ");
  return {
    code: Number.isFinite(code) ? code : undefined,
    message,
    fields: details.map((detail) => String(detail.field ?? "")),
  };
}

/** `Retry-After` as seconds, as an HTTP date or as ISO 8601 (Zoom's daily limit uses the last). */
export function retryAfterMs(text: string | undefined, now: number): number | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function tooMany(call: Call, answer: HttpAnswer, { message }: Told, now: number): Error {
  const type = answer.headers["x-ratelimit-type"] ?? "";
  const waitMs = retryAfterMs(answer.headers["retry-after"], now);
  const daily = type === "" ? /daily/i.test(message) : /daily/i.test(type);
  if (!daily) return new Passing("rate", "too many calls at once", waitMs);
  const resetsAt = waitMs === undefined ? (Math.floor(now / dayMs) + 1) * dayMs : now + waitMs;
  return new QuotaUsedUp(
    {
      operation: call.endpoint.operation,
      reason: `the account's calls for today are used up, by all its apps together; Zoom resets them at ${isoSeconds(resetsAt)}`,
      hint: "the same command after that; what is stored stays",
    },
    resetsAt,
  );
}

/** What Zoom said, without what a person's data could hide in: the first sentence, ids and e-mails out. */
function quote({ code, message }: Told): string {
  const plain = message.replace(/\S+@\S+/g, "…").slice(0, 160);
  return code === undefined ? `"${plain}"` : `code ${code}, "${plain}"`;
}

function refusal(call: Call, status: number, said: Told): Error {
  const { operation, scopes } = call.endpoint;
  const { code, message, fields } = said;
  const subject = subjectOf(call);
  const about = { operation, ...(subject === undefined ? {} : { subject }) };
  const lackingScope =
    code === 4711 || (code === 4700 && /scope/i.test(message)) || /does not contain scope/i.test(message);

  if (lackingScope) {
    const wanted = /scopes?\s*:?\s*\[?([\w:,.\s-]+)\]?/i.exec(message.replace(/^.*contain/i, ""))?.[1];
    return new StreamRefused({
      operation,
      reason: `Zoom refuses it because the app lacks a scope (${quote(said)})`,
      hint:
        `adding ${scopes.granular.join(" or ")} (granular) or ${scopes.classic.join(" or ")} (classic) ` +
        `to the Server-to-Server OAuth app${wanted === undefined ? "" : `; Zoom names ${wanted.trim()}`}`,
    });
  }
  if (code === 124 || (status === 401 && ![200, 400, 1010].includes(code ?? 0)))
    return new TokenRefused(message || `HTTP ${status}`);
  if (code === 300 && /page.?token/i.test(message)) {
    return new ListingExpired({ ...about, reason: `Zoom no longer accepts the page token (${quote(said)})` });
  }
  if (code === 300 && (fields.includes("page_size") || /page.?size/i.test(message))) {
    return new PageSizeRefused({ operation, reason: `Zoom refuses the page size (${quote(said)})` });
  }
  // Code 3000 of a list, and 2305 of anything, is about a setting; of one summary also about that summary.
  if ((code === 3000 && call.ids === undefined) || (code === 2305 && !/trash/i.test(message))) {
    return new StreamRefused({
      operation,
      reason: `a setting of the account does not allow it (${quote(said)})`,
      hint: "changing the setting that Zoom names, in its web portal",
    });
  }
  if (code === 3001 || code === 3000) {
    return new SubjectUnavailable({ ...about, reason: `Zoom has no such meeting (${quote(said)})` }, "gone");
  }
  // Code 300, 404 or 3000 by the endpoint; the words were observed by Airbyte's connector.
  if (call.ids !== undefined && /has not set registration|registration has not been enabled/i.test(message)) {
    return new SubjectUnavailable(
      { ...about, reason: `nobody could register for it (${quote(said)})` },
      "gone",
    );
  }
  if (code === 12702) {
    return new SubjectUnavailable(
      { ...about, reason: `Zoom no longer gives it out (${quote(said)})` },
      "expired",
    );
  }
  if (code === 1001 || code === 1010 || code === 1120) {
    return new SubjectUnavailable(
      { ...about, reason: `Zoom no longer knows this user (${quote(said)})` },
      "gone",
    );
  }
  if (code === 1034 || code === 4130) {
    return new SubjectUnavailable(
      { ...about, reason: `Zoom no longer knows this role or group (${quote(said)})` },
      "gone",
    );
  }
  if (code === 3161) {
    return new SubjectUnavailable(
      { ...about, reason: `this user may not host (${quote(said)})` },
      "not_hosting",
    );
  }
  // Code 200 of one webinar's lists: other hosts may have the license.
  if (code === 200 && call.ids !== undefined && /enable webinars for this user/i.test(message)) {
    return new SubjectUnavailable(
      { ...about, reason: `its host has no Webinar license (${quote(said)})` },
      "not_hosting",
    );
  }
  if (code === 400 || code === 200) return planRefusal(call, said);
  if (code === 2305 && call.ids !== undefined) {
    return new SubjectUnavailable({ ...about, reason: `Zoom has it in the trash (${quote(said)})` }, "gone");
  }
  if (status === 404 && call.ids !== undefined) {
    return new SubjectUnavailable({ ...about, reason: `Zoom does not find it (${quote(said)})` }, "gone");
  }
  // A list of one user's is refused for its days as the account's is.
  if (code === 300 && (call.ids === undefined || call.query?.from !== undefined)) {
    return new ParametersRefused({ operation, reason: `Zoom refuses the parameters (${quote(said)})` });
  }
  if (call.ids !== undefined)
    return new SubjectFailed({ ...about, reason: `HTTP ${status}, ${quote(said)}` });
  return new StreamRefused({
    operation,
    reason: `Zoom refuses it: HTTP ${status}, ${quote(said)}`,
    hint: "zoom-harvester --log_level debug, and Zoom's API reference for this code",
  });
}

/** Plan, feature and role refusals share codes; only their texts tell them apart. */
function planRefusal({ endpoint, ids }: Call, said: Told): HarvesterError {
  const { operation } = endpoint;
  const { message } = said;
  if (isDashboard(endpoint) && /dashboard feature|business or higher/i.test(message)) {
    return new DashboardsRefused({
      operation,
      reason: `Zoom's dashboards need a Business plan or higher with the Dashboard feature (${quote(said)})`,
      hint: "an account with that plan, or asking Zoom's support to enable the Dashboard feature",
    });
  }
  if (/event subscription/i.test(message)) {
    return new StreamRefused({
      operation,
      reason: `the app has not subscribed to an event that this call needs (${quote(said)})`,
      hint: "adding the event that Zoom names to the app; it needs Zoom's Quality of Service Subscription (QSS)",
    });
  }
  if (/paid|(pro|business) or|subscription|plan/i.test(message)) {
    return new StreamRefused({
      operation,
      reason: `the account's plan does not include it (${quote(said)})`,
      hint: "an account with a higher plan",
    });
  }
  return new (ids === undefined ? StreamRefused : PermissionRefused)({
    operation,
    reason: `the app's owner has no permission for it (${quote(said)})`,
    hint: "giving the role of the app's owner the permission that Zoom's API reference names for this call",
  });
}
