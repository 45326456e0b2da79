/** Looking for a text within values, upper and lower case alike. Pure. */

import type { JsonObject } from "../../document.ts";
import { wellFormed } from "../declared-field.ts";
import { ignoreAbove } from "./template.ts";

/** Characters of one expression: with both cases of each it stays below 1,000, the servers' `index.max_regex_length`. */
const longestPiece = 200;
/** A piece begins with so many characters of the one before. */
const overlap = 100;
/** The most that an expression may have. */
const longestExpression = 1_000;

/**
 * Finds the documents one of whose fields, all of them keywords, has the text in it. The servers' own way to take upper
 * and lower case for the same knows ASCII alone: so every letter stands in all its cases.
 */
export function containsQuery(fields: readonly string[], text: string): JsonObject {
  const characters = [...wellFormed(text)];
  // No longer value is in the index.
  if (characters.length > ignoreAbove || fields.length === 0) return { match_none: {} };
  const pieces = piecesOf(characters);
  const within = (field: string): JsonObject => {
    if (characters.length === 0) return { exists: { field } };
    const filter = pieces.map((value) => ({ regexp: { [field]: { value: `.*${value}.*`, flags: "NONE" } } }));
    return filter.length === 1 ? (filter[0] as JsonObject) : { bool: { filter } };
  };
  return { bool: { should: fields.map(within), minimum_should_match: 1 } };
}

function piecesOf(characters: readonly string[]): string[] {
  const pieces: string[] = [];
  let from = 0;
  for (;;) {
    let end = Math.min(from + longestPiece, characters.length);
    let piece = expressionOf(characters.slice(from, end));
    while (piece.length + 4 > longestExpression) piece = expressionOf(characters.slice(from, --end));
    pieces.push(piece);
    if (end === characters.length) return pieces;
    from = Math.max(end - overlap, from + 1);
  }
}

function expressionOf(characters: readonly string[]): string {
  return characters
    .map((character) => {
      const cases = casesOf(character).map(escaped);
      return cases.length === 1 ? cases[0] : `[${cases.join("")}]`;
    })
    .join("");
}

/** Every sign that is no letter and no digit may stand behind a backslash. */
function escaped(character: string): string {
  return /[\x20-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]/.test(character) ? `\\${character}` : character;
}

/** All characters whose small form is the same. */
function casesOf(character: string): readonly string[] {
  const small = smallOf(character);
  return [small, ...(capitalsOf().get(small) ?? [])];
}

function smallOf(character: string): string {
  const small = character.toLowerCase();
  // Of U+0130 alone the small form is two characters; Unicode's simple one is the first.
  return String.fromCodePoint(small.codePointAt(0) ?? 0);
}

let capitals: Map<string, string[]> | undefined;

/** By the small form; made once, which takes some milliseconds. */
function capitalsOf(): Map<string, string[]> {
  if (capitals !== undefined) return capitals;
  capitals = new Map();
  for (let code = 0; code <= lastWithCases; code += 1) {
    if (code === firstSurrogate) code = lastSurrogate + 1;
    const character = String.fromCodePoint(code);
    const small = smallOf(character);
    if (small === character) continue;
    const known = capitals.get(small);
    if (known === undefined) capitals.set(small, [character]);
    else known.push(character);
  }
  return capitals;
}

const lastWithCases = 0x1ffff;
const firstSurrogate = 0xd800;
const lastSurrogate = 0xdfff;
