// A useful query of each stream of the group reports, for its page.
export const reports = {
  sign_ins: {
    asks: "From how many addresses each user signed in: many at once may be a stolen password",
    duckdb: `SELECT email, count(*) AS sign_ins, count(DISTINCT ip_address) AS addresses, max("time") AS latest
FROM sign_ins
WHERE type = 'Sign in'
GROUP BY email
ORDER BY addresses DESC, sign_ins DESC
LIMIT 10`,
  },
};
