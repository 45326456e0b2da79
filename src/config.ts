/** From flags, environment and `.env` to one complete, frozen configuration; the only place with defaults. */

import { readFileSync } from "node:fs";
import type { Privacy } from "./document.ts";
import type { Plan } from "./endpoint.ts";
import { ConfigurationError } from "./errors.ts";
import { Secret } from "./secret.ts";
import { type Sources, settingOf, settingValue } from "./setting-sources.ts";
import {
  readClasses,
  readDay,
  readLines,
  readPart,
  readSeconds,
  readSpan,
  readTimeZone,
  readUrl,
  wrong,
} from "./setting-values.ts";
import { settings } from "./settings.ts";
import { readStoreSettings, type StoreSettings } from "./store-settings.ts";
import { addDays, type Day, dayAt, type Span, spanOfDays } from "./time.ts";

export interface Config extends StoreSettings {
  key: Secret;
  secret: Secret;
  accountId: string;
  /** Absent when only meetings or series are asked for by id and no day is given. */
  days: { from: Day; to: Day; timeZone: string; span: Span } | undefined;
  /** True when the user named no days: yesterday, and earlier days that are not settled. */
  looksBack: boolean;
  allowAccount: boolean;
  plan: Plan | "auto";
  share: number;
  dayShare: number;
  limits: boolean;
  timeoutMs: number;
  settleAfterMs: number;
  lookBackMs: number;
  recheckEveryMs: number;
  order: "newest" | "oldest";
  /** Says what a harvest would do, and does nothing. */
  dryRun: boolean;
  /** Goes on by itself when the day's quota is used up. */
  wait: boolean;
  /** Lists and reads what is settled, too. */
  again: boolean;
  apiUrl: string;
  oauthUrl: string;
  summary: string | undefined;
  meetings: string[];
  seriesOf: "all" | "hosts" | "none";
  series: string[];
  onlyGroups: string[];
  skipHosts: string[];
  without: ReadonlySet<Privacy>;
  /** Streams and groups of them, as the user named them. */
  streams: string[];
  priority: string[];
  source: "auto" | "dashboard" | "report" | "past";
  whenQuotaEnds: "lean" | "stop";
  qualityShare: number;
  proxies: { httpProxy: string | undefined; httpsProxy: string | undefined; noProxy: string | undefined };
  /** What the user should know, each a sentence. */
  warnings: string[];
}

/** @throws ConfigurationError before anything else happens. @param now for what "yesterday" means. */
export function resolveConfig(sources: Sources, now: number): Config {
  const values: Record<string, string> = {};
  for (const setting of settings) {
    const value = settingValue(setting, sources).trim();
    if (setting.choices !== undefined && value !== "" && !setting.choices.includes(value)) {
      throw wrong(setting.flag, `one of ${setting.choices.join(", ")}`, value);
    }
    values[setting.flag] = value;
  }
  const get = (flag: string) => values[flag] ?? "";
  const list = (flag: string) =>
    get(flag)
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean);
  const warnings: string[] = [];
  const apiUrl = readUrl("zoom_api_url", get("zoom_api_url"));
  const seriesValue = get("series");
  const numbers = /^\d/.test(seriesValue)
    ? list("series").map((number) => number.replaceAll(/[\s-]/g, ""))
    : [];
  if (numbers.length === 0 && !["all", "hosts", "none"].includes(seriesValue)) {
    throw wrong("series", "all, hosts, none, or meeting numbers", seriesValue);
  }
  const odd = numbers.find((number) => !/^\d{9,11}$/.test(number));
  if (odd !== undefined) throw wrong("series", "a meeting number of 9 to 11 digits", odd);
  const meetings = list("meeting");
  const limits = get("limits") === "on";
  if (!limits && /(^|\.)zoom(gov)?\.(us|com)\.?$/.test(new URL(apiUrl).hostname)) {
    throw wrong("limits", "on against Zoom's own hosts", "off", "--limits on; off is for a simulator");
  }
  const store = readStoreSettings(sources);
  const { env, file } = sources;
  const variable = (name: string) => env[name] ?? env[name.toLowerCase()] ?? file[name];
  return Object.freeze({
    ...readCredentials(sources, warnings),
    ...readDays(get, now, meetings.length > 0 || numbers.length > 0),
    ...store,
    allowAccount: get("allow_account") === "true",
    plan: get("plan") as Plan | "auto",
    share: readPart("share", get("share")),
    dayShare: readPart("day_share", get("day_share")),
    limits,
    timeoutMs: readSeconds("timeout", get("timeout")),
    settleAfterMs: readSpan("settle_after", get("settle_after")),
    lookBackMs: readSpan("look_back", get("look_back")),
    recheckEveryMs: readSpan("recheck_every", get("recheck_every")),
    order: get("order") as "newest" | "oldest",
    dryRun: get("dry_run") === "true",
    wait: get("wait") === "true",
    again: get("again") === "true",
    apiUrl,
    oauthUrl: readUrl("zoom_oauth_url", get("zoom_oauth_url")),
    summary: get("summary") === "" ? undefined : get("summary"),
    meetings,
    seriesOf: numbers.length > 0 ? "hosts" : (seriesValue as "all" | "hosts" | "none"),
    series: numbers,
    onlyGroups: list("only_groups"),
    skipHosts: readLines("skip_hosts", get("skip_hosts")),
    without: readClasses(list("without")),
    streams: readNames(get, "streams"),
    priority: list("priority"),
    source: get("source") as Config["source"],
    whenQuotaEnds: get("when_quota_ends") as Config["whenQuotaEnds"],
    qualityShare: readPart("quality_share", get("quality_share")),
    proxies: {
      httpProxy: variable("HTTP_PROXY"),
      httpsProxy: variable("HTTPS_PROXY"),
      noProxy: variable("NO_PROXY"),
    },
    warnings,
  });
}

