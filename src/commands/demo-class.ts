/**
 * The demo's class list: the sort of file that a teacher has, for the series of the store that suits best. As in life
 * it names some who never came, and not everybody who did.
 */

import { basename, dirname, extname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";

export interface DemoClass {
  file: string;
  /** The meeting number. */
  series: string;
  topic: string;
  /** How often it met. */
  times: number;
  /** How many the list names. */
  people: number;
}

/** zoom-demo.duckdb has its list beside it in zoom-demo-class.csv. */
export function classFileOf(db: string): string {
  return join(dirname(db), `${basename(db, extname(db))}-class.csv`);
}

/** The series that met most often of those with regular participants enough, and not too many for a list. */
const findClass = `
  WITH series AS (
    SELECT meeting_series_id AS series, any_value(topic) AS topic, count(DISTINCT meeting) AS times
    FROM attendance WHERE topic IS NOT NULL GROUP BY meeting_series_id HAVING times >= 8
  ), regulars AS (
    SELECT meeting_series_id AS series, lower(email) AS email, count(DISTINCT meeting) AS came
    FROM attendance WHERE email IS NOT NULL AND role <> 'host' GROUP BY ALL
  )
  SELECT series, any_value(topic), any_value(times) FROM series JOIN regulars USING (series)
  WHERE came * 4 >= times GROUP BY series HAVING count(*) BETWEEN 8 AND 30
  ORDER BY any_value(times) DESC, count(*) DESC, series LIMIT 1`;

/** Of those who came regularly all but the last two by a hash, and three users of the account who never came. */
const classList = (series: string) => `
  WITH came AS (
    SELECT lower(email) AS email, any_value(name) AS name, count(DISTINCT meeting) AS times, max(role) AS role
    FROM attendance WHERE meeting_series_id = '${series}' AND email IS NOT NULL GROUP BY 1
  ), listed AS (
    SELECT email, name FROM came
    WHERE role <> 'host'
      AND times * 4 >= (SELECT count(DISTINCT meeting) FROM attendance WHERE meeting_series_id = '${series}')
    QUALIFY row_number() OVER (ORDER BY md5(email) DESC) > 2
  ), absent AS (
    SELECT lower(email) AS email, display_name AS name FROM users
    WHERE status = 'active' AND email IS NOT NULL AND lower(email) NOT IN (SELECT email FROM came)
    ORDER BY md5(lower(email)) LIMIT 3
  )
  SELECT email, name FROM (FROM listed UNION ALL FROM absent) ORDER BY email`;

/** Writes the list, over one that is there. @returns undefined where no series suits. @throws what DuckDB throws. */
export async function writeDemoClass(
  connection: DuckDBConnection,
  file: string,
): Promise<DemoClass | undefined> {
  const [found] = (await connection.runAndReadAll(findClass)).getRows();
  if (found === undefined) return undefined;
  const [series = "", topic = "", times] = found.map(String);
  const written = await connection.run(
    `COPY (${classList(series)}) TO '${file.replaceAll("'", "''")}' (FORMAT csv, HEADER)`,
  );
  return { file, series, topic, times: Number(times), people: Number(written.rowsChanged) };
}
