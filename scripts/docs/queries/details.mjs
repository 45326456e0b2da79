// A useful query of each stream of the group details, for its page.
export const details = {
  meeting_details: {
    asks: "What meetings were created with, and how many minutes people spent in them",
    duckdb: `SELECT source, meeting_type, count(*) AS meetings, sum(total_participant_minutes) AS minutes
FROM meeting_details
GROUP BY source, meeting_type
ORDER BY meetings DESC`,
  },
  meeting_feedback: {
    asks: "Which meetings went badly for those who answered, with what they wrote",
    duckdb: `SELECT topic, meeting_start_time, count(*) AS answers,
       count(*) FILTER (quality = 'NOT GOOD') AS not_good, list(comment) FILTER (comment IS NOT NULL) AS comments
FROM meeting_feedback
GROUP BY topic, meeting_start_time
ORDER BY not_good DESC, answers DESC
LIMIT 10`,
  },
  meeting_header: {
    asks: "Which departments let the AI Companion sum up their meetings",
    duckdb: `SELECT host.department AS department, count(*) AS meetings,
       count(*) FILTER (has_meeting_summary) AS summed_up
FROM meeting_header
GROUP BY department
ORDER BY summed_up DESC`,
  },
  meeting_instances: {
    asks: "Which series have met longest and how often, with the meetings that are not stored",
    duckdb: `SELECT i.meeting_series_id, any_value(i.topic) AS topic, min(i.start_time) AS first_met, count(*) AS times,
       count(*) FILTER (m.uuid IS NULL) AS not_stored
FROM meeting_instances i LEFT JOIN meetings m ON m.uuid = i.uuid
GROUP BY i.meeting_series_id
ORDER BY times DESC
LIMIT 10`,
  },
  meeting_polls: {
    asks: "How often each answer was given to each question; a row is a person, so the list of answers is opened",
    duckdb: `SELECT topic, a.question AS question, a.answer AS answer, count(*) AS people
FROM (SELECT topic, unnest(answers) AS a FROM meeting_polls)
GROUP BY ALL
ORDER BY topic, question, people DESC`,
  },
  meeting_qa: {
    asks: "What was asked in meetings, how often, and what was answered; a row is a person, so the list of questions is opened",
    duckdb: `SELECT topic, q.question AS question, count(*) AS times, any_value(q.answer) AS answer
FROM (SELECT topic, unnest(questions) AS q FROM meeting_qa)
GROUP BY ALL
ORDER BY times DESC, topic`,
  },
  meeting_registrants: {
    asks: "How many registered for each meeting number, and what became of them",
    duckdb: `SELECT topic, meeting_series_id, count(*) AS registered,
  count(*) FILTER (status = 'approved') AS approved,
  count(*) FILTER (status = 'pending') AS waiting
FROM meeting_registrants
GROUP BY ALL
ORDER BY registered DESC`,
  },
  meeting_sharing: {
    asks: "What is shared most: people and hours of each kind",
    duckdb: `SELECT s.content AS content, count(DISTINCT (meeting, user_id)) AS people, round(sum(s.duration) / 3600, 1) AS hours
FROM (SELECT meeting, user_id, unnest(shared) AS s FROM meeting_sharing)
GROUP BY s.content
ORDER BY hours DESC`,
  },
  meeting_summaries: {
    asks: "Who has meetings summed up, and how many of the summaries were changed afterwards",
    duckdb: `SELECT host.email AS host, count(*) AS summaries, count(*) FILTER (modified_at > created_at) AS changed
FROM meeting_summaries
GROUP BY host.email
ORDER BY summaries DESC`,
  },
  meeting_summary_texts: {
    asks: "What is to be done after the meetings of which day",
    duckdb: `SELECT meeting_start_time::DATE AS "day", topic, unnest(next_steps) AS next_step
FROM meeting_summary_texts
ORDER BY meeting_start_time`,
  },
  meeting_surveys: {
    asks: "What meetings were rated: the mean of answers that are numbers",
    duckdb: `SELECT topic, a.question AS question, count(*) AS people, round(avg(TRY_CAST(a.answer AS DOUBLE)), 1) AS rating
FROM (SELECT topic, unnest(answers) AS a FROM meeting_surveys)
WHERE TRY_CAST(a.answer AS DOUBLE) IS NOT NULL
GROUP BY ALL
ORDER BY rating DESC`,
  },
};
