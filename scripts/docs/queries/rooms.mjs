// A useful query of each stream of the group rooms, for its page.
export const rooms = {
  room_connector_ports: {
    asks: "At which hours the Cloud Room Connector was busiest: do the ports suffice?",
    duckdb: `SELECT h.hour, max(h.most_ports) AS most_ports, sum(h.connections) AS connections
FROM (SELECT unnest(hours) AS h FROM room_connector_ports)
GROUP BY h.hour
HAVING most_ports > 0
ORDER BY most_ports DESC, connections DESC`,
  },
  room_issues: {
    asks: "What breaks most often, in which rooms",
    duckdb: `SELECT issue, count(*) AS times, count(DISTINCT room_id) AS rooms, mode(room_name) AS most_often_in, max("time") AS latest
FROM room_issues
GROUP BY issue
ORDER BY times DESC`,
  },
  rooms: {
    asks: "On how many days each room was out of order, of those on which it was looked at",
    duckdb: `SELECT room_name, count(*) AS days, count(*) FILTER (status = 'Offline' OR health = 'critical') AS troubled
FROM rooms
GROUP BY room_name
ORDER BY troubled DESC`,
  },
};
