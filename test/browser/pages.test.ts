/** Every page, with the figures that are true. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { readRosterFile } from "../../src/commands/roster-file.ts";
import { missed } from "../e2e/people-truth.ts";
import { query } from "../e2e/support.ts";
import { type RunningDashboard, startDashboard } from "./dashboard.ts";
import { type Fixture, openFixture } from "./fixture.ts";
import { describeInBrowser } from "./support.ts";
import {
  sayCount,
  sayDay,
  sayHours,
  sayLength,
  saySecond,
  sayTime,
  sum,
  type Truth,
  trueDays,
  truePeak,
  trueWeek,
  truthOf,
} from "./true-figures.ts";
import { eventfulMeeting, everyPage, figuresOf, panel, rosterFlags, rowsOf, settle, visit } from "./visit.ts";

describeInBrowser("the pages of a store", (browser) => {
  let opened: { fixture: Fixture; close(): Promise<void> };
  let fixture: Fixture;
  let dashboard: RunningDashboard;
  let truth: Truth;
  beforeAll(async () => {
    opened = await openFixture();
    ({ fixture } = opened);
    truth = truthOf(fixture.truth);
    dashboard = await startDashboard({ db: fixture.db }, fixture.folder, ...rosterFlags(fixture));
  }, 120_000);
  afterAll(async () => {
    await dashboard?.stop();
    await opened?.close();
  });

  it("say on the overview how much went on, in all and each day", async () => {
    const { page, problems } = await visit(browser(), dashboard, "/");
    const [different] = await query(
      fixture.db,
      "SELECT count(DISTINCT coalesce(identity, _id)) AS people FROM attendance",
    );
    const { meetings, people } = truth;
    expect(await figuresOf(panel(page, "In all"))).toMatchObject({
      Meetings: sayCount(meetings.length),
      // Who is who in another meeting the truth does not say of all.
      People: sayCount(Number(different?.people)),
      "Person-hours": sayHours(sum(people.map(({ seconds }) => seconds))),
      Sessions: sayCount(sum(people.map(({ sessions }) => sessions))),
      "Mean duration": sayLength(
        Math.round(sum(meetings.map(({ duration_seconds }) => duration_seconds)) / meetings.length),
      ),
    });
    const bars = panel(page, "Each day").locator("svg a");
    const names = () => bars.evaluateAll((all) => all.map((bar) => bar.getAttribute("aria-label")));
    expect(await names()).toEqual(
      trueDays(truth).map((day) => `${sayDay(day.date)}: ${day.meetings} meetings`),
    );
    await panel(page, "Each day").getByRole("link", { name: "Person-hours" }).click();
    const hours = trueDays(truth).map((day) => `${sayDay(day.date)}: ${sayHours(day.seconds)} person-hours`);
    await expect.poll(names).toEqual(hours);
    expect(problems).toEqual([]);
  });

  it("say on the overview when in the week that was, hour by hour", async () => {
    const { page } = await visit(browser(), dashboard, "/");
    const cells = panel(page, "When in the week").locator("svg .cell title");
    expect(await cells.allTextContents()).toEqual(trueWeek(truth));
  });

  it("say on the overview how many meetings there were at most at once, and which", async () => {
    const { page } = await visit(browser(), dashboard, "/");
    const peak = panel(page, "Most meetings at once");
    const { count, at, people } = truePeak(truth);
    expect(await peak.locator("p.peak").innerText()).toBe(`${count} meetings, first at ${sayTime(at)} (UTC)`);
    await peak.locator("summary").click();
    const shown = await peak.locator("li").evaluateAll((items) =>
      items.map((item) => {
        const uuid = new URL(item.querySelector("a").href).searchParams.get("uuid");
        return [uuid, Number.parseInt(item.querySelector(".figure").textContent, 10)];
      }),
    );
    expect(shown.sort()).toEqual([...people].sort());
  });

  it("list all meetings, the latest first, with how many came and how long they lasted", async () => {
    const { page, problems } = await visit(browser(), dashboard, "/meetings");
    const held = [...truth.meetings].sort((a, b) => (a.start_time < b.start_time ? 1 : -1));
    const rows = await rowsOf(page.getByRole("table", { name: "Meetings" }));
    const expected = held.slice(0, rows.length).map(({ uuid, start_time, duration_seconds }) => {
      const came = truth.people.filter((person) => person.uuid === uuid).length;
      return [sayTime(start_time), sayCount(came), sayLength(duration_seconds)];
    });
    expect(rows.length).toBeGreaterThanOrEqual(50);
    expect(rows.map(([start, , , people, , duration]) => [start, people, duration])).toEqual(expected);
    await page.getByRole("link", { name: "Last" }).click();
    await page.getByText(`to ${held.length} of ${held.length}`).waitFor();
    const last = await rowsOf(page.getByRole("table", { name: "Meetings" }));
    expect(last.at(-1)?.[0]).toBe(sayTime(held.at(-1)?.start_time ?? ""));
    expect(problems).toEqual([]);
  });

  it("find the meetings of somebody who was there", async () => {
    const { page } = await visit(browser(), dashboard, "/meetings");
    const { email } = truth.people.find((person) => person.email !== "") ?? { email: "" };
    const uuids = new Set(truth.people.filter((person) => person.email === email).map(({ uuid }) => uuid));
    await page.getByLabel("Somebody who was there").fill(email.toUpperCase());
    await page.getByRole("heading", { name: `${uuids.size} meetings` }).waitFor();
    await expect.poll(() => page.url()).toContain(`person=${encodeURIComponent(email.toUpperCase())}`);
  });

  it("tell of a meeting who came when, for how long, and when each was away", async () => {
    const { uuid, people: count } = eventfulMeeting(fixture);
    const { page, problems } = await visit(browser(), dashboard, `/meeting?uuid=${encodeURIComponent(uuid)}`);
    const came = truth.people.filter((person) => person.uuid === uuid);
    expect(came).toHaveLength(count);
    const rows = await rowsOf(page.getByRole("table", { name: "Attendance" }));
    const told = rows.map(([, email, first, last, attended, , , , away, sessions]) => [
      ...[email, first, last, attended],
      away === "–" ? "–" : away?.split(" in ")[0],
      sessions,
    ]);
    const expected = came.map(({ email, first, last, seconds, sessions }) => [
      ...[email, saySecond(first), saySecond(last), sayLength(seconds)],
      last - first === seconds ? "–" : sayLength(last - first - seconds),
      String(sessions),
    ]);
    expect(told.sort()).toEqual(expected.sort());
    const figures = await figuresOf(panel(page, "The meeting"));
    expect(figures).toMatchObject({
      People: String(count),
      "Person-hours": sayHours(sum(came.map(({ seconds }) => seconds))),
    });
    // Each has a lane in the time line, with all that is drawn there in words.
    const lanes = panel(page, "Who was there when").locator(".lanes li.row > div > button");
    expect(await lanes.count()).toBe(count);
    expect(problems).toEqual([]);
  });

  it("tell of a series who of the class list missed how many meetings", async () => {
    const { series, file } = fixture.class;
    const { page, problems } = await visit(browser(), dashboard, `/series?number=${series}`);
    const held = fixture.truth.filter(({ id }) => String(id) === series);
    const emails = readRosterFile(file).people.map(({ email = "" }) => email);
    const heads = await page
      .locator(".matrix th.who[scope=row]")
      .evaluateAll((all) =>
        all.map((head) => [head.title.split(", ").at(-1), Number(head.nextElementSibling.textContent)]),
      );
    expect(heads.sort()).toEqual([...missed(held, emails)].sort());
    expect(await page.locator(".matrix th.time").count()).toBe(held.length);
    expect(await figuresOf(page)).toMatchObject({ Meetings: String(held.length) });
    expect(problems).toEqual([]);
  });

  it("tell of a series without a list how many came each time", async () => {
    const { series } = fixture.class;
    const unlisted = await startDashboard({ db: fixture.db }, fixture.folder);
    try {
      const { page, problems } = await visit(browser(), unlisted, `/series?number=${series}`);
      const held = fixture.truth
        .filter(({ id }) => String(id) === series)
        .sort((a, b) => (a.start_time < b.start_time ? -1 : 1));
      const bars = await panel(page, "Meeting by meeting")
        .locator("svg a")
        .evaluateAll((all) => all.map((bar) => bar.getAttribute("aria-label").split(" people")[0]));
      const expected = held.map(({ uuid, start_time }) => {
        const came = truth.people.filter((person) => person.uuid === uuid).length;
        return `${sayTime(start_time)}: ${came}`;
      });
      expect(bars).toEqual(expected);
      await page.getByText("zoom-harvester dashboard --roster class.csv").waitFor();
      expect(problems).toEqual([]);
    } finally {
      await unlisted.stop();
    }
  });

  it("count the meetings of every host and how long they went on", async () => {
    const { page, problems } = await visit(browser(), dashboard, "/hosts?show=hosted");
    const rows = await rowsOf(page.getByRole("table", { name: "Hosts" }));
    const told = rows.map(([host = "", , , meetings, , hours]) => [
      host.split("\n").at(-1)?.toLowerCase(),
      meetings,
      hours,
    ]);
    const emails = new Set(truth.meetings.map(({ host_email }) => host_email));
    const expected = [...emails].map((email) => {
      const held = truth.meetings.filter(({ host_email }) => host_email === email);
      const seconds = sum(held.map(({ duration_seconds }) => duration_seconds));
      return [email, String(held.length), sayHours(seconds)];
    });
    expect(told.sort()).toEqual(expected.sort());
    expect(problems).toEqual([]);
  });

  it("tell of a person in how many meetings that was, and for how long", async () => {
    const person = (await everyPage(fixture)).find(({ name }) => name === "person");
    const { page, problems } = await visit(browser(), dashboard, person?.path ?? "");
    const email = await page.locator("dl.facts").getByText("@").first().innerText();
    const own = truth.people.filter((one) => one.email === email);
    expect(await figuresOf(panel(page, /./).first())).toMatchObject({
      Meetings: String(own.length),
      "Hours attended": sayHours(sum(own.map(({ seconds }) => seconds))),
    });
    expect(problems).toEqual([]);
  });

  it("tell of the harvest that all days are complete, and how much is in each", async () => {
    const { page, problems } = await visit(browser(), dashboard, "/harvest");
    for (const { date, meetings, sessions } of trueDays(truth)) {
      const name = `${sayDay(date)}: complete, ${meetings} meetings, ${sayCount(sessions)} sessions`;
      await page.getByRole("link", { name, exact: true }).waitFor();
    }
    const states = await rowsOf(page.getByRole("table", { name: "Meetings by state" }));
    expect(sum(states.map(([, count]) => Number(count)))).toBe(truth.meetings.length);
    expect(problems).toEqual([]);
  });

  it("show the same of a search server, where there is one, word for word", { timeout: 180_000 }, async ({
    skip,
  }) => {
    if (fixture.search === undefined) return skip("no search server");
    const other = await startDashboard(fixture.search, fixture.folder, ...rosterFlags(fixture));
    try {
      const [ours, theirs] = [await visit(browser(), dashboard, "/"), await visit(browser(), other, "/")];
      for (const { name, path } of await everyPage(fixture)) {
        const texts: string[] = [];
        for (const [{ origin }, { page }] of [
          [dashboard, ours],
          [other, theirs],
        ] as const) {
          await page.goto(`${origin}${path}`);
          await settle(page);
          texts.push(withoutRuns(await page.locator("main").innerText()));
        }
        expect(texts[1], name).toBe(texts[0]);
      }
      expect([...ours.problems, ...theirs.problems]).toEqual([]);
    } finally {
      await other.stop();
    }
  });
});

/** Each store was harvested at its own time. */
function withoutRuns(text: string): string {
  return text
    .replace(/Harvested .*/g, "")
    .replace(/^Now$.*?^Days$/ms, "")
    .replace(/^Latest runs$.*?^Dead letters$/ms, "");
}
