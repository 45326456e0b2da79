/** The route of archived meetings: asked with instants, seven days at most. */
import { daySeconds, timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { invalidParameter, refusal } from "../errors.ts";
import { archiveLog, archiveRow } from "../rows/archive.ts";
import { groupFilter } from "../rows/features.ts";
import type { Window } from "../window.ts";

const longestDays = 7;
const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

function readInstant(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name) ?? "";
  if (text === "") return fallback;
  const ms = form.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw invalidParameter(name, "Invalid date format.");
  return ms / 1000;
}

/** Without dates the last seven days: the documents state no default. */
function readWindow({ world, query }: Call): Window {
  const to = readInstant(query, "to", (world.account.today + 1) * daySeconds - 1);
  const from = readInstant(query, "from", to - longestDays * daySeconds);
  if (to < from) throw invalidParameter("to", "`to` is before `from`.");
  if (to - from > longestDays * daySeconds)
    throw refusal(400, 300, "The date range defined by `from` and `to` cannot exceed seven days.");
  return { from, to, fromText: timeText(from), toText: timeText(to) };
}

function listArchiveFiles(call: Call): Record<string, unknown> {
  const { world, query, page } = call;
  const window = readWindow(call);
  const inGroup = groupFilter(world, query.get("group_ids") || query.get("group_id"));
  const archived = archiveLog
    .seen(world, window)
    .filter(({ gathering }) => inGroup === undefined || (gathering !== undefined && inGroup(gathering.host)));
  const { size, offset, fields } = page({ max: 300 });
  const { next_page_token, page_size, total_records } = fields(archived.length);
  return {
    from: window.fromText,
    to: window.toText,
    next_page_token,
    page_size,
    total_records,
    meetings: archived.slice(offset, offset + size).map((one) => archiveRow(world, one)),
  };
}

/** Archived files. */
export const archiveEndpoints: readonly Endpoint[] = [
  {
    path: "/archive_files",
    tier: "medium",
    plan: "pro",
    scopes: [
      "recording:read:admin",
      "archiving:read:list_archived_files:admin",
      "archiving:read:list_archived_files:master",
    ],
    handle: listArchiveFiles,
  },
];
