/** Asks the routes of who registered, and of what people asked and answered. */
import { type Ask, type Client, pathOf, truthRows, week } from "./client.ts";

export async function askAnswers(client: Client, ask: Ask): Promise<void> {
  const statuses = ["approved", "pending", "denied"].map((status) => ({ status, page_size: 300 }));
  const meetings = await truthRows(client);
  for (const id of [...new Set(meetings.map((row) => row.id)), 81_000_000_000, 95_000_000_000]) {
    for (const query of statuses)
      await ask("/meetings/{meetingId}/registrants", `/meetings/${id}/registrants`, query);
  }
  for (const { uuid } of meetings)
    await ask("/report/meetings/{meetingId}/survey", `/report/meetings/${pathOf(uuid)}/survey`);

  for (const { id: user } of await client.all("/users", "users")) {
    const window = { from: week.from, to: week.to };
    for (const { id } of await client.all(`/users/${user}/recordings`, "meetings", window)) {
      const path = `/meetings/${id}/recordings/registrants`;
      for (const query of statuses) await ask("/meetings/{meetingId}/recordings/registrants", path, query);
    }
  }

  const webinars = await truthRows(client, "?of=webinars");
  for (const id of [...new Set(webinars.map((row) => row.id)), 81_000_000_000]) {
    for (const query of statuses)
      await ask("/webinars/{webinarId}/registrants", `/webinars/${id}/registrants`, query);
    for (const what of ["panelists", "tracking_sources"])
      await ask(`/webinars/{webinarId}/${what}`, `/webinars/${id}/${what}`);
  }
  for (const id of [...webinars.map(({ uuid }) => pathOf(uuid)), "81000000000"]) {
    for (const what of ["absentees", "polls", "qa"])
      await ask(`/past_webinars/{webinarId}/${what}`, `/past_webinars/${id}/${what}`);
    for (const what of ["polls", "qa", "survey"])
      await ask(`/report/webinars/{webinarId}/${what}`, `/report/webinars/${id}/${what}`);
  }
}
