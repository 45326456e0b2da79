/** The days that a question is about; without a word the last ones that have meetings. */

import { SubjectFailed } from "../../errors.ts";
import { type ReportRange, readRange } from "../../reports/overview.ts";
import type { Ask } from "../answer.ts";
import type { Query } from "../query.ts";

/** @throws ConfigurationError, SubjectFailed for a store without a meeting */
export async function askedRange({ source }: Ask, query: Query): Promise<ReportRange> {
  const { timeZone } = query;
  const range = await readRange(source, { ...query.days(), timeZone });
  if (range === undefined)
    throw new SubjectFailed({
      operation: "read the days",
      subject: source.where,
      reason: "no meeting is stored yet",
      hint: "zoom-harvester, which harvests yesterday",
    });
  return range;
}
