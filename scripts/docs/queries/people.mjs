// A useful query of each stream of the group people, for its page.
export const people = {
  groups: {
    asks: "The groups with the most members",
    duckdb: `SELECT name, total_members
FROM groups
ORDER BY total_members DESC
LIMIT 10`,
  },
};
