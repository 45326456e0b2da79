/**
 * The dashboards' routes that add up over days of the account: quality scores, feedback, chat, ports of room connectors.
 * Days are those that `from` and `to` name, whatever the zone. The documents print no refusal of an unknown feedback.
 */
import { Temporal } from "temporal-polyfill";
import { dayNumber, dayText, timeText } from "../account.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { invalidParameter } from "../errors.ts";
import { addSent, nothingSent, type Sent, sentOn, totalOf } from "../population/chat.ts";
import { usersByVersion } from "../population/client-versions.ts";
import { type Complaint, complaints, feedbackOf } from "../population/feedback.ts";
import { portsOf, scoresOf } from "../population/scores.ts";
import { daysOf, readWindow, type Window } from "../window.ts";
import type { World } from "../world.ts";

type Body = Record<string, unknown>;

/** The days that a window names, the first one first. */
function namedDays({ fromText, toText }: Window): number[] {
  const first = dayNumber(fromText);
  return Array.from({ length: dayNumber(toText) - first + 1 }, (_, place) => first + place);
}

/** Neither `from` nor `to` is required here, and the documents name no default: the account's last day. */
function readOptionalWindow(world: World, query: URLSearchParams): Window {
  const dates = new URLSearchParams(query);
  const lastDay = dayText(world.account.lastDay);
  for (const name of ["from", "to"]) if (!dates.get(name)) dates.set(name, lastDay);
  return readWindow(world, dates, false);
}

function listClientVersions({ world }: Call): Body {
  const rows = [...usersByVersion(world)].map(([client_version, total_count]) => ({
    client_version,
    total_count,
  }));
  return { client_versions: rows };
}

function getQuality({ world, query }: Call): Body {
  const type = query.get("type") ?? "meeting";
  if (type !== "meeting" && type !== "participants") throw invalidParameter("type", "Invalid field.");
  const window = readWindow(world, query, false);
  return { from: window.fromText, to: window.toText, quality: scoresOf(world, namedDays(window), type) };
}

function listFeedback({ world, query }: Call): Body {
  const window = readWindow(world, query, false);
  const made = namedDays(window).flatMap((day) => feedbackOf(world, day).complaints);
  const rows = complaints.map(({ id, name }) => ({
    feedback_id: id,
    feedback_name: name,
    participants_count: made.filter(({ about }) => about === id).length,
  }));
  return { from: window.fromText, to: window.toText, total_records: rows.length, client_feedbacks: rows };
}

function complaintRow(world: World, { time, meeting, person }: Complaint): Body {
  return {
    email: person.email,
    meeting_id: String(world.meetings.numberOf(meeting)),
    participant_name: person.name,
    time: timeText(time),
  };
}

function listFeedbackDetails({ world, params, query, page }: Call): Body {
  const window = readOptionalWindow(world, query);
  const { size, offset, fields } = page({});
  const made = daysOf(window).flatMap((day) =>
    feedbackOf(world, day).complaints.filter(
      ({ about, time }) => about === params.feedbackId && time >= window.from && time <= window.to,
    ),
  );
  const { next_page_token, page_size } = fields(made.length);
  return {
    from: window.fromText,
    to: window.toText,
    next_page_token,
    page_size,
    client_feedback_details: made.slice(offset, offset + size).map((one) => complaintRow(world, one)),
  };
}

function satisfactionRow(world: World, day: number): Body {
  const { good, none, complaints: bad } = feedbackOf(world, day);
  const total = good + none + bad.length;
  return {
    date: dayText(day),
    good_count: good,
    none_count: none,
    not_good_count: bad.length,
    satisfaction_percent: total === 0 ? 100 : Math.round((10_000 * (good + none)) / total) / 100,
  };
}

/** A row for each day asked for, also for one on which nobody said anything. */
function listSatisfaction({ world, query }: Call): Body {
  const window = readOptionalWindow(world, query);
  const rows = namedDays(window).map((day) => satisfactionRow(world, day));
  return { from: window.fromText, to: window.toText, total_records: rows.length, client_satisfaction: rows };
}

function sentIn({ options, account }: World, days: readonly number[], user: number): Sent {
  return days.reduce((sum, day) => addSent(sum, sentOn(options.seed, account, day, user)), nothingSent());
}

function chatRow(world: World, user: number, sent: Sent): Body {
  const { id, email, displayName } = world.user(user);
  return {
    user_id: id,
    user_name: displayName,
    email,
    total_sent: totalOf(sent),
    group_sent: sent.toGroup,
    p2p_sent: sent.toOne,
    text_sent: sent.text,
    files_sent: sent.files,
    images_sent: sent.images,
    giphys_sent: sent.giphys,
    code_sippet_sent: sent.snippets,
    audio_sent: sent.audio,
    video_sent: sent.video,
  };
}

/** Users who sent something. */
function listChat({ world, query, page }: Call): Body {
  const window = readWindow(world, query, false);
  const { size, offset, fields } = page({ max: 300 });
  const days = namedDays(window);
  const senders = Array.from({ length: world.account.actives }, (_, user) => ({
    user,
    sent: sentIn(world, days, user),
  })).filter(({ sent }) => totalOf(sent) > 0);
  const { next_page_token, page_size } = fields(senders.length);
  const users = senders.slice(offset, offset + size).map(({ user, sent }) => chatRow(world, user, sent));
  return { from: window.fromText, to: window.toText, next_page_token, page_size, users };
}

/** What is longer than a month is not refused here: it begins later. */
function cutToMonth(query: URLSearchParams): URLSearchParams {
  const { from = "", to = "" } = Object.fromEntries(query);
  const isDay = (text: string) => !Number.isNaN(Date.parse(text)) && dayText(dayNumber(text)) === text;
  if (!isDay(from) || !isDay(to)) return query;
  const first = Temporal.PlainDate.from(to).subtract({ months: 1 }).toString();
  return new URLSearchParams({ ...Object.fromEntries(query), from: from < first ? first : from });
}

function listPorts({ world, query }: Call): Body {
  const window = readWindow(world, cutToMonth(query), false);
  const rows = namedDays(window).map((day) => ({
    date_time: dayText(day),
    crc_ports_hour_usage: portsOf(world, day).map(({ hour, most, total }) => ({
      hour,
      max_usage: most,
      total_usage: total,
    })),
  }));
  return { from: window.fromText, to: window.toText, crc_ports_usage: rows };
}

function endpoint(
  path: string,
  scopes: readonly [area: string, granular: string],
  handle: Endpoint["handle"],
  tier: Endpoint["tier"] = "heavy",
): Endpoint {
  const [area, granular] = scopes;
  return {
    path: `/metrics/${path}`,
    tier,
    plan: "business",
    scopes: [`dashboard_${area}:read:admin`, "dashboard:read:admin", `dashboard:read:${granular}:admin`],
    handle,
  };
}

/** Sums over the account's days. */
export const accountMetricsEndpoints: readonly Endpoint[] = [
  endpoint("chat", ["im", "chat"], listChat, "resource_intensive"),
  endpoint("client/feedback", ["home", "list_meetings_feedback"], listFeedback),
  endpoint("client/feedback/{feedbackId}", ["home", "meeting_feedback"], listFeedbackDetails),
  endpoint("client/satisfaction", ["home", "meeting_survey"], listSatisfaction),
  endpoint("client_versions", ["home", "client_versions"], listClientVersions),
  endpoint("crc", ["crc", "crc_port_usage"], listPorts),
  endpoint("quality", ["home", "meeting_quality_score"], getQuality),
];
