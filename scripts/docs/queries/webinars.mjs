// A useful query of each stream of the group webinars, for its page.
export const webinars = {
  webinar_absentees: {
    asks: "To whom the recording may be worth sending: those who registered and did not come",
    duckdb: `SELECT topic, webinar_start_time, first_name, last_name, email
FROM webinar_absentees
ORDER BY webinar_start_time, email`,
  },
  webinar_attendance: {
    asks: "How many attended each webinar, how long on average, and how many of them were there for half of it",
    duckdb: `SELECT topic, webinar_start_time, count(*) AS attendees, round(avg(attended_seconds) / 60) AS mean_minutes,
       count(*) FILTER (share >= 0.5) AS at_least_half
FROM webinar_attendance
WHERE role = 'attendee'
GROUP BY ALL
ORDER BY attendees DESC`,
  },
  webinar_feedback: {
    asks: "Which webinars people liked, of those who answered",
    duckdb: `SELECT topic, webinar_start_time, count(*) AS answers,
       round(100 * count(*) FILTER (quality = 'GOOD') / count(*)) AS percent_good
FROM webinar_feedback
GROUP BY topic, webinar_start_time
ORDER BY answers DESC`,
  },
  webinar_header: {
    asks: "Which webinars had a poll or a survey, and how long they lasted",
    duckdb: `SELECT topic, start_time, has_poll, has_survey, duration // 60 AS minutes
FROM webinar_header
ORDER BY start_time`,
  },
  webinar_panelists: {
    asks: "Who speaks in how many webinars",
    duckdb: `SELECT lower(email) AS email, any_value(name) AS name, count(DISTINCT webinar_series_id) AS webinars
FROM webinar_panelists
GROUP BY 1
ORDER BY webinars DESC, email`,
  },
  webinar_polls: {
    asks: "How often each answer was given in the polls of webinars",
    duckdb: `SELECT topic, a.question AS question, a.answer AS answer, count(*) AS people
FROM (SELECT topic, unnest(answers) AS a FROM webinar_polls)
GROUP BY ALL
ORDER BY topic, question, people DESC`,
  },
  webinar_qa: {
    asks: "Questions that the panel has left open; the report alone says so",
    duckdb: `SELECT topic, q.asked_at AS asked_at, name, q.question AS question
FROM (SELECT topic, name, unnest(questions) AS q FROM webinar_qa)
WHERE q.status = 'open'
ORDER BY asked_at`,
  },
  webinar_registrants: {
    asks: "How many of those who were let in came; sessions name the registration",
    duckdb: `SELECT r.topic, r.webinar_series_id, count(DISTINCT r.registrant_id) AS registered, count(DISTINCT s.registrant_id) AS came
FROM webinar_registrants r LEFT JOIN webinar_sessions s USING (registrant_id)
WHERE r.status = 'approved'
GROUP BY ALL
ORDER BY registered DESC`,
  },
  webinar_sessions: {
    asks: "How long people stayed: sessions of each webinar and the median of their minutes",
    duckdb: `SELECT topic, webinar_start_time, count(*) AS sessions, round(median(duration) / 60) AS median_minutes
FROM webinar_sessions
GROUP BY topic, webinar_start_time
ORDER BY sessions DESC`,
  },
  webinar_sharing: {
    asks: "How many minutes of each webinar something was shared or recorded, and by how many people",
    duckdb: `SELECT topic, webinar_start_time, count(DISTINCT user_id) AS people, sum(s.duration) // 60 AS minutes
FROM (SELECT topic, webinar_start_time, user_id, unnest(shared) AS s FROM webinar_sharing)
GROUP BY topic, webinar_start_time
ORDER BY minutes DESC`,
  },
  webinar_surveys: {
    asks: "What webinars were rated: the mean of answers that are numbers",
    duckdb: `SELECT topic, a.question AS question, count(*) AS people, round(avg(TRY_CAST(a.answer AS DOUBLE)), 1) AS rating
FROM (SELECT topic, unnest(answers) AS a FROM webinar_surveys)
WHERE TRY_CAST(a.answer AS DOUBLE) IS NOT NULL
GROUP BY ALL
ORDER BY rating DESC`,
  },
  webinar_tracking_sources: {
    asks: "Which links brought registrations, and how many of their visitors registered",
    duckdb: `SELECT topic, source_name, visitor_count, registration_count,
  round(registration_count / nullif(visitor_count, 0), 2) AS share
FROM webinar_tracking_sources
ORDER BY registration_count DESC`,
  },
  webinars: {
    asks: "The webinars by the number of their participants, as Zoom counts them, with the sessions stored",
    duckdb: `SELECT w.topic, w.start_time, w.participant_sessions, count(s.webinar) AS sessions
FROM webinars w LEFT JOIN webinar_sessions s ON s.webinar = w.uuid
GROUP BY ALL
ORDER BY sessions DESC`,
  },
};
