/**
 * Readers: from a value as Zoom sends it to the value we store. Total and tolerant: `undefined` means "says
 * nothing" (`""`, null) or "cannot be read"; the mapper keeps what cannot be read in `extra`. Pure.
 */

import type { Json } from "../document.ts";

export type Read = (value: Json) => Json | undefined;

/** Names and texts, byte for byte; Zoom sends ids as numbers or strings, stored as text. */
export const asText: Read = (value) => {
  if (typeof value === "string") return value === "" ? undefined : value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
};

export const asWhole: Read = (value) => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(Math.round(number))
    ? Math.round(number)
    : undefined;
};

export const asNumber: Read = (value) => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
};

/** Booleans, and the 0 and 1 that some accounts get for them. */
export const asBoolean: Read = (value) => {
  if (typeof value === "boolean") return value;
  if (value === 1 || value === "1" || value === "true") return true;
  if (value === 0 || value === "0" || value === "false") return false;
  return undefined;
};

const usual = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):\d{2}:\d{2}Z$/;

/** `Date.parse` takes 30 February for 2 March. */
const isOnCalendar = (text: string) => {
  const day = text.slice(0, 10);
  if (day.slice(8) <= "28") return true;
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
};

/** An instant, as whole seconds in UTC where Zoom sends no fraction. */
export const asInstant: Read = (value) => {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(value)) return undefined;
  if (!isOnCalendar(value)) return undefined;
  // What Zoom sends almost always needs no rewriting.
  if (usual.test(value) && !Number.isNaN(Date.parse(value))) return value;
  // The log of meeting activities puts a colon before the milliseconds.
  const text = value.replace(/(:\d{2}:\d{2}):(\d{3})$/, "$1.$2");
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString().replace(".000Z", "Z");
};

/** A day as the instant of its beginning in UTC. */
export const asDay: Read = (value) =>
  asInstant(typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value);

/** A list of texts; a lone text is a list of one. */
export const asTexts: Read = (value) => {
  if (typeof value === "string") return value === "" ? undefined : [value];
  if (!Array.isArray(value)) return undefined;
  const texts = value.map(asText);
  return texts.every((text) => text !== undefined) ? (texts as string[]) : undefined;
};

/** A list that Zoom writes as one text with commas. */
export const asListed: Read = (value) =>
  asTexts(typeof value === "string" ? value.split(/\s*,\s*/).filter((part) => part !== "") : value);

/** A number that names something, without the gaps it is written with: `982 610 0285`. */
export const asDigits: Read = (value) => {
  const digits = String(asText(value) ?? "").replace(/[\s-]/g, "");
  return /^\d+$/.test(digits) ? digits : undefined;
};

/**
 * Free text, in which people and Zoom quote passcodes and links: what follows such a word, or leads to a recording or into a
 * meeting, is masked. A passcode of several words is masked in its first alone.
 */
export const asNote: Read = (value) => {
  const text = asText(value);
  return typeof text === "string" ? doors.reduce((kept, way) => kept.replace(way, "$1***"), text) : undefined;
};

const door = "(?:pass\\s?code|password|passwd|pwd|token|secret|host\\s?key)";

/** What stands before a secret, and the secret. A change is quoted with the value before it: `from 123 to 456`. */
const doors = [
  new RegExp(
    `(${door}["']?\\s*(?:[(（][^)）]*[)）]\\s*)?(?:[:=：]|-(?=\\s))\\s*)(?:from\\s+\\S+\\s+to\\s+\\S+|[^\\s&,;]+)`,
    "giu",
  ),
  new RegExp(`(${door}\\s+(?:(?:is|was)\\s+)?)(?:from\\s+\\S+\\s+to\\s+\\S+|(?=\\S*\\d)[^\\s&,;]+)`, "giu"),
  /([?&](?:tk|zak|jwt|access_token)=)[^\s&#"']+/gi,
  /(\/rec\/(?:share|play|download)\/)[^\s"'<>]+/gi,
];

/** A nested value kept as it is. */
export const asJson: Read = (value) => value ?? undefined;

/**
 * Seconds from the forms of a duration: `16:08`, `1:00:05`, hours beyond 24, days in front (`1:02:03:04`),
 * minutes as a number or as "4 mins". Sources: Zoom's API reference (`MM:SS`, minutes), API v1's reference.
 */
export const asSeconds: Read = (value) => {
  const seconds = secondsOf(value);
  return seconds !== undefined && Number.isSafeInteger(seconds) && seconds >= 0 ? seconds : undefined;
};

function secondsOf(value: Json): number | undefined {
  if (typeof value === "number") return Math.round(value * 60);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (/^\d+(:\d{1,2}){1,3}$/.test(text)) {
    const parts = text.split(":").map(Number).reverse();
    const [seconds = 0, minutes = 0, hours = 0, days = 0] = parts;
    return seconds + 60 * minutes + 3_600 * hours + 86_400 * days;
  }
  const minutes = /^(\d+(?:\.\d+)?)\s*(min|mins|minutes?)?$/i.exec(text)?.[1];
  return minutes === undefined ? undefined : Math.round(Number(minutes) * 60);
}

/** The number before a unit: 27.15 of "27.15 kbps". With another unit it cannot be read. */
export const asQuantity =
  (unit: string): Read =>
  (value) => {
    if (typeof value !== "string") return asNumber(value);
    const isNamed = value.endsWith(unit);
    return asNumber(isNamed ? value.slice(0, -unit.length) : value);
  };

const steps = ["B", "KB", "MB", "GB", "TB", "PB"];

/** Bytes from a size with its unit, `12.5 GB`. In steps of 1024: Zoom does not say which, and storage mostly has these. */
export const asBytes: Read = (value) => {
  if (typeof value !== "string") return asWhole(value);
  const [, number = "", unit = "B"] = /^([\d,]*\.?\d+)\s*([KMGTP]?B)?$/i.exec(value.trim()) ?? [];
  if (number === "") return undefined;
  return asWhole(Number(number.replaceAll(",", "")) * 1024 ** steps.indexOf(unit.toUpperCase()));
};

/** Whether a size is none: `Unlimited`. */
export const isUnlimited: Read = (value) => {
  if (typeof value === "number") return false;
  return typeof value === "string" ? /^unlimited$/i.test(value.trim()) : undefined;
};
