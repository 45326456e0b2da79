/** The invoices of a period of department billing. */

import { billFields } from "./bill-fields.ts";
import { provenance } from "./common.ts";
import { keyword, long, ours } from "./field.ts";
import type { Stream } from "./stream.ts";

export const billingInvoices: Stream = {
  name: "billing_invoices",
  kind: "billing_invoice",
  description: "One charge on an invoice of a period of department billing",
  group: "reports",
  key: { fingerprint: ["billing_id", "invoice_number", "charge", "start_date", "end_date", "quantity"] },
  set: { of: "billing", by: "billing_id" },
  source: "report",
  zoom: {
    operation: "list a billing period's invoices",
    path: "/report/billing/invoices",
    tier: "heavy",
    plan: "pro",
    needs: "department billing",
    list: "invoices",
    around: ["currency"],
    scopes: { classic: ["report:read:admin"], granular: ["report:read:billing_invoice:admin"] },
  },
  parent: {
    stream: "billing",
    param: "billing_id",
    field: "billing_id",
    repeat: { period_start: "start_date", period_end: "end_date" },
  },
  fields: {
    billing_id: ours("keyword", "Zoom's id of the report on the period"),
    invoice_number: keyword("invoice_number", "The invoice's number"),
    charge: keyword("invoice_charge_name", "What is charged for"),
    quantity: long("quantity", "How many licences were bought", { unit: "licences" }),
    ...billFields("charge"),
    period_start: ours("date", "The first day of the period, at 00:00 UTC, repeated from the period"),
    period_end: ours("date", "The last day of the period, at 00:00 UTC, repeated from the period"),
    ...provenance,
  },
};
