/** What a day of the account holds, from the store where there is one, else assumed: for what streams cost. */

import type { Config } from "../config.ts";
import type { Source } from "../destinations/source.ts";
import type { Effects, Logger } from "../effects.ts";
import { HarvesterError } from "../errors.ts";
import type { AccountDay } from "../streams/cost.ts";
import { meetings } from "../streams/meeting.ts";
import { sessions } from "../streams/session.ts";
import { users } from "../streams/user.ts";
import { webinars } from "../streams/webinar.ts";
import type { CommandContext } from "./harvest.ts";
import { openSourceIfAny } from "./open-destination.ts";

export const assumedDay: AccountDay = { meetings: 1_000, sessions: 10_000, users: 200, webinars: 5 };

const longestDays = 30;
/** A list waits for no cluster. */
const longestPatienceMs = 5_000;

export interface AccountDayRead {
  day: AccountDay;
  /** Where the figures come from, a sentence. */
  basis: string;
}

export async function readAccountDay(
  effects: Omit<Effects, "send"> & { log: Logger },
  config: Config,
  hasCredentials: boolean,
  { version }: CommandContext,
): Promise<AccountDayRead> {
  const send = () => Promise.reject(new TypeError("Expected no call of Zoom from a look at the store"));
  const { search } = config;
  const settings =
    search === undefined
      ? config
      : { ...config, search: { ...search, patienceMs: Math.min(search.patienceMs, longestPatienceMs) } };
  const account = hasCredentials ? config.accountId : undefined;
  let source: Source | undefined;
  try {
    source = await openSourceIfAny({ ...effects, send }, settings, version, account);
    const day = source === undefined ? undefined : await measure(source);
    return day ?? assumed("nothing is stored yet");
  } catch (error) {
    if (!(error instanceof HarvesterError)) throw error;
    return assumed(`the store cannot be read (${error.explanation.reason})`);
  } finally {
    await source?.close();
  }
}

function assumed(why: string): AccountDayRead {
  return { day: assumedDay, basis: `for an assumed day of ${say(assumedDay)}, since ${why}` };
}

/** @returns undefined when there are no meetings to count. */
async function measure(source: Source): Promise<AccountDayRead | undefined> {
  const perDay = async (name: string) => {
    const counts = await source.countByDay(name, "UTC");
    return counts.flatMap(({ date, count }) => (date === undefined ? [] : [{ date, count }]));
  };
  const [ofMeetings, ofSessions, ofWebinars, ofUsers] = await Promise.all([
    perDay(meetings.name),
    perDay(sessions.name),
    perDay(webinars.name),
    source.total(users.name),
  ]);
  const days = ofMeetings
    .map(({ date }) => date)
    .sort()
    .slice(-longestDays);
  const first = days[0];
  if (first === undefined) return undefined;
  const average = (counts: readonly { date: string; count: number }[]) =>
    Math.ceil(
      counts.filter(({ date }) => date >= first).reduce((sum, { count }) => sum + count, 0) / days.length,
    );
  const day = {
    meetings: average(ofMeetings),
    sessions: average(ofSessions),
    users: ofUsers > 0 ? ofUsers : assumedDay.users,
    // Nobody knows whether there are none or none were asked for.
    webinars: ofWebinars.length > 0 ? average(ofWebinars) : assumedDay.webinars,
  };
  const span = days.length === 1 ? "one day" : `${days.length} days`;
  return { day, basis: `for ${say(day)}, as ${source.where} has it of ${span}` };
}

function say({ meetings, sessions, users, webinars }: AccountDay): string {
  const number = (count: number) => count.toLocaleString("en-US");
  return `${number(meetings)} meetings, ${number(sessions)} sessions, ${number(users)} users and ${number(webinars)} webinars`;
}
