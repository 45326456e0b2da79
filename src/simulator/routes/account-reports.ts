/** Reports on the account: its operation log, audit trail, telephone calls, storage, remote support and bills. */
import { dayNumber, dayText, timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { invalidParameter, refusal } from "../errors.ts";
import { hash } from "../hash.ts";
import { billingPeriods, currency } from "../population/billing.ts";
import {
  countOperations,
  type Operation,
  operationAt,
  operationCategories,
} from "../population/operations.ts";
import { activityLog, activityRow, activityTypes } from "../rows/activity.ts";
import { supportLog, supportRow } from "../rows/remote-support.ts";
import { audioTypes, telephoneLog, telephoneRow } from "../rows/telephone.ts";
import { daysOf, readWindow } from "../window.ts";
import type { World } from "../world.ts";

function choice(query: URLSearchParams, name: string, allowed: readonly string[], fallback?: string): string {
  const value = query.get(name) || fallback;
  if (value !== undefined && allowed.includes(value)) return value;
  throw invalidParameter(name, "Invalid field.");
}

function operationsOn({ account, options, user }: World, day: number): Operation[] {
  const emailOf = (index: number) => user(index).email;
  return Array.from({ length: countOperations(account, day) }, (_, place) =>
    operationAt(account, options.seed, day, place, emailOf),
  );
}

function listOperations({ world, query, page }: Call): Record<string, unknown> {
  const window = readWindow(world, query, true);
  const category = choice(query, "category_type", operationCategories, "all");
  const { size, offset, fields } = page({ max: 300 });
  const all = daysOf(window)
    .flatMap((day) => operationsOn(world, day))
    .filter(({ time }) => time >= window.from && time <= window.to)
    .filter((operation) => category === "all" || operation.category === category);
  const { next_page_token, page_size } = fields(all.length);
  const operation_logs = all
    .slice(offset, offset + size)
    .map(({ time, category, action, operator, about }) => ({
      time: timeText(time),
      category_type: category,
      action,
      operator: world.user(operator).email,
      operation_detail: about,
    }));
  return { next_page_token, page_size, operation_logs };
}

function listMeetingActivities({ world, query, page }: Call): Record<string, unknown> {
  const window = readWindow(world, query, false);
  const wanted = choice(query, "activity_type", activityTypes);
  const number = query.get("meeting_number");
  const { size, offset, fields } = page({ max: 300 });
  const all = activityLog
    .seen(world, window)
    .filter(({ type }) => wanted === "All Activities" || type === wanted)
    .filter(({ meeting }) => !number || String(world.meetings.numberOf(meeting)) === number);
  const { next_page_token, page_size } = fields(all.length);
  const meeting_activity_logs = all.slice(offset, offset + size).map((one) => activityRow(world, one));
  return { next_page_token, page_size, meeting_activity_logs };
}

function listTelephoneCalls({ world, query, page }: Call): Record<string, unknown> {
  const window = readWindow(world, query, false);
  const type = choice(query, "type", audioTypes, "1");
  const { size, offset, fields } = page({ max: 300 });
  const legs = telephoneLog.seen(world, window).filter(({ audioType }) => audioType === type);
  const telephony_usage = legs.slice(offset, offset + size).map((leg) => telephoneRow(world, leg));
  return { from: window.fromText, to: window.toText, ...fields(legs.length), telephony_usage };
}

function listRemoteSupport({ world, query, page }: Call): Record<string, unknown> {
  const window = readWindow(world, query, false);
  const { size, offset, fields } = page({});
  const all = supportLog.seen(world, window);
  const { next_page_token, page_size } = fields(all.length);
  const remote_support_logs = all.slice(offset, offset + size).map((one) => supportRow(world, one));
  return { next_page_token, page_size, remote_support_logs };
}

function storageRow(
  { options: { seed, meetings_per_day }, account }: World,
  day: number,
): Record<string, unknown> {
  const gigabytes = ((day % 10_000) * (1 + meetings_per_day)) / 90;
  const usage = gigabytes < 1024 ? `${gigabytes.toFixed(2)} GB` : `${(gigabytes / 1024).toFixed(2)} TB`;
  const tidied = hash(seed, day, 320) % 11 === 0;
  return {
    date: dayText(day),
    free_usage: account.hosts > 100 ? "Unlimited" : `${account.hosts} GB`,
    plan_usage: "3 TB",
    usage: tidied ? "3 MB" : usage,
  };
}

/** Until yesterday: what is asked for beyond has no rows. */
function listStorage({ world, query }: Call): Record<string, unknown> {
  const window = readWindow(world, query, false);
  const [from, to] = [dayNumber(window.fromText), dayNumber(window.toText)];
  if (to - from > 30) throw refusal(400, 300, "The date gap should be smaller or equal to 30 days.");
  const count = Math.max(0, Math.min(to, world.account.today - 1) - from + 1);
  const rows = Array.from({ length: count }, (_, place) => storageRow(world, from + place));
  return { from: window.fromText, to: window.toText, cloud_recording_storage: rows };
}

const amount = (cents: number) => (cents / 100).toFixed(2);
const days = ({ firstDay, lastDay }: { firstDay: number; lastDay: number }) => ({
  start_date: dayText(firstDay),
  end_date: dayText(lastDay),
});

function listBilling({ world }: Call): Record<string, unknown> {
  const billing_reports = billingPeriods(world.account, world.options.seed).map((period) => ({
    id: period.id,
    type: period.custom ? 1 : 0,
    ...days(period),
    total_amount: amount(period.charges.reduce((sum, { total }) => sum + total, 0)),
    tax_amount: amount(period.charges.reduce((sum, { tax }) => sum + tax, 0)),
  }));
  return { currency, billing_reports };
}

function listInvoices({ world, query }: Call): Record<string, unknown> {
  const id = query.get("billing_id") ?? "";
  if (id === "") throw refusal(400, 300, 'Invalid parameter "billing_id"');
  const period = billingPeriods(world.account, world.options.seed).find((one) => one.id === id);
  if (period === undefined) throw refusal(404, 5010, "Report does not exist.");
  const invoices = period.charges.map(({ name, invoice, quantity, total, tax }) => ({
    invoice_number: invoice,
    invoice_charge_name: name,
    ...days(period),
    quantity,
    total_amount: amount(total),
    tax_amount: amount(tax),
  }));
  return { currency, invoices };
}

/** A report: all are Heavy and need Pro; the documents list no granular scope for the one of storage. */
function report(path: string, granular: string | undefined, handle: Endpoint["handle"]): Endpoint {
  const scopes = ["report:read:admin", ...(granular === undefined ? [] : [`report:read:${granular}:admin`])];
  return { path, tier: "heavy", plan: "pro", scopes, handle };
}

/** Reports on the account. */
export const accountReportEndpoints: readonly Endpoint[] = [
  report("/report/billing", "billing", listBilling),
  report("/report/billing/invoices", "billing_invoice", listInvoices),
  report("/report/cloud_recording", undefined, listStorage),
  report("/report/meeting_activities", "meeting_activity_log", listMeetingActivities),
  report("/report/operationlogs", "operation_logs", listOperations),
  report("/report/remote_support", "remote_support", listRemoteSupport),
  report("/report/telephone", "telephone", listTelephoneCalls),
];