/** Names that were given must name something: a list of none would do nothing, and say so nowhere. */
function readNames(get: (flag: string) => string, flag: string): string[] {
  const names = get(flag)
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 0) throw wrong(flag, "streams or groups of them", get(flag));
  return names;
}

const whereToGet =
  "creating a Server-to-Server OAuth app in the Zoom App Marketplace (Develop > Build App), which shows all three " +
  "under App Credentials; without an account: zoom-harvester demo";

/** The three credentials together, so that one message names all that are missing. */
function readCredentials(sources: Sources, warnings: string[]): Pick<Config, "key" | "secret" | "accountId"> {
  const raw = {
    key: settingValue(settingOf("key"), sources),
    secret: readSecret(sources),
    account_id: settingValue(settingOf("account_id"), sources),
  };
  const missing = Object.entries(raw).filter(([, value]) => value.trim() === "");
  if (missing.length > 0) {
    const named = missing.map(([flag]) => `--${flag} (${settingOf(flag).env.join(" or ")})`);
    throw new ConfigurationError({
      operation: "read the settings",
      reason: `${named.join(", ")} ${named.length === 1 ? "is" : "are"} missing: ${missing
        .map(([flag]) => settingOf(flag).description.replace(/ \(.*\)$/, ""))
        .join("; ")}`,
      hint: whereToGet,
    });
  }
  const clean = (flag: keyof typeof raw) => {
    const value = raw[flag].trim();
    if (/\s/.test(value)) {
      throw new ConfigurationError({
        operation: "read the settings",
        reason: `--${flag} has white space inside`,
        hint: "copying it again from the app's App Credentials",
      });
    }
    if (value !== raw[flag]) warnings.push(`white space around --${flag} was taken away`);
    return value;
  };
  return {
    key: new Secret(clean("key")),
    secret: new Secret(clean("secret")),
    accountId: clean("account_id"),
  };
}

function readSecret(sources: Sources): string {
  const given = settingValue(settingOf("secret"), sources);
  const file = sources.env.ZOOM_SECRET_FILE ?? sources.file.ZOOM_SECRET_FILE;
  if (given !== "" || file === undefined || file === "") return given;
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new ConfigurationError({
      operation: "read the settings",
      subject: "ZOOM_SECRET_FILE",
      reason: "the file cannot be read",
      hint: "a file that this user may read",
      cause,
    });
  }
}

function readDays(
  get: (flag: string) => string,
  now: number,
  byId: boolean,
): Pick<Config, "days" | "looksBack"> {
  const timeZone = readTimeZone(get("timezone"));
  const yesterday = addDays(dayAt(now, timeZone), -1);
  const day = (flag: string) => readDay(flag, get(flag), now, timeZone);
  const [date, first, last] = [day("date"), day("from"), day("to")];
  if (date !== undefined && (first !== undefined || last !== undefined)) {
    throw wrong("date", "given alone, without --from and --to", get("date"));
  }
  if (last !== undefined && first === undefined) throw wrong("from", "given with --to", "");
  const looksBack = date === undefined && first === undefined;
  if (looksBack && byId) return { days: undefined, looksBack: false };
  const from = date ?? first ?? yesterday;
  const to = date ?? last ?? yesterday;
  if (from > to) throw wrong("from", `no later than --to, ${to}`, from);
  return { days: { from, to, timeZone, span: spanOfDays(from, to, timeZone) }, looksBack };
}
