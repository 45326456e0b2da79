/** How the search engine is reached: hosts and credentials, read from the settings and the environment. */

import { readFileSync } from "node:fs";
import { ConfigurationError } from "./errors.ts";
import { Secret } from "./secret.ts";
import { type Sources, settingOf, settingValue, variableOf } from "./setting-sources.ts";
import { readSpan, wrong } from "./setting-values.ts";

/** Who we are to the search engine; none for a cluster without security. */
export type SearchCredentials =
  | { kind: "none" }
  /** `value` is what follows "ApiKey" in the header. */
  | { kind: "api_key"; value: Secret }
  | { kind: "bearer"; value: Secret }
  | { kind: "basic"; username: string; password: Secret }
  /** Requests are signed by AWS Signature Version 4. */
  | {
      kind: "aws";
      region: string;
      /** `es` for a domain, `aoss` for a serverless collection. */
      service: "es" | "aoss";
      accessKeyId: string;
      secretAccessKey: Secret;
      sessionToken: Secret | undefined;
    };

export interface SearchSettings {
  /** One or more nodes of one cluster, without credentials. */
  hosts: URL[];
  /** Put before every index name. */
  prefix: string;
  /** How long a run that has begun waits for a cluster that cannot take more, milliseconds. */
  patienceMs: number;
  credentials: SearchCredentials;
  /** Certificates in PEM that are trusted instead of the system's. */
  ca: string | undefined;
  /** SHA-256 of a certificate of the cluster's chain, which is then trusted. */
  fingerprint: string | undefined;
  /** The client's own certificate and key, PEM. */
  certificate: { cert: string; key: string } | undefined;
}

type Read = (name: string) => string | undefined;

/**
 * Reads the flags and variables of the search engine. @param address the hosts, instead of `--es_host`.
 * @throws ConfigurationError for hosts, files or a choice of credentials that cannot be meant.
 */
export function readSearchSettings(sources: Sources, address?: string): SearchSettings {
  const read: Read = (name) => variableOf(sources, name)?.trim() || undefined;
  const get = (flag: string) => settingValue(settingOf(flag), sources).trim();
  const hosts = parseHosts(address ?? get("es_host"));
  const inUrl = hosts.find(({ username }) => username !== "");
  const credentials = readCredentials(read, inUrl);
  for (const host of hosts) {
    host.username = "";
    host.password = "";
  }
  const fingerprint = read("ES_FINGERPRINT")?.replaceAll(":", "").toUpperCase();
  if (fingerprint !== undefined && !/^[0-9A-F]{64}$/.test(fingerprint)) {
    throw refuse(
      "ES_FINGERPRINT is not the SHA-256 of a certificate",
      "the 64 hexadecimal digits that the server shows",
    );
  }
  const [cert, key] = [readPem(read, "ES_CLIENT_CERT_FILE"), readPem(read, "ES_CLIENT_KEY_FILE")];
  if ((cert === undefined) !== (key === undefined)) {
    throw refuse("a client certificate needs its key", "both ES_CLIENT_CERT_FILE and ES_CLIENT_KEY_FILE");
  }
  return {
    hosts,
    prefix: get("index_prefix"),
    patienceMs: readSpan("es_patience", get("es_patience")),
    credentials,
    ca: readPem(read, "ES_CA_FILE"),
    fingerprint,
    certificate: cert === undefined || key === undefined ? undefined : { cert, key },
  };
}

/** `host:port`, URLs, or several of them separated by commas. Without a port 9200 is meant, as the servers do. */
export function parseHosts(text: string): URL[] {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length === 0) throw wrong("es_host", "host:port or a URL", text);
  return parts.map((part) => {
    const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(part);
    let url: URL;
    try {
      url = new URL(hasScheme ? part : `http://${part}`);
    } catch {
      throw wrong("es_host", "host:port or a URL", hideCredentials(part));
    }
    if (url.protocol !== "http:" && url.protocol !== "https:") {
      throw wrong("es_host", "an http or https URL", hideCredentials(part));
    }
    if (!hasScheme && url.port === "" && !/:80$/.test(part)) url.port = "9200";
    if (url.search !== "" || url.hash !== "") {
      throw wrong("es_host", "a URL without a query", hideCredentials(part));
    }
    return url;
  });
}

function readCredentials(read: Read, inUrl: URL | undefined): SearchCredentials {
  const apiKey = read("ES_API_KEY");
  const bearer = read("ES_BEARER_TOKEN");
  const region = read("ES_AWS_REGION");
  const username = read("ES_USERNAME") ?? (inUrl && decodeURIComponent(inUrl.username));
  const password = read("ES_PASSWORD") ?? (inUrl && decodeURIComponent(inUrl.password));
  const ways = Object.entries({
    ES_API_KEY: apiKey,
    ES_BEARER_TOKEN: bearer,
    ES_AWS_REGION: region,
    ES_USERNAME: username,
  }).filter(([, value]) => value !== undefined);
  if (ways.length > 1) {
    throw refuse(`${ways.map(([name]) => name).join(" and ")} are both set`, "one of them");
  }
  if (apiKey !== undefined) {
    // The server shows a key as id and key, or as both encoded; it wants them encoded.
    const value = apiKey.includes(":") ? Buffer.from(apiKey).toString("base64") : apiKey;
    return { kind: "api_key", value: new Secret(value) };
  }
  if (bearer !== undefined) return { kind: "bearer", value: new Secret(bearer) };
  if (region !== undefined) return readAws(read, region);
  if (username === undefined) {
    if (password !== undefined) throw refuse("ES_PASSWORD is set without ES_USERNAME", "both of them");
    return { kind: "none" };
  }
  if (password === undefined) throw refuse("ES_USERNAME is set without ES_PASSWORD", "both of them");
  return { kind: "basic", username, password: new Secret(password) };
}

function readAws(read: Read, region: string): SearchCredentials {
  const accessKeyId = read("AWS_ACCESS_KEY_ID");
  const secretAccessKey = read("AWS_SECRET_ACCESS_KEY");
  const sessionToken = read("AWS_SESSION_TOKEN");
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw refuse(
      "ES_AWS_REGION needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
      "both in the environment (and AWS_SESSION_TOKEN for temporary ones)",
    );
  }
  const service = read("ES_AWS_SERVICE") ?? "es";
  if (service !== "es" && service !== "aoss") throw refuse("ES_AWS_SERVICE is unknown", "es or aoss");
  return {
    kind: "aws",
    region,
    service,
    accessKeyId,
    secretAccessKey: new Secret(secretAccessKey),
    sessionToken: sessionToken === undefined ? undefined : new Secret(sessionToken),
  };
}

function readPem(read: Read, name: string): string | undefined {
  const file = read(name);
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw refuse(`the file that ${name} names cannot be read`, "a file that this user may read", cause);
  }
  if (!text.includes("-----BEGIN ")) throw refuse(`the file that ${name} names is not PEM`, "a PEM file");
  return text;
}

function hideCredentials(host: string): string {
  return host.replace(/\/\/[^@/]*@/, "//…@");
}

function refuse(reason: string, hint: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError({ operation: "read the settings", reason, hint, cause });
}
