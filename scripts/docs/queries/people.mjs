// A useful query of each stream of the group people, for its page.
export const people = {
  division_members: {
    asks: "Which divisions met how much; a meeting counts for its host's division",
    duckdb: `SELECT d.division_name, count(*) AS meetings, round(sum(m.duration) / 3600, 1) AS hours
FROM division_members d JOIN meetings m ON m.host.host_id = d.user_id
GROUP BY d.division_name
ORDER BY hours DESC`,
  },
  divisions: {
    asks: "The divisions by the number of their members",
    duckdb: `SELECT name, is_main, total_members
FROM divisions
ORDER BY total_members DESC`,
  },
  group_members: {
    asks: "The groups whose members meet, and how many of them hosted nothing",
    duckdb: `SELECT g.group_name, count(DISTINCT g.user_id) AS members, count(m.uuid) AS meetings,
       count(DISTINCT g.user_id) - count(DISTINCT m.host.host_id) AS members_without_meetings
FROM group_members g LEFT JOIN meetings m ON m.host.host_id = g.user_id
GROUP BY g.group_name
ORDER BY meetings DESC`,
  },
  groups: {
    asks: "The groups with the most members",
    duckdb: `SELECT name, total_members
FROM groups
ORDER BY total_members DESC
LIMIT 10`,
  },
  role_members: {
    asks: "Who may administer the account, and when they last signed in",
    duckdb: `SELECT r.role_name, r.email, u.status, u.last_login_time
FROM role_members r LEFT JOIN users u USING (user_id)
WHERE r.role_name <> 'Member'
ORDER BY u.last_login_time`,
  },
  roles: {
    asks: "The roles by the number of users that have them",
    duckdb: `SELECT name, description, total_members
FROM roles
ORDER BY total_members`,
  },
  tracking_fields: {
    asks: "Which tracking fields are used: meetings that carry them, and how many different values",
    duckdb: `SELECT t.field, t.required, count(m.value) AS meetings, count(DISTINCT m.value) AS "values"
FROM tracking_fields t
LEFT JOIN (SELECT split_part(tag, '=', 1) AS field, tag AS value FROM (SELECT unnest(tracking) AS tag FROM meetings)) m
  USING (field)
GROUP BY ALL
ORDER BY meetings DESC`,
  },
  users_summary: {
    asks: "How the licences were used, day by day",
    duckdb: `SELECT taken_on, total, licensed, basic, pending
FROM users_summary
ORDER BY taken_on`,
  },
};
