/** The truth about the reports on the account, and about what is archived. */
import { billingPeriods } from "../population/billing.ts";
import { countOperations } from "../population/operations.ts";
import { activityLog } from "../rows/activity.ts";
import { archiveLog } from "../rows/archive.ts";
import { supportLog } from "../rows/remote-support.ts";
import { telephoneLog } from "../rows/telephone.ts";
import type { World } from "../world.ts";
import type { StreamTruths } from "./stream-truth.ts";

/** Who hosted on a day: of meetings of one person the report knows only with `daily_counts=all`. */
function countHosts({ options, account, meetings }: World, day: number): number {
  if (day < account.firstDay || day > account.lastDay) return 0;
  const hosts = new Set<number>();
  for (let index = 0; index < meetings.layout(day).count; index++) {
    const { host, people } = meetings.at(day, index);
    if (people > 1 || options.daily_counts === "all") hosts.add(host);
  }
  return hosts.size;
}

const periodsOf = ({ account, options }: World) => billingPeriods(account, options.seed);

/** The daily report and that of storage have every day until yesterday, meetings or not. */
const days = (world: World, day: number) => (day < world.account.today ? 1 : 0);

export const reportTruths: StreamTruths = {
  active_hosts: { plan: "pro", ofDay: countHosts },
  archive_files: { plan: "pro", ofDay: archiveLog.count },
  billing: { plan: "pro", ofAccount: (world) => periodsOf(world).length },
  billing_invoices: {
    plan: "pro",
    ofAccount: (world) => periodsOf(world).reduce((sum, { charges }) => sum + charges.length, 0),
  },
  daily_usage: { plan: "pro", ofDay: days },
  meeting_activities: { plan: "pro", ofDay: activityLog.count },
  operation_log: { plan: "pro", ofDay: ({ account }, day) => countOperations(account, day) },
  recording_storage: { plan: "pro", ofDay: days },
  remote_support: { plan: "pro", ofDay: supportLog.count },
  telephone_usage: { plan: "pro", ofDay: telephoneLog.count },
};
