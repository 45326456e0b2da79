// A useful query of each stream of the group recordings, for its page.
export const recordings = {
  recordings: {
    asks: "Who stores how much in the cloud; hosts' names come from the meetings",
    duckdb: `SELECT coalesce(m.host.email, r.host_id) AS host, count(*) AS recordings, sum(r.total_size) // 1000000 AS megabytes
FROM recordings r LEFT JOIN meetings m USING (uuid)
GROUP BY 1
ORDER BY megabytes DESC`,
  },
};
