/** Figures that others published for situations like ours, restated; and where our rule is another one. */

import type { AttendanceCase } from "./attendance-case.ts";

/**
 * moodle-mod_zoom's tests of its attendance by duration: a meeting of 120 minutes is worth 60 points, and those who
 * were there for 35, 60, 60, 90 and 110 minutes get 17.5, 30, 30, 45 and 55. Source: `test_grading_method` in
 * tests/get_meeting_reports_test.php (fmido88/moodle-mod_zoom at 14ec14f, Wunderbyte-GmbH/moodle-mod_zoom at b719841).
 * Two rules differ. There a session counts wherever it lies (the meeting is of 2020, the sessions of 2023), here it
 * is clipped to the meeting; so the sessions are put on the meeting's day. There people are matched with a course by
 * their names, and the one whose name is not in it waits for the teacher; here each has a row.
 */
export const moodle: { points: Record<string, number>; maximum: number; given: AttendanceCase } = {
  maximum: 60,
  points: { "account:32132165": 17.5, "name:b": 30, "name:c": 30, "name:d": 45, "name:e": 55 },
  given: {
    what: "moodle-mod_zoom's five participants",
    lasts: 120,
    sessions: [
      { at: [5, 35], id: "32132165", user_name: "A" },
      { at: [30, 40], id: "32132165", user_name: "A" },
      { at: [0, 60], user_id: "1234", user_name: "B" },
      { at: [30, 60], user_id: "1234", user_name: "B" },
      { at: [10, 60], user_id: "564312", user_name: "C" },
      { at: [90, 100], user_id: "564312", user_name: "C" },
      { at: [30, 120], user_id: "789453", user_name: "D" },
      { at: [10, 120], user_id: "168452", user_name: "E" },
    ],
    people: [
      { person: "name:b", attended: 60, sessions: 2, without: ["gaps"] },
      { person: "account:32132165", attended: 35, sessions: 2, without: ["gaps"] },
      { person: "name:c", attended: 60, sessions: 2, gaps: [[60, 90]] },
      { person: "name:e", attended: 110 },
      { person: "name:d", attended: 90 },
    ],
    peak: 5,
    peakAt: 30,
  },
};

export const peerCases: AttendanceCase[] = [
  moodle.given,
  {
    // The same file, `test_process_meeting_reports_missing_uuid_and_duration`: 31 seconds from the times alone. There
    // the number in the meeting names the participant, here the e-mail does.
    what: "moodle-mod_zoom's participant without a duration",
    meeting: { start_time: "2026-03-15T09:12:07Z", end_time: "2026-03-15T09:15:04Z" },
    sessions: [
      {
        at: [null, null],
        user_id: "16791552",
        email: "testeroni@example.com",
        join_time: "2026-03-15T09:14:33Z",
        leave_time: "2026-03-15T09:15:04Z",
      },
    ],
    people: [{ person: "email:testeroni@example.com", attended: 31 / 60, share: 0.1751 }],
    peak: 1,
  },
  {
    // The same file, `test_invalid_userids`: times in the number, and a session of no second; three participants.
    what: "moodle-mod_zoom's participants with odd numbers",
    sessions: [
      { at: [2, 2], user_id: "02020-04-01 15:02:01:040", email: "john@test.com", user_name: "John Smith" },
      { at: [0, 10], user_id: "123", email: "jane@test.com", user_name: "Jane Smith" },
      { at: [5, 35], id: "someuseruuid", user_id: "234", email: "joe@test.com", user_name: "Joe Smith" },
    ],
    people: [
      { person: "email:jane@test.com", attended: 10 },
      { person: "email:john@test.com", attended: 0 },
      { person: "account:someuseruuid", attended: 30 },
    ],
    peak: 2,
    peakAt: 5,
  },
  {
    // constructorfabric/insight (zoom__meeting_sessions.sql at 0a3e867) saw hosts drop and be back after 11 to 147
    // seconds, which makes another instance of the meeting there and here; it joins instances that are at most 300
    // seconds apart, we keep each as Zoom has it. Within one instance it adds up the sessions of an e-mail as they
    // are (zoom__collab_meeting_activity.sql at 034dc16): this person has 50 minutes there, and 40 here.
    what: "insight's person with two devices who drops for 147 seconds",
    sessions: [
      { at: [0, 20], email: "P@example.com", participant_uuid: "P" },
      { at: [22.45, 42.45], email: "p@example.com", participant_uuid: "P" },
      { at: [5, 15], email: "p@example.com", participant_uuid: "Q" },
    ],
    people: [{ person: "email:p@example.com", attended: 40, sessions: 3, gaps: [[20, 22.45]] }],
    peak: 1,
  },
];
