/** Plans: dashboards need Business and their feature switched on, reports and past meetings a paid account. */
import type { Endpoint, Plan } from "./endpoint.ts";
import { type Refusal, refusal } from "./errors.ts";
import type { SimulatorOptions } from "./options.ts";
import type { World } from "./world.ts";

const ranks: Record<Plan, number> = { free: 0, pro: 1, business: 2 };

/** What the account can read as: a Business account without the Dashboard feature reads what a Pro account does. */
export function effectivePlan({ plan, dashboard_feature }: SimulatorOptions): Plan {
  return plan === "business" && dashboard_feature === "off" ? "pro" : plan;
}

/** Printed for /users/{userId}/webinars; what the other routes say is not documented. */
const noWebinarPlan =
  "Webinar plan is missing. You must subscribe to the webinar plan and enable webinars for this user in order to perform this action.";

/**
 * Zoom's refusal of an endpoint above the account's plan, or undefined. The refusal of a dashboard names plan and
 * feature in one sentence, so a missing feature reads like a smaller plan.
 */
export function planRefusal({ options, account }: World, endpoint: Endpoint): Refusal | undefined {
  const status = Number(options.plan_status);
  if (ranks[effectivePlan(options)] >= ranks[endpoint.plan]) {
    const lacks = endpoint.addon === "webinar" && options.webinar_addon === "off";
    return lacks ? refusal(status, 200, noWebinarPlan) : undefined;
  }
  // What is no dashboard and needs Business, too, is refused in words that no document prints.
  if (endpoint.plan !== "business" || !endpoint.path.startsWith("/metrics/")) {
    return refusal(status, 200, `Only available for Paid account: ${account.accountId}.`);
  }
  const text =
    "This API is only available for ZMP and Business or higher accounts that have enabled the Dashboard feature.";
  return refusal(status, Number(options.dashboard_code), text);
}
