/** The dashboards' routes of meetings. */
import type { Call, Endpoint } from "../endpoint.ts";
import { notEnded, refusal } from "../errors.ts";
import { listMeetings } from "../listing.ts";
import { hasNamelessParticipant, type OddRow, oddRowsOf } from "../population/oddities.ts";
import { dashboardObject, dashboardRow, oddDashboardRow } from "../rows/dashboard-meeting.ts";
import { namelessRow, participantRow } from "../rows/dashboard-participant.ts";
import { groupFilter } from "../rows/features.ts";
import { sessionFacts } from "../rows/session-facts.ts";
import { daysOf, readWindow, type Window } from "../window.ts";
import { isGone, type World } from "../world.ts";
import { findTyped, type ListingType, readType } from "./typed-meeting.ts";

function oddRows(world: World, window: Window, type: ListingType): OddRow[] {
  if (world.options.oddities === "off" || type !== "past") return [];
  const isInside = ({ meeting }: OddRow) => meeting.start >= window.from && meeting.start <= window.to;
  return daysOf(window)
    .filter((day) => day >= world.account.firstDay && day <= world.account.lastDay)
    .flatMap((day) => oddRowsOf(world.options, world.meetings, day))
    .filter(isInside);
}

function readDateType(world: World, query: URLSearchParams, type: ListingType): "start_time" | "end_time" {
  if (query.get("query_date_type") !== "end_time" || type !== "past") return "start_time";
  if (world.options.end_time_query === "on") return "end_time";
  throw refusal(400, 12700, "This account cannot query meetings by `end_time`.");
}

function listDashboardMeetings({ world, query, page }: Call): Record<string, unknown> {
  const type = readType(query);
  const window = readWindow(world, query, true);
  const by = readDateType(world, query, type);
  const withTracking = query.get("include_fields") === "tracking_fields";
  const { size, offset, fields } = page({ max: 300 });
  const hosts = groupFilter(world, query.get("group_id"));
  const dates = { from: window.fromText.slice(0, 10), to: window.toText.slice(0, 10) };
  if (type === "live") {
    const live = world.liveMeetings();
    const rows = live
      .slice(offset, offset + size)
      .map((meeting) => dashboardRow(world, meeting, withTracking));
    return { ...dates, ...fields(live.length), meetings: rows };
  }
  const everyone = type === "past" && world.options.one_person_in_past === "on";
  const alone = everyone ? {} : { alone: type === "pastOne" };
  const filter = { window, by, ...alone, ...(hosts === undefined ? {} : { hosts }) };
  const { total, meetings } = listMeetings(world, filter, offset, size);
  const odd = oddRows(world, window, type);
  const rows = meetings.map((meeting) => dashboardRow(world, meeting, withTracking));
  const oddStart = Math.max(0, offset - total);
  for (const { meeting, lacks } of odd.slice(oddStart, Math.max(0, offset + size - total))) {
    rows.push(oddDashboardRow(world, meeting, lacks));
  }
  return { ...dates, ...fields(total + odd.length), meetings: rows };
}

function listDashboardParticipants(call: Call): Record<string, unknown> {
  const { world, query, page } = call;
  const meeting = findTyped(call);
  if (isGone(world, meeting)) throw notEnded();
  const withRegistrant = query.get("include_fields") === "registrant_id" && !meeting.live;
  const { size, offset, fields } = page({ max: 300 });
  const sessions = world.sessions(meeting);
  const nameless = hasNamelessParticipant(world.options, meeting) ? 1 : 0;
  const participants = sessions
    .slice(offset, offset + size)
    .map((session) => participantRow(world, meeting, sessionFacts(world, meeting, session), withRegistrant));
  const total = sessions.length + nameless;
  if (nameless > 0 && offset + size >= total && offset < total) participants.push(namelessRow(meeting));
  return { ...fields(total), meeting_number: String(world.meetings.numberOf(meeting)), participants };
}

const classic = ["dashboard_meetings:read:admin", "dashboard:read:admin"];

/** The dashboards of meetings. */
export const metricsEndpoints: readonly Endpoint[] = [
  {
    path: "/metrics/meetings",
    tier: "resource_intensive",
    plan: "business",
    scopes: [...classic, "dashboard:read:list_meetings:admin"],
    handle: listDashboardMeetings,
  },
  {
    path: "/metrics/meetings/{meetingId}",
    tier: "heavy",
    plan: "business",
    scopes: [...classic, "dashboard:read:meeting:admin"],
    handle: (call) => dashboardObject(call.world, findTyped(call)),
  },
  {
    path: "/metrics/meetings/{meetingId}/participants",
    tier: "heavy",
    plan: "business",
    scopes: [...classic, "dashboard:read:list_meeting_participants:admin"],
    handle: listDashboardParticipants,
  },
];
