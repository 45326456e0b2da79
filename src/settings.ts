/**
 * Every setting of a harvest as data: flag, environment, default, meaning. Help, completion, `example.env` and
 * the configuration all read this table, so they cannot disagree. Light: `--help` loads it.
 */

export interface Setting {
  /** The flag's name without dashes; also the key of the configuration. */
  flag: string;
  /** What stands for the value in the help; absent for a switch. */
  value?: string;
  /** Environment variables, the first that is set wins. */
  env: readonly string[];
  description: string;
  /** The default as the help shows it; `given` is used as if it had been given. */
  shownDefault?: string;
  given?: string;
  choices?: readonly string[];
  /** Kept out of `example.env`: it says what one run should do. */
  oneRun?: true;
}

/** The flags of the 2017 script come first, in its order. */
export const settings: readonly Setting[] = [
  {
    flag: "key",
    value: "<id>",
    env: ["ZOOM_KEY", "ZOOM_CLIENT_ID"],
    description: "client id of the Server-to-Server OAuth app",
  },
  {
    flag: "secret",
    value: "<secret>",
    env: ["ZOOM_SECRET", "ZOOM_CLIENT_SECRET"],
    description: "client secret of the app (or a file: ZOOM_SECRET_FILE)",
  },
  {
    flag: "date",
    value: "<day>",
    env: [],
    description: "the day to harvest: YYYY-MM-DD, yesterday, today",
    shownDefault: "yesterday in --timezone",
    oneRun: true,
  },
  {
    flag: "destination",
    value: "<store>",
    env: ["ZOOM_DESTINATION"],
    description:
      "where to: index (the search engine when ES_HOST is set, else the DuckDB file), duckdb, elasticsearch, stdout",
    given: "index",
    choices: ["index", "duckdb", "elasticsearch", "stdout"],
  },
  {
    flag: "es_host",
    value: "<hosts>",
    env: ["ES_HOST"],
    description:
      "Elasticsearch or OpenSearch: host:port, a URL, or a comma-separated list of one cluster's nodes",
  },
  {
    flag: "log_level",
    value: "<level>",
    env: ["LOG_LEVEL"],
    description: "error, warn, info, debug",
    given: "info",
    choices: ["error", "warn", "info", "debug"],
  },
  {
    flag: "account_id",
    value: "<id>",
    env: ["ZOOM_ACCOUNT_ID"],
    description: "account id, as the app shows it",
  },
  {
    flag: "from",
    value: "<day>",
    env: [],
    description: "first day of a range, instead of --date",
    oneRun: true,
  },
  {
    flag: "to",
    value: "<day>",
    env: [],
    description: "last day of the range, included",
    shownDefault: "yesterday",
    oneRun: true,
  },
  {
    flag: "order",
    value: "<which>",
    env: ["ZOOM_ORDER"],
    description:
      "which days of a range come first, newest or oldest; what Zoom is about to forget always does",
    given: "newest",
    choices: ["newest", "oldest"],
  },
  {
    flag: "dry_run",
    env: [],
    description: "say what a harvest would do and cost, and do nothing; as the command plan",
    oneRun: true,
  },
  {
    flag: "wait",
    env: [],
    description: "when the day's quota is used up, wait for the next one and go on",
    oneRun: true,
  },
  {
    flag: "again",
    env: [],
    description: "list and read everything asked for again, settled or not",
    oneRun: true,
  },
  {
    flag: "timezone",
    value: "<zone>",
    env: ["TZ"],
    description: "the zone whose days are meant",
    shownDefault: "the system's",
  },
  {
    flag: "meeting",
    value: "<uuids>",
    env: [],
    description: "harvest just these meetings, by uuid, comma-separated",
    oneRun: true,
  },
  {
    flag: "series",
    value: "<what>",
    env: ["ZOOM_SERIES"],
    description:
      "whose series to list (all, hosts of the meetings harvested, none), or harvest just the past meetings of these series, by number",
    given: "hosts",
  },
  {
    flag: "only_groups",
    value: "<ids>",
    env: ["ZOOM_ONLY_GROUPS"],
    description: "only meetings whose host is in one of these groups, comma-separated ids",
  },
  {
    flag: "skip_hosts",
    value: "<file>",
    env: ["ZOOM_SKIP_HOSTS"],
    description: "leave out meetings of the hosts in this file, an e-mail or user id a line",
  },
  {
    flag: "without",
    value: "<classes>",
    env: ["ZOOM_WITHOUT"],
    description: "leave out personal facts by class: id, name, email, ip, place, device",
  },
  {
    flag: "db",
    value: "<file>",
    env: ["ZOOM_DB"],
    description: "the DuckDB file",
    given: "zoom-harvester.duckdb",
  },
  {
    flag: "index_prefix",
    value: "<text>",
    env: ["ES_INDEX_PREFIX"],
    description: "put before every index, alias and template name",
  },
  {
    flag: "es_patience",
    value: "<span>",
    env: ["ES_PATIENCE"],
    description: "how long a run that has begun waits for a cluster that is down, busy or full",
    given: "5m",
  },
  {
    flag: "allow_account",
    env: [],
    description: "let another account into a store that belongs to one",
    oneRun: true,
  },
  {
    flag: "lock_wait",
    value: "<span>",
    env: ["ZOOM_LOCK_WAIT"],
    description: "how long to wait for a store that another process holds",
    given: "10s",
  },
  {
    flag: "summary",
    value: "<file>",
    env: ["ZOOM_SUMMARY"],
    description: "write the run's summary as JSON, also when the run fails",
  },
  {
    flag: "log_format",
    value: "<format>",
    env: ["LOG_FORMAT"],
    description: "pretty or json",
    shownDefault: "pretty on a terminal, else json",
    choices: ["pretty", "json"],
  },
  {
    flag: "plan",
    value: "<plan>",
    env: ["ZOOM_PLAN"],
    description: "auto (found out), free, pro, business: which of Zoom's rate limits hold",
    given: "auto",
    choices: ["auto", "free", "pro", "business"],
  },
  {
    flag: "share",
    value: "<part>",
    env: ["ZOOM_SHARE"],
    description: "how much of each rate limit to use; the rest is for the account's other apps",
    given: "0.9",
  },
  {
    flag: "day_share",
    value: "<part>",
    env: ["ZOOM_DAY_SHARE"],
    description: "how much of the day's Heavy and Resource-intensive calls to use",
    given: "0.5",
  },
  {
    flag: "limits",
    value: "<on|off>",
    env: ["ZOOM_LIMITS"],
    description: "off: no pacing, refused against Zoom's own hosts",
    given: "on",
    choices: ["on", "off"],
  },
  {
    flag: "timeout",
    value: "<seconds>",
    env: ["ZOOM_TIMEOUT"],
    description: "seconds that one attempt of a call may take",
    given: "30",
  },
  {
    flag: "look_back",
    value: "<span>",
    env: ["ZOOM_LOOK_BACK"],
    description: "how far back a run without dates looks again at days that are not settled",
    given: "7d",
  },
  {
    flag: "settle_after",
    value: "<span>",
    env: ["ZOOM_SETTLE_AFTER"],
    description: "how long after its end a meeting is young, not yet final (90s, 45m, 3h, 7d)",
    given: "3h",
  },
  {
    flag: "recheck_every",
    value: "<span>",
    env: ["ZOOM_RECHECK_EVERY"],
    description: "how long what was listed is not asked for again",
    given: "6h",
  },
  {
    flag: "zoom_api_url",
    value: "<url>",
    env: ["ZOOM_API_URL"],
    description: "Zoom's API",
    given: "https://api.zoom.us/v2",
  },
  {
    flag: "zoom_oauth_url",
    value: "<url>",
    env: ["ZOOM_OAUTH_URL"],
    description: "Zoom's token endpoint",
    given: "https://zoom.us/oauth/token",
  },
  {
    flag: "env_file",
    value: "<file>",
    env: ["ZOOM_ENV_FILE"],
    description: "a file with these variables",
    shownDefault: ".env in the working directory",
  },
];
