/** The variables of the environment that no flag stands for, as data: `example.env` and the documents read it. */

/** Variables without a flag. */
export const otherVariables: readonly { name: string; description: string }[] = [
  { name: "ZOOM_SECRET_FILE", description: "a file that holds the client secret, instead of ZOOM_SECRET" },
  { name: "ES_API_KEY", description: "an API key for the search engine: encoded, or id:key" },
  { name: "ES_USERNAME", description: "a user of the search engine" },
  { name: "ES_PASSWORD", description: "that user's password" },
  { name: "ES_BEARER_TOKEN", description: "a bearer token for the search engine" },
  {
    name: "ES_CA_FILE",
    description: "the certificate authority that the search engine's certificate is from, PEM",
  },
  {
    name: "ES_FINGERPRINT",
    description: "SHA-256 of the search engine's certificate or of its authority's, instead of ES_CA_FILE",
  },
  { name: "ES_CLIENT_CERT_FILE", description: "a client certificate for the search engine, PEM" },
  { name: "ES_CLIENT_KEY_FILE", description: "its key, PEM" },
  {
    name: "ES_AWS_REGION",
    description:
      "sign requests for this AWS region, with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN",
  },
  { name: "ES_AWS_SERVICE", description: "es (a domain, the default) or aoss (a serverless collection)" },
  { name: "HTTPS_PROXY", description: "the proxy for https, as http://host:port" },
  { name: "HTTP_PROXY", description: "the proxy for plain http" },
  { name: "NO_PROXY", description: "hosts that are reached without a proxy, comma-separated" },
];
