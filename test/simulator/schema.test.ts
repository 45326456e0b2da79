import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { endpoints } from "../../src/simulator/routes/endpoints.ts";
import { askAnswers } from "./ask-answers.ts";
import { askDetails } from "./ask-details.ts";
import { askMetrics } from "./ask-metrics.ts";
import { askPeople } from "./ask-people.ts";
import { askReports, neverReported } from "./ask-reports.ts";
import {
  type Answer,
  type Ask,
  type Body,
  type Client,
  openClient,
  pathOf,
  truthRows,
  week,
} from "./client.ts";
import { answerSchema, errorCodes, fieldsOf, hasOpenapi, openapiDir } from "./openapi.ts";

const account = { ...week, oddities: "on", meetings_per_day: 60, users: 120, webinars_per_day: 4 } as const;
const window = { from: week.from, to: week.to, page_size: 300 };

/** Documented fields that the simulator never gives. */
const neverGiven = [
  ...neverReported,
  /^meetings\[\]\.session_key$/, // Video SDK
  /custom_attributes/, // only with include_fields
  /license_info_list|plan_united_type|zoom_one_type|employee_unique_id/, // SSO and subscription lists
  /host_key|im_group_ids|cms_user_id|company|custom_keys|jid|cost_center|manager|pic_url|pronouns|vanity_url/,
  /phone_country|phone_number|custom_fields/, // deprecated
  /^meetings\[\]\.(agenda|pmi)$/,
  /join_waiting_room_time|meetings\[\]\.(join|leave)_time|host_organization|host_name|has_chat/, // attendee level
  /meetings\[\]\.(has_screen_share|has_recording|meeting_encryption_status|participants_count_my_account)$/,
  /zoom_thin_client_plugin_version/, // VDI
  /^\/(metrics|report)\/webinars\/\S+ participants\[\]\.bo_mtg_id$/, // webinars have no breakout rooms
  /^meetings\[\]\.recording_files\[\]\.(deleted_time|file_path)$/, // trash, on-premise
];

async function askWebinars(client: Client, ask: Ask): Promise<void> {
  for (const type of ["past", "live"])
    await ask("/metrics/webinars", "/metrics/webinars", { ...window, type });
  const { webinars: live } = (await client.get("/metrics/webinars", window)).body;
  const participants = "/metrics/webinars/{webinarId}/participants";
  await ask(participants, `/metrics/webinars/${pathOf(live[0].uuid)}/participants`);
  for (const { uuid, id } of await truthRows(client, "?of=webinars")) {
    const path = pathOf(uuid);
    const query = { type: "past", page_size: 300, include_fields: "registrant_id" };
    await ask("/metrics/webinars/{webinarId}", `/metrics/webinars/${path}`, { type: "past" });
    await ask("/metrics/webinars/{webinarId}", `/metrics/webinars/${path}`, { type: "live" });
    await ask(participants, `/metrics/webinars/${path}/participants`, query);
    await ask("/report/webinars/{webinarId}", `/report/webinars/${path}`);
    await ask("/report/webinars/{webinarId}/participants", `/report/webinars/${path}/participants`, query);
    await ask("/past_webinars/{webinarId}/participants", `/past_webinars/${path}/participants`, query);
    await ask("/past_webinars/{webinarId}/instances", `/past_webinars/${id}/instances`);
  }
  await ask("/past_webinars/{webinarId}/instances", "/past_webinars/none/instances");
  for (const where of ["metrics", "report"]) {
    await ask(`/${where}/webinars/{webinarId}`, `/${where}/webinars/81000000000`, { type: "past" });
  }
  await ask("/metrics/zoomrooms", "/metrics/zoomrooms");
}

