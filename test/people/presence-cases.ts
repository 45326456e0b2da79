/** When somebody is there: coming again, several devices, waiting rooms, breakout rooms. */

import { type AttendanceCase, ann, ben, waiting } from "./attendance-case.ts";

export const presenceCases: AttendanceCase[] = [
  {
    what: "somebody who stays from start to end",
    sessions: [
      { ...ann, at: [0, 60], id: "u1", email: "Ann@Example.com ", role: "host", internal_user: true },
    ],
    people: [
      {
        person: "account:u1",
        attended: 60,
        from: 0,
        to: 60,
        share: 1,
        fields: {
          basis: "account",
          confidence: "high",
          identity: "account:u1",
          email: "ann@example.com",
          role: "host",
          internal_user: true,
          name: "Ann",
          kind: "person",
          late_seconds: 0,
          early_seconds: 0,
          gap_seconds: 0,
        },
        without: ["gaps", "names", "waited_seconds", "devices", "registrant_id"],
      },
    ],
    peak: 1,
    peakAt: 0,
  },
  {
    what: "somebody who leaves and comes again",
    sessions: [
      { ...ann, at: [5, 20], device: "Windows", country: "DE", city: "Berlin" },
      { ...ann, at: [30, 50], device: "iOS", country: "DE", city: "Potsdam" },
    ],
    people: [
      {
        person: "participant:ANN",
        attended: 35,
        sessions: 2,
        from: 5,
        to: 50,
        gaps: [[20, 30]],
        share: 0.5833,
        fields: {
          basis: "participant",
          confidence: "medium",
          identity: "name:ann",
          late_seconds: 300,
          early_seconds: 600,
          gap_seconds: 600,
          devices: ["Windows", "iOS"],
          countries: ["DE"],
          cities: ["Berlin", "Potsdam"],
        },
      },
    ],
    peak: 1,
    peakAt: 5,
  },
  {
    what: "somebody who comes again in the very second of leaving",
    sessions: [
      { ...ann, at: [0, 20] },
      { ...ann, at: [20, 40] },
    ],
    people: [{ person: "participant:ANN", attended: 40, sessions: 2, to: 40, without: ["gaps"] }],
    peak: 1,
  },
  {
    what: "two devices at once",
    sessions: [
      { ...ann, at: [0, 60], device: "Mac" },
      { ...ann, at: [10, 50], device: "iOS" },
      { ...ben, at: [15, 25] },
    ],
    people: [
      { person: "participant:ANN", attended: 60, sessions: 2, fields: { devices: ["Mac", "iOS"] } },
      { person: "participant:BEN", attended: 10 },
    ],
    peak: 2,
    peakAt: 15,
  },
  {
    what: "a waiting room, then in",
    sessions: [
      { ...ann, ...waiting, at: [0, 10], user_name: "Iphone", device: "iOS" },
      { ...ann, at: [10, 60] },
    ],
    people: [
      {
        person: "participant:ANN",
        attended: 50,
        sessions: 1,
        from: 10,
        waited: 10,
        fields: { late_seconds: 600, name: "Ann" },
        without: ["names", "devices"],
      },
    ],
    peak: 1,
    peakAt: 10,
  },
  {
    what: "two waits that overlap, one of them before the meeting",
    sessions: [
      { ...ann, ...waiting, at: [-10, 5] },
      { ...ann, ...waiting, at: [3, 8] },
      { ...ann, at: [8, 60] },
    ],
    people: [{ person: "participant:ANN", attended: 52, sessions: 1, waited: 8 }],
    peak: 1,
  },
  {
    what: "a waiting room and never in",
    sessions: [
      { ...ann, ...waiting, at: [0, 30] },
      { ...ben, at: [0, 60] },
    ],
    people: [{ person: "participant:BEN", attended: 60 }],
    peak: 1,
  },
  {
    what: "a waiting room that knows the e-mail of two sessions",
    sessions: [
      { ...waiting, at: [0, 5], participant_uuid: "P1", email: "a@example.com" },
      { at: [5, 20], participant_uuid: "P1" },
      { at: [30, 40], email: "a@example.com", user_name: "A" },
    ],
    people: [{ person: "email:a@example.com", attended: 25, sessions: 2, waited: 5, gaps: [[20, 30]] }],
    peak: 1,
  },
  {
    what: "a breakout room beside the main room",
    sessions: [
      { ...ann, at: [0, 60] },
      { ...ann, at: [20, 40], breakout_room: "bo1" },
      { ...ben, at: [0, 20] },
      { ...ben, at: [20, 40], breakout_room: "bo2" },
      { ...ben, at: [40, 60] },
    ],
    people: [
      { person: "participant:ANN", attended: 60, sessions: 2 },
      { person: "participant:BEN", attended: 60, sessions: 3, without: ["gaps"] },
    ],
    peak: 2,
    peakAt: 0,
  },
];
