/** The routes of summaries by the AI Companion: the account's list, and the text of one meeting's. */
import { daySeconds, timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { invalidParameter, noSuchMeeting, refusal } from "../errors.ts";
import { findMeeting } from "../find-meeting.ts";
import type { Meeting } from "../population/meetings.ts";
import { hasSummary } from "../rows/features.ts";
import { summaryCreated, summaryObject, summaryRow, summaryStart } from "../rows/meeting-summary.ts";
import { isVisible, type World } from "../world.ts";

const byMailAlone =
  "Access to meeting summaries is restricted by account settings. To use this feature, disable the Only share meeting summaries by email setting in the Account Settings page of the Zoom web portal.";
const disabled =
  "Meeting summary disabled. To enable this feature, enable the Meeting Summary with AI Companion setting in the Zoom web portal's Settings interface.";

/** The code for what is switched off is printed for the list alone. */
function checkSettings({ options }: World, isList: boolean): void {
  if (options.summaries === "by_mail") throw refusal(403, 2305, byMailAlone);
  if (options.summaries === "off" && isList) throw refusal(400, 3000, disabled);
}

/** An instant as `yyyy-MM-dd'T'HH:mm:ss'Z'`; epoch seconds. */
function readInstant(query: URLSearchParams, name: "from" | "to", fallback: number): number {
  const text = query.get(name);
  if (text === null || text === "") return fallback;
  const seconds = Date.parse(text) / 1_000;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) || Number.isNaN(seconds))
    throw invalidParameter(name, "Invalid field.");
  return seconds;
}

function summedUpOn(world: World, day: number): Meeting[] {
  const { account, meetings } = world;
  if (day < account.firstDay || day > account.lastDay) return [];
  return Array.from({ length: meetings.layout(day).count }, (_, index) => meetings.at(day, index)).filter(
    (meeting) => hasSummary(meeting) && isVisible(world, meeting),
  );
}

/** How long the stretch may be, and how far back it may lie, the documents do not say: any is taken. */
function listSummaries({ world, query, page }: Call): Record<string, unknown> {
  checkSettings(world, true);
  const { firstDay, today } = world.account;
  const from = readInstant(query, "from", firstDay * daySeconds);
  const to = readInstant(query, "to", (today + 1) * daySeconds - 1);
  const by = query.get("time_filter_field") ?? "summary_start_time";
  if (by !== "summary_start_time" && by !== "summary_created_time")
    throw invalidParameter("time_filter_field", "Invalid field.");
  const timeOf = by === "summary_start_time" ? summaryStart : summaryCreated;
  const { size, offset, fields } = page({ max: 300 });
  const listed: Meeting[] = [];
  const lastDay = Math.min(Math.floor(to / daySeconds), today);
  // The longest meeting goes on for less than two days.
  for (let day = lastDay; day >= Math.max(Math.floor(from / daySeconds) - 2, firstDay); day--)
    listed.push(
      ...summedUpOn(world, day)
        .filter((meeting) => timeOf(meeting) >= from && timeOf(meeting) <= to)
        .sort((a, b) => b.start - a.start || a.index - b.index),
    );
  const { next_page_token, page_size } = fields(listed.length);
  const summaries = listed.slice(offset, offset + size).map((meeting) => summaryRow(world, meeting));
  return { page_size, next_page_token, from: timeText(from), to: timeText(to), summaries };
}

/** By uuid alone; what a meeting without a summary answers is not documented: as for one that does not exist. */
function getSummary({ world, params }: Call): Record<string, unknown> {
  checkSettings(world, false);
  const id = params.meetingId ?? "";
  if (/^\d{9,11}$/.test(id)) throw refusal(400, 300, "Invalid meeting ID.");
  const meeting = findMeeting(world, id);
  if (meeting.live || !hasSummary(meeting) || world.options.summaries === "off") throw noSuchMeeting(id);
  return summaryObject(world, meeting);
}

/** Summaries. */
export const meetingSummaryEndpoints: readonly Endpoint[] = [
  {
    path: "/meetings/meeting_summaries",
    tier: "medium",
    plan: "pro",
    scopes: ["meeting_summary:read:admin", "meeting:read:list_summaries:admin"],
    handle: listSummaries,
  },
  {
    path: "/meetings/{meetingId}/meeting_summary",
    tier: "light",
    plan: "pro",
    scopes: ["meeting_summary:read:admin", "meeting:read:summary:admin"],
    handle: getSummary,
  },
];