/** One question and more for each endpoint: enough for every shape of row. */
async function askEverything(client: Client): Promise<Map<string, Answer[]>> {
  const answers = new Map<string, Answer[]>();
  const ask = async (template: string, path: string, query: Record<string, string | number> = {}) => {
    const answer = await client.get(path, query);
    answers.set(template, [...(answers.get(template) ?? []), answer]);
  };
  for (const status of ["active", "inactive", "pending"]) await ask("/users", "/users", { status });
  const users = await client.all("/users", "users");
  for (const { id } of users.slice(0, 30)) {
    await ask("/users/{userId}", `/users/${id}`);
    await ask("/users/{userId}/meetings", `/users/${id}/meetings`, { type: "scheduled" });
    await ask("/report/users/{userId}/meetings", `/report/users/${id}/meetings`, window);
    await ask("/users/{userId}/recordings", `/users/${id}/recordings`, window);
    await ask("/users/{userId}/webinars", `/users/${id}/webinars`);
  }
  for (const type of ["past", "pastOne", "live"]) {
    await ask("/metrics/meetings", "/metrics/meetings", {
      ...window,
      type,
      include_fields: "tracking_fields",
    });
  }
  const live: Body[] = answers.get("/metrics/meetings")![2]!.body.meetings;
  await ask(
    "/metrics/meetings/{meetingId}/participants",
    `/metrics/meetings/${pathOf(live[0]!.uuid)}/participants`,
  );
  await askWebinars(client, ask);
  for (const { uuid, id, people } of await truthRows(client)) {
    const query = { type: people === 1 ? "pastOne" : "past", page_size: 300 };
    const path = pathOf(uuid);
    await ask("/metrics/meetings/{meetingId}", `/metrics/meetings/${path}`, query);
    await ask("/metrics/meetings/{meetingId}/participants", `/metrics/meetings/${path}/participants`, {
      ...query,
      include_fields: "registrant_id",
    });
    await ask("/past_meetings/{meetingId}", `/past_meetings/${path}`);
    await ask("/past_meetings/{meetingId}/participants", `/past_meetings/${path}/participants`);
    await ask("/past_meetings/{meetingId}/instances", `/past_meetings/${id}/instances`);
    await ask("/past_meetings/{meetingId}/polls", `/past_meetings/${path}/polls`);
    await ask("/past_meetings/{meetingId}/qa", `/past_meetings/${path}/qa`);
    await ask("/report/meetings/{meetingId}/polls", `/report/meetings/${path}/polls`);
    await ask("/report/meetings/{meetingId}/qa", `/report/meetings/${path}/qa`);
    await ask("/report/meetings/{meetingId}", `/report/meetings/${path}`);
    await ask("/report/meetings/{meetingId}/participants", `/report/meetings/${path}/participants`, {
      include_fields: "registrant_id",
    });
  }
  await ask("/report/history_meetings", "/report/history_meetings", window);
  await askAnswers(client, ask);
  await askReports(client, ask);
  await askDetails(client, ask);
  await askMetrics(client, ask);
  await ask("/report/activities", "/report/activities", window);
  await ask("/report/upcoming_events", "/report/upcoming_events", { from: "2026-10-05", to: "2026-10-31" });
  await askPeople(client, ask);
  return answers;
}

/** The fields in an answer, arrays seen through: `meetings[].uuid`. */
function fieldsIn(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => fieldsIn(item, `${path}[]`));
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    fieldsIn(inner, path === "" ? name : `${path}.${name}`),
  );
}

test.skipIf(!hasOpenapi && !process.env.CI)("Zoom's API descriptions are there", () => {
  expect(hasOpenapi, openapiDir).toBe(true);
});

describe.skipIf(!hasOpenapi)(
  `answers fit Zoom's API descriptions (skipped without ${openapiDir})`,
  async () => {
    const answers = hasOpenapi ? await askEverything(await openClient(account)) : new Map<string, Answer[]>();
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);

    test("the judge is strict: an unknown field, a wrong type and a wrong word are errors", () => {
      const validate = ajv.compile(answerSchema("/metrics/meetings/{meetingId}/participants"));
      const row = answers.get("/metrics/meetings/{meetingId}/participants")![1]!.body.participants[0];
      for (const wrong of [{ surplus: 1 }, { user_id: 1 }, { role: "guest" }, { join_time: "yesterday" }]) {
        expect(validate({ participants: [{ ...row, ...wrong }] })).toBe(false);
      }
      expect(validate({ participants: [row] })).toBe(true);
    });

    test("every served endpoint was asked", () => {
      expect([...answers.keys()].sort()).toEqual(endpoints.map(({ path }) => path).sort());
    });

    test.each([...answers.keys()])("%s: types, enumerations and no unknown field", (path) => {
      const validate = ajv.compile(answerSchema(path));
      const good = answers.get(path)!.filter(({ status }) => status === 200);
      expect(good.length).toBeGreaterThan(0);
      for (const { body } of good) {
        validate(body);
        expect(ajv.errorsText(validate.errors).slice(0, 400)).toBe("No errors");
      }
    });

    test.each([...answers.keys()])("%s: every documented field is given, or known not to be", (path) => {
      const seen = new Set(answers.get(path)!.flatMap(({ body }) => fieldsIn(body)));
      const missing = fieldsOf(answerSchema(path)).filter(
        (field) => !seen.has(field) && !seen.has(`${field}[]`),
      );
      const isKnown = (field: string) =>
        neverGiven.some((pattern) => pattern.test(field) || pattern.test(`${path} ${field}`));
      expect(missing.filter((field) => !isKnown(field))).toEqual([]);
    });

    test.each([...answers.keys()])("%s: refusals carry a code that the documents print", (path) => {
      for (const { status, body } of answers.get(path)!.filter((answer) => answer.status !== 200)) {
        expect(body).toEqual({ code: expect.any(Number), message: expect.any(String) });
        expect(errorCodes(path, status)).toContain(body.code);
      }
    });
  },
);
