/** The series on the dashboard: a list of them, and who came to which meeting of one. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attendanceJson } from "../../src/commands/attendance-json.ts";
import type { GivenRoster } from "../../src/dashboard/answer.ts";
import type { SeriesTold } from "../../src/dashboard/answers/series.ts";
import type { SeriesFound } from "../../src/dashboard/answers/series-list.ts";
import type { Source } from "../../src/destinations/source.ts";
import { readCsv } from "../../src/people/across/read-csv.ts";
import { readRoster } from "../../src/people/across/roster.ts";
import { readAttendance } from "../../src/reports/attendance.ts";
import { hidePeople } from "../../src/reports/hide-people.ts";
import { tellAttendance } from "../../src/reports/series.ts";
import { inventAccount } from "../destinations/rollup-store.ts";
import { makeFolder } from "../e2e/support.ts";
import { askOf, makeDashboard, openFilled } from "./support.ts";

const folder = makeFolder();
const account = inventAccount("2026-11-02T00:00:00Z", 10, 20);
const number = "90007";
let source: Source;
beforeAll(async () => {
  source = await openFilled(join(folder.path, "store.duckdb"), account);
});
afterAll(async () => {
  await source.close();
  folder.remove();
});

const emails = (series: string) => [
  ...new Set(
    account.attendance
      .filter(
        ({ meeting_series_id, identity = "" }) =>
          meeting_series_id === series && /^email:/.test(`${identity}`),
      )
      .map(({ identity }) => String(identity).slice("email:".length)),
  ),
];
/** Five who came and one who did not. */
function rosterOf(series?: string): GivenRoster {
  const text = ["email,name", ...emails(number).slice(0, 5), "never@x.example,Never There"].join("\n");
  return {
    file: "class.csv",
    ...(series === undefined ? {} : { series }),
    people: readRoster(readCsv(text), "class.csv").people,
    decisions: [],
  };
}

async function ask<T>(path: string, more: Parameters<typeof askOf>[1] = {}): Promise<T> {
  const response = await makeDashboard(askOf(more.source ?? source, more)).get(path);
  const { answer, ...refusal } = (await response.json()) as { answer: T };
  expect(response.status, JSON.stringify(refusal)).toBe(200);
  return answer;
}
const told = (more = "", given: Parameters<typeof askOf>[1] = {}) =>
  ask<SeriesTold>(`/api/series?number=${number}${more}`, given);

describe("the list of series", () => {
  it("counts the meetings, the people and the hours of each", async () => {
    const { rows, total } = await ask<SeriesFound>("/api/series-list");
    const numbers = new Set(account.meetings.map(({ meeting_series_id }) => meeting_series_id));
    expect(total).toBe(numbers.size);
    for (const row of rows) {
      const held = account.meetings.filter(({ meeting_series_id }) => meeting_series_id === row.number);
      const last = held
        .map(({ start_time }) => String(start_time))
        .sort()
        .at(-1);
      const people = account.attendance.filter(({ meeting_series_id }) => meeting_series_id === row.number);
      const known = new Set(people.flatMap(({ identity }) => identity ?? []));
      expect(row).toMatchObject({
        meetings: held.length,
        last,
        topic: held.find(({ start_time }) => start_time === last)?.topic,
        attended_seconds: held.reduce((sum, { attended_seconds = 0 }) => sum + Number(attended_seconds), 0),
        people: known.size + people.filter(({ identity }) => identity === undefined).length,
      });
    }
  });

  it("is in the order asked for, with the series of a class list first, and found by topic and number", async () => {
    const order = async (query: string, more = {}) =>
      (await ask<SeriesFound>(`/api/series-list?${query}`, more)).rows;
    const times = (await order("")).map(({ attended_seconds }) => attended_seconds);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const people = (await order("sort=people&order=ascending")).map((row) => row.people);
    expect(people).toEqual(people.toSorted((a, b) => a - b));
    const [first, ...others] = await order("sort=number", { rosters: [rosterOf("90007")] });
    expect(first).toMatchObject({ number: "90007", hasRoster: true });
    expect(others.map((row) => row.number)).toEqual(others.map((row) => row.number).toSorted());
    expect((await order("search=900+07")).map((row) => row.number)).toEqual(["90007"]);
    for (const { topic } of await order("search=TOPIC+1")) expect(topic).toContain("Topic");
    expect(await order("search=nothing+like+it")).toEqual([]);
  });

  it("is the same as a file", async () => {
    const { rows } = await ask<SeriesFound>("/api/series-list");
    const response = await makeDashboard(askOf(source)).get("/api/series-list?format=csv");
    const lines = (await response.text()).replace("\ufeff", "").trim().split("\r\n");
    expect(lines[0]).toBe("series,topic,host,kind,meetings,people,attended_seconds,last_meeting");
    expect(lines.slice(1).map((line) => line.split(",")[0])).toEqual(rows.map((row) => row.number));
  });
});

