import { expect, test } from "vitest";
import { type Body, type Client, openClient, pathOf, truthOf, truthRows, week } from "./client.ts";

const window = { from: week.from, to: week.to, page_size: 300 };
const account = { ...week, webinars_per_day: 4 } as const;
const statuses = ["approved", "pending", "denied"];

const numbersOf = (rows: readonly Body[]): number[] => [...new Set(rows.map(({ id }) => id))];

/** All registrants of a path, whatever became of them; none where nobody can register. */
async function registrants(client: Client, path: string): Promise<Body[]> {
  const found: Body[] = [];
  for (const status of statuses) {
    const { status: http, body } = await client.get(path, { status });
    if (http !== 200) return [];
    const rows = await client.all(path, "registrants", { status, page_size: 2 });
    expect(body.total_records).toBe(rows.length);
    expect(new Set(rows.map((row) => row.status)).size).toBeLessThanOrEqual(1);
    found.push(...rows);
  }
  return found;
}

test("the registrants of every meeting number are the truth's, each with an id of its own", async () => {
  const client = await openClient({ ...account, plan: "pro" });
  const all: Body[] = [];
  for (const id of numbersOf(await truthRows(client)))
    all.push(...(await registrants(client, `/meetings/${id}/registrants`)));
  expect(all).toHaveLength((await truthOf(client)).by_stream.meeting_registrants);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set(statuses));
  for (const { status, join_url } of all) expect(join_url !== undefined).toBe(status === "approved");
});

test("nobody can register for instant meetings and personal rooms, nor under a webinar's number", async () => {
  const client = await openClient(account);
  const types = new Map<number, boolean>();
  const uuids = await client.all("/metrics/meetings", "meetings", { ...window, type: "past" });
  for (const { uuid, id } of uuids) {
    const { type } = (await client.get(`/past_meetings/${pathOf(uuid)}`)).body;
    const { status, body } = await client.get(`/meetings/${id}/registrants`);
    if (status !== 200) {
      expect([status, body.code]).toEqual([400, 300]);
      expect(body.message).toContain("registration");
    }
    types.set(type, (types.get(type) ?? false) || status === 200);
  }
  expect([1, 2, 4, 8].map((type) => types.get(type))).toEqual([false, true, false, true]);
  const [webinar] = await truthRows(client, "?of=webinars");
  expect((await client.get(`/meetings/${webinar!.id}/registrants`)).body.code).toBe(300);
  expect((await client.get("/meetings/95000000000/registrants")).body.code).toBe(3001);
  const [first] = await truthRows(client);
  expect((await client.get(`/meetings/${first!.id}/registrants`, { status: "new" })).body.code).toBe(300);
});

test("who came with a registration is among the approved ones of the meeting's number", async () => {
  const client = await openClient(account);
  let came = 0;
  for (const { uuid, id, people } of await truthRows(client)) {
    const path = `/metrics/meetings/${pathOf(uuid)}/participants`;
    const query = {
      type: people === 1 ? "pastOne" : "past",
      include_fields: "registrant_id",
      page_size: 300,
    };
    const rows = await client.all(path, "participants", query);
    const ids = new Set(rows.map(({ registrant_id }) => registrant_id).filter((one) => one !== ""));
    if (ids.size === 0) continue;
    const approved = await client.all(`/meetings/${id}/registrants`, "registrants");
    const known = approved.map((row) => row.id);
    expect(known).toEqual(expect.arrayContaining([...ids]));
    came += ids.size;
  }
  expect(came).toBeGreaterThan(10);
});

test("who registered for a webinar came or is an absentee, and the counts are the truth's", async () => {
  const client = await openClient(account);
  const webinars = await truthRows(client, "?of=webinars");
  const { by_stream } = await truthOf(client);
  const all = new Map<number, Body[]>();
  for (const id of numbersOf(webinars)) all.set(id, await registrants(client, `/webinars/${id}/registrants`));
  expect([...all.values()].flat()).toHaveLength(by_stream.webinar_registrants);
  let absent = 0;
  for (const { uuid, id } of webinars) {
    const path = `/past_webinars/${pathOf(uuid)}/absentees`;
    const { status, body } = await client.get(path);
    if (status !== 200) {
      expect([status, body.code, all.get(id)]).toEqual([400, 3000, []]);
      continue;
    }
    const query = { include_fields: "registrant_id", page_size: 300 };
    const rows = await client.all(`/report/webinars/${pathOf(uuid)}/participants`, "participants", query);
    const came = rows.map(({ registrant_id }) => registrant_id);
    const approved = all
      .get(id)!
      .filter((row) => row.status === "approved")
      .map((row) => row.id);
    for (const absentee of await client.all(path, "registrants", { page_size: 3 })) {
      expect(approved).toContain(absentee.id);
      expect(came).not.toContain(absentee.id);
      absent++;
    }
  }
  expect(absent).toBe(by_stream.webinar_absentees);
  expect(absent).toBeGreaterThan(10);
});

