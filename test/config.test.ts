import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Config, resolveConfig } from "../src/config.ts";
import { ConfigurationError } from "../src/errors.ts";
import type { Flags, Sources } from "../src/setting-sources.ts";
import { settings } from "../src/settings.ts";
import { spanOfDays } from "../src/time.ts";
import { credentials, now, refused, resolve, temporary } from "./support/resolve.ts";

describe("a wrong setting ends with exit code 2, names the flag and says what to do", () => {
  test.each<[string, Flags, string[]]>([
    ["a day that is not", { date: "2026-02-30" }, ["--date", "2026-02-30"]],
    ["a date of another form", { date: "30.11.2026" }, ["--date", "YYYY-MM-DD"]],
    ["a future date", { date: "2026-11-24" }, ["--date", "2026-11-23 in UTC"]],
    ["a future end", { from: "2026-11-01", to: "2027-01-01" }, ["--to", "2026-11-23"]],
    ["from after to", { from: "2026-11-03", to: "2026-11-02" }, ["--from", "--to", "2026-11-02"]],
    ["from after yesterday", { from: "today" }, ["--from", "--to", "2026-11-22"]],
    ["--date with --from", { date: "2026-11-01", from: "2026-11-01" }, ["--date", "--from", "alone"]],
    ["--date with --to", { date: "2026-11-01", to: "2026-11-01" }, ["--date", "--to"]],
    ["--to without --from", { to: "2026-11-01" }, ["--from", "--to"]],
    ["an unknown zone", { timezone: "Mars/Olympus" }, ["--timezone", "Mars/Olympus", "Europe/Berlin"]],
    ["a share above 1", { share: "1.1" }, ["--share", "1.1"]],
    ["a share of 0", { share: "0" }, ["--share"]],
    ["a share that is no number", { day_share: "half" }, ["--day_share", "half"]],
    ["an unknown plan", { plan: "gold" }, ["--plan", "gold", "business"]],
    ["an unknown destination", { destination: "oracle" }, ["--destination", "oracle", "duckdb"]],
    [
      "elasticsearch without a host",
      { destination: "elasticsearch" },
      ["elasticsearch", "--es_host", "ES_HOST"],
    ],
    ["limits neither on nor off", { limits: "maybe" }, ["--limits", "maybe"]],
    ["no limits against Zoom", { limits: "off" }, ["--limits", "off"]],
    [
      "no limits against Zoom's region",
      { limits: "off", zoom_api_url: "https://api-eu.zoom.us/v2" },
      ["--limits"],
    ],
    [
      "no limits against Zoom's government",
      { limits: "off", zoom_api_url: "https://api.zoomgov.com/v2" },
      ["--limits"],
    ],
    ["no limits, host in capitals", { limits: "off", zoom_api_url: "https://API.ZOOM.US/v2" }, ["--limits"]],
    ["no limits, host with a dot", { limits: "off", zoom_api_url: "https://api.zoom.us./v2" }, ["--limits"]],
    ["a span without a unit", { settle_after: "3" }, ["--settle_after", "3h"]],
    ["a span of another unit", { look_back: "1w" }, ["--look_back", "1w"]],
    ["a wait that is no span", { lock_wait: "soon" }, ["--lock_wait", "soon"]],
    ["a recheck that is no span", { recheck_every: "-6h" }, ["--recheck_every"]],
    ["no time at all", { timeout: "0" }, ["--timeout"]],
    ["a time-out that is no number", { timeout: "long" }, ["--timeout", "long"]],
    [
      "plain http to Zoom",
      { zoom_api_url: "http://api.zoom.us/v2" },
      ["--zoom_api_url", "https://api.zoom.us/v2"],
    ],
    [
      "plain http for the token",
      { zoom_oauth_url: "http://zoom.us/oauth/token" },
      ["--zoom_oauth_url", "https"],
    ],
    [
      "http to a host named like this computer",
      { zoom_api_url: "http://localhost.evil.test" },
      ["--zoom_api_url"],
    ],
    ["an API URL that is none", { zoom_api_url: "zoom" }, ["--zoom_api_url", "zoom"]],
    ["an API URL of another kind", { zoom_api_url: "ftp://zoom.us" }, ["--zoom_api_url"]],
    ["an unknown class", { without: "name,shoe" }, ["--without", "shoe", "email"]],
    ["a series that is none", { series: "some" }, ["--series", "some"]],
    ["a series number too short", { series: "12345" }, ["--series", "12345"]],
    ["a file of hosts that is not there", { skip_hosts: "/no/such/file" }, ["--skip_hosts"]],
    ["an unknown level", { log_level: "loud" }, ["--log_level", "loud"]],
  ])("%s", (_, flags, words) => {
    const error = refused(flags);
    expect(error.exitCode).toBe(2);
    expect(error.message).toContain(" Try: ");
    for (const word of words) expect(error.message).toContain(word);
  });

  test.each(["2026-02-30", "nonsense"])("also when %s comes from the environment", (zone) => {
    const error = refused({ timezone: undefined }, { env: { ...credentials, TZ: zone } });
    expect(error.message).toContain("--timezone");
  });
});

