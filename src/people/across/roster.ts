/** Who ought to be there: a class list or a member list, as a spreadsheet program or a learning platform saves it. */

import { ConfigurationError } from "../../errors.ts";
import { normalName } from "../normal-name.ts";
import type { CsvRow } from "./read-csv.ts";

export interface RosterPerson {
  /** Line of the file, from 1. */
  line: number;
  /** What decisions call the person: the e-mail, else the id, else the name. */
  key: string;
  name?: string;
  /** Normalised; `Weber, Anna` also as `anna weber`. */
  normalNames: string[];
  email?: string;
  /** Lower case; a cell may hold several. */
  emails: string[];
  /** Zoom's user id, or a number that means nothing to Zoom. */
  id?: string;
}

export interface Roster {
  people: RosterPerson[];
  /** What was passed over, one sentence each. */
  notes: string[];
}

/** Headers without accents, spaces and signs, the surest first. */
const headers = {
  email: [
    ...["email", "emailaddress", "mail", "mailaddress", "primaryemail", "useremail", "studentemail"],
    ...["emailadresse", "mailadresse", "emails", "courriel", "correo", "correoelectronico"],
  ],
  name: [
    ...["name", "fullname", "displayname", "studentname", "student", "participant"],
    ...["participantname", "person", "member", "employee", "vollstandigername", "teilnehmer"],
  ],
  first: ["firstname", "givenname", "first", "vorname", "prenom", "nombre"],
  last: ["lastname", "surname", "familyname", "last", "nachname", "nom", "apellidos"],
  id: [
    ...["zoomuserid", "zoomid", "userid", "participantuserid", "participantid", "id", "studentid"],
    ...["sisuserid", "sisid", "personid", "memberid", "employeeid", "matriculationnumber"],
  ],
};

type Columns = Partial<Record<keyof typeof headers, number>>;

/**
 * Reads a roster's rows. The first names the columns, in any order and among others; a list of addresses needs no header.
 * @throws ConfigurationError when no column is known, or nobody is named
 */
export function readRoster(rows: readonly CsvRow[], file: string): Roster {
  const [header] = rows;
  const refuse = (reason: string) =>
    new ConfigurationError({
      operation: "read the roster",
      subject: file,
      reason,
      hint: "a CSV file whose first line names the columns: email, name, id (one of them is enough)",
    });
  if (header === undefined) throw refuse("it is empty");
  const hasHeader = !header.cells.some(isEmail);
  const columns = hasHeader ? findColumns(header.cells) : columnsWithoutHeader(header.cells);
  if (Object.keys(columns).length === 0) throw refuse(`line ${header.line} names no column that is known`);
  const people: RosterPerson[] = [];
  const notes: string[] = [];
  const lines = new Map<string, number>();
  for (const { line, cells } of hasHeader ? rows.slice(1) : rows) {
    // Its cells are in the wrong columns: somebody would be another, or nobody.
    if (hasHeader && cells.slice(header.cells.length).some((cell) => cell !== ""))
      throw refuse(
        `line ${line} has more cells than the first line; a name with a comma in it needs quotation marks around it`,
      );
    const person = readPerson(line, cells, columns);
    if (person === undefined) {
      notes.push(`line ${line} names nobody`);
      continue;
    }
    const known = normalName(person.key);
    const before = lines.get(known);
    if (before === undefined) {
      lines.set(known, line);
      people.push(person);
    } else notes.push(`line ${line} repeats line ${before}`);
  }
  if (people.length === 0) throw refuse("it names nobody");
  return { people, notes };
}

function readPerson(line: number, cells: readonly string[], columns: Columns): RosterPerson | undefined {
  const cell = (column: keyof Columns) => {
    const index = columns[column];
    return (index === undefined ? undefined : cells[index]) ?? "";
  };
  const both = [cell("first"), cell("last")].filter(Boolean).join(" ");
  const name = cell("name") || both;
  const emails = cell("email")
    .toLowerCase()
    .split(/[\s,;|<>]+/)
    .map((part) => part.replace(/^mailto:/, ""))
    .filter(isEmail);
  const id = cell("id");
  const key = emails[0] ?? (id || name);
  if (key === "") return undefined;
  const [last = "", first = "", ...more] = name.split(",").map((part) => part.trim());
  const isTurned = first !== "" && last !== "" && more.length === 0;
  const spellings = name === "" ? [] : isTurned ? [name, `${first} ${last}`] : [name];
  return {
    line,
    key,
    ...(name === "" ? {} : { name }),
    normalNames: spellings.map(normalName),
    ...(emails[0] === undefined ? {} : { email: emails[0] }),
    emails,
    ...(id === "" ? {} : { id }),
  };
}

function findColumns(cells: readonly string[]): Columns {
  const plain = cells.map((cell) =>
    cell
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ""),
  );
  const columns: Columns = {};
  for (const [column, known] of Object.entries(headers) as [keyof typeof headers, string[]][]) {
    const name = known.find((one) => plain.includes(one));
    if (name !== undefined) columns[column] = plain.indexOf(name);
  }
  const mail = plain.findIndex((one) => one.includes("mail"));
  if (columns.email === undefined && mail >= 0) columns.email = mail;
  return columns;
}

function columnsWithoutHeader(cells: readonly string[]): Columns {
  const email = cells.findIndex(isEmail);
  const name = cells.findIndex((cell, index) => index !== email && /\p{L}/u.test(cell) && !isEmail(cell));
  return { email, ...(name === -1 ? {} : { name }) };
}

function isEmail(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text);
}
