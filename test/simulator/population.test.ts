import { expect, test } from "vitest";
import { meetingCases, sessionCases } from "../../src/simulator/population/cases.ts";
import { type Body, openClient, truthOf, truthRows, week } from "./client.ts";

const workday = "?from=2026-10-07&to=2026-10-07";

test.each([100, 300])(
  "every case has its least share of a workday with %i meetings",
  async (meetings_per_day) => {
    const client = await openClient({ ...week, meetings_per_day, users: 200 });
    for (const day of ["2026-10-05", "2026-10-06", "2026-10-07", "2026-10-08", "2026-10-09"]) {
      const { meetings, sessions, cases } = await truthOf(client, `?from=${day}&to=${day}`);
      for (const [name, { of, least }] of Object.entries({ ...meetingCases, ...sessionCases })) {
        const share = cases[name] / (of === "meetings" ? meetings : sessions);
        expect(share, `${name} on ${day}`).toBeGreaterThanOrEqual(least);
      }
    }
  },
);

test("about ten sessions a meeting, fewer meetings at weekends", async () => {
  const client = await openClient({ ...week, meetings_per_day: 300, users: 300 });
  const { meetings, sessions, by_day } = await truthOf(client);
  expect(sessions / meetings).toBeGreaterThan(8);
  expect(sessions / meetings).toBeLessThan(14);
  expect(meetings / 7).toBeGreaterThan(270);
  expect(meetings / 7).toBeLessThan(330);
  expect(by_day[5].meetings).toBeLessThan(by_day[4].meetings / 2);
});

test("from 1,000 meetings a day up there is one of 20,000 people", async () => {
  const client = await openClient({ ...week, from: "2026-10-11", meetings_per_day: 1_000 });
  const { cases, sessions } = await truthOf(client);
  expect(cases.giant).toBe(1);
  expect(sessions).toBeGreaterThan(20_000);
});

test("uuids are all different and of Zoom's form, numbers have 9 to 11 digits", async () => {
  const rows = await truthRows(await openClient({ ...week, meetings_per_day: 300 }));
  expect(new Set(rows.map(({ uuid }) => uuid)).size).toBe(rows.length);
  for (const { uuid, id } of rows) {
    expect(uuid).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(String(id)).toMatch(/^\d{9,11}$/);
  }
});

test("a personal room's number is its host's pmi", async () => {
  const client = await openClient();
  const pmis = new Map<string, number>();
  for (const status of ["active", "inactive"]) {
    for (const { id, pmi } of await client.all("/users", "users", { status })) pmis.set(id, pmi);
  }
  const rooms = (await truthRows(client, workday)).filter(({ type }) => type === 4);
  expect(rooms.length).toBeGreaterThan(2);
  for (const { host_id, id } of rooms) expect(pmis.get(host_id)).toBe(id);
});

test("a host's e-mail leads to the user, whatever its case", async () => {
  const client = await openClient();
  const emails = new Map<string, string>();
  for (const status of ["active", "inactive"]) {
    for (const { id, email } of await client.all("/users", "users", { status })) emails.set(email, id);
  }
  const byLowerCase = new Map([...emails].map(([email, id]) => [email.toLowerCase(), id]));
  const rows = await truthRows(client);
  for (const { host_email, host_id } of rows) expect(byLowerCase.get(host_email)).toBe(host_id);
  expect(rows.some(({ host_email }) => !emails.has(host_email))).toBe(true);
});

test("people who rejoin keep participant_uuid, or get a new one with participant_uuid=join", async () => {
  for (const [participant_uuid, same] of [
    ["person", true],
    ["join", false],
  ] as const) {
    const rows = await truthRows(await openClient({ ...week, participant_uuid }));
    const twice = rows.flatMap(({ sessions }) => {
      const visits: Body[] = sessions.filter(({ kind }: Body) => kind === "meeting");
      return visits.filter((one) => visits.some((other) => other !== one && other.person === one.person));
    });
    const ids = new Set(twice.map((session) => session.participant_uuid));
    expect(ids.size < twice.length).toBe(same);
  }
});

test("late data appears once, and nothing else changes", async () => {
  const client = await openClient({ ...week, late_data: 60 });
  const window = { from: week.from, to: week.to, page_size: 300 };
  const count = async (type: string) =>
    (await client.all("/metrics/meetings", "meetings", { ...window, type })).length;
  const report = async () =>
    (await client.all("/report/history_meetings", "history_meetings", window)) as Body[];
  const { by_stream } = await truthOf(client);
  const [past, alone, before] = [await count("past"), await count("pastOne"), await report()];
  expect(past).toBe(by_stream.several_person_meetings);
  expect(alone).toBeLessThan(by_stream.one_person_meetings);
  client.clock.advance(60);
  const [pastLater, aloneLater, after] = [await count("past"), await count("pastOne"), await report()];
  expect([pastLater, aloneLater]).toEqual([past, by_stream.one_person_meetings]);
  const joins = (rows: Body[]) => rows.reduce((sum, { participants }) => sum + participants, 0);
  expect(joins(after)).toBeGreaterThan(joins(before));
  const fixed = ({ participants: _, total_participant_minutes: __, ...rest }: Body) => rest;
  expect(after.map(fixed)).toEqual(before.map(fixed));
});

test("oddities are extra rows, counted beside the truth", async () => {
  const plain = await truthOf(await openClient());
  const client = await openClient({ ...week, oddities: "on" });
  const truth = await truthOf(client);
  expect([truth.meetings, truth.sessions]).toEqual([plain.meetings, plain.sessions]);
  expect(truth.odd).toMatchObject({ rows_without_times: 14, rows_without_uuid: 7 });
  expect(truth.odd.nameless_sessions).toBeGreaterThan(0);
  const query = { type: "past", from: week.from, to: week.to, page_size: 7 };
  const rows = await client.all("/metrics/meetings", "meetings", query);
  expect(rows).toHaveLength(truth.by_stream.several_person_meetings + 21);
  expect(rows.filter(({ start_time }) => start_time === "")).toHaveLength(14);
  expect(rows.filter(({ uuid }) => uuid === undefined)).toHaveLength(7);
  expect(truth.cases.deleted_host).toBeGreaterThan(0);
});

test.each(["joins", "without_waiting", "people"])(
  "participants_count=%s counts what it says",
  async (participants_count) => {
    const client = await openClient({ ...week, participants_count });
    const expected = {
      joins: (row: Body) => row.sessions.length,
      without_waiting: (row: Body) => row.sessions.filter(({ waiting }: Body) => !waiting).length,
      people: (row: Body) => row.people,
    }[participants_count]!;
    for (const row of await truthRows(client, workday)) expect(row.participants).toBe(expected(row));
  },
);

test.each([
  ["hours", /^\d{2}:\d{2}:\d{2}$/],
  ["days", /^\d+:\d{2}:\d{2}:\d{2}$/],
])("long_duration=%s writes a duration of more than 24 hours so", async (long_duration, form) => {
  const client = await openClient({ ...week, long_duration });
  const { uuid } = (await truthRows(client)).find(({ duration_seconds }) => duration_seconds > 86_400)!;
  const rows = await client.all("/metrics/meetings", "meetings", {
    type: "past",
    from: week.from,
    to: week.to,
  });
  expect(rows.find((row) => row.uuid === uuid)!.duration).toMatch(form);
});
