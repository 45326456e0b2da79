/** The routes of who registered: for meetings, webinars and recordings, and of who did not come. */
import type { Call, Endpoint } from "../endpoint.ts";
import { invalidParameter, noSuchMeeting, noSuchWebinar, refusal } from "../errors.ts";
import { checkAge } from "../find-meeting.ts";
import { findWebinar, webinarsOfNumber } from "../find-webinar.ts";
import { readMeetingNumber } from "../ids.ts";
import {
  absenteesOf,
  hasRegistration,
  type Registrant,
  type RegistrantStatus,
  recordingRegistrants,
  registrantStatuses,
  registrantsOfNumber,
} from "../population/registrants.ts";
import { instancesOf } from "../population/series.ts";
import type { Webinar } from "../population/webinars.ts";
import { hasRecording } from "../rows/recording.ts";
import { meetingRegistrationRow, registrantRow, registrationRow } from "../rows/registrant.ts";
import { sourceOf, trackingSourceId } from "../rows/webinar-details.ts";
import { isVisible } from "../world.ts";

type Row = Record<string, unknown>;

const isNumber = (id: string) => /^\d{9,11}$/.test(id);

function readStatus(query: URLSearchParams): RegistrantStatus {
  const asked = query.get("status") ?? "approved";
  const status = registrantStatuses.find((one) => one === asked);
  if (status === undefined) throw invalidParameter("status", "Invalid field.");
  return status;
}

/** The request has page_number too, the answer always. */
function pageOf({ page }: Call, all: readonly Registrant[], row: (registrant: Registrant) => Row): Row {
  const { size, offset, number, fields } = page({ max: 300, numbered: true });
  return {
    ...fields(all.length),
    page_number: number,
    registrants: all.slice(offset, offset + size).map(row),
  };
}

/**
 * The documents demand registration and print no refusal of their own for a meeting without it; that it has code 300
 * and these words was observed by Airbyte's connector.
 */
function listMeetingRegistrants(call: Call): Row {
  const { world, params, query } = call;
  const id = params.meetingId ?? "";
  const status = readStatus(query);
  const { seed } = world.options;
  const kind = isNumber(id) ? readMeetingNumber(seed, Number(id))?.kind : undefined;
  if (kind === "webinar" || kind === "webinar_series") throw refusal(400, 300, "Cannot access webinar info.");
  const instances = isNumber(id) ? instancesOf(world, Number(id)).filter((one) => isVisible(world, one)) : [];
  const [first] = instances;
  if (first === undefined) throw noSuchMeeting(id);
  if (!hasRegistration(seed, first))
    throw refusal(400, 300, `This meeting has not set registration as required: ${id}.`);
  const all = registrantsOfNumber(seed, instances).filter((one) => one.status === status);
  return pageOf(call, all, (registrant) => meetingRegistrationRow(world, registrant, Number(id)));
}

/** Past webinars that carry the number of a path. */
export function findWebinarsOfNumber({ world, params }: Call): readonly [Webinar, ...Webinar[]] {
  const id = params.webinarId ?? "";
  const [first, ...rest] = isNumber(id) ? webinarsOfNumber(world, Number(id)) : [];
  if (first === undefined) throw refusal(404, 3001, `Webinar does not exist: ${id}.`);
  return [first, ...rest];
}

/** The documents print no refusal of a webinar without registration: nobody registered for it. */
function listWebinarRegistrants(call: Call): Row {
  const { world, query } = call;
  const status = readStatus(query);
  const source = query.get("tracking_source_id") ?? "";
  const webinars = findWebinarsOfNumber(call);
  const number = world.webinars.numberOf(webinars[0]);
  const isWanted = (registrant: Registrant) => {
    if (registrant.status !== status) return false;
    if (source === "") return true;
    const from = sourceOf(registrant, number);
    return from !== undefined && trackingSourceId(number, from) === source;
  };
  const all = registrantsOfNumber(world.options.seed, webinars).filter(isWanted);
  return pageOf(call, all, (registrant) => registrationRow(world, registrant, number));
}

/** The documents print a 404 without a code; that of the other routes is taken. */
function listRecordingRegistrants(call: Call): Row {
  const { world, params, query } = call;
  const id = params.meetingId ?? "";
  const status = readStatus(query);
  const meetings = isNumber(id) ? instancesOf(world, Number(id)) : [];
  const recorded = meetings.filter((one) => isVisible(world, one) && hasRecording(world, one));
  if (recorded.length === 0) throw noSuchMeeting(id);
  const all = recorded.flatMap(recordingRegistrants).filter((one) => one.status === status);
  return pageOf(call, all, (registrant) => registrantRow(world, registrant));
}

function listAbsentees(call: Call): Row {
  const { world, params } = call;
  const id = params.webinarId ?? "";
  const { seed } = world.options;
  const webinar = findWebinar(world, id, () => refusal(404, 3001, `Webinar ${id} not found or expired.`));
  checkAge(world, webinar, 12, noSuchWebinar);
  if (!hasRegistration(seed, webinar))
    throw refusal(400, 3000, `This webinar doesn't have registration required: ${id}.`);
  const number = world.webinars.numberOf(webinar);
  return pageOf(call, absenteesOf(seed, webinar), (registrant) => registrationRow(world, registrant, number));
}

/** Registrants. */
export const registrantEndpoints: readonly Endpoint[] = [
  {
    path: "/meetings/{meetingId}/registrants",
    tier: "medium",
    plan: "pro",
    scopes: ["meeting:read:admin", "meeting:read:list_registrants:admin"],
    handle: listMeetingRegistrants,
  },
  {
    path: "/meetings/{meetingId}/recordings/registrants",
    tier: "medium",
    plan: "pro",
    scopes: ["recording:read:admin", "cloud_recording:read:list_recording_registrants:admin"],
    handle: listRecordingRegistrants,
  },
  {
    path: "/webinars/{webinarId}/registrants",
    tier: "medium",
    plan: "pro",
    addon: "webinar",
    scopes: ["webinar:read:admin", "webinar:read:list_registrants:admin"],
    handle: listWebinarRegistrants,
  },
  {
    path: "/past_webinars/{webinarId}/absentees",
    tier: "heavy",
    plan: "pro",
    addon: "webinar",
    scopes: ["webinar:read:admin", "webinar:read:list_absentees:admin"],
    handle: listAbsentees,
  },
];
