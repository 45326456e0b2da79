/** The pages of webinars, with the figures that are true. */

import { expect, it } from "vitest";
import { truePeople } from "../e2e/people-truth.ts";
import { query } from "../e2e/support.ts";
import type { RunningDashboard } from "./dashboard.ts";
import type { Fixture } from "./fixture.ts";
import { describeInBrowser } from "./support.ts";
import { sayCount, sayHours, sayLength, saySecond, sum } from "./true-figures.ts";
import { figuresOf, largestWebinar, panel, rowsOf, serveFixture, settle, visit } from "./visit.ts";

describeInBrowser("the pages of webinars", (browser) => {
  let fixture: Fixture;
  let dashboard: RunningDashboard;
  serveFixture((given, served) => {
    fixture = given;
    dashboard = served;
  });

  it("are found among the meetings, told from them, and open one", async () => {
    const { page, problems } = await visit(browser(), dashboard, "/meetings");
    await page.getByRole("combobox", { name: "Meetings or webinars" }).selectOption("webinars");
    await page.getByRole("heading", { level: 1, name: "Webinars" }).waitFor();
    await settle(page);
    const { webinars } = fixture;
    await panel(page, `${sayCount(webinars.length)} webinars`).waitFor();
    const rows = await rowsOf(page.getByRole("table", { name: "Webinars" }));
    expect(rows).toHaveLength(Math.min(50, webinars.length));
    await page.getByRole("table", { name: "Webinars" }).locator("tbody a").first().click();
    await panel(page, "The webinar").waitFor();
    expect(new URL(page.url()).pathname).toBe("/webinar");
    expect(problems).toEqual([]);
  });

  it("tell of one webinar who came, as what and for how long", async () => {
    const webinar = largestWebinar(fixture);
    const { uuid, sessions, id } = webinar;
    const people = truePeople([webinar]);
    const path = `/webinar?uuid=${encodeURIComponent(uuid)}`;
    const { page, problems } = await visit(browser(), dashboard, path);
    expect(await figuresOf(panel(page, "The webinar"))).toMatchObject({
      People: sayCount(people.length),
      "Person-hours": sayHours(sum(people.map(({ seconds }) => seconds))),
    });
    const rows = await rowsOf(page.getByRole("table", { name: "Attendance" }));
    const told = rows.map(([, email, first, last, attended]) => [email, first, last, attended]);
    const expected = people.map(({ email, first, last, seconds }) => [
      ...[email, saySecond(first), saySecond(last), sayLength(seconds)],
    ]);
    expect(people.length).toBeLessThanOrEqual(100);
    expect(told.sort()).toEqual(expected.sort());
    const named = (role: string) =>
      rows.filter(([person = ""]) => new RegExp(`\\b${role}\\b`).test(person)).length;
    const truth = (role: string) =>
      new Set(sessions.filter((one) => one.role === role).map(({ person }) => person)).size;
    expect({ host: named("host"), panelist: named("panelist") }).toEqual({
      host: truth("host"),
      panelist: truth("panelist"),
    });
    const lanes = panel(page, "Who was there when").locator(".lanes li.row > div > button");
    expect(await lanes.count()).toBe(rows.length);
    await panel(page, "How many were there").waitFor();
    await page
      .getByRole("link", { name: String(id).replace(/^(\d{3})(\d{3,4})(\d{4})$/, "$1 $2 $3") })
      .click();
    await page.getByRole("heading", { level: 2, name: "Webinar by webinar" }).waitFor();
    expect(problems).toEqual([]);
  });

  it("tell of one webinar how well it travelled, and what was asked in it", async () => {
    const webinar = largestWebinar(fixture);
    const path = `/webinar?uuid=${encodeURIComponent(webinar.uuid)}`;
    const { page, problems } = await visit(browser(), dashboard, path);
    const rows = await rowsOf(page.getByRole("table", { name: "Quality" }));
    expect(rows).toHaveLength(truePeople([webinar]).length);
    const [person] = await page.getByRole("table", { name: "Quality" }).locator("a").all();
    expect(await person?.getAttribute("href")).toContain("of=webinars");
    const [counts] = await query(
      fixture.db,
      `SELECT count(*) AS replies FROM webinar_polls WHERE webinar = '${webinar.uuid}'`,
    );
    expect(Number(counts?.replies)).toBeGreaterThan(0);
    const questions = await panel(page, "Polls").locator("section.poll h3 .note").allInnerTexts();
    expect(new Set(questions)).toEqual(new Set([`${sayCount(Number(counts?.replies))} replies`]));
    expect(problems).toEqual([]);
  });

  it("lead to a person's webinars, and from there to the person's meetings", async () => {
    const { uuid } = largestWebinar(fixture);
    const { page, problems } = await visit(browser(), dashboard, `/webinar?uuid=${encodeURIComponent(uuid)}`);
    const host = page.getByRole("table", { name: "Attendance" }).locator("tr", { hasText: "host" }).first();
    await host.locator("a").first().click();
    await panel(page, "Webinars of this person").waitFor();
    await settle(page);
    const links = page.getByRole("table", { name: "Webinars of this person" }).locator("tbody a");
    const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.every((address) => address?.startsWith("/webinar?"))).toBe(true);
    await page.getByRole("link", { name: /^\d+ meetings?$/ }).click();
    await panel(page, "Meetings of this person").waitFor();
    expect(problems).toEqual([]);
  });

  it("are none of the overview's", async () => {
    const { page } = await visit(browser(), dashboard, "/");
    expect(await figuresOf(panel(page, "In all"))).toMatchObject({
      Meetings: sayCount(fixture.truth.length),
    });
  });
});
