/** Asks the reports on the account and the list of what is archived, and what they refuse. */
import { type Ask, type Client, week } from "./client.ts";

const window = { from: week.from, to: week.to, page_size: 300 };

/** Documented fields that the simulator never gives. */
export const neverReported = [
  /^meetings\[\]\.archive_files\[\]\.file_path$/, // on-premise
];

export async function askReports(client: Client, ask: Ask): Promise<void> {
  await ask("/report/daily", "/report/daily", { year: 2026, month: 10 });
  await ask("/report/daily", "/report/daily", { year: 2026, month: 1 });
  for (const type of ["active", "inactive"]) await ask("/report/users", "/report/users", { ...window, type });
  await ask("/report/operationlogs", "/report/operationlogs", window);
  await ask("/report/meeting_activities", "/report/meeting_activities", {
    ...window,
    activity_type: "All Activities",
  });
  for (const type of [1, 2, 3]) await ask("/report/telephone", "/report/telephone", { ...window, type });
  await ask("/report/cloud_recording", "/report/cloud_recording", window);
  await ask("/report/remote_support", "/report/remote_support", window);
  await ask("/report/billing", "/report/billing");
  for (const { id } of (await client.get("/report/billing")).body.billing_reports)
    await ask("/report/billing/invoices", "/report/billing/invoices", { billing_id: id });
  await ask("/report/billing/invoices", "/report/billing/invoices");
  await ask("/report/billing/invoices", "/report/billing/invoices", { billing_id: "no-such-period" });
  const instants = { from: `${week.from}T00:00:00Z`, to: `${week.to}T23:59:59Z`, page_size: 300 };
  await ask("/archive_files", "/archive_files", instants);
}
