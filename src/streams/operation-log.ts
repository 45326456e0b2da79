/** What administrators and users changed in the account. */

import { provenance } from "./common.ts";
import { instant, keyword, note } from "./field.ts";
import type { Stream } from "./stream.ts";

export const operationLog: Stream = {
  name: "operation_log",
  kind: "operation_log",
  description: "One change that somebody made in the account: to a user, a setting, a role, a recording",
  group: "reports",
  key: { fingerprint: ["time", "category", "action", "operator", "detail"] },
  perAccount: true,
  time: "time",
  source: "report",
  zoom: {
    operation: "list operations",
    path: "/report/operationlogs",
    tier: "heavy",
    plan: "pro",
    list: "operation_logs",
    pageSize: 300,
    // How far back it reaches Zoom's API reference does not say.
    window: { days: 30 },
    scopes: { classic: ["report:read:admin"], granular: ["report:read:operation_logs:admin"] },
  },
  fields: {
    time: instant("time", "When it was done, UTC"),
    category: keyword("category_type", "What it is about, such as user, account or role"),
    action: keyword("action", "What was done, such as add, update or delete"),
    operator: keyword("operator", "The e-mail of who did it", { privacy: "email" }),
    detail: note("operation_detail", "To whom or to what, in Zoom's words; what opens a door is masked", {
      privacy: "email",
    }),
    ...provenance,
  },
};
