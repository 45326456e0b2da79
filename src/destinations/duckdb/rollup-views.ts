/** What the views of the rollups are, as SQL. They only count and add up what is stored. Pure. */

export interface View {
  name: string;
  /** For its comment. */
  description: string;
  /** What it reads, its form for a range of days too: fields by table, those within an object by their path. */
  reads: Readonly<Record<string, readonly string[]>>;
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
  /** The fields that the key is made of. */
  from: readonly string[];
  /** @default the one field */
  key?: string;
  /** What is shown of the key, which is `k`. */
  column: string;
  /** The column that says what the key is called, and what it is taken from. */
  label?: readonly [column: string, from: string];
}

// The inner queries name what they pick: a column of somebody else's in a table is then none of theirs, whatever it is
// called.

/** By a fact of the meeting, which attendance repeats. */
function ofMeetings(
  name: string,
  of: string,
  { from, key = from[0] ?? "NULL", column, label }: OfMeetings,
): View {
  const [labelColumn, labelFrom] = label ?? [];
  const labelled = labelFrom === undefined ? [] : [labelFrom];
  return {
    name,
    description: `Meetings and people by ${of}. ${meant}; peak_people: the most people at one moment of one meeting`,
    reads: {
      meetings: ["start_time", "attended_seconds", "peak_concurrency", ...from, ...labelled],
      attendance: ["meeting_start_time", "identity", "sessions", ...from],
    },
    sql: (meetings, attendance) => `
      WITH m AS (
        SELECT k, count(*) AS meetings, coalesce(sum(attended_seconds), 0)::BIGINT AS attended_seconds,
          max(peak_concurrency) AS peak_people, max(label) AS label
        FROM (
          SELECT ${key} AS k, attended_seconds, peak_concurrency, ${labelFrom ?? "NULL"} AS label
          FROM main.meetings WHERE ${meetings}
        ) GROUP BY k
      ), a AS (
        SELECT k, ${people} AS people, sum(sessions)::BIGINT AS sessions
        FROM (SELECT ${key} AS k, identity, _id, sessions FROM main.attendance WHERE ${attendance}) GROUP BY k
      ), r AS (
        SELECT m.*, coalesce(a.people, 0) AS people, coalesce(a.sessions, 0) AS sessions
        FROM m LEFT JOIN a ON m.k IS NOT DISTINCT FROM a.k
      )
      SELECT ${column}${labelColumn === undefined ? "" : `, label AS ${labelColumn}`}, ${sums}, peak_people FROM r`,
  };
}

interface OfPeople {
  /** The field that the key is, or that lists the keys. */
  from: string;
  /** @default the field */
  key?: string;
  column: string;
  /** Of which kind. @default all */
  kind?: string;
}

/** By a fact of the people. */
function ofPeople(name: string, of: string, { from, key = from, column, kind }: OfPeople): View {
  const which = kind === undefined ? "true" : `kind = '${kind}'`;
  return {
    name,
    description: `Meetings and people by ${of}. ${meant}`,
    reads: {
      attendance: [
        ...["meeting_start_time", "meeting", "identity", "sessions", "attended_seconds", from],
        ...(kind === undefined ? [] : ["kind"]),
      ],
    },
    sql: (_, attendance) => `
      WITH r AS (
        SELECT k, count(DISTINCT meeting) AS meetings, ${people} AS people,
          coalesce(sum(sessions), 0)::BIGINT AS sessions,
          coalesce(sum(attended_seconds), 0)::BIGINT AS attended_seconds
        FROM (
          SELECT ${key} AS k, meeting, identity, _id, sessions, attended_seconds
          FROM main.attendance WHERE ${which} AND ${attendance}
        ) GROUP BY k
      )
      SELECT k AS ${column}, ${sums} FROM r`,
  };
}

/** By each value that a fact of the people lists. */
function ofLists(name: string, of: string, from: string, column: string): View {
  return ofPeople(name, of, { from, key: each(from), column });
}

/** By a stretch of time in the session's zone. @param toKey the stretch that an instant lies in, as SQL. */
function ofTime(name: string, column: string, toKey: (instant: string) => string): View {
  return {
    name,
    description: `Meetings and people by the ${column} in which the meeting began, in the session's TimeZone. ${meant}; peak_meetings, peak_people: the most meetings and people at one moment in a Zoom account, of several accounts in this file the highest`,
    reads: {
      meetings: ["start_time", "attended_seconds"],
      attendance: ["meeting_start_time", "identity", "sessions"],
      concurrency: ["hour", "meetings_peak", "participants_peak"],
    },
    sql: (meetings, attendance, concurrency) => `
      WITH m AS (
        SELECT k, count(*) AS meetings, coalesce(sum(attended_seconds), 0)::BIGINT AS attended_seconds
        FROM (
          SELECT ${toKey("start_time")} AS k, attended_seconds FROM main.meetings WHERE ${meetings}
        ) GROUP BY k
      ), a AS (
        SELECT k, ${people} AS people, sum(sessions)::BIGINT AS sessions
        FROM (
          SELECT ${toKey("meeting_start_time")} AS k, identity, _id, sessions
          FROM main.attendance WHERE ${attendance}
        ) GROUP BY k
      ), c AS (
        SELECT k, max(meetings_peak) AS peak_meetings, max(participants_peak) AS peak_people
        FROM (
          SELECT ${toKey("hour")} AS k, meetings_peak, participants_peak
          FROM main.concurrency WHERE ${concurrency}
        ) GROUP BY k
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
  ofMeetings("rollup_hosts", "the host's e-mail, without one the id, else the name", {
    from: ["host.email", "host.host_id", "host.name"],
    key: "coalesce(host.email, host.host_id, host.name)",
    column: "k AS host",
    label: ["host_name", "host.name"],
  }),
  ofMeetings("rollup_series", "series", {
    from: ["meeting_series_id"],
    column: "k AS series",
    label: ["topic", "topic"],
  }),
  ofMeetings("rollup_departments", "the host's department", {
    from: ["host.department"],
    column: "k AS department",
  }),
  ofMeetings("rollup_groups", "the groups that the host belongs to", {
    from: ["host_groups"],
    key: each("host_groups"),
    column: "k AS host_group",
  }),
  ofMeetings("rollup_tracking_fields", "the values of tracking fields", {
    from: ["tracking"],
    key: each("tracking"),
    column: "split_part(k, '=', 1) AS field, substr(k, strpos(k, '=') + 1) AS value",
  }),
  ofPeople("rollup_rooms", "room: Zoom Rooms and SIP or H.323 devices by name", {
    from: "name",
    column: "room",
    kind: "room",
  }),
  ofLists("rollup_countries", "country", "countries", "country"),
  ofLists("rollup_devices", "device", "devices", "device"),
  ofLists("rollup_client_versions", "version of the client program", "client_versions", "client_version"),
  ofLists("rollup_networks", "kind of network", "network_types", "network_type"),
];
