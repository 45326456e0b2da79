/** What `export` is asked for, read from its flags and settings. */

import { extname } from "node:path";
import type { Where } from "../destinations/reader.ts";
import type { Collection } from "../document.ts";
import { ConfigurationError } from "../errors.ts";
import type { Flags } from "../setting-sources.ts";
import { readDay, readTimeZone } from "../setting-values.ts";
import { collections } from "../streams/derived.ts";
import { nearestTo } from "../streams/select.ts";
import { type Day, spanOfDays } from "../time.ts";

export const exportFormats = ["csv", "parquet", "ndjson"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportAsked {
  collection: Collection;
  where: Where;
  format: ExportFormat;
  /** The file, or with `byMonth` the folder; undefined for standard output. */
  out: string | undefined;
  byMonth: boolean;
  /** Also a folder that has months of an earlier export. */
  overwrite: boolean;
  /** Of days, months and a CSV's dates. */
  timeZone: string;
}

const extensions: Readonly<Record<string, ExportFormat>> = {
  ".csv": "csv",
  ".parquet": "parquet",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
};

/** Zoom shows a meeting number in groups: `812 3456 7890`. */
const seriesFields = ["meeting_series_id", "webinar_series_id", "series_id"] as const;

export interface AskedSettings {
  /** A setting's text. */
  get(flag: string): string;
  /** The account whose documents are meant; undefined for all. */
  account: string | undefined;
  /** Milliseconds since the epoch. */
  now: number;
}

/** @throws ConfigurationError that says what is possible. */
export function readExport(flags: Flags, { get, account, now }: AskedSettings): ExportAsked {
  const collection = readWhat(textOf(flags, "what"));
  const timeZone = readTimeZone(get("timezone"));
  const from = readDay("from", get("from"), now, timeZone);
  const to = readDay("to", get("to"), now, timeZone);
  const named = textOf(flags, "out");
  const out = named === "-" ? undefined : named;
  const byMonth = readPartition(textOf(flags, "partition"), out, collection);
  return {
    collection,
    where: readWhere(collection, { from, to, timeZone, account }, flags),
    format: readFormat(textOf(flags, "format"), out),
    out,
    byMonth,
    overwrite: flags.overwrite === true,
    timeZone,
  };
}

function readWhat(name: string | undefined): Collection {
  const names = collections.map((collection) => collection.name);
  if (name === undefined) throw wrongUse("--what is missing", `--what with one of ${names.join(", ")}`);
  const found = collections.find((collection) => collection.name === name);
  if (found !== undefined) return found;
  throw wrongUse(
    `expected --what to be a collection, got "${name}"`,
    `${nearestTo(name, names)}; there are ${names.join(", ")}`,
  );
}

interface Asked {
  from: Day | undefined;
  to: Day | undefined;
  timeZone: string;
  account: string | undefined;
}

function readWhere(collection: Collection, { from, to, timeZone, account }: Asked, flags: Flags): Where {
  const is: Record<string, readonly string[]> = {};
  const { fields, time, name } = collection;
  const series = textOf(flags, "series");
  if (series !== undefined) is[fieldFor("series", seriesOf(collection), collection)] = [digitsOf(series)];
  const meeting = textOf(flags, "meeting");
  if (meeting !== undefined) is[fieldFor("meeting", meetingOf(collection), collection)] = [meeting];
  if (account !== undefined && fields.account_id !== undefined) is.account_id = [account];
  if (from === undefined && to === undefined) return { is };
  if (time === undefined) {
    throw wrongUse(
      `${name} have no time, so --from and --to cannot choose among them`,
      sayFilters(collection),
    );
  }
  if (from !== undefined && to !== undefined && from > to) {
    throw wrongUse(`--from ${from} is after --to ${to}`, "the earlier day with --from");
  }
  const span = spanOfDays(from ?? "1970-01-01", to ?? "2999-12-31", timeZone);
  return { span, is };
}

function seriesOf({ fields }: Collection): string | undefined {
  return seriesFields.find((field) => fields[field] !== undefined);
}

function meetingOf({ set, fields }: Collection): string | undefined {
  if (set !== undefined) return set.by;
  return fields.uuid === undefined ? undefined : "uuid";
}

function fieldFor(flag: string, field: string | undefined, collection: Collection): string {
  if (field !== undefined) return field;
  throw wrongUse(`${collection.name} cannot be chosen by --${flag}`, sayFilters(collection));
}

/** What a collection can be narrowed by. */
function sayFilters(collection: Collection): string {
  const possible = [
    ...(collection.time === undefined ? [] : ["--from", "--to"]),
    ...(seriesOf(collection) === undefined ? [] : ["--series"]),
    ...(meetingOf(collection) === undefined ? [] : ["--meeting"]),
  ];
  if (possible.length === 0) return `without: ${collection.name} are exported whole`;
  return `${possible.join(", ")}, by which ${collection.name} can be chosen`;
}

function digitsOf(series: string): string {
  return /^[\d\s-]+$/.test(series) ? series.replace(/[\s-]/g, "") : series;
}

function readPartition(
  text: string | undefined,
  out: string | undefined,
  { name, time }: Collection,
): boolean {
  if (text === undefined) return false;
  if (text !== "month")
    throw wrongUse(`expected --partition to be month, got "${text}"`, "--partition month");
  if (out === undefined) throw wrongUse("--partition month needs a folder", "--out with the folder's name");
  if (time === undefined)
    throw wrongUse(`${name} have no time, so they lie in no month`, "without --partition");
  return true;
}

function readFormat(text: string | undefined, out: string | undefined): ExportFormat {
  const found = exportFormats.find((format) => format === text);
  if (text !== undefined && found === undefined) {
    throw wrongUse(`expected --format to be ${exportFormats.join(", ")}, got "${text}"`, "--format csv");
  }
  const format = found ?? (out === undefined ? "ndjson" : extensions[extname(out).toLowerCase()]);
  if (format === undefined) {
    throw wrongUse(
      `the name ${out} does not say the format`,
      `--format ${exportFormats.join(", --format ")}`,
    );
  }
  if (format === "parquet" && out === undefined) {
    throw wrongUse("Parquet is not written to standard output", "--out with a file's name");
  }
  return format;
}

function textOf(flags: Flags, flag: string): string | undefined {
  const value = flags[flag];
  if (value === undefined) return undefined;
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  throw wrongUse(`--${flag} is empty`, `--${flag} with a value, or without it`);
}

function wrongUse(reason: string, hint: string): ConfigurationError {
  return new ConfigurationError({ operation: "export", reason, hint });
}
