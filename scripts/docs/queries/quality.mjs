// A useful query of each stream of the group quality, for its page.
export const quality = {
  account_quality: {
    asks: "How many of a hundred meetings sounded poor or bad, day by day",
    duckdb: `SELECT "day", scores.audio.good + scores.audio.fair + scores.audio.poor + scores.audio.bad AS meetings,
  round(100 * (scores.audio.poor + scores.audio.bad) / meetings, 1) AS poor_or_bad
FROM account_quality
WHERE measured_by = 'meeting' AND meetings > 0
ORDER BY "day"`,
  },
  client_feedback: {
    asks: "What participants complain about most",
    duckdb: `SELECT feedback, sum(participants) AS participants, max("day") FILTER (participants > 0) AS latest
FROM client_feedback
GROUP BY feedback
ORDER BY participants DESC`,
  },
  client_feedback_details: {
    asks: "Which meetings participants were most unhappy with, and why",
    duckdb: `SELECT any_value(m.topic) AS topic, f.meeting_series_id, count(*) AS complaints, list(DISTINCT f.feedback) AS about
FROM client_feedback_details f
LEFT JOIN (SELECT meeting_series_id, max(topic) AS topic FROM meetings GROUP BY meeting_series_id) m USING (meeting_series_id)
GROUP BY f.meeting_series_id
ORDER BY complaints DESC
LIMIT 10`,
  },
  client_satisfaction: {
    asks: "How many of a hundred who answered gave a thumb up, day by day, without those who did not answer",
    duckdb: `SELECT "day", good + not_good AS answers, round(100 * good / answers) AS thumbs_up
FROM client_satisfaction
WHERE answers > 0
ORDER BY "day"`,
  },
  client_versions: {
    asks: "Which versions of the Zoom program were in use on the last day that was looked at",
    duckdb: `SELECT client_version, clients, round(100 * clients / sum(clients) OVER (), 1) AS percent
FROM client_versions
WHERE taken_on = (SELECT max(taken_on) FROM client_versions)
ORDER BY clients DESC`,
  },
  meeting_quality_summary: {
    asks: "Whose audio was bad in most meetings, with the mean of the latency",
    duckdb: `SELECT any_value(user_name) AS name, count(*) AS sessions, count(*) FILTER (audio.bad) AS bad,
       round(avg(audio.latency)) AS latency
FROM meeting_quality_summary
GROUP BY coalesce(email, user_name)
ORDER BY bad DESC, sessions DESC
LIMIT 10`,
  },
  meeting_quality: {
    asks: "Which kinds of network have trouble: sessions of each, and those of which Zoom's verdict is not Good",
    duckdb: `SELECT network_type, count(*) AS sessions, count(*) FILTER (health <> 'Good') AS troubled
FROM meeting_quality
GROUP BY network_type
ORDER BY troubled DESC`,
  },
  webinar_quality_summary: {
    asks: "In which webinars many had bad video, in percent of those who had any",
    duckdb: `SELECT topic, webinar_start_time, count(video) AS measured,
       round(100 * count(*) FILTER (video.bad) / count(video)) AS percent_bad
FROM webinar_quality_summary
GROUP BY topic, webinar_start_time
ORDER BY percent_bad DESC`,
  },
  webinar_quality: {
    asks: "From which networks webinars were heard badly: the share of their minutes that were bad",
    duckdb: `SELECT network_type, count(*) AS sessions, round(sum(audio.bad_minutes) / sum(audio.minutes), 3) AS bad_share
FROM webinar_quality
GROUP BY network_type
ORDER BY bad_share DESC`,
  },
};
