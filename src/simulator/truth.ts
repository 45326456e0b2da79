/**
 * What a complete client can read, counted from the generator and not through the pages. Days are UTC days of the
 * meeting's start. Late data counts: in the end it is there.
 */
import { dayText } from "./account.ts";
import type { Plan } from "./endpoint.ts";
import { meetingCases, sessionCases } from "./population/cases.ts";
import { hasNamelessParticipant, oddRowsOf } from "./population/oddities.ts";
import { definitionsOf } from "./population/series.ts";
import { sessionFacts } from "./rows/session-facts.ts";
import { addMeeting, type StreamTally, streamsOf, tallyStreams } from "./truth-streams.ts";
import { isGone, type World } from "./world.ts";

/** One day's numbers. */
interface Tally {
  meetings: number;
  /** Of these, attended by one person. */
  alone: number;
  sessions: number;
  /** Of these, in meetings of one person. */
  sessionsAlone: number;
  readonly cases: Record<string, number>;
  readonly odd: Record<string, number>;
  readonly streams: StreamTally;
}

/** Counts, and the rows themselves. */
export interface Truth {
  summary(firstDay: number, lastDay: number, plan: Plan): Promise<Record<string, unknown>>;
}

function add(into: Record<string, number>, name: string, count = 1): void {
  into[name] = (into[name] ?? 0) + count;
}

function tallyDay(world: World, day: number): Tally {
  const cases: Record<string, number> = {};
  for (const name of [...Object.keys(meetingCases), ...Object.keys(sessionCases)]) cases[name] = 0;
  const odd: Record<string, number> = {
    rows_without_times: 0,
    rows_without_uuid: 0,
    nameless_sessions: 0,
    gone: 0,
  };
  const streams = tallyStreams(world, day);
  const tally: Tally = { meetings: 0, alone: 0, sessions: 0, sessionsAlone: 0, cases, odd, streams };
  const { account, meetings, options, days } = world;
  if (day < account.firstDay || day > account.lastDay) return tally;
  for (let index = 0; index < meetings.layout(day).count; index++) {
    const meeting = meetings.at(day, index);
    const gone = isGone(world, meeting);
    const sessions = days.sessions(meeting);
    const readable = gone ? 0 : sessions.length;
    tally.meetings++;
    tally.sessions += readable;
    if (meeting.people === 1) tally.alone++;
    if (meeting.people === 1) tally.sessionsAlone += readable;
    addMeeting(streams, world, meeting, sessions);
    if (gone) add(odd, "gone");
    if (!gone && hasNamelessParticipant(options, meeting)) add(odd, "nameless_sessions");
    for (const [name, rule] of Object.entries(meetingCases))
      if (rule.matches(meeting, world)) add(cases, name);
    for (const session of gone ? [] : sessions) {
      const facts = sessionFacts(world, meeting, session);
      for (const [name, rule] of Object.entries(sessionCases)) if (rule.matches(facts)) add(cases, name);
    }
  }
  for (const { lacks } of oddRowsOf(options, meetings, day)) add(odd, `rows_without_${lacks}`);
  return tally;
}

/** What a plan lets read: reports know no participants of one-person meetings, free accounts have no past meetings. */
function readable(tally: Tally, plan: Plan, onePersonShown: boolean): { meetings: number; sessions: number } {
  if (plan === "business") return { meetings: tally.meetings, sessions: tally.sessions };
  if (plan === "free") return { meetings: 0, sessions: 0 };
  return { meetings: tally.meetings, sessions: tally.sessions - (onePersonShown ? 0 : tally.sessionsAlone) };
}

/** The sessions of meetings that each source has, whatever the plan; only the dashboards have all of one person. */
function sourcesOf(tallies: readonly Tally[], onePersonShown: boolean): Record<string, number> {
  let [dashboard, report] = [0, 0];
  for (const { sessions, sessionsAlone } of tallies) {
    dashboard += sessions;
    report += sessions - (onePersonShown ? 0 : sessionsAlone);
  }
  return { dashboard, report, past: report };
}

function countSeries(world: World): number {
  let series = 0;
  for (let host = 0; host < world.account.actives; host++) series += definitionsOf(world, host).length;
  return series;
}

function sum(records: readonly Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const record of records) for (const [name, count] of Object.entries(record)) add(total, name, count);
  return total;
}

/** Remembers each day's numbers, which never change. */
export function createTruth(world: World): Truth {
  const tallies = new Map<number, Tally>();
  let series: number | undefined;
  async function summary(firstDay: number, lastDay: number, plan: Plan): Promise<Record<string, unknown>> {
    const chosen: { day: number; tally: Tally }[] = [];
    for (let day = firstDay; day <= lastDay; day++) {
      const tally = tallies.get(day) ?? tallyDay(world, day);
      tallies.set(day, tally);
      chosen.push({ day, tally });
      await new Promise((resolve) => setImmediate(resolve));
    }
    series ??= countSeries(world);
    const onePersonShown = world.options.one_person_in_past === "on";
    const byDay = chosen.map(({ day, tally }) => ({
      date: dayText(day),
      ...readable(tally, plan, onePersonShown),
    }));
    const totals = sum(byDay.map(({ meetings, sessions }) => ({ meetings, sessions })));
    const all = sum(chosen.map(({ tally: { meetings, alone } }) => ({ meetings, alone })));
    const several = (all.meetings ?? 0) - (all.alone ?? 0);
    return {
      meetings: totals.meetings ?? 0,
      sessions: totals.sessions ?? 0,
      by_day: byDay,
      cases: sum(chosen.map(({ tally }) => tally.cases)),
      odd: sum(chosen.map(({ tally }) => tally.odd)),
      by_stream: {
        meetings: totals.meetings ?? 0,
        sessions: totals.sessions ?? 0,
        one_person_meetings: all.alone ?? 0,
        several_person_meetings: several,
        users: world.account.users,
        active_users: world.account.actives,
        series,
        ...streamsOf(
          world,
          chosen.map(({ tally }) => tally.streams),
          plan,
        ),
      },
      by_source: sourcesOf(
        chosen.map(({ tally }) => tally),
        onePersonShown,
      ),
    };
  }
  return { summary };
}
