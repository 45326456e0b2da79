/** What answers at the hosts: which product, which version, and if it is none we know, what it is instead. */

import { connect, type DetailedPeerCertificate } from "node:tls";
import { DestinationError } from "../../errors.ts";
import type { SearchSettings } from "../../search-settings.ts";
import { sayStatus } from "./client.ts";
import { isTemporary, refused, sayTemporary } from "./explain.ts";
import { errorIn, objectIn, type SearchAnswer, type SearchTransport, Unreachable } from "./transport.ts";

export interface Engine {
  product: "elasticsearch" | "opensearch";
  /** Absent when the user may not see it. */
  version?: string;
}

/** The oldest major versions that are tested. */
const oldest = { elasticsearch: 8, opensearch: 2 } as const;

const operation = "open the search engine";
const probeMs = 5_000;

/** @throws DestinationError that says what is wrong: nothing there, TLS, certificate, credentials, product, version. */
export async function identify(transport: SearchTransport, settings: SearchSettings): Promise<Engine> {
  let answer: SearchAnswer;
  try {
    answer = await transport.request({ method: "GET", path: "/", timeoutMs: 10_000 });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    throw await explainUnreachable(error, settings, transport.hosts);
  }
  const isElastic = answer.headers["x-elastic-product"] === "Elasticsearch";
  const version = objectIn(objectIn(answer.body).version);
  const isOpen = version.distribution === "opensearch" || isOpenSearchRefusal(answer);
  if (answer.status === 401) throw refused(operation, transport.hosts, answer);
  if (isTemporary(answer.status)) {
    throw fail(transport.hosts, sayTemporary(answer.status, errorIn(answer.body)), "again in a minute");
  }
  if (!isElastic && !isOpen) throw stranger(transport.hosts, answer);
  const engine: Engine = { product: isElastic ? "elasticsearch" : "opensearch" };
  const number = typeof version.number === "string" ? version.number : await askNodes(transport);
  if (number !== undefined) engine.version = number;
  checkVersion(engine, transport.hosts);
  return engine;
}

/** The name and version as a person says them. */
export function sayEngine({ product, version }: Engine): string {
  const name = product === "elasticsearch" ? "Elasticsearch" : "OpenSearch";
  return version === undefined ? name : `${name} ${version}`;
}

/** Small builds of Elasticsearch have no `GET /`, and not everybody may ask for either. */
async function askNodes(transport: SearchTransport): Promise<string | undefined> {
  const answer = await transport
    .request({ method: "GET", path: "/_nodes/_local", query: { filter_path: "nodes.*.version" } })
    .catch(() => undefined);
  const [node] = Object.values(objectIn(objectIn(answer?.body).nodes));
  const { version } = objectIn(node);
  return typeof version === "string" ? version : undefined;
}

/** OpenSearch's security plugin refuses without a word about the product, but in its own form. */
function isOpenSearchRefusal({ status, body }: SearchAnswer): boolean {
  return status === 403 && errorIn(body).type === "security_exception";
}

function checkVersion({ product, version }: Engine, hosts: string): void {
  if (version === undefined) return;
  const major = Number(version.split(".")[0]);
  if (Number.isNaN(major) || major >= oldest[product]) return;
  throw fail(
    hosts,
    `it is ${sayEngine({ product, version })}, which is too old`,
    `${sayEngine({ product })} ${oldest[product]} or later`,
  );
}

function stranger(hosts: string, answer: SearchAnswer): DestinationError {
  return fail(
    hosts,
    `what answers there is neither Elasticsearch nor OpenSearch (${sayStatus(answer.status)})`,
    "--es_host with the address of the search engine itself, usually port 9200, not of Kibana or a web page",
  );
}

