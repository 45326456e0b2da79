/** Asks the dashboards' routes about the account and its rooms, in every shape of their answers. */
import { type Ask, type Client, week } from "./client.ts";

export async function askMetrics(client: Client, ask: Ask): Promise<void> {
  const days = { from: week.from, to: week.to };
  await ask("/metrics/client_versions", "/metrics/client_versions");
  for (const type of ["meeting", "participants"])
    await ask("/metrics/quality", "/metrics/quality", { ...days, type });
  for (const path of ["/metrics/client/feedback", "/metrics/client/satisfaction", "/metrics/crc"])
    await ask(path, path, days);
  const { client_feedbacks } = (await client.get("/metrics/client/feedback", days)).body;
  for (const { feedback_id } of [...client_feedbacks, { feedback_id: "none" }])
    await ask("/metrics/client/feedback/{feedbackId}", `/metrics/client/feedback/${feedback_id}`, days);
  await ask("/metrics/chat", "/metrics/chat", { ...days, page_size: 300 });
  for (const { id } of await client.all("/metrics/zoomrooms", "zoom_rooms"))
    await ask("/metrics/issues/zoomrooms/{zoomroomId}", `/metrics/issues/zoomrooms/${id}`, days);
}
