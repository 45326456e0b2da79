// A useful query of each stream of the group rooms, for its page.
export const rooms = {
  rooms: {
    asks: "On how many days each room was out of order, of those on which it was looked at",
    duckdb: `SELECT room_name, count(*) AS days, count(*) FILTER (status = 'Offline' OR health = 'critical') AS troubled
FROM rooms
GROUP BY room_name
ORDER BY troubled DESC`,
  },
};
