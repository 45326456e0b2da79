/** Figures and times as people read them. */

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });

export function sayNumber(value: number): string {
  return whole.format(value);
}

/** Seconds as `2 h 05 min`, `12 min`, `40 s`. */
export function sayDuration(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours >= 100
    ? `${whole.format(hours)} h`
    : `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** Seconds in hours: `1,204`, `3.5`. */
export function sayHours(seconds: number): string {
  const hours = seconds / 3_600;
  return hours < 10 ? tenth.format(hours) : whole.format(hours);
}

/** 0 to 1 in percent. */
export function sayShare(share: number): string {
  return `${whole.format(share * 100)} %`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  const known =
    formats.get(key) ?? new Intl.DateTimeFormat("en-GB", { timeZone, hourCycle: "h23", ...options });
  formats.set(key, known);
  return known;
}

const day = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
const clock = { hour: "2-digit", minute: "2-digit" } as const;

/** An instant as `Wed 4 Mar 2026, 13:05`. */
export function sayTime(instant: string, timeZone: string): string {
  return `${formatOf(timeZone, day).format(Date.parse(instant)).replace(/,/g, "")}, ${sayClock(instant, timeZone)}`;
}

/** An instant as `13:05`. */
export function sayClock(instant: string | number, timeZone: string): string {
  return formatOf(timeZone, clock).format(typeof instant === "number" ? instant : Date.parse(instant));
}

/** An instant as `13:05:09`. */
export function saySecond(instant: string | number, timeZone: string): string {
  const format = formatOf(timeZone, { ...clock, second: "2-digit" });
  return format.format(typeof instant === "number" ? instant : Date.parse(instant));
}

/** A day `2026-03-04` as `Wed 4 Mar 2026`. */
export function sayDay(date: string): string {
  return formatOf("UTC", day)
    .format(Date.parse(`${date}T12:00:00Z`))
    .replace(/,/g, "");
}

/** A day `2026-03-04` as `4 Mar`. */
export function sayShortDay(date: string): string {
  return sayDay(date).split(" ").slice(1, 3).join(" ");
}

/** A meeting number as Zoom writes it: `123 456 7890`, `987 6543 2109`. */
export function sayMeetingNumber(number: string): string {
  return number.replace(/^(\d{3})(\d{3,4}?)(\d{3,4})$/, "$1 $2 $3");
}

export const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** Marks of the states of days, as on the command line. */
export const stateMarks: Readonly<Record<string, string>> = {
  complete: "■",
  young: "◪",
  partial: "◧",
  never_listed: "·",
  expired: "x",
};

/** What they mean. */
export const dayWords: Readonly<Record<string, string>> = {
  complete: "complete",
  young: "too soon to be final",
  partial: "in part",
  never_listed: "never listed",
  expired: "gone at Zoom",
};
