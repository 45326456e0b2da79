// A useful query of each stream of the group webinars, for its page.
export const webinars = {
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
