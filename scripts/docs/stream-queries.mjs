// A useful query of each stream for its page, with what it answers; test/repository/stream-queries.test.ts runs them.
// `search` is the body of a search on the stream's alias.
export const streamQueries = {
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
  groups: {
    asks: "The groups with the most members",
    duckdb: `SELECT name, total_members
FROM groups
ORDER BY total_members DESC
LIMIT 10`,
  },
  meeting_polls: {
    asks: "How often each answer was given to each question; a row is a person, so the list of answers is opened",
    duckdb: `SELECT topic, a.question AS question, a.answer AS answer, count(*) AS people
FROM (SELECT topic, unnest(answers) AS a FROM meeting_polls)
GROUP BY ALL
ORDER BY topic, question, people DESC`,
  },
  meeting_quality: {
    asks: "Which kinds of network have trouble: sessions of each, and those of which Zoom's verdict is not Good",
    duckdb: `SELECT network_type, count(*) AS sessions, count(*) FILTER (health <> 'Good') AS troubled
FROM meeting_quality
GROUP BY network_type
ORDER BY troubled DESC`,
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
  recordings: {
    asks: "Who stores how much in the cloud; hosts' names come from the meetings",
    duckdb: `SELECT coalesce(m.host.email, r.host_id) AS host, count(*) AS recordings, sum(r.total_size) // 1000000 AS megabytes
FROM recordings r LEFT JOIN meetings m USING (uuid)
GROUP BY 1
ORDER BY megabytes DESC`,
  },
  rooms: {
    asks: "On how many days each room was out of order, of those on which it was looked at",
    duckdb: `SELECT room_name, count(*) AS days, count(*) FILTER (status = 'Offline' OR health = 'critical') AS troubled
FROM rooms
GROUP BY room_name
ORDER BY troubled DESC`,
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
  sign_ins: {
    asks: "From how many addresses each user signed in: many at once may be a stolen password",
    duckdb: `SELECT email, count(*) AS sign_ins, count(DISTINCT ip_address) AS addresses, max("time") AS latest
FROM sign_ins
WHERE type = 'Sign in'
GROUP BY email
ORDER BY addresses DESC, sign_ins DESC
LIMIT 10`,
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
  webinar_sessions: {
    asks: "How long people stayed: sessions of each webinar and the median of their minutes",
    duckdb: `SELECT topic, webinar_start_time, count(*) AS sessions, round(median(duration) / 60) AS median_minutes
FROM webinar_sessions
GROUP BY topic, webinar_start_time
ORDER BY sessions DESC`,
  },
  webinars: {
    asks: "The webinars by the number of their participants, as Zoom counts them, with the sessions stored",
    duckdb: `SELECT w.topic, w.start_time, w.participant_sessions, count(s.webinar) AS sessions
FROM webinars w LEFT JOIN webinar_sessions s ON s.webinar = w.uuid
GROUP BY ALL
ORDER BY sessions DESC`,
  },
};
