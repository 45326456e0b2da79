// A useful query of each stream of the group quality, for its page.
export const quality = {
  meeting_quality: {
    asks: "Which kinds of network have trouble: sessions of each, and those of which Zoom's verdict is not Good",
    duckdb: `SELECT network_type, count(*) AS sessions, count(*) FILTER (health <> 'Good') AS troubled
FROM meeting_quality
GROUP BY network_type
ORDER BY troubled DESC`,
  },
};
