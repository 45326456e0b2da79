/** The routes of webinars: dashboards, reports, past webinars, and what hosts scheduled. */
import { daySeconds, timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { invalidParameter, noSuchWebinar, refusal, tooOldWebinar, webinarNotEnded } from "../errors.ts";
import { checkAge } from "../find-meeting.ts";
import { findWebinar, webinarsOfNumber } from "../find-webinar.ts";
import { between, hash } from "../hash.ts";
import { type ScheduledWebinar, scheduledWebinars } from "../population/webinar-schedule.ts";
import { type Webinar, webinarSessions } from "../population/webinars.ts";
import { groupFilter } from "../rows/features.ts";
import { pastParticipantRow, reportParticipantRow } from "../rows/past-meeting.ts";
import { type SessionFacts, sessionFacts } from "../rows/session-facts.ts";
import { dashboardWebinar, reportWebinarObject, webinarTopic } from "../rows/webinar.ts";
import { webinarParticipantRow } from "../rows/webinar-participant.ts";
import { listWebinars } from "../webinar-listing.ts";
import { readWindow } from "../window.ts";
import { findUser } from "./users.ts";

type Row = Record<string, unknown>;

/** The documents' values: a webinar of one person has no type of its own. */
function wantsLive(query: URLSearchParams): boolean {
  const type = query.get("type") ?? "live";
  if (type !== "past" && type !== "live") throw invalidParameter("type", "Invalid field.");
  return type === "live";
}

function listDashboard({ world, query, page }: Call): Row {
  const live = wantsLive(query);
  const window = readWindow(world, query, true);
  const by = query.get("query_date_type") === "end_time" && !live ? "end_time" : "start_time";
  const hosts = groupFilter(world, query.get("group_id"));
  const { size, offset, fields } = page({ max: 300 });
  const webinars = live
    ? world.webinars.live()
    : listWebinars(world, { window, by, ...(hosts === undefined ? {} : { hosts }) });
  return {
    from: window.fromText.slice(0, 10),
    to: window.toText.slice(0, 10),
    ...fields(webinars.length),
    webinars: webinars.slice(offset, offset + size).map((webinar) => dashboardWebinar(world, webinar)),
  };
}

/** The past or live webinar of a dashboard's path. */
export function findTypedWebinar({ world, params, query }: Call): Webinar {
  const webinar = findWebinar(world, params.webinarId ?? "", webinarNotEnded, wantsLive(query));
  if (!webinar.live) checkAge(world, webinar, 12, tooOldWebinar);
  return webinar;
}

function pageOfSessions({ world, page }: Call, webinar: Webinar, row: (facts: SessionFacts) => Row): Row {
  const { size, offset, fields } = page({ max: 300 });
  const sessions = webinarSessions(webinar);
  const participants = sessions
    .slice(offset, offset + size)
    .map((session) => row(sessionFacts(world, webinar, session)));
  return { ...fields(sessions.length), participants };
}

function listDashboardParticipants(call: Call): Row {
  const { world, query } = call;
  const webinar = findTypedWebinar(call);
  const withRegistrant = query.get("include_fields") === "registrant_id" && !webinar.live;
  return {
    ...pageOfSessions(call, webinar, (facts) => webinarParticipantRow(world, webinar, facts, withRegistrant)),
    webinar_number: String(world.webinars.numberOf(webinar)),
  };
}

function findReported({ world, params }: Call, missing: (id: string) => string): Webinar {
  const webinar = findWebinar(world, params.webinarId ?? "", (id) => refusal(404, 3001, missing(id)));
  checkAge(world, webinar, 12, tooOldWebinar);
  return webinar;
}

/** The documents give this report for the last six months; how it refuses an older webinar is the 404 they print. */
function listReportedParticipants(call: Call): Row {
  const expired = (id: string) => `Webinar "${id}" not found or has expired`;
  const webinar = findReported(call, expired);
  checkAge(call.world, webinar, 6, () => refusal(404, 3001, expired(call.params.webinarId ?? "")));
  const withRegistrant = call.query.get("include_fields") === "registrant_id";
  return pageOfSessions(call, webinar, (facts) => reportParticipantRow(facts, withRegistrant));
}

/** The documents print no code 12702 here: after a year the webinar does not exist. */
function listPastParticipants(call: Call): Row {
  const webinar = findWebinar(call.world, call.params.webinarId ?? "", noSuchWebinar);
  checkAge(call.world, webinar, 12, noSuchWebinar);
  return pageOfSessions(call, webinar, pastParticipantRow);
}

/** A number only. The documents print a 404 without a code; that of the other routes is taken. */
function listInstances({ world, params }: Call): Row {
  const id = params.webinarId ?? "";
  if (!/^\d{9,11}$/.test(id)) throw refusal(400, 300, "Invalid webinar ID.");
  const instances = webinarsOfNumber(world, Number(id));
  if (instances.length === 0) throw noSuchWebinar();
  const webinars = instances.map((webinar) => ({
    uuid: world.webinars.uuidOf(webinar),
    start_time: timeText(webinar.start),
  }));
  return { webinars };
}

/** The request has page_size and page_number only, the answer a token too: it is taken as well. */
function listScheduled({ world, params, query, page }: Call): Row {
  const user = findUser(world, params.userId ?? "");
  const type = query.get("type") ?? "scheduled";
  if (type !== "scheduled" && type !== "upcoming") throw invalidParameter("type", "Invalid field.");
  const now = world.account.today * daySeconds;
  const isListed = (one: ScheduledWebinar) => type === "scheduled" || one.type !== 5 || one.start >= now;
  const listed = scheduledWebinars(world, user.index).filter(isListed);
  const { size, offset, number, fields } = page({ max: 300, numbered: true });
  const webinars = listed.slice(offset, offset + size).map((one) => ({
    uuid: one.uuid,
    id: one.number,
    host_id: user.id,
    topic: webinarTopic(world, one),
    agenda: "",
    type: one.type,
    ...(one.type === 6 ? {} : { start_time: timeText(one.start) }),
    duration: 60,
    timezone: user.zone,
    created_at: timeText(one.start - daySeconds * between(hash(one.key, 10), 1, 20)),
    join_url: `https://example.zoom.us/j/${one.number}`,
    is_simulive: hash(one.key, 11) % 20 === 0,
  }));
  return { ...fields(listed.length), page_number: number, webinars };
}

const dashboard = ["dashboard_webinars:read:admin", "dashboard:read:admin"];

/** Webinars. */
export const webinarEndpoints: readonly Endpoint[] = [
  {
    path: "/metrics/webinars",
    tier: "resource_intensive",
    plan: "business",
    addon: "webinar",
    scopes: [...dashboard, "dashboard:read:list_webinars:admin"],
    handle: listDashboard,
  },
  {
    path: "/metrics/webinars/{webinarId}",
    tier: "heavy",
    plan: "business",
    addon: "webinar",
    scopes: [...dashboard, "dashboard:read:webinar:admin"],
    handle: (call) => dashboardWebinar(call.world, findTypedWebinar(call)),
  },
  {
    path: "/metrics/webinars/{webinarId}/participants",
    tier: "heavy",
    plan: "business",
    addon: "webinar",
    scopes: [...dashboard, "dashboard:read:list_webinar_participants:admin"],
    handle: listDashboardParticipants,
  },
  {
    path: "/report/webinars/{webinarId}",
    tier: "heavy",
    plan: "pro",
    addon: "webinar",
    scopes: ["report:read:admin", "report:read:webinar:admin"],
    handle: (call) =>
      reportWebinarObject(
        call.world,
        findReported(call, (id) => `Meeting ${id} not found or has expired.`),
      ),
  },
  {
    path: "/report/webinars/{webinarId}/participants",
    tier: "heavy",
    plan: "pro",
    addon: "webinar",
    scopes: ["report:read:admin", "report:read:list_webinar_participants:admin"],
    handle: listReportedParticipants,
  },
  {
    path: "/past_webinars/{webinarId}/instances",
    tier: "light",
    plan: "pro",
    addon: "webinar",
    scopes: ["webinar:read:admin", "webinar:read:list_past_instances:admin"],
    handle: listInstances,
  },
  {
    path: "/past_webinars/{webinarId}/participants",
    tier: "medium",
    plan: "pro",
    addon: "webinar",
    scopes: ["webinar:read:admin", "webinar:read:list_past_participants:admin"],
    handle: listPastParticipants,
  },
  {
    path: "/users/{userId}/webinars",
    tier: "medium",
    plan: "pro",
    addon: "webinar",
    scopes: ["webinar:read:admin", "webinar:read:list_webinars:admin"],
    handle: listScheduled,
  },
];