describe("precedence", () => {
  const file = { ...credentials, ZOOM_DB: "file.duckdb", ZOOM_SHARE: "0.3" };

  test("is flag, environment, .env, default", () => {
    const env = { ZOOM_DB: "env.duckdb" };
    expect(resolve({ db: "flag.duckdb" }, { env, file }).db).toBe("flag.duckdb");
    expect(resolve({}, { env, file }).db).toBe("env.duckdb");
    expect(resolve({}, { env: {}, file }).db).toBe("file.duckdb");
    expect(resolve().db).toBe("zoom-harvester.duckdb");
    expect(resolve({}, { env, file }).share).toBe(0.3);
  });

  test("an empty variable is none", () => {
    expect(resolve({}, { env: { ...credentials, ZOOM_DB: "" }, file }).db).toBe("file.duckdb");
  });

  test.each(settings.flatMap(({ flag, env }) => env.map((variable) => [variable, flag] as const)))(
    "%s stands for --%s",
    (variable, flag) => {
      const bad = { choices: "no such choice" };
      const byFlag = outcome({ flags: { [flag]: bad.choices }, env: without(variable) });
      const byVariable = outcome({ flags: {}, env: { ...without(variable), [variable]: bad.choices } });
      expect(byVariable).toEqual(byFlag);
    },
  );
});

/** Credentials without the twins of a variable, so that only one of the two says something. */
function without(variable: string): Record<string, string> {
  const twins = settings.find(({ env }) => env.includes(variable))?.env ?? [];
  return Object.fromEntries(
    Object.entries({ ...credentials, TZ: "UTC" }).filter(([name]) => !twins.includes(name)),
  );
}

function outcome(sources: Omit<Sources, "file">): unknown {
  try {
    const { key, secret, ...config } = resolveConfig({ ...sources, file: {} }, now);
    return { ...config, key: key.reveal(), secret: secret.reveal() };
  } catch (error) {
    return String(error);
  }
}

describe("days", () => {
  test.each<[string, Flags, string, string]>([
    ["nothing given: yesterday", {}, "2026-11-22", "2026-11-22"],
    ["a date", { date: "2026-11-01" }, "2026-11-01", "2026-11-01"],
    ["today", { date: "today" }, "2026-11-23", "2026-11-23"],
    ["yesterday", { date: "yesterday" }, "2026-11-22", "2026-11-22"],
    ["a range", { from: "2026-10-01", to: "2026-10-31" }, "2026-10-01", "2026-10-31"],
    ["a range until yesterday", { from: "2026-10-01" }, "2026-10-01", "2026-11-22"],
  ])("%s", (_, flags, from, to) => {
    expect(resolve(flags).days).toEqual({ from, to, timeZone: "UTC", span: spanOfDays(from, to, "UTC") });
  });

  test("are those of the zone: yesterday in Auckland is today in UTC", () => {
    const days = resolve({ timezone: "Pacific/Auckland", date: "yesterday" }).days;
    expect(days?.from).toBe("2026-11-23");
    expect(days?.span.start).toBe(Date.parse("2026-11-22T11:00:00Z"));
  });

  test("in TZ may begin with a colon, as POSIX has it", () => {
    const env = { ...credentials, TZ: ":Europe/Berlin" };
    expect(resolve({ timezone: undefined }, { env }).days?.timeZone).toBe("Europe/Berlin");
  });

  test("are none when meetings or series are asked for by id", () => {
    expect(resolve({ meeting: "abc==,def==" })).toMatchObject({
      days: undefined,
      meetings: ["abc==", "def=="],
    });
    expect(resolve({ series: "987 6543 2109, 123-456-7890" })).toMatchObject({
      days: undefined,
      series: ["98765432109", "1234567890"],
    });
    expect(resolve({ series: "98765432109", date: "2026-11-01" }).days?.from).toBe("2026-11-01");
  });
});

describe("the destination", () => {
  test.each<[Flags, Config["destination"], string]>([
    [{}, "duckdb", "because ES_HOST is empty"],
    [{ es_host: "localhost:9200" }, "elasticsearch", "because ES_HOST is set"],
    [{ es_host: "localhost:9200", destination: "duckdb" }, "duckdb", "because --destination is duckdb"],
    [{ destination: "stdout" }, "stdout", "because --destination is stdout"],
  ])("%j", (flags, destination, destinationWhy) => {
    expect(resolve(flags)).toMatchObject({ destination, destinationWhy });
  });
});

test("limits may be off against a simulator on this computer, over plain http", () => {
  for (const host of ["127.0.0.1:8080", "localhost:1", "[::1]:2"]) {
    const config = resolve({ limits: "off", zoom_api_url: `http://${host}/v2/` });
    expect(config).toMatchObject({ limits: false, apiUrl: `http://${host}/v2` });
  }
});

test("a file of hosts is read line by line, without comments and blanks", () => {
  const file = temporary("hosts", "a@uni.test # the dean\n\n# all\r\nu1\r\n");
  expect(resolve({ skip_hosts: file }).skipHosts).toEqual(["a@uni.test", "u1"]);
});

test("the configuration cannot be changed afterwards", () => {
  expect(Object.isFrozen(resolve())).toBe(true);
});

test("any text for any flag gives a configuration or an error with exit code 2", () => {
  const flag = fc.constantFrom(...settings.map(({ flag: name }) => name));
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom("2026-11-01", "0.5", "3h", "on", "1e9", "http://x", "//"),
  );
  fc.assert(
    fc.property(fc.dictionary(flag, text, { maxKeys: 4 }), (flags) => {
      try {
        resolve({ ...flags, skip_hosts: "" });
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigurationError);
        expect((error as ConfigurationError).message).not.toContain("s3cret");
      }
    }),
    { numRuns: 300 },
  );
});
