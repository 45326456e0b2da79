/** What departments are billed, by periods. */

import { billFields } from "./bill-fields.ts";
import { provenance } from "./common.ts";
import { keyword } from "./field.ts";
import type { Stream } from "./stream.ts";

export const billing: Stream = {
  name: "billing",
  kind: "billing_period",
  description: "A period of department billing with its sums, as the list of them is at the time of the run",
  group: "reports",
  key: { field: "billing_id" },
  source: "report",
  zoom: {
    operation: "list billing periods",
    path: "/report/billing",
    tier: "heavy",
    plan: "pro",
    needs: "department billing",
    list: "billing_reports",
    around: ["currency"],
    scopes: { classic: ["report:read:admin"], granular: ["report:read:billing:admin"] },
  },
  fields: {
    billing_id: keyword("id", "Zoom's id of the report on the period"),
    report_type: keyword("type", "Zoom's code of the report: 0 detailed, 1 custom"),
    ...billFields("period"),
    ...provenance,
  },
};
