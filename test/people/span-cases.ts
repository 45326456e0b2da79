/** When the meeting is: times that are missing, sessions outside, long and short meetings. */

import { type AttendanceCase, ann, ben, waiting } from "./attendance-case.ts";

export const spanCases: AttendanceCase[] = [
  {
    what: "a missing leave, which is the meeting's end",
    sessions: [{ ...ann, at: [45, null] }],
    people: [{ person: "participant:ANN", attended: 15, from: 45, to: 60 }],
    peak: 1,
    peakAt: 45,
  },
  {
    what: "a missing join, which is the meeting's start",
    sessions: [{ ...ann, at: [null, 20] }],
    people: [{ person: "participant:ANN", attended: 20, from: 0, to: 20 }],
    peak: 1,
    peakAt: 0,
  },
  {
    what: "a meeting without an end, but with a duration",
    lasts: null,
    meeting: { duration: 1_800 },
    sessions: [{ ...ann, at: [10, null] }],
    people: [{ person: "participant:ANN", attended: 20, from: 10, to: 30, share: 0.6667 }],
    peak: 1,
  },
  {
    what: "a meeting without an end or a duration, which ends with the latest leave",
    lasts: null,
    sessions: [
      { ...ann, at: [0, 40] },
      { ...ben, at: [10, null] },
    ],
    people: [
      { person: "participant:ANN", attended: 40, share: 1 },
      { person: "participant:BEN", attended: 30, share: 0.75 },
    ],
    peak: 2,
    peakAt: 10,
  },
  {
    what: "a meeting without a start, which begins with the earliest join",
    meeting: { start_time: "" },
    sessions: [
      { ...ann, ...waiting, at: [5, 10] },
      { ...ann, at: [10, 40] },
      { ...ben, at: [20, null] },
    ],
    people: [
      { person: "participant:ANN", attended: 30, share: 0.6, waited: 0, fields: { late_seconds: 0 } },
      { person: "participant:BEN", attended: 40, share: 0.8, fields: { late_seconds: 600 } },
    ],
    peak: 2,
  },
  {
    what: "sessions outside the meeting, which count at its edges",
    sessions: [
      { ...ann, at: [-20, -10] },
      { ...ben, at: [70, 80] },
      { user_name: "Cem", participant_uuid: "CEM", at: [-30, 90] },
    ],
    people: [
      { person: "participant:ANN", attended: 0, from: 0, to: 0, share: 0 },
      { person: "participant:CEM", attended: 60, from: 0, to: 60, share: 1 },
      {
        person: "participant:BEN",
        attended: 0,
        from: 60,
        to: 60,
        fields: { late_seconds: 3_600, early_seconds: 0 },
      },
    ],
    peak: 1,
    peakAt: 0,
  },
  {
    what: "a session outside and one inside: away in between",
    sessions: [
      { ...ann, at: [-20, -10] },
      { ...ann, at: [30, 40] },
    ],
    people: [{ person: "participant:ANN", attended: 10, sessions: 2, from: 0, to: 40, gaps: [[0, 30]] }],
    peak: 1,
    peakAt: 30,
  },
  {
    what: "a session that ends before it begins",
    sessions: [{ ...ann, at: [30, 20] }],
    people: [{ person: "participant:ANN", attended: 0, from: 30, to: 30 }],
    peak: 0,
  },
  {
    what: "a meeting over midnight",
    meeting: { start_time: "2026-03-03T23:30:00Z", end_time: "2026-03-04T00:30:00Z" },
    sessions: [
      { ...ann, join_time: "2026-03-03T23:45:00Z", leave_time: "2026-03-04T00:15:00Z", at: [null, null] },
    ],
    people: [
      {
        person: "participant:ANN",
        attended: 30,
        share: 0.5,
        fields: { first_join: "2026-03-03T23:45:00Z", last_leave: "2026-03-04T00:15:00Z", late_seconds: 900 },
      },
    ],
    peak: 1,
  },
  {
    what: "a meeting of more than a day",
    lasts: 1_800,
    sessions: [
      { ...ann, at: [0, 600] },
      { ...ann, at: [1_500, 1_800] },
      { ...ben, at: [0, 1_800] },
    ],
    people: [
      { person: "participant:ANN", attended: 900, share: 0.5, gaps: [[600, 1_500]] },
      { person: "participant:BEN", attended: 1_800, share: 1 },
    ],
    peak: 2,
    peakAt: 0,
  },
  {
    what: "a meeting without any length",
    lasts: 0,
    sessions: [{ ...ann, at: [0, 0] }],
    people: [{ person: "participant:ANN", attended: 0, from: 0, to: 0, without: ["share", "gaps"] }],
    peak: 0,
  },
  {
    what: "a meeting that nobody came to",
    sessions: [],
    people: [],
    peak: 0,
  },
];
