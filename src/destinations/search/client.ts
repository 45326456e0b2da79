/** The official OpenSearch client, which speaks to Elasticsearch as well, behind {@link SearchTransport}. */

import { type ClientRequest, type IncomingMessage, STATUS_CODES } from "node:http";
import type { ConnectionOptions } from "node:tls";
import type { Json } from "../../document.ts";
import type { SearchCredentials, SearchSettings } from "../../search-settings.ts";
import { type SearchTransport, Unreachable } from "./transport.ts";

export interface ClientOptions {
  settings: SearchSettings;
  /** Says who asks, in the server's logs. */
  userAgent: string;
  /** A certificate to trust in place of any other: the one that the fingerprint named. */
  pinned?: string | undefined;
}

const defaultTimeoutMs = 60_000;

type Library = typeof import("@opensearch-project/opensearch");

/** Loads the client and makes a transport of it. Retrying is for the caller, who knows what is safe to repeat. */
export async function createTransport({
  settings,
  userAgent,
  pinned,
}: ClientOptions): Promise<SearchTransport> {
  const library = await import("@opensearch-project/opensearch");
  const { hosts, credentials } = settings;
  const signer = await loadSigner(credentials);
  const ssl = tlsOptions(settings, pinned);
  const client = new library.Client({
    nodes: hosts.map((url) => ({ url, ssl })),
    ...(signer ?? {}),
    Connection: quiet(signer?.Connection ?? library.Connection) as Library["Connection"],
    ...(credentials.kind === "basic"
      ? { auth: { username: credentials.username, password: credentials.password.reveal() } }
      : {}),
    headers: { "user-agent": userAgent, ...authorization(credentials) },
    maxRetries: 0,
    requestTimeout: defaultTimeoutMs,
    resurrectStrategy: "none",
    // A document may have a key of any name; what comes back is data, never merged into an object.
    disablePrototypePoisoningProtection: true,
  });
  return {
    hosts: hosts.map((host) => host.href.replace(/\/$/, "")).join(", "),
    request: async ({ method, path, query, body, timeoutMs }) => {
      try {
        const answer = await client.transport.request(
          {
            method,
            path,
            ...(query === undefined ? {} : { querystring: query }),
            ...(typeof body === "string" || Buffer.isBuffer(body)
              ? { bulkBody: body as unknown as string }
              : body === undefined
                ? {}
                : { body }),
          },
          { requestTimeout: timeoutMs ?? defaultTimeoutMs, maxRetries: 0 },
        );
        return toAnswer(answer);
      } catch (error) {
        if (error instanceof library.errors.ResponseError) return toAnswer(error.meta);
        throw new Unreachable(sayFailure(error), { cause: error });
      }
    },
    close: async () => {
      await client.close();
    },
  };
}

function toAnswer(answer: { statusCode?: number | null; headers?: unknown; body?: unknown }) {
  const { statusCode, headers, body } = answer;
  return {
    status: statusCode ?? 0,
    headers: (headers ?? {}) as Record<string, string>,
    body: (typeof body === "object" ? body : null) as Json,
  };
}

function sayFailure(error: unknown): string {
  const { name, message } = error as Error;
  if (name === "TimeoutError") return "no answer in time";
  if (name === "DeserializationError") return "the answer is no JSON";
  // Several addresses of one name, all refused: the message is empty then.
  return message === "" ? "connection refused" : message.replace(/ - Local \(.*\)$/, "");
}

function authorization(credentials: SearchCredentials): Record<string, string> {
  if (credentials.kind === "api_key") return { authorization: `ApiKey ${credentials.value.reveal()}` };
  if (credentials.kind === "bearer") return { authorization: `Bearer ${credentials.value.reveal()}` };
  return {};
}

function tlsOptions({ ca, certificate }: SearchSettings, pinned: string | undefined): ConnectionOptions {
  const client = certificate ?? {};
  if (pinned === undefined) return { ...(ca === undefined ? {} : { ca }), ...client };
  // Whoever gave the fingerprint knows the server by it; the names in its certificate add nothing.
  return { ca: pinned, checkServerIdentity: () => undefined, ...client };
}

async function loadSigner(credentials: SearchCredentials) {
  if (credentials.kind !== "aws") return undefined;
  const { AwsSigv4Signer } = await import("@opensearch-project/opensearch/aws-v3");
  const { region, service, accessKeyId, secretAccessKey, sessionToken } = credentials;
  return AwsSigv4Signer({
    region,
    service,
    getCredentials: async () => ({
      accessKeyId,
      secretAccessKey: secretAccessKey.reveal(),
      ...(sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() }),
    }),
  });
}

type Callback = (error: Error | null, response: IncomingMessage | null) => void;
interface ConnectionLike {
  request(params: unknown, callback: Callback): ClientRequest;
}

/** The client prints errors that come after an answer's head to standard output, which is for data only. */
function quiet(base: unknown): unknown {
  const Base = base as new (...args: unknown[]) => ConnectionLike;
  return class extends Base {
    override request(params: unknown, callback: Callback): ClientRequest {
      return super.request(params, (error, response) => {
        const request = (response as { req?: ClientRequest } | null)?.req;
        request?.removeAllListeners("error").on("error", () => {});
        callback(error, response);
      });
    }
  };
}

/** A status in words: "403 Forbidden". */
export function sayStatus(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ""}`.trim();
}
