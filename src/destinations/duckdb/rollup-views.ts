/** What the views of the rollups are, as SQL. They only count and add up what is stored. Pure. */

export interface View {
  name: string;
  /** For its comment. */
  description: string;
  /** @param conditions on `meetings`, `attendance` and `concurrency`. */
  sql(meetings: string, attendance: string, concurrency: string): string;
}

/** Who has no identity counts as one more person in each meeting. */
const people = "count(DISTINCT coalesce(identity, _id))";
const sums =
  "meetings, people, sessions, attended_seconds, round(attended_seconds / 60)::BIGINT AS person_minutes";
const meant =
  "people: different people, rooms and telephones included; sessions: joins; attended_seconds: how long people were there, added up";

/** A document once under each value of a list, and once without one where it has none. */
function each(list: string): string {
  return `unnest(CASE WHEN len(${list}) > 0 THEN list_distinct(${list}) ELSE [NULL] END)`;
}

interface OfMeetings {
  key: string;
  /** What is shown of the key, which is `k`. */
  column: string;
  /** The column that says what the key is called, and what it is taken from. */
  label?: readonly [column: string, from: string];
}

/** By a fact of the meeting, which attendance repeats. */
function ofMeetings(name: string, of: string, { key, column, label }: OfMeetings): View {
  return {
    name,
    description: `Meetings and people by ${of}. ${meant}; peak_people: the most people at one moment of one meeting`,
    sql: (meetings, attendance) => `
      WITH m AS (
        SELECT k, count(*) AS meetings, coalesce(sum(attended_seconds), 0)::BIGINT AS attended_seconds,
          max(peak_concurrency) AS peak_people${label === undefined ? "" : `, max(${label[1]}) AS label`}
        FROM (SELECT *, ${key} AS k FROM main.meetings WHERE ${meetings}) GROUP BY k
      ), a AS (
        SELECT k, ${people} AS people, sum(sessions)::BIGINT AS sessions
        FROM (SELECT *, ${key} AS k FROM main.attendance WHERE ${attendance}) GROUP BY k
      ), r AS (
        SELECT m.*, coalesce(a.people, 0) AS people, coalesce(a.sessions, 0) AS sessions
        FROM m LEFT JOIN a ON m.k IS NOT DISTINCT FROM a.k
      )
      SELECT ${column}${label === undefined ? "" : `, label AS ${label[0]}`}, ${sums}, peak_people FROM r`,
  };
}

/** By a fact of the people. */
function ofPeople(name: string, of: string, key: string, column: string, which = "true"): View {
  return {
    name,
    description: `Meetings and people by ${of}. ${meant}`,
    sql: (_, attendance) => `
      WITH r AS (
        SELECT k, count(DISTINCT meeting) AS meetings, ${people} AS people,
          coalesce(sum(sessions), 0)::BIGINT AS sessions,
          coalesce(sum(attended_seconds), 0)::BIGINT AS attended_seconds
        FROM (SELECT *, ${key} AS k FROM main.attendance WHERE ${which} AND ${attendance}) GROUP BY k
      )
      SELECT k AS ${column}, ${sums} FROM r`,
  };
}

/** By a stretch of time in the session's zone. @param toKey the stretch that an instant lies in, as SQL. */
function ofTime(name: string, column: string, toKey: (instant: string) => string): View {
  return {
    name,
    description: `Meetings and people by the ${column} in which the meeting began, in the session's TimeZone. ${meant}; peak_meetings, peak_people: the most meetings and people at one moment across the account`,
    sql: (meetings, attendance, concurrency) => `
      WITH m AS (
        SELECT ${toKey("start_time")} AS k, count(*) AS meetings,
          coalesce(sum(attended_seconds), 0)::BIGINT AS attended_seconds
        FROM main.meetings WHERE ${meetings} GROUP BY k
      ), a AS (
        SELECT ${toKey("meeting_start_time")} AS k, ${people} AS people, sum(sessions)::BIGINT AS sessions
        FROM main.attendance WHERE ${attendance} GROUP BY k
      ), c AS (
        SELECT ${toKey("hour")} AS k, max(meetings_peak) AS peak_meetings, max(participants_peak) AS peak_people
        FROM main.concurrency WHERE ${concurrency} GROUP BY k
      ), r AS (
        SELECT coalesce(m.k, c.k) AS k, coalesce(m.meetings, 0) AS meetings, coalesce(a.people, 0) AS people,
          coalesce(a.sessions, 0) AS sessions, coalesce(m.attended_seconds, 0) AS attended_seconds,
          c.peak_meetings, c.peak_people
        FROM m FULL JOIN c ON m.k IS NOT DISTINCT FROM c.k
        LEFT JOIN a ON m.k IS NOT DISTINCT FROM a.k AND m.meetings IS NOT NULL
        WHERE m.meetings IS NOT NULL OR c.peak_meetings > 0
      )
      SELECT k AS ${column}, ${sums}, peak_meetings, peak_people FROM r`,
  };
}

/** Where clocks go back, an hour of the day is there twice: it goes by its instant. */
const hourOf = (instant: string) =>
  `(${instant} - (${instant}::TIMESTAMP - date_trunc('hour', ${instant}::TIMESTAMP)))`;

export const views: readonly View[] = [
  ofTime("rollup_days", "day", (instant) => `${instant}::TIMESTAMP::DATE`),
  ofTime("rollup_hours", "hour", hourOf),
  ofMeetings("rollup_hosts", "the host's e-mail", {
    key: "host.email",
    column: "k AS host",
    label: ["host_name", "host.name"],
  }),
  ofMeetings("rollup_series", "series", {
    key: "meeting_series_id",
    column: "k AS series",
    label: ["topic", "topic"],
  }),
  ofMeetings("rollup_departments", "the host's department", {
    key: "host.department",
    column: "k AS department",
  }),
  ofMeetings("rollup_groups", "the groups that the host belongs to", {
    key: each("host_groups"),
    column: "k AS host_group",
  }),
  ofMeetings("rollup_tracking_fields", "the values of tracking fields", {
    key: each("tracking"),
    column: "split_part(k, '=', 1) AS field, substr(k, strpos(k, '=') + 1) AS value",
  }),
  ofPeople(
    "rollup_rooms",
    "room: Zoom Rooms and SIP or H.323 devices by name",
    "name",
    "room",
    "kind = 'room'",
  ),
  ofPeople("rollup_countries", "country", each("countries"), "country"),
  ofPeople("rollup_devices", "device", each("devices"), "device"),
  ofPeople(
    "rollup_client_versions",
    "version of the client program",
    each("client_versions"),
    "client_version",
  ),
  ofPeople("rollup_networks", "kind of network", each("network_types"), "network_type"),
];
