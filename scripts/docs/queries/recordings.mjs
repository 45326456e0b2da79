// A useful query of each stream of the group recordings, for its page.
export const recordings = {
  archive_files: {
    asks: "Which archived meetings have a file that failed, or are not yet complete",
    duckdb: `SELECT start_time, topic, status, len(list_filter(files, f -> f.status = 'failed')) AS failed_files
FROM archive_files
WHERE status <> 'completed' OR len(list_filter(files, f -> f.status = 'failed')) > 0
ORDER BY start_time`,
  },
  recording_registrants: {
    asks: "Which recordings people asked to see, and who is still waiting for it",
    duckdb: `SELECT topic, meeting_series_id, count(*) AS registered, count(*) FILTER (status = 'pending') AS waiting
FROM recording_registrants
GROUP BY ALL
ORDER BY registered DESC`,
  },
  recordings: {
    asks: "Who stores how much in the cloud; hosts' names come from the meetings",
    duckdb: `SELECT coalesce(m.host.email, r.host_id) AS host, count(*) AS recordings, sum(r.total_size) // 1000000 AS megabytes
FROM recordings r LEFT JOIN meetings m USING (uuid)
GROUP BY 1
ORDER BY megabytes DESC`,
  },
};
