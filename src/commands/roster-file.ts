/** The files of a roster and of the decisions about it: read, and proposals added. */

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { ConfigurationError, messageOf } from "../errors.ts";
import {
  type Decision,
  decisionLines,
  newProposals,
  type Proposal,
  readDecisions,
} from "../people/across/decisions.ts";
import { CsvProblem, type CsvRow, readCsv } from "../people/across/read-csv.ts";
import { type Roster, readRoster } from "../people/across/roster.ts";

/** @throws ConfigurationError */
export function readRosterFile(file: string): Roster {
  return readRoster(readTable(file, "read the roster"), file);
}

/**
 * No decisions where there is no such file, unless it was named and is not to be made now. @throws ConfigurationError
 */
export function readDecisionsFile(
  { file, isNamed }: { file: string; isNamed: boolean },
  isMade: boolean,
): Decision[] {
  if ((!isNamed || isMade) && !existsSync(file)) return [];
  return readDecisions(readTable(file, "read the decisions"), file);
}

/** Adds those that the file does not have yet, to be decided. @returns how many. @throws ConfigurationError */
export function addProposals(
  file: string,
  proposals: readonly Proposal[],
  known: readonly Decision[],
): number {
  const added = newProposals(proposals, known);
  if (added.length === 0) return 0;
  try {
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    const gap = text === "" || /[\r\n]$/.test(text) ? "" : "\n";
    appendFileSync(file, gap + decisionLines(added, text));
  } catch (error) {
    throw new ConfigurationError({
      operation: "write the proposals",
      subject: file,
      reason: messageOf(error),
      hint: "--decisions with a file that can be written",
    });
  }
  return added.length;
}

function readTable(file: string, operation: string): CsvRow[] {
  const refuse = (reason: string, hint: string, line?: number) =>
    new ConfigurationError({
      operation,
      subject: line === undefined ? file : `${file}, line ${line}`,
      reason,
      hint,
    });
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw refuse(messageOf(error), "a file that is there and can be read");
  }
  const text = decode(bytes);
  if (text === undefined)
    throw refuse(
      bytes.subarray(0, 2).toString() === "PK"
        ? "it is a workbook, not a CSV file"
        : "it is not written in UTF-8",
      'saving it as "CSV UTF-8" in the spreadsheet program',
    );
  try {
    return readCsv(text);
  } catch (error) {
    if (error instanceof CsvProblem)
      throw refuse(error.message, "a CSV file, as a spreadsheet program saves it", error.line);
    throw error;
  }
}

/** UTF-8, or UTF-16 as Excel's "Unicode text" has it; undefined for anything else. */
function decode(bytes: Buffer): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
