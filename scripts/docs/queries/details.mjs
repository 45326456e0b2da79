// A useful query of each stream of the group details, for its page.
export const details = {
  meeting_polls: {
    asks: "How often each answer was given to each question; a row is a person, so the list of answers is opened",
    duckdb: `SELECT topic, a.question AS question, a.answer AS answer, count(*) AS people
FROM (SELECT topic, unnest(answers) AS a FROM meeting_polls)
GROUP BY ALL
ORDER BY topic, question, people DESC`,
  },
};
