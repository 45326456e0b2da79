// A useful query of each stream of the core and of what is computed from it, for its page.
export const core = {
  attendance: {
    asks: "Who was in how many meetings, and how long; somebody known by a name alone may be several people",
    duckdb: `SELECT any_value(coalesce(email, name)) AS who, count(*) AS meetings,
       sum(attended_seconds) // 60 AS minutes, min(confidence = 'high') AS is_sure
FROM attendance
GROUP BY identity
ORDER BY minutes DESC
LIMIT 10`,
    search: {
      size: 0,
      aggs: {
        people: {
          terms: { field: "identity", order: { seconds: "desc" } },
          aggs: { seconds: { sum: { field: "attended_seconds" } } },
        },
      },
    },
  },
  concurrency: {
    asks: "The hours in which the most people met at once",
    duckdb: `SELECT hour, participants_peak, participants_peak_at, meetings_peak
FROM concurrency
ORDER BY participants_peak DESC
LIMIT 10`,
    search: { size: 10, sort: [{ participants_peak: "desc" }] },
  },
  meetings: {
    asks: "Which departments met how much: meetings, hours, and sessions stored",
    duckdb: `SELECT host.department AS department, count(*) AS meetings,
       round(sum(duration) / 3600, 1) AS hours, sum(sessions_stored) AS sessions
FROM meetings
GROUP BY department
ORDER BY hours DESC`,
    search: {
      size: 0,
      aggs: {
        departments: {
          terms: { field: "host.department" },
          aggs: { seconds: { sum: { field: "duration" } }, sessions: { sum: { field: "sessions_stored" } } },
        },
      },
    },
  },
  series: {
    asks: "The series that met most often, with the sessions of all their meetings",
    duckdb: `SELECT s.series_id, s.kind, coalesce(s.topic, any_value(m.topic)) AS topic,
       count(*) AS meetings, sum(m.sessions_stored) AS sessions
FROM series s JOIN meetings m ON m.meeting_series_id = s.series_id
GROUP BY s.series_id, s.kind, s.topic
ORDER BY meetings DESC, sessions DESC
LIMIT 10`,
    search: { size: 0, aggs: { kinds: { terms: { field: "kind" } } } },
  },
  sessions: {
    asks: "The busiest hours: who entered when, waiting rooms left out",
    duckdb: `SELECT date_trunc('hour', join_time) AS hour, count(*) AS entrances, count(DISTINCT meeting) AS meetings
FROM sessions
WHERE status IS DISTINCT FROM 'in_waiting_room'
GROUP BY hour
ORDER BY entrances DESC
LIMIT 10`,
    search: {
      size: 0,
      query: { bool: { must_not: { term: { status: "in_waiting_room" } } } },
      aggs: {
        hours: {
          date_histogram: { field: "join_time", fixed_interval: "1h", min_doc_count: 1 },
          aggs: { meetings: { cardinality: { field: "meeting" } } },
        },
      },
    },
  },
  users: {
    asks: "Licensed users that hosted no meeting of those stored: licences that may be free",
    duckdb: `SELECT department, count(*) AS licensed, count(*) FILTER (hosted IS NULL) AS without_meetings
FROM users LEFT JOIN (SELECT host.host_id AS user_id, count(*) AS hosted FROM meetings GROUP BY 1) USING (user_id)
WHERE type = 2
GROUP BY department
ORDER BY licensed DESC`,
    search: {
      size: 0,
      aggs: { departments: { terms: { field: "department" } }, licences: { terms: { field: "type" } } },
    },
  },
};
