/** What a check says, the order that checks stand in, and the exit code that the first bad one means. */

import { type ExitCode, exitCode, HarvesterError, messageOf } from "../errors.ts";

/** Every check with the exit code of its failure, in order: what comes first is the cause of what comes later. */
const exitCodes = {
  settings: exitCode.usage,
  node: exitCode.usage,
  clock: exitCode.usage,
  proxy: exitCode.incomplete,
  network: exitCode.incomplete,
  credentials: exitCode.refused,
  scopes: exitCode.refused,
  plan: exitCode.refused,
  dashboard: exitCode.refused,
  quota: exitCode.incomplete,
  store: exitCode.destination,
  privileges: exitCode.destination,
  templates: exitCode.destination,
  disk: exitCode.destination,
  lock: exitCode.destination,
} as const;

export type CheckName = keyof typeof exitCodes;

export const checkNames = Object.keys(exitCodes) as CheckName[];

/** One line of the report. A check that could not be tried is no line at all. */
export interface Check {
  name: CheckName;
  ok: boolean;
  detail: string;
  /** What to do; "" when nothing. */
  hint: string;
}

export function good(name: CheckName, detail: string): Check {
  return { name, ok: true, detail: withoutPersons(detail), hint: "" };
}

export function bad(name: CheckName, detail: string, hint: string): Check {
  return { name, ok: false, detail: withoutPersons(detail), hint: withoutPersons(hint) };
}

/** A good check with something to do for who wants more. */
export function noted(name: CheckName, detail: string, hint: string): Check {
  return { ...bad(name, detail, hint), ok: true };
}

/** A failed check from an error that says what to do. */
export function badFrom(name: CheckName, error: unknown): Check {
  if (!(error instanceof HarvesterError)) return bad(name, messageOf(error), "");
  const { subject, reason, hint = "" } = error.explanation;
  return bad(name, subject === undefined ? reason : `${subject}: ${reason}`, hint);
}

/** What others say may hold an e-mail, and an address may hold credentials; neither is ours to print. */
function withoutPersons(text: string): string {
  return text.replace(/[^\s"'(/]+@[^\s"',)]+/g, "…");
}

export function inOrder(checks: readonly Check[]): Check[] {
  return checkNames.flatMap((name) => checks.filter((check) => check.name === name));
}

/** @param checks in order. */
export function exitCodeOfChecks(checks: readonly Check[]): ExitCode {
  const first = checks.find(({ ok }) => !ok);
  return first === undefined ? exitCode.complete : exitCodes[first.name];
}
