/** Who is one person: telephones, rooms, names, and what connects sessions. */

import { type AttendanceCase, ann } from "./attendance-case.ts";

export const identityCases: AttendanceCase[] = [
  {
    what: "telephone callers, one of them by an audio call alone",
    sessions: [
      { at: [0, 30], device: "Phone", user_name: "14155550001", participant_uuid: "T1" },
      {
        at: [0, 30],
        user_name: "14155550002",
        participant_uuid: "T2",
        audio_call: [{ call_type: "call-in" }],
      },
      {
        at: [0, 30],
        user_name: "Cem",
        participant_uuid: "T3",
        device: "Mac",
        audio_call: [{ call_type: "call-out" }],
      },
      { at: [0, 30], user_name: "Dee", participant_uuid: "T4", device: "Unknown + Phone" },
    ],
    people: [
      { person: "participant:T1", attended: 30, fields: { kind: "phone" } },
      { person: "participant:T2", attended: 30, fields: { kind: "phone" } },
      { person: "participant:T3", attended: 30, fields: { kind: "person" } },
      { person: "participant:T4", attended: 30, fields: { kind: "person" } },
    ],
    peak: 4,
  },
  {
    what: "somebody who first calls by telephone and then comes with a computer",
    sessions: [
      { ...ann, at: [0, 10], device: "Phone" },
      { ...ann, at: [10, 60], device: "Mac" },
    ],
    people: [
      { person: "participant:ANN", attended: 60, fields: { kind: "person", devices: ["Mac", "Phone"] } },
    ],
    peak: 1,
  },
  {
    what: "a shared room device, which is one however many sit in it",
    sessions: [
      {
        at: [0, 30],
        user_name: "Room 5",
        participant_uuid: "R",
        device: "Zoom Rooms",
        in_room_participants: 7,
      },
      { at: [30, 60], user_name: "Room 5", participant_uuid: "R" },
      { at: [0, 60], user_name: "Board", participant_uuid: "S", device: "H.323/SIP" },
      { at: [0, 60], user_name: "Lobby", participant_uuid: "T", in_room_participants: 2 },
      { at: [0, 60], user_name: "Eve", participant_uuid: "U", device: "Windows", in_room_participants: 0 },
    ],
    people: [
      { person: "participant:R", attended: 60, sessions: 2, fields: { kind: "room" } },
      { person: "participant:S", attended: 60, fields: { kind: "room" } },
      { person: "participant:T", attended: 60, fields: { kind: "room" } },
      { person: "participant:U", attended: 60, fields: { kind: "person" } },
    ],
    peak: 4,
  },
  {
    what: "two guests with the same name whom Zoom tells apart",
    sessions: [
      { at: [0, 30], user_name: "Kim", participant_uuid: "K1" },
      { at: [0, 40], user_name: "Kim", participant_uuid: "K2" },
    ],
    people: [
      { person: "participant:K1", attended: 30, fields: { identity: "name:kim" } },
      { person: "participant:K2", attended: 40, fields: { identity: "name:kim" } },
    ],
    peak: 2,
  },
  {
    what: "guests with the same name whom nothing tells apart",
    sessions: [
      { at: [0, 30], user_name: "Kim  Lee", user_id: "1" },
      { at: [10, 40], user_name: " KIM LEE", user_id: "2" },
    ],
    people: [
      {
        person: "name:kim lee",
        attended: 40,
        sessions: 2,
        fields: { basis: "name", confidence: "low", identity: "name:kim lee", name: "Kim  Lee" },
      },
    ],
    peak: 1,
  },
  {
    what: "a guest with the name of somebody who is known",
    sessions: [
      { at: [0, 30], user_name: "Kim", participant_uuid: "K1" },
      { at: [0, 40], user_name: "Kim" },
    ],
    people: [
      { person: "name:kim", attended: 40 },
      { person: "participant:K1", attended: 30 },
    ],
    peak: 2,
  },
  {
    what: "somebody who changes the name",
    sessions: [
      { ...ann, at: [0, 10], user_name: "iPad" },
      { ...ann, at: [10, 30], user_name: "Ann Smith" },
      { ...ann, at: [30, 60], user_name: "Ann Smith" },
    ],
    people: [
      {
        person: "participant:ANN",
        attended: 60,
        fields: { name: "iPad", names: ["Ann Smith", "iPad"], identity: "name:ipad" },
      },
    ],
    peak: 1,
  },
  {
    what: "a name that only a later session shows",
    sessions: [
      { at: [0, 10], participant_uuid: "P" },
      { at: [10, 30], participant_uuid: "P", user_name: "Ann" },
    ],
    people: [{ person: "participant:P", attended: 30, fields: { name: "Ann" }, without: ["names"] }],
    peak: 1,
  },
  {
    what: "an account and an e-mail that different sessions connect",
    sessions: [
      { at: [0, 10], id: "u1", user_name: "Ann" },
      { at: [10, 20], email: "ANN@example.com", user_name: "Ann (phone)" },
      { at: [20, 30], id: "u1", participant_uuid: "P", user_name: "Ann" },
      { at: [30, 40], email: "ann@example.com", participant_uuid: "P", registrant_id: "r1" },
    ],
    people: [
      {
        person: "account:u1",
        attended: 40,
        sessions: 4,
        fields: { id: "u1", email: "ann@example.com", registrant_id: "r1", names: ["Ann", "Ann (phone)"] },
      },
    ],
    peak: 1,
  },
  {
    what: "the strongest of what somebody is known by, the smallest of several",
    sessions: [
      { at: [0, 10], registrant_id: "r2", email: "b@example.com", participant_uuid: "P" },
      { at: [10, 20], registrant_id: "r1", email: "a@example.com", participant_uuid: "P" },
    ],
    people: [
      {
        person: "registrant:r1",
        attended: 20,
        fields: {
          basis: "registrant",
          identity: "registrant:r1",
          email: "a@example.com",
          registrant_id: "r1",
        },
      },
    ],
    peak: 1,
  },
  {
    what: "sessions without a name: by their number, and all without anything as one",
    sessions: [
      { at: [0, 10], user_id: "17" },
      { at: [20, 30], user_id: "17" },
      { at: [0, 30], user_id: "18", user_name: "  " },
      { at: [0, 5] },
      { at: [40, 45], email: " ", id: "" },
    ],
    people: [
      { person: "none:", attended: 10, sessions: 2, gaps: [[5, 40]] },
      {
        person: "none:17",
        attended: 20,
        sessions: 2,
        fields: { basis: "none", confidence: "low" },
        without: ["identity", "name"],
      },
      { person: "none:18", attended: 30 },
    ],
    peak: 3,
    peakAt: 0,
  },
];
