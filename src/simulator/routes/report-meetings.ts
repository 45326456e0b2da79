/** Reports that list meetings, webinars among them, and their participants: for paid accounts without the dashboards. */
import type { Call, Endpoint } from "../endpoint.ts";
import { invalidParameter, refusal } from "../errors.ts";
import { checkAge, findMeeting } from "../find-meeting.ts";
import type { Meeting } from "../population/meetings.ts";
import { groupFilter } from "../rows/features.ts";
import { historyRow, historyWebinarRow } from "../rows/history-meeting.ts";
import { reportMeetingObject, reportMeetingRow, reportParticipantRow } from "../rows/past-meeting.ts";
import { sessionFacts } from "../rows/session-facts.ts";
import { reportWebinarRow } from "../rows/webinar.ts";
import { listMixed, listWebinars, type MixedRow } from "../webinar-listing.ts";
import { readWindow } from "../window.ts";
import { isGone } from "../world.ts";
import { findUser } from "./users.ts";

/** Without a `meeting_type` both kinds are listed: the documents give no default. */
function listHistory({ world, query, page }: Call): Record<string, unknown> {
  const window = readWindow(world, query, false);
  const by = query.get("date_type") === "end_time" ? "end_time" : "start_time";
  const hosts = groupFilter(world, query.get("group_id"));
  const { size, offset, fields } = page({});
  const alone = world.options.one_person_in_past === "on" ? {} : { alone: false };
  const filter = { window, by, ...alone, ...(hosts === undefined ? {} : { hosts }) } as const;
  const asked = world.options.history_types === "ignored" ? "all" : query.get("meeting_type");
  const webinars = asked === "meeting" ? [] : listWebinars(world, filter);
  const { total, rows } =
    asked === "webinar"
      ? {
          total: webinars.length,
          rows: webinars.slice(offset, offset + size).map((webinar) => ({ webinar })),
        }
      : listMixed(world, filter, webinars, offset, size);
  const { next_page_token, page_size } = fields(total);
  return {
    next_page_token,
    page_size,
    history_meetings: rows.map((row: MixedRow) =>
      row.meeting === undefined ? historyWebinarRow(world, row.webinar) : historyRow(world, row.meeting),
    ),
  };
}

/** Webinars are among the past meetings, as the documents say. `pastJoined` (meetings that the user attended elsewhere) is not simulated; see `coverage.ts`. */
function listHostMeetings({ world, params, query, page }: Call): Record<string, unknown> {
  const type = query.get("type") ?? "past";
  if (type !== "past" && type !== "pastOne") throw invalidParameter("type", "Invalid field.");
  const user = findUser(world, params.userId ?? "");
  const window = readWindow(world, query, false);
  const { size, offset, number, fields } = page({ max: 300 });
  const everyone = type === "past" && world.options.one_person_in_past === "on";
  const filter = { window, hosts: (host: number) => host === user.index };
  const alone = everyone ? {} : { alone: type === "pastOne" };
  const webinars = type === "past" ? listWebinars(world, filter) : [];
  const { total, rows } = listMixed(world, { ...filter, ...alone }, webinars, offset, size);
  return {
    from: window.fromText,
    to: window.toText,
    ...fields(total),
    page_number: number,
    meetings: rows.map((row) =>
      row.meeting === undefined ? reportWebinarRow(world, row.webinar) : reportMeetingRow(world, row.meeting),
    ),
  };
}

/** Reports know no meeting of one person, unless the account's setting shows them (see the switch). */
function findReported({ world, params }: Call): Meeting {
  const id = params.meetingId ?? "";
  const meeting = findMeeting(world, id);
  const hidden = meeting.people === 1 && world.options.one_person_in_past === "off";
  if (meeting.live || hidden) throw refusal(404, 3001, `Meeting ${id} not found or has expired.`);
  checkAge(world, meeting);
  return meeting;
}

function listReportedParticipants(call: Call): Record<string, unknown> {
  const { world, params, query, page } = call;
  const meeting = findReported(call);
  if (isGone(world, meeting))
    throw refusal(404, 3001, `Meeting ${params.meetingId} not found or has expired.`);
  const withRegistrant = query.get("include_fields") === "registrant_id";
  const { size, offset, fields } = page({ max: 300 });
  const sessions = world.sessions(meeting);
  const participants = sessions
    .slice(offset, offset + size)
    .map((session) => reportParticipantRow(sessionFacts(world, meeting, session), withRegistrant));
  return { ...fields(sessions.length), participants };
}

const classic = "report:read:admin";

/** Reports of meetings. */
export const reportMeetingEndpoints: readonly Endpoint[] = [
  {
    path: "/report/history_meetings",
    tier: "heavy",
    plan: "pro",
    scopes: [classic, "report:read:list_history_meetings:admin"],
    handle: listHistory,
  },
  {
    path: "/report/users/{userId}/meetings",
    tier: "heavy",
    plan: "pro",
    scopes: [classic, "report:read:user:admin"],
    handle: listHostMeetings,
  },
  {
    path: "/report/meetings/{meetingId}",
    tier: "heavy",
    plan: "pro",
    scopes: [classic, "report:read:meeting:admin"],
    handle: (call) => reportMeetingObject(call.world, findReported(call)),
  },
  {
    path: "/report/meetings/{meetingId}/participants",
    tier: "heavy",
    plan: "pro",
    scopes: [classic, "report:read:list_meeting_participants:admin"],
    handle: listReportedParticipants,
  },
];