test("a webinar's panelists are those who spoke, and its sources count registrations, not rows", async () => {
  const client = await openClient(account);
  const { by_stream } = await truthOf(client);
  let [panelists, sources, registered] = [0, 0, 0];
  for (const id of numbersOf(await truthRows(client, "?of=webinars"))) {
    const panel = (await client.get(`/webinars/${id}/panelists`)).body;
    expect(panel.panelists).toHaveLength(panel.total_records);
    panelists += panel.total_records;
    const { tracking_sources, total_records } = (await client.get(`/webinars/${id}/tracking_sources`)).body;
    sources += tracking_sources.length;
    registered += total_records;
    for (const { id: source, registration_count } of tracking_sources) {
      let found = 0;
      for (const status of statuses) {
        const query = { status, tracking_source_id: source, page_size: 300 };
        found += (await client.all(`/webinars/${id}/registrants`, "registrants", query)).length;
      }
      expect(found).toBe(registration_count);
    }
  }
  expect([panelists, sources]).toEqual([by_stream.webinar_panelists, by_stream.webinar_tracking_sources]);
  expect(registered).toBeGreaterThan(sources);
});

test("recordings that are given on demand have registrants, which are the truth's", async () => {
  const client = await openClient({ ...account, plan: "pro" });
  const found: Body[] = [];
  for (const { id: user } of await client.all("/users", "users")) {
    const recorded = await client.all(`/users/${user}/recordings`, "meetings", window);
    for (const { id } of recorded)
      found.push(...(await registrants(client, `/meetings/${id}/recordings/registrants`)));
  }
  expect(new Set(found.map(({ id }) => id)).size).toBe(
    (await truthOf(client)).by_stream.recording_registrants,
  );
  expect(found.length).toBeGreaterThan(5);
  expect((await client.get("/meetings/95000000000/recordings/registrants")).status).toBe(404);
});

test("meetings ask and answer where their dashboard says so, as often as the truth counts", async () => {
  const client = await openClient(account);
  const { by_stream } = await truthOf(client);
  const listed = new Map<string, Body>();
  for (const type of ["past", "pastOne"]) {
    for (const row of await client.all("/metrics/meetings", "meetings", { ...window, type }))
      listed.set(row.uuid, row);
  }
  let [asked, answered] = [0, 0];
  for (const [uuid, { has_qa, has_survey }] of listed) {
    const past = (await client.get(`/past_meetings/${pathOf(uuid)}/qa`)).body.questions;
    const report = (await client.get(`/report/meetings/${pathOf(uuid)}/qa`)).body.questions;
    const short = ({ name, email, question_details: details }: Body) => [
      name,
      email,
      details.map(({ question, answer }: Body) => [question, answer]),
    ];
    expect(report.map(short)).toEqual(past.map(short));
    if (!has_qa) expect(past).toEqual([]);
    const survey = (await client.get(`/report/meetings/${pathOf(uuid)}/survey`)).body;
    expect(survey.survey_id !== "").toBe(has_survey);
    if (!has_survey) expect(survey.survey_answers).toEqual([]);
    asked += past.length;
    answered += survey.survey_answers.length;
  }
  expect([asked, answered]).toEqual([by_stream.meeting_qa, by_stream.meeting_surveys]);
  expect(Math.min(asked, answered)).toBeGreaterThan(5);
});

test("webinars ask and answer where their dashboard says so, as often as the truth counts", async () => {
  const client = await openClient(account);
  const { by_stream } = await truthOf(client);
  const counts = { webinar_polls: 0, webinar_qa: 0, webinar_surveys: 0 };
  for (const row of await client.all("/metrics/webinars", "webinars", { ...window, type: "past" })) {
    const id = pathOf(row.uuid);
    const polls = (await client.get(`/past_webinars/${id}/polls`)).body.questions;
    expect((await client.get(`/report/webinars/${id}/polls`)).body.questions).toHaveLength(polls.length);
    const asked = (await client.get(`/past_webinars/${id}/qa`)).body.questions;
    expect((await client.get(`/report/webinars/${id}/qa`)).body.questions).toHaveLength(asked.length);
    const { survey_answers } = (await client.get(`/report/webinars/${id}/survey`)).body;
    if (!row.has_poll) expect(polls).toEqual([]);
    if (!row.has_survey) expect(survey_answers).toEqual([]);
    counts.webinar_polls += polls.length;
    counts.webinar_qa += asked.length;
    counts.webinar_surveys += survey_answers.length;
  }
  for (const [name, count] of Object.entries(counts)) {
    expect([name, count]).toEqual([name, by_stream[name]]);
    expect(count).toBeGreaterThan(5);
  }
});

test("what is more than a year old is refused as each route's documents have it", async () => {
  const client = await openClient({ ...account, from: "2025-06-02", meetings_per_day: 1 });
  const [old] = await truthRows(client, "?of=webinars&from=2025-08-04&to=2025-08-04");
  const id = pathOf(old!.uuid);
  const refusals = {
    [`/past_webinars/${id}/absentees`]: [404, 3001],
    [`/past_webinars/${id}/polls`]: [404, 3001],
    [`/past_webinars/${id}/qa`]: [404, 3001],
    [`/report/webinars/${id}/polls`]: [400, 12702],
    [`/report/webinars/${id}/qa`]: [404, 3001],
    [`/report/webinars/${id}/survey`]: [400, 12702],
  };
  for (const [path, expected] of Object.entries(refusals)) {
    const { status, body } = await client.get(path);
    expect([path, status, body.code]).toEqual([path, ...expected]);
  }
});
