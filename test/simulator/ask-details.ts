/** Asks the routes about the details, the quality and the summaries of single meetings and webinars. */
import { type Ask, type Client, pathOf, truthRows } from "./client.ts";

/** One of some: a page of quality has thousands of measures. */
const eighth = (_: unknown, index: number) => index % 8 === 0;

/** In-meeting numbers: every meeting and webinar has the first. */
const numbers = [0, 1, 2, 3, 4, 5].map((place) => 16_778_240 + 1_024 * place);

async function askParticipants(
  ask: Ask,
  of: "meeting" | "webinar",
  uuid: string,
  onePerson: boolean,
): Promise<void> {
  const template = `/metrics/${of}s/{${of}Id}/participants`;
  const path = `/metrics/${of}s/${pathOf(uuid)}/participants`;
  const type = onePerson ? "pastOne" : "past";
  await ask(`${template}/satisfaction`, `${path}/satisfaction`, { type, page_size: 300 });
  await ask(`${template}/sharing`, `${path}/sharing`, { type: "past", page_size: 300 });
}

async function askMeasured(ask: Ask, of: "meeting" | "webinar", uuid: string): Promise<void> {
  const template = `/metrics/${of}s/{${of}Id}/participants`;
  const path = `/metrics/${of}s/${pathOf(uuid)}/participants`;
  await ask(`${template}/qos`, `${path}/qos`, { type: "past", page_size: 10 });
  for (const number of numbers)
    await ask(`${template}/{participantId}/qos`, `${path}/${number}/qos`, { type: "past" });
  await ask(`${template}/qos_summary`, `${path}/qos_summary`, { page_size: 10 });
}

async function askSummaries(client: Client, ask: Ask, uuids: readonly string[]): Promise<void> {
  const window = { from: "2026-10-05T00:00:00Z", to: "2026-10-11T23:59:59Z", page_size: 300 };
  for (const time_filter_field of ["summary_start_time", "summary_created_time"])
    await ask("/meetings/meeting_summaries", "/meetings/meeting_summaries", { ...window, time_filter_field });
  const listed = await client.all("/meetings/meeting_summaries", "summaries", window);
  const without = uuids.filter((uuid) => !listed.some(({ meeting_uuid }) => meeting_uuid === uuid));
  for (const uuid of [...listed.map(({ meeting_uuid }) => meeting_uuid), without[0], "81000000000"])
    await ask("/meetings/{meetingId}/meeting_summary", `/meetings/${pathOf(uuid)}/meeting_summary`);
}

export async function askDetails(client: Client, ask: Ask): Promise<void> {
  const meetings = await truthRows(client);
  for (const { uuid, people } of meetings) await askParticipants(ask, "meeting", uuid, people === 1);
  for (const { uuid } of meetings.filter(eighth)) await askMeasured(ask, "meeting", uuid);
  for (const { uuid } of await truthRows(client, "?of=webinars")) {
    await askParticipants(ask, "webinar", uuid, false);
    await askMeasured(ask, "webinar", uuid);
  }
  await askSummaries(
    client,
    ask,
    meetings.map(({ uuid }) => uuid),
  );
}
