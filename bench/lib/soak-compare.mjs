/** Compares a store's rows with what the simulator knows to be true, and looks whether a DuckDB file is sound inside. */

import { existsSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const dayMs = 86_400_000;
const tables = ["meetings", "sessions", "users", "series"];

/** Rows of several queries on one look at the file. */
async function look(db, queries) {
  const instance = await DuckDBInstance.create(db, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    const results = [];
    for (const sql of queries) results.push((await connection.runAndReadAll(sql)).getRowObjectsJson());
    return results;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const moment = (column) => `coalesce(strftime(${column}, '%Y-%m-%dT%H:%M:%SZ'), '')`;
const meetingText = `concat_ws('|', uuid, ${moment("start_time")}, ${moment("end_time")}, duration, state)`;
const sessionText = `concat_ws('|', meeting, coalesce(user_id, ''), coalesce(user_name, ''), ${moment("join_time")},
  ${moment("leave_time")}, (status = 'in_waiting_room')::VARCHAR)`;

/** What is wrong with a file that a killed harvester left; nothing when there is no file yet. */
export async function unsound(db) {
  if (!existsSync(db)) return [];
  const [there] = await look(db, [
    "SELECT count(*)::INT AS tables FROM duckdb_tables() WHERE schema_name = 'main' AND table_name IN ('meetings', 'sessions')",
  ]);
  if (there[0].tables < 2) return [];
  const [torn, twice, orphans] = await look(db, [
    `SELECT uuid, sessions_stored, count(s._id)::INT AS sessions FROM meetings m LEFT JOIN sessions s ON s.meeting = m.uuid
     WHERE m.state IN ('settled', 'young') GROUP BY ALL HAVING sessions_stored <> count(s._id)`,
    tables.map((table) => `SELECT _id FROM ${table} GROUP BY _id HAVING count(*) > 1`).join(" UNION ALL "),
    "SELECT DISTINCT meeting FROM sessions WHERE meeting NOT IN (SELECT uuid FROM meetings)",
  ]);
  return [
    ...torn.map((row) => `meeting ${row.uuid} says ${row.sessions_stored} sessions and has ${row.sessions}`),
    ...twice.map(({ _id }) => `${_id} is stored twice`),
    ...orphans.map(({ meeting }) => `sessions of ${meeting} are stored without it`),
  ];
}

/** The truth of the days as the plan's zone has them. */
export async function truthOf(simulator, { from, to, zone }) {
  const near = (date, days) => new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
  const local = new Intl.DateTimeFormat("sv", { timeZone: zone });
  const rows = await simulator.truthRows(near(from, -1), near(to, 1));
  return rows.filter(({ start_time }) => {
    const date = local.format(new Date(start_time));
    return date >= from && date <= to;
  });
}

/** What a file holds of meetings and sessions, each as one line of text. */
export async function rowsInFile(db) {
  const [meetings, sessions] = await look(db, [
    // The simulator's oddities are not in its truth: meetings without times, sessions of nobody.
    `SELECT ${meetingText} AS row FROM meetings WHERE start_time IS NOT NULL`,
    `SELECT ${sessionText} AS row FROM sessions WHERE coalesce(user_id, user_name, email) IS NOT NULL`,
  ]);
  const texts = (rows) => rows.map(({ row }) => row);
  return { meetings: texts(meetings), sessions: texts(sessions) };
}

/** Rows in which a store differs from the truth. */
export function differences({ meetings, sessions }, truth) {
  const trueMeetings = truth.map(
    ({ uuid, start_time, end_time, duration_seconds }) =>
      `${uuid}|${start_time}|${end_time}|${duration_seconds}|settled`,
  );
  const trueSessions = truth.flatMap((meeting) =>
    meeting.sessions.map(({ user_id, user_name, join_time, leave_time, waiting }) =>
      [meeting.uuid, user_id, user_name, join_time, leave_time, waiting].join("|"),
    ),
  );
  return [...compare("meeting", trueMeetings, meetings), ...compare("session", trueSessions, sessions)];
}

/** Lists with repetitions: two equal rows are not one. */
function compare(what, expected, found) {
  const open = new Map();
  for (const row of expected) open.set(row, (open.get(row) ?? 0) + 1);
  const lines = [];
  for (const row of found) {
    const count = open.get(row) ?? 0;
    if (count === 0) lines.push(`${what} not in the truth: ${row}`);
    else open.set(row, count - 1);
  }
  for (const [row, count] of open) if (count > 0) lines.push(`${what} missing: ${row}`);
  return lines;
}

/** Everything but who harvested it and when; two of these are equal when only `harvest` has changed. */
export async function snapshot(db) {
  const results = await look(
    db,
    tables.map(
      (table) =>
        `SELECT to_json(r)::VARCHAR AS row FROM (SELECT * EXCLUDE (harvest) FROM ${table}) AS r ORDER BY _id`,
    ),
  );
  return results.flatMap((rows, index) => rows.map(({ row }) => `${tables[index]} ${row}`));
}

/** Rows that two snapshots do not share. */
export function changed(before, after) {
  return compare("row of the second run", before, after);
}
