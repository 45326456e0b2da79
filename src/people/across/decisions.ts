/** What a person has decided about who is who: kept in a file, one line for each somebody and an identity of a meeting's. */

import { ConfigurationError } from "../../errors.ts";
import { normalName } from "../normal-name.ts";
import { basisOf } from "./attendance-row.ts";
import { type CsvRow, csvCell, separatorOf } from "./read-csv.ts";

export interface Decision {
  /** Line of the file, from 1. */
  line: number;
  /** Somebody on the roster by e-mail, id or name, or an identity; in the form of {@link normalKey}. */
  person: string;
  /** An identity, in the form of {@link normalKey}. */
  attendee: string;
  /** Absent while nobody has decided: such a line changes nothing. */
  verdict?: "same" | "different";
}

/** Two that may be one, for somebody to decide. */
export interface Proposal {
  /** As {@link Decision.person}. */
  person: string;
  /** The attendee's identity. */
  attendee: string;
  why: string;
  /** Both by name and e-mail, as far as these are known: for whoever decides. */
  person_is: string;
  attendee_is: string;
}

const columns = ["person", "attendee", "decision", "why", "person_is", "attendee_is"];

/** @throws ConfigurationError with the number of a line that cannot be read, or that says the opposite of another */
export function readDecisions(rows: readonly CsvRow[], file: string): Decision[] {
  const decisions: Decision[] = [];
  const decided = new Map<string, Decision>();
  for (const { line, cells } of rows) {
    const [person = "", attendee = "", word = ""] = cells;
    if (person.startsWith("#") || isHeader(cells)) continue;
    if (person === "" || attendee === "")
      throw unreadable(file, line, "it does not name a person and an attendee");
    if (basisOf(attendee) === undefined)
      throw unreadable(
        file,
        line,
        "the attendee is no identity such as email:a@example.org or name:anna weber",
      );
    const verdict = word.toLowerCase();
    if (verdict !== "" && verdict !== "same" && verdict !== "different")
      throw unreadable(file, line, "the decision is neither same nor different");
    const decision: Decision = {
      line,
      person: normalKey(person),
      attendee: normalKey(attendee),
      ...(verdict === "" ? {} : { verdict }),
    };
    const pair = JSON.stringify([decision.person, decision.attendee]);
    const before = decided.get(pair);
    if (before !== undefined && decision.verdict !== undefined && before.verdict !== decision.verdict)
      throw unreadable(file, line, `line ${before.line} says ${before.verdict} of the same two`);
    if (decision.verdict !== undefined) decided.set(pair, decision);
    decisions.push(decision);
  }
  return decisions;
}

/**
 * The text of proposals as the file takes them, the decision left open.
 * @param text of the file so far: an empty one gets a header, another keeps its separator
 */
export function decisionLines(proposals: readonly Proposal[], text = ""): string {
  const separator = text.trim() === "" ? "," : separatorOf(text);
  const rows = proposals.map(({ person, attendee, why, person_is, attendee_is }) => [
    ...[person, attendee, "", why, person_is, attendee_is],
  ]);
  const lines = rows.map((cells) => cells.map(csvCell).join(separator));
  const header = text.trim() === "" ? [columns.join(separator)] : [];
  return [...header, ...lines].map((line) => `${line}\n`).join("");
}

/** The proposals that no line is about, decided or open. */
export function newProposals(proposals: readonly Proposal[], decisions: readonly Decision[]): Proposal[] {
  const known = new Set(decisions.map(({ person, attendee }) => JSON.stringify([person, attendee])));
  return proposals.filter(
    ({ person, attendee }) => !known.has(JSON.stringify([normalKey(person), normalKey(attendee)])),
  );
}

/** Pairs of identities decided to be one person: known before any roster is looked at. */
export function samePairs(decisions: readonly Decision[]): [string, string][] {
  return decisions.flatMap(({ person, attendee, verdict }): [string, string][] => {
    const identity = identityOf(person);
    return verdict !== "same" || identity === undefined ? [] : [[identity, attendee]];
  });
}

/** A key of the roster or an identity, in the form in which two are equal. */
export function normalKey(text: string): string {
  const basis = basisOf(text);
  if (basis === undefined) return normalName(text);
  const value = text.slice(basis.length + 1);
  if (basis === "name" || basis === "email") return `${basis}:${normalName(value)}`;
  return text;
}

/** The identity that a decision's person is: a bare e-mail is one, a name or a number on the roster is none. */
function identityOf(person: string): string | undefined {
  if (basisOf(person) !== undefined) return person;
  return person.includes("@") ? `email:${person}` : undefined;
}

function isHeader([person = "", attendee = ""]: readonly string[]): boolean {
  return person.toLowerCase() === columns[0] && attendee.toLowerCase() === columns[1];
}

/** The error of a line that cannot be used. Its reason names no people: it may come into a log. */
export function unreadable(file: string, line: number, reason: string): ConfigurationError {
  return new ConfigurationError({
    operation: "read the decisions",
    subject: `${file}, line ${line}`,
    reason,
    hint: "person,attendee,same or person,attendee,different",
  });
}
