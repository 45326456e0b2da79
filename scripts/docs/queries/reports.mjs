// A useful query of each stream of the group reports, for its page.
export const reports = {
  chat_usage: {
    asks: "How many users chat, and how much, day by day: is the chat taking the place of e-mail?",
    duckdb: `SELECT "day", count(*) AS users, sum(sent) AS messages, sum(sent_to_channels) AS in_channels, sum(files) AS files
FROM chat_usage
GROUP BY "day"
ORDER BY "day"`,
  },
  active_hosts: {
    asks: "Who meets most, by Zoom's own sums, without reading a single meeting",
    duckdb: `SELECT name, department, count(*) AS days, sum(meetings) AS meetings, sum(meeting_minutes) // 60 AS hours
FROM active_hosts
GROUP BY user_id, name, department
ORDER BY hours DESC
LIMIT 10`,
  },
  billing: {
    asks: "What the account was billed, month by month, and the change from the month before",
    duckdb: `SELECT start_date, total_amount, currency, round(total_amount - lag(total_amount) OVER (ORDER BY start_date), 2) AS change
FROM billing
ORDER BY start_date`,
  },
  billing_invoices: {
    asks: "What costs most, over all periods",
    duckdb: `SELECT charge, currency, round(sum(total_amount), 2) AS amount, max(quantity) AS licences
FROM billing_invoices
GROUP BY charge, currency
ORDER BY amount DESC`,
  },
  daily_usage: {
    asks: "Whether Zoom's own sums of a day are those of the stored meetings; it may leave out meetings of one person",
    duckdb: `SELECT u.day, u.meetings AS reported, count(m.uuid) AS stored, count(m.uuid) FILTER (WHERE m.one_person IS NULL) AS several
FROM daily_usage u JOIN meetings m ON date_trunc('day', m.start_time AT TIME ZONE 'UTC') = u.day AT TIME ZONE 'UTC'
GROUP BY u.day, u.meetings
ORDER BY u.day`,
  },
  meeting_activities: {
    asks: "In which meetings somebody took over another's screen",
    duckdb: `SELECT m.topic, a."time", a.operator, a.email
FROM meeting_activities a LEFT JOIN (SELECT meeting_series_id, any_value(topic) AS topic FROM meetings GROUP BY 1) m
  USING (meeting_series_id)
WHERE a.category = 'Remote Control'
ORDER BY a."time"`,
  },
  operation_log: {
    asks: "Who changed what in the account, most recent first",
    duckdb: `SELECT "time", operator, category, action, detail
FROM operation_log
ORDER BY "time" DESC
LIMIT 20`,
  },
  recording_storage: {
    asks: "How fast the storage of recordings grows, and how much of what is paid for is used",
    duckdb: `SELECT day, used_storage // 1073741824 AS gigabytes, round(used_storage / plan_storage, 3) AS share_of_plan
FROM recording_storage
ORDER BY day`,
  },
  remote_support: {
    asks: "How often somebody was helped, and how long they waited for it",
    duckdb: `SELECT supporter_email, count(*) AS times, avg("wait") AS average_wait, max(duration) AS longest
FROM remote_support
GROUP BY supporter_email
ORDER BY times DESC`,
  },
  sign_ins: {
    asks: "From how many addresses each user signed in: many at once may be a stolen password",
    duckdb: `SELECT email, count(*) AS sign_ins, count(DISTINCT ip_address) AS addresses, max("time") AS latest
FROM sign_ins
WHERE type = 'Sign in'
GROUP BY email
ORDER BY addresses DESC, sign_ins DESC
LIMIT 10`,
  },
  telephone_usage: {
    asks: "What telephone calls cost, by the hosts' departments",
    duckdb: `SELECT host.department AS department, call_type, count(*) AS calls, sum(duration) // 60 AS minutes, round(sum(total), 2) AS dollars
FROM telephone_usage
GROUP BY ALL
ORDER BY dollars DESC`,
  },
};
