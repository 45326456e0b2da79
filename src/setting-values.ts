/** Reads the text of a setting as what it stands for; each throws a ConfigurationError that names the flag. */

import { readFileSync } from "node:fs";
import { type Privacy, privacyClasses } from "./document.ts";
import { ConfigurationError } from "./errors.ts";
import { addDays, type Day, dayAt, isTimeZone, parseDay, parseSpan } from "./time.ts";

/** A wrong setting, in one voice: "Expected --share to be …, got …". */
export function wrong(flag: string, expected: string, got: string, hint?: string): ConfigurationError {
  return new ConfigurationError({
    operation: "read the settings",
    reason: `expected --${flag} to be ${expected}, got "${got}"`,
    hint: hint ?? `zoom-harvester --help`,
  });
}

export function readUrl(flag: string, text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw wrong(flag, "a URL", text);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw wrong(flag, "an https URL", text);
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url.protocol === "http:" && !loopback) {
    throw wrong(
      flag,
      "https (plain http would send the credentials in the clear)",
      text,
      text.replace(/^http:/, "https:"),
    );
  }
  return text.replace(/\/+$/, "");
}

export function readSpan(flag: string, text: string): number {
  const ms = parseSpan(text);
  if (ms === undefined) throw wrong(flag, "a span such as 90s, 45m, 3h or 7d", text);
  return ms;
}

/** A zone's name; the system's for an empty text. */
export function readTimeZone(text: string): string {
  const given = text.replace(/^:/, "");
  const zone = given === "" ? Intl.DateTimeFormat().resolvedOptions().timeZone : given;
  if (!isTimeZone(zone)) throw wrong("timezone", "a time zone such as Europe/Berlin", zone, "--timezone UTC");
  return zone;
}

/** A day: as a date, `today` or `yesterday` in the zone; undefined for an empty text. */
export function readDay(flag: string, text: string, now: number, timeZone: string): Day | undefined {
  if (text === "") return undefined;
  const today = dayAt(now, timeZone);
  const found = text === "today" ? today : text === "yesterday" ? addDays(today, -1) : parseDay(text);
  if (found === undefined) throw wrong(flag, "a day that exists (YYYY-MM-DD, yesterday or today)", text);
  if (found > today) throw wrong(flag, `no later than today, ${today} in ${timeZone}`, text);
  return found;
}

export function readPart(flag: string, text: string): number {
  const part = Number(text);
  if (!(part > 0 && part <= 1)) throw wrong(flag, "above 0 and at most 1", text);
  return part;
}

export function readSeconds(flag: string, text: string): number {
  const seconds = Number(text.replace(/s$/, ""));
  if (!(seconds > 0 && seconds <= 3_600)) throw wrong(flag, "seconds, above 0 and at most 3600", text);
  return seconds * 1_000;
}

export function readLines(flag: string, file: string): string[] {
  if (file === "") return [];
  try {
    const lines = readFileSync(file, "utf8").split(/\r?\n/);
    return lines.map((line) => line.replace(/#.*$/, "").trim()).filter(Boolean);
  } catch {
    throw wrong(flag, "a file that can be read", file);
  }
}

export function readClasses(names: readonly string[]): ReadonlySet<Privacy> {
  const known = privacyClasses.filter((name) => name !== "none");
  const unknown = names.find((name) => !(known as readonly string[]).includes(name));
  if (unknown !== undefined) throw wrong("without", `of ${known.join(", ")}`, unknown);
  return new Set(names as Privacy[]);
}
