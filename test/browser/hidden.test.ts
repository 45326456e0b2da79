/** A dashboard that shows nobody: what a browser gets of it has no name and no e-mail. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { query } from "../e2e/support.ts";
import { type RunningDashboard, startDashboard } from "./dashboard.ts";
import { type Fixture, openFixture } from "./fixture.ts";
import { describeInBrowser } from "./support.ts";
import { everyPage, settle, visit } from "./visit.ts";

/** In lower case; without those that are no more than a word. */
async function storedNames(db: string): Promise<string[]> {
  const rows = await query(
    db,
    `SELECT DISTINCT lower(name) AS name FROM (
       SELECT user_name AS name FROM sessions UNION ALL SELECT email FROM sessions UNION ALL
       SELECT unnest(names) FROM attendance UNION ALL SELECT unnest([name, email]) FROM attendance UNION ALL
       SELECT unnest(names) FROM webinar_attendance UNION ALL SELECT unnest([name, email]) FROM webinar_attendance UNION ALL
       SELECT unnest([host.name, host.email]) FROM webinars UNION ALL
       SELECT unnest([host.name, host.email]) FROM meetings UNION ALL
       SELECT unnest([email, display_name, first_name, last_name]) FROM users) WHERE length(name) > 5`,
  );
  // Pages call breakout rooms as some meeting rooms are called.
  return rows.map(({ name }) => String(name)).filter((name) => !/^room \d+$/.test(name));
}

describeInBrowser("the pages without people", (browser) => {
  let opened: { fixture: Fixture; close(): Promise<void> };
  let fixture: Fixture;
  let dashboard: RunningDashboard;
  let names: string[];
  beforeAll(async () => {
    opened = await openFixture();
    ({ fixture } = opened);
    dashboard = await startDashboard({ db: fixture.db }, fixture.folder, "--hide_people");
    names = await storedNames(fixture.db);
  }, 120_000);
  afterAll(async () => {
    await dashboard?.stop();
    await opened?.close();
  });

  const namesIn = (text: string) => names.filter((name) => text.toLowerCase().includes(name));

  /** Everything that the browser is given from now on, with where it came from. */
  function received(page: Page): Promise<[url: string, text: string]>[] {
    const all: Promise<[string, string]>[] = [];
    page.on("response", (response) => {
      all.push(response.text().then((text) => [response.url(), text]));
    });
    return all;
  }

  it("have no name and no e-mail of the store, neither in what is seen nor in what the browser was sent", async () => {
    expect(names.length).toBeGreaterThan(100);
    const { page, problems } = await visit(browser(), dashboard, "/");
    const bodies = received(page);
    const found: string[] = [];
    const look = async (name: string) => {
      for (const one of namesIn(await page.content())) found.push(`${name}: ${one}`);
      for (const file of await page.locator("a.csv").all()) {
        const response = await page.request.get(`${dashboard.origin}${await file.getAttribute("href")}`);
        expect(response.status()).toBe(200);
        for (const one of namesIn(await response.text())) found.push(`${response.url()}: ${one}`);
      }
    };
    for (const { name, path } of await everyPage(fixture)) {
      // Who is known by a mark only is found through a meeting.
      if (name.startsWith("person")) continue;
      await page.goto(`${dashboard.origin}${path}`);
      await settle(page);
      await look(name);
      if (name !== "meeting") continue;
      await page
        .getByRole("table", { name: "Attendance" })
        .getByRole("link", { name: /^person / })
        .first()
        .click();
      await page.getByRole("heading", { level: 1, name: "Person" }).waitFor();
      await settle(page);
      await look("person");
    }
    expect(found).toEqual([]);
    for (const [url, text] of await Promise.all(bodies)) expect(namesIn(text), url).toEqual([]);
    expect(bodies.length).toBeGreaterThan(30);
    expect(problems).toEqual([]);
  });

  it("say so, and offer no search for people and no order by names", async () => {
    const { page } = await visit(browser(), dashboard, "/meetings");
    await page.getByText("people hidden").waitFor();
    for (const label of ["Topic", "Host", "Somebody who was there"])
      expect(await page.getByLabel(label, { exact: true }).count(), label).toBe(0);
    expect(
      await page
        .getByRole("columnheader")
        .getByRole("link", { name: /^(Topic|Host)/ })
        .count(),
    ).toBe(0);
    await page.goto(`${dashboard.origin}/person`);
    await page.getByText("People are hidden").waitFor();
    await page.goto(`${dashboard.origin}/hosts`);
    await settle(page);
    expect(await page.getByLabel("Name or e-mail").count()).toBe(0);
  });
});
