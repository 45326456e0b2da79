/**
 * Reads the simulator's options: given values in, complete and checked options out.
 * The switches themselves are listed in `switches.ts`.
 */
import { Temporal } from "temporal-polyfill";
import { type Faults, readFaults } from "./fault-spec.ts";
import {
  type ChoiceName,
  choiceSwitches,
  type NumberName,
  numberSwitches,
  type TextName,
} from "./switches.ts";

type Choices = { readonly [Name in ChoiceName]: (typeof choiceSwitches)[Name][0][number] };
type OptionalNumber = "day_limit" | "day_length" | "webinars_per_day";
type Numbers = { readonly [Name in Exclude<NumberName, OptionalNumber>]: number } & {
  readonly [Name in OptionalNumber]: number | undefined;
};

/** What a caller may give: any switch, numbers also as text. */
export type GivenOptions = {
  readonly [Name in ChoiceName | NumberName | TextName]?: string | number | undefined;
};

/** Every switch with its value. */
export interface SimulatorOptions extends Choices, Numbers {
  /** First and last day as yyyy-mm-dd, or both absent: the account then ends yesterday. */
  readonly range: { readonly from: string; readonly to: string } | undefined;
  /** Scopes granted; undefined means all. */
  readonly scopes: readonly string[] | undefined;
  readonly faults: Faults;
  readonly account_zone: string;
}

/** An option that cannot be used; the message names it. */
export class OptionError extends Error {}

function refuse(name: string, expected: string, got: unknown): never {
  throw new OptionError(`Expected \`${name}\` to be ${expected}, got \`${String(got)}\`.`);
}

function readChoice(name: ChoiceName, given: GivenOptions): string {
  const allowed: readonly string[] = choiceSwitches[name][0];
  const value = given[name] === undefined ? (allowed[0] ?? "") : String(given[name]);
  return allowed.includes(value) ? value : refuse(name, allowed.join(", "), value);
}

function readNumber(name: NumberName, given: GivenOptions): number | undefined {
  const { min, max, ...rest } = numberSwitches[name];
  const raw = given[name];
  if (raw === undefined) return "value" in rest ? rest.value : undefined;
  const value = String(raw).trim() === "" ? Number.NaN : Number(raw);
  const fraction = "fraction" in rest;
  if (!(value >= min && value <= max) || (!fraction && !Number.isInteger(value))) {
    refuse(name, `${fraction ? "a number" : "a whole number"} from ${min} to ${max}`, raw);
  }
  return value;
}

function readDay(name: "from" | "to", value: string | number): string {
  try {
    const day = Temporal.PlainDate.from(String(value), { overflow: "reject" });
    if (day.toString() === String(value) && day.year >= 2020 && day.year <= 2041) return String(value);
  } catch {}
  return refuse(name, "a day from 2020 to 2041 as yyyy-mm-dd", value);
}

function readRange({ from, to, days }: GivenOptions): SimulatorOptions["range"] {
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined || to === undefined)
    refuse(from === undefined ? "from" : "to", "given too", undefined);
  if (days !== undefined) refuse("days", "absent beside `from` and `to`", days);
  const range = { from: readDay("from", from), to: readDay("to", to) };
  return range.from <= range.to ? range : refuse("to", `${range.from} or later`, to);
}

function readZone(value: string | number | undefined): string {
  const zone = String(value ?? "America/New_York");
  try {
    Temporal.PlainDate.from("2026-01-01").toZonedDateTime(zone);
    return zone;
  } catch {
    return refuse("account_zone", "a time zone's name", zone);
  }
}

function readScopes(value: string | number | undefined): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const scopes = String(value)
    .split(/[\s,]+/)
    .filter((scope) => scope !== "");
  for (const scope of scopes) if (!/^[\w:]+$/.test(scope)) refuse("scopes", "names of scopes", scope);
  return scopes;
}

/**
 * Complete options from what was given. Throws {@link OptionError} that names the first wrong option,
 * an unknown one included.
 */
export function readOptions(given: GivenOptions = {}): SimulatorOptions {
  const known = [...Object.keys(choiceSwitches), ...Object.keys(numberSwitches)];
  const texts = ["from", "to", "scopes", "faults", "account_zone"];
  for (const name of Object.keys(given)) {
    if (!known.includes(name) && !texts.includes(name)) refuse(name, "a switch of the simulator", "unknown");
  }
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(choiceSwitches) as ChoiceName[]) values[name] = readChoice(name, given);
  for (const name of Object.keys(numberSwitches) as NumberName[]) values[name] = readNumber(name, given);
  return Object.freeze({
    ...(values as unknown as Choices & Numbers),
    range: readRange(given),
    scopes: readScopes(given.scopes),
    faults: readFaults(given.faults, refuse),
    account_zone: readZone(given.account_zone),
  });
}
