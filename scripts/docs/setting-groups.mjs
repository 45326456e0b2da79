// The order in which example.env shows the settings: those of the 2017 script first, then by purpose.
export const settingGroups = [
  {
    title: "The app's credentials",
    note: "Zoom App Marketplace > Develop > Build App > Server-to-Server OAuth > App Credentials.",
    flags: ["key", "secret", "account_id"],
    variables: ["ZOOM_SECRET_FILE"],
    empty: true,
  },
  { title: "Where to", flags: ["destination", "es_host", "db", "index_prefix", "es_patience", "lock_wait"] },
  { title: "Log and summary", flags: ["log_level", "log_format", "summary"] },
  {
    title: "What",
    flags: ["timezone", "streams", "priority", "source", "series", "only_groups", "skip_hosts", "without"],
  },
  { title: "When", flags: ["order", "settle_after", "look_back", "recheck_every"] },
  {
    title: "How fast",
    flags: ["plan", "share", "day_share", "quality_share", "when_quota_ends", "limits", "timeout"],
  },
  {
    title: "The search engine's credentials",
    variables: [
      "ES_API_KEY",
      "ES_USERNAME",
      "ES_PASSWORD",
      "ES_BEARER_TOKEN",
      "ES_CA_FILE",
      "ES_FINGERPRINT",
      "ES_CLIENT_CERT_FILE",
      "ES_CLIENT_KEY_FILE",
      "ES_AWS_REGION",
      "ES_AWS_SERVICE",
    ],
    flags: [],
  },
  {
    title: "How Zoom is reached",
    flags: ["zoom_api_url", "zoom_oauth_url"],
    variables: ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"],
  },
  { title: "Another file than .env; set it in the environment itself", flags: ["env_file"] },
];
