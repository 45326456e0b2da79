/**
 * Makes a text safe for a spreadsheet program, which takes `=1+1` in a CSV for a formula and shortens long rows of
 * digits. Names and topics are whatever somebody typed. Pure.
 */

/**
 * A sign that begins a formula, its full-width form too, after whatever a program may skip: white space, what is
 * invisible, quotes. At the beginning of the text, and after what some programs begin a new cell with: those set to a
 * country whose numbers have a comma take a semicolon for the separator.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = String.raw`(^|[;\t\r\n])([\x00-\x08\x0B\x0C\x0E-\x20\p{Z}\p{Cf}"]*[=+\-@＝＋－＠])`;

/** What else is not to begin a text, and digits alone that would not stay as they are. */
const beginning = String.raw`^([\t\r\n]|0[0-9]+$|[0-9]{16,}$)`;

/**
 * The text as SQL, with an apostrophe before what would be a formula, and before digits alone of which a spreadsheet
 * would lose some: with a zero in front, or more than the 15 that it computes with. One pass over the text: a second
 * one, or a condition, takes as long again.
 * @param sql a VARCHAR; NULL stays NULL.
 */
export function guardText(sql: string): string {
  return `regexp_replace(${sql}, '${formula}|${beginning}', '\\1''\\2\\3', 'g')`;
}
