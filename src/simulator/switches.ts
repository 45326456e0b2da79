/**
 * Every switch of the simulator as data: its name (also the flag's), values, default and meaning.
 * `options.ts` validates against it, the command line is generated from it.
 */

/** Switches with a fixed set of values; the first value is the default. */
export const choiceSwitches = {
  plan: [["business", "pro", "free"], "plan of the account; decides refusals and rate limits"],
  dashboard_feature: [
    ["on", "off"],
    "off: a Business account that has not enabled the Dashboard feature, so that dashboards are refused as for Pro",
  ],
  app: [
    ["active", "deactivated"],
    "deactivated: the token endpoint refuses, and no token is valid; POST /_simulator/app?state= changes it",
  ],
  app_refusal: [
    ["disabled", "disabled_by_admin", "invalid_client"],
    "how the token endpoint refuses a deactivated app: code 4717, code 4738, or like a wrong secret",
  ],
  limits: [["on", "off"], "rate limits"],
  headers: [["full", "category", "none"], "X-RateLimit-* headers; a daily 429 always has Retry-After"],
  participants_count: [
    ["joins", "without_waiting", "people"],
    "what `participants` of a listed meeting counts (Zoom's documents do not say)",
  ],
  window_zone: [
    ["utc", "account", "days"],
    "how from/to of dashboards and reports are read: exact in UTC, exact in the account's zone, or as whole UTC days",
  ],
  one_person_in_past: [["off", "on"], "type=past also lists meetings that one person attended"],
  users_page_max: [["300", "2000"], "largest page_size that /users takes"],
  long_duration: [["hours", "days"], "text of a duration of 24 hours or more: 25:03:10 or 1:01:03:10"],
  location_form: [
    ["mixed", "country", "city"],
    'text of `location`: "Germany", "Berlin (DE)", or both and ""',
  ],
  tokens: [["many", "one"], "whether a new access token ends the one before"],
  rate_code: [["429", "4001", "200"], "`code` in the body of a 429"],
  scope_status: [["400", "401", "403"], "HTTP status of code 4711, a missing scope"],
  plan_status: [["400", "200"], "HTTP status of a refusal by plan"],
  dashboard_code: [["400", "200"], "`code` of a dashboard's refusal by plan"],
  end_time_query: [["on", "off"], "query_date_type=end_time is served, or refused with code 12700"],
  participant_uuid: [["person", "join"], "whether a person who rejoins keeps participant_uuid"],
  past_participants_months: [["12", "15"], "how long /past_meetings/{id}/participants answers"],
  daily_counts: [["past", "all"], "whether /report/daily leaves one-person meetings out"],
  encoding_refusal: [
    ["json", "page"],
    "a badly encoded uuid answers 404 as JSON (code 3001) or as an HTML page",
  ],
  webinar_addon: [
    ["on", "off"],
    "off: the account has no webinar plan; the routes of webinars refuse, and no list has webinars",
  ],
  qss: [["on", "off"], "off: the app has not subscribed to the QSS summary event, and qos_summary refuses"],
  summaries: [
    ["on", "off", "by_mail"],
    "off: no AI Companion summaries, code 3000; by_mail: they are only sent by mail, code 2305",
  ],
  history_types: [
    ["honoured", "ignored"],
    "ignored: /report/history_meetings lists meetings and webinars whatever `meeting_type` asks for",
  ],
  new_fields: [["off", "on"], "fields newer than the documents of 2026-03: has_external_participant"],
  habits: [
    ["off", "on"],
    "on: a series has its hour and members who come most times, users a place and a device; off: all is drawn afresh",
  ],
  oddities: [["off", "on"], "rows without times or uuid, a deleted host, participants without any name"],
} as const satisfies Record<string, readonly [readonly [string, ...string[]], string]>;

interface NumberSwitch {
  /** The default; absent when the switch may be absent. */
  readonly value?: number;
  readonly min: number;
  readonly max: number;
  readonly fraction?: true;
  readonly meaning: string;
}

/** Switches with a number. */
export const numberSwitches = {
  port: { value: 0, min: 0, max: 65_535, meaning: "port on 127.0.0.1; 0 takes a free one" },
  seed: { value: 1, min: 0, max: 4_294_967_295, meaning: "another number is another account" },
  users: { value: 200, min: 1, max: 200_000, meaning: "users of the account" },
  meetings_per_day: { value: 100, min: 0, max: 200_000, meaning: "average; fewer at weekends" },
  webinars_per_day: {
    min: 0,
    max: 1_000,
    meaning: "webinars of a weekday, on average; default: one for each 50 meetings_per_day, at least one",
  },
  days: { value: 30, min: 1, max: 1_000, meaning: "days until yesterday, when no range is given" },
  limit_share: {
    value: 1,
    min: 0.001,
    max: 1,
    fraction: true,
    meaning: "share of the rates left over by other apps of the account",
  },
  day_limit: { min: 0, max: 1e9, meaning: "Heavy and Resource-intensive calls a day, together" },
  day_length: {
    min: 1,
    max: 86_400,
    fraction: true,
    meaning: "seconds in a day of the daily limit, from the start on; default: until midnight GMT",
  },
  late_data: {
    value: 0,
    min: 0,
    max: 1e9,
    fraction: true,
    meaning: "seconds after the start before some sessions and one-person meetings appear",
  },
  clock_offset: {
    value: 0,
    min: -1e9,
    max: 1e9,
    fraction: true,
    meaning: "seconds by which the header Date of every answer is ahead; nothing else changes",
  },
  latency: { value: 0, min: 0, max: 60_000, fraction: true, meaning: "milliseconds before an answer" },
} as const satisfies Record<string, NumberSwitch>;

/** Switches with a text that `options.ts` reads. */
export const textSwitches = {
  from: "first day of the account, yyyy-mm-dd",
  to: "last day of the account, yyyy-mm-dd; the account's today is the day after",
  scopes: "scopes granted, comma-separated, classic or granular; default all",
  faults: "kind:probability, comma-separated: 500 429 reset hang truncate html403 token page_token gone",
  account_zone: "time zone of the account, for window_zone=account; default America/New_York",
} as const;

export type ChoiceName = keyof typeof choiceSwitches;
export type NumberName = keyof typeof numberSwitches;
export type TextName = keyof typeof textSwitches;