describe("a series", () => {
  it.each([
    ["", {}],
    ["&from=2026-11-04&to=2026-11-08", { days: true }],
    ["&by_day=yes&min_minutes=20", { byDay: true, minSeconds: 1_200 }],
    ["&missed_more_than=3", { missedMoreThan: 3 }],
    ["&shortest=60", { shortest: 3_600 }],
  ])("tells what the command does, asked%s", async (query, more: Record<string, unknown>) => {
    const asked = {
      what: {
        series: number,
        span: more.days
          ? { start: Date.parse("2026-11-04T00:00:00Z"), end: Date.parse("2026-11-09T00:00:00Z") }
          : undefined,
      },
      timeZone: "UTC",
      missedMoreThan: undefined,
      minSeconds: 0,
      shortest: 0,
      byDay: false,
      ...more,
    };
    for (const roster of [undefined, rosterOf()]) {
      const list = { people: roster?.people, decisions: [] };
      const expected = tellAttendance(await readAttendance(source, asked), asked, list);
      const json = attendanceJson({
        ...expected,
        asked: { ...asked, roster: undefined, decisions: undefined, writeProposals: false, json: true },
      }) as unknown as { counted: number; people: Record<string, unknown>[]; absent: string[] };
      const page = await told(query, { rosters: roster === undefined ? [] : [roster] });
      expect(page.columns.length).toBe(json.counted);
      const wanted = json.people.filter(({ on_roster }) => roster === undefined || on_roster === true);
      expect(
        page.rows.map(({ person, attended, missed, seconds, meanShare }) => [
          person,
          attended,
          missed,
          seconds,
          meanShare,
        ]),
      ).toEqual(
        wanted.map((one) => [one.person, one.attended, one.missed, one.attended_seconds, one.mean_share]),
      );
      expect(page.roster?.never.length ?? 0).toBe(json.absent.length);
    }
  });

  it("has a cell for every meeting, which add up to the sums of the row", async () => {
    const { rows, columns, byDay } = await told();
    expect(byDay).toBe(false);
    for (const { cells, seconds, attended, missed } of rows) {
      expect(cells.length).toBe(columns.length);
      expect(cells.reduce((sum, cell) => sum + cell.seconds, 0)).toBe(seconds);
      expect(cells.filter((cell) => cell.attended).length).toBe(attended);
      expect(attended + missed).toBe(columns.length);
    }
    columns.forEach(({ people }, index) => {
      expect(people).toBe(rows.filter(({ cells }) => cells[index]?.attended).length);
    });
  });

  it("tells of the class list who never came, who is not on it, and how many missed more", async () => {
    const rosters = [rosterOf(number)];
    const list = await told("", { rosters });
    expect(list.rows.length).toBe(6);
    expect(list.roster).toMatchObject({
      file: "class.csv",
      people: 6,
      came: 5,
      never: [{ name: "Never There" }],
    });
    const never = await told("&who=never", { rosters });
    expect(never.rows.map(({ name, missed }) => [name, missed])).toEqual([
      ["Never There", list.columns.length],
    ]);
    const others = await told("&who=others", { rosters });
    expect(others.total).toBe(list.roster?.notListed);
    expect((await told("&who=all", { rosters })).total).toBe(6 + others.total);
    for (const { than, people } of list.missedMore)
      expect((await told(`&missed_more_than=${than}`, { rosters })).total).toBe(people);
    // Of another series it is not.
    expect((await told("", { rosters: [rosterOf("123456789")] })).roster).toBeUndefined();
  });

  it("is sorted by name, by what was missed and by time", async () => {
    const missed = (await told("&sort=missed")).rows.map((row) => row.missed);
    expect(missed).toEqual(missed.toSorted((a, b) => b - a));
    const seconds = (await told("&sort=time&order=ascending")).rows.map((row) => row.seconds);
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
    const up = (await told()).rows.map(({ person }) => person);
    expect((await told("&sort=name&order=descending")).rows.map(({ person }) => person)).toEqual(
      up.toReversed(),
    );
  });

  it("names the meetings whose people are not known, with what to run", async () => {
    const listed = account.meetings.find(({ state }) => state === "listed")?.meeting_series_id;
    const open = account.meetings.filter(
      ({ meeting_series_id, state }) => meeting_series_id === listed && state === "listed",
    );
    const path = `/api/series?number=${listed}`;
    const { open: said, counted, meetings } = await ask<SeriesTold>(path);
    expect(open.length).toBeGreaterThan(0);
    expect(said).toMatchObject([{ why: "missing", count: open.length }]);
    expect(said[0]?.hint).toMatch(/^zoom-harvester --meeting meeting \d+/);
    expect(meetings - counted).toBe(open.length);
  });

  it("is a file of seconds, a column a meeting", async () => {
    const page = await told();
    const response = await makeDashboard(askOf(source)).get(`/api/series?number=${number}&format=csv`);
    const [head = "", ...lines] = (await response.text()).replace("\ufeff", "").trim().split("\r\n");
    expect(head).toBe(
      [
        "person",
        "email",
        ...page.columns.map(({ start }) => start),
        "attended",
        "missed",
        "attended_seconds",
        "mean_share",
      ].join(","),
    );
    expect(lines.map((line) => line.split(",").slice(-3, -1))).toEqual(
      page.rows.map(({ missed, seconds }) => [`${missed}`, `${seconds}`]),
    );
  });

  it("shows nobody where people are hidden, and the same figures", async () => {
    const masked = { source: hidePeople(source, "seed"), hidesPeople: true };
    const hidden = await told("", masked);
    const open = await told();
    expect(JSON.stringify(hidden)).not.toMatch(/Person \d|Host \d|Room \d|@x\.example/);
    const figures = ({ rows }: SeriesTold) =>
      rows.map(({ seconds, missed }) => `${seconds} ${missed}`).sort();
    expect(figures(hidden)).toEqual(figures(open));
    // The mark leads to the person.
    const marks = hidden.rows.map(({ person }) => person).filter((person) => person.startsWith("person "));
    expect(marks.length).toBeGreaterThan(5);
    const path = `/api/person?identity=${encodeURIComponent(marks[0] ?? "")}`;
    expect((await ask<{ total: number }>(path, masked)).total).toBeGreaterThan(0);
  });

  it("that is not stored is said to be none, and how it is had", async () => {
    const response = await makeDashboard(askOf(source)).get("/api/series?number=123456789");
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ hint: "zoom-harvester --series 123456789" });
  });
});

describe("a long series", () => {
  const long = inventAccount("2026-01-01T00:00:00Z", 500, 1, 2_000);
  for (const one of [...long.meetings, ...long.attendance]) one.meeting_series_id = "800000000";
  let store: Source;
  beforeAll(async () => {
    store = await openFilled(join(folder.path, "long.duckdb"), long);
  }, 60_000);
  afterAll(() => store.close());

  it("shows its latest 60 meetings and says so, the sums being of all", async () => {
    const path = "/api/series?number=800000000";
    const some = await ask<SeriesTold>(path, { source: store });
    expect(some.hidden).toBe(some.columns.length - 60);
    expect(some.rows.length).toBe(100);
    expect(some.rows[0]?.cells.length).toBe(60);
    expect(some.total).toBeGreaterThan(500);
    const all = await ask<SeriesTold>(`${path}&columns=all&page=2`, { source: store });
    expect(all.hidden).toBe(0);
    expect(all.rows[0]?.cells.length).toBe(all.columns.length);
    const [first] = all.rows;
    expect(first?.cells.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(first?.seconds);
  });
});