async function explainUnreachable(
  { message }: Unreachable,
  settings: SearchSettings,
  hosts: string,
): Promise<DestinationError> {
  const [host] = settings.hosts;
  if (host?.protocol === "http:" && (await speaksTls(host))) {
    return fail(hosts, "it speaks TLS, and plain HTTP was sent", `--es_host ${toHttps(host)}`);
  }
  if (
    host?.protocol === "https:" &&
    /wrong version number|packet length too long|unknown protocol|EPROTO/i.test(message)
  ) {
    return fail(
      hosts,
      "it speaks plain HTTP, and TLS was tried",
      `--es_host ${host.href.replace(/^https:/, "http:")}`,
    );
  }
  if (/self[- ]signed|unable to (get|verify)|issuer certificate/i.test(message)) {
    return fail(
      hosts,
      `its certificate is from an authority that is not trusted (${message})`,
      "ES_CA_FILE with the authority's certificate, or ES_FINGERPRINT (Elasticsearch shows both when it starts first)",
    );
  }
  if (/certificate has expired|not yet valid/i.test(message)) {
    return fail(hosts, `its certificate is not valid now (${message})`, "a new certificate for the server");
  }
  if (/altnames|Hostname/i.test(message)) {
    return fail(
      hosts,
      `its certificate is for another name (${message})`,
      "--es_host with the name in the certificate",
    );
  }
  if (/alert|handshake/i.test(message) && host?.protocol === "https:") {
    return fail(
      hosts,
      `TLS failed (${message})`,
      "ES_CLIENT_CERT_FILE and ES_CLIENT_KEY_FILE, if it wants a client's certificate",
    );
  }
  const asked = /ENOTFOUND|EAI_AGAIN/.test(message) ? "there is no such host" : "nothing answers there";
  return fail(hosts, `${asked} (${message})`, "--es_host as host:port of a search engine that runs");
}

function toHttps(host: URL): string {
  const url = new URL(host.href.replace(/^http:/, "https:"));
  if (host.port === "") url.port = "80";
  return url.href.replace(/\/$/, "");
}

function fail(subject: string, reason: string, hint: string): DestinationError {
  return new DestinationError({ operation, subject, reason, hint });
}

function speaksTls(host: URL): Promise<boolean> {
  return probe(host, () => true)
    .then(() => true)
    .catch(() => false);
}

/**
 * The certificate of the server's chain that has the fingerprint, in PEM: it can be trusted in place of any other.
 * @throws DestinationError when the chain has none.
 */
export async function findPinned(settings: SearchSettings, hosts: string): Promise<string | undefined> {
  const { fingerprint } = settings;
  const [host] = settings.hosts;
  if (fingerprint === undefined || host === undefined) return undefined;
  if (host.protocol !== "https:") {
    throw fail(
      hosts,
      "ES_FINGERPRINT is set, and the host is asked without TLS",
      `--es_host ${toHttps(host)}`,
    );
  }
  let chain: DetailedPeerCertificate[];
  try {
    chain = await probe(host, (certificate) => chainOf(certificate));
  } catch (error) {
    throw await explainUnreachable(new Unreachable((error as Error).message), settings, hosts);
  }
  const found = chain.find(({ fingerprint256 }) => fingerprint256.replaceAll(":", "") === fingerprint);
  if (found === undefined) {
    throw fail(
      hosts,
      "no certificate of its chain has the fingerprint ES_FINGERPRINT",
      "the fingerprint that the server shows; if it differs, somebody else may be answering",
    );
  }
  const lines = found.raw.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function chainOf(certificate: DetailedPeerCertificate): DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = [];
  let next: DetailedPeerCertificate | undefined = certificate;
  while (next?.fingerprint256 !== undefined && !chain.includes(next)) {
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain;
}

/** Looks at a server's certificate without trusting it; nothing is sent. */
function probe<T>(host: URL, look: (certificate: DetailedPeerCertificate) => T): Promise<T> {
  const name = host.hostname.replace(/^\[|\]$/g, "");
  const port = Number(host.port) || (host.protocol === "https:" ? 443 : 80);
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: name,
      port,
      timeout: probeMs,
      rejectUnauthorized: false,
      ...(/^[\d.:]+$/.test(name) ? {} : { servername: name }),
    });
    const end = (finish: () => void) => {
      socket.destroy();
      finish();
    };
    socket.once("timeout", () => end(() => reject(new Error("no answer in time"))));
    socket.once("error", (error) => end(() => reject(error)));
    socket.once("secureConnect", () => {
      const certificate = socket.getPeerCertificate(true);
      end(() => resolve(look(certificate)));
    });
  });
}
