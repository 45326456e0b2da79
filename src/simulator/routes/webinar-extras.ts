/** The dashboards' further routes of one webinar: quality of service in full and summed up, sharing, feedback. */
import type { Call, Endpoint } from "../endpoint.ts";
import { notSubscribed, tooOldWebinar, webinarNotEnded } from "../errors.ts";
import { checkAge } from "../find-meeting.ts";
import { findWebinar } from "../find-webinar.ts";
import type { Session } from "../population/sessions.ts";
import { type Webinar, webinarSessions } from "../population/webinars.ts";
import { webinarQualityRow } from "../rows/quality.ts";
import { qualitySummaryRow, summarisedSessions } from "../rows/quality-summary.ts";
import { satisfactionRows } from "../rows/satisfaction.ts";
import { type SessionFacts, sessionFacts } from "../rows/session-facts.ts";
import { sharingRow, sharingSessions } from "../rows/sharing.ts";
import { sharedInWebinar } from "../rows/webinar.ts";
import { participantEndpoint } from "./participant-endpoint.ts";
import { findTypedWebinar } from "./webinars.ts";

type Row = Record<string, unknown>;

function listRows(
  { world, page }: Call,
  webinar: Webinar,
  sessions: readonly Session[],
  row: (facts: SessionFacts) => Row,
  rule: Parameters<Call["page"]>[0],
): { paging: ReturnType<ReturnType<Call["page"]>["fields"]>; participants: Row[] } {
  const { size, offset, fields } = page(rule);
  const participants = sessions
    .slice(offset, offset + size)
    .map((session) => row(sessionFacts(world, webinar, session)));
  return { paging: fields(sessions.length), participants };
}

function listQuality(call: Call): Row {
  const { world } = call;
  const webinar = findTypedWebinar(call);
  const row = (facts: SessionFacts) => webinarQualityRow(world, webinar, facts);
  const rule = { max: 10, standard: 1 };
  const { paging, participants } = listRows(call, webinar, webinarSessions(webinar), row, rule);
  return { ...paging, webinar_number: String(world.webinars.numberOf(webinar)), participants };
}

function getQuality(call: Call): Row {
  const { world, params } = call;
  const webinar = findTypedWebinar(call);
  const facts = webinarSessions(webinar)
    .map((session) => sessionFacts(world, webinar, session))
    .find(({ userId }) => userId === params.participantId);
  if (facts === undefined) throw webinarNotEnded();
  const webinar_number = String(world.webinars.numberOf(webinar));
  return { ...webinarQualityRow(world, webinar, facts), webinar_number };
}

function listSharing(call: Call): Row {
  const webinar = findTypedWebinar(call);
  const shared = sharedInWebinar(webinar);
  const sessions = sharingSessions(webinar, webinarSessions(webinar), shared);
  const row = (facts: SessionFacts) => sharingRow(webinar, facts, shared);
  const { paging, participants } = listRows(call, webinar, sessions, row, { max: 300 });
  return { ...paging, participants };
}

/** Here the documents have `pastOne`, too; no webinar of this account has one person alone. */
function listSatisfaction(call: Call): Row {
  if (call.query.get("type") === "pastOne") throw webinarNotEnded();
  const webinar = findTypedWebinar(call);
  const { size, offset, fields } = call.page({ max: 300 });
  const rows = satisfactionRows(call.world, webinar, webinarSessions(webinar));
  const { next_page_token, page_size } = fields(rows.length);
  return { next_page_token, page_size, participants: rows.slice(offset, offset + size) };
}

/** No `type` here: past webinars. */
function listQualitySummaries(call: Call): Row {
  const { world, params } = call;
  if (world.options.qss === "off") throw notSubscribed();
  const webinar = findWebinar(world, params.webinarId ?? "", webinarNotEnded);
  checkAge(world, webinar, 12, tooOldWebinar);
  const sessions = summarisedSessions(webinarSessions(webinar));
  const rule = { max: 10, standard: 1 };
  const { paging, participants } = listRows(call, webinar, sessions, qualitySummaryRow, rule);
  return { next_page_token: paging.next_page_token, page_size: paging.page_size, participants };
}

/** Quality of service in full and summed up, sharing, feedback. */
export const webinarExtraEndpoints: readonly Endpoint[] = [
  participantEndpoint("webinar", "/qos", "list_webinar_participants_qos", listQuality),
  participantEndpoint("webinar", "/qos_summary", "list_webinar_participants_qos", listQualitySummaries),
  participantEndpoint("webinar", "/sharing", "webinar_sharing", listSharing),
  participantEndpoint("webinar", "/satisfaction", "post_webinar_feedback", listSatisfaction),
  participantEndpoint("webinar", "/{participantId}/qos", "webinar_participant_qos", getQuality),
];
