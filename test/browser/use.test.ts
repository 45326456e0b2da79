/** What one does with the pages: send their address, go back, choose a zone, download, look for what is not there. */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { query } from "../e2e/support.ts";
import { type RunningDashboard, startDashboard } from "./dashboard.ts";
import { type Fixture, qualityDay } from "./fixture.ts";
import { describeInBrowser } from "./support.ts";
import { eventfulMeeting, everyPage, panel, rowsOf, serveFixture, settle, visit } from "./visit.ts";

describeInBrowser("somebody who uses the pages", (browser) => {
  let fixture: Fixture;
  let dashboard: RunningDashboard;
  serveFixture((...served) => {
    [fixture, dashboard] = served;
  });

  const meetingsOn = (page: Page) => rowsOf(page.getByRole("table", { name: "Meetings" }));

  it("can send an address: filtered, sorted, on its third page, it opens as it was", async () => {
    const { page, problems } = await visit(browser(), dashboard, "/meetings");
    await page.getByLabel("People, from").fill("2");
    await page.getByText(/^1 to 50 of/).waitFor();
    await expect.poll(() => page.url()).toContain("least=2");
    await page.getByRole("link", { name: "Duration" }).click();
    await page.locator("th[aria-sort=descending]").filter({ hasText: "Duration" }).waitFor();
    for (const first of [51, 101]) {
      await page.getByRole("link", { name: "Next" }).click();
      await page.getByText(new RegExp(`^${first} to `)).waitFor();
    }
    const seen = await meetingsOn(page);
    const other = await visit(browser(), dashboard, page.url().slice(dashboard.origin.length));
    expect(await meetingsOn(other.page)).toEqual(seen);
    expect(await other.page.getByLabel("People, from").inputValue()).toBe("2");
    await page.reload();
    await settle(page);
    expect(await meetingsOn(page)).toEqual(seen);
    await page.goBack();
    await page.getByText(/^51 to /).waitFor();
    await page.goForward();
    await page.getByText(/^101 to /).waitFor();
    expect(await meetingsOn(page)).toEqual(seen);
    expect([...problems, ...other.problems]).toEqual([]);
  });

  it("chooses a zone: times and days are those of it, every panel says so, and it goes along", async () => {
    const { page } = await visit(browser(), dashboard, "/");
    await page.getByLabel("Times in").selectOption("Asia/Kolkata");
    await page.getByText("hours of Asia/Kolkata").waitFor();
    await settle(page);
    expect(page.url()).toContain("tz=Asia%2FKolkata");
    const days = new Map<string, number>();
    for (const { start_time } of fixture.truth) {
      const day = new Date(Date.parse(start_time) + 5.5 * 3_600_000).toISOString().slice(0, 10);
      days.set(day, (days.get(day) ?? 0) + 1);
    }
    const bars = panel(page, "Each day").locator("svg a");
    const counts = () =>
      bars.evaluateAll((all) =>
        all.map((bar) => Number(bar.getAttribute("aria-label").split(": ")[1].split(" ")[0])),
      );
    await expect.poll(counts).toEqual([...days].sort().map(([, count]) => count));
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Meetings" }).click();
    await page.getByText("times in Asia/Kolkata", { exact: true }).waitFor();
    const [latest] = fixture.truth
      .map(({ start_time }) => start_time)
      .sort()
      .reverse();
    const there = new Date(Date.parse(latest ?? "") + 5.5 * 3_600_000).toISOString().slice(11, 16);
    await expect.poll(async () => (await meetingsOn(page))[0]?.[0]).toContain(there);
  });

  it("downloads every table: the file has all of its rows, not one page of them", async () => {
    const { page } = await visit(browser(), dashboard, "/");
    const uuid = encodeURIComponent(eventfulMeeting(fixture).uuid);
    const paths = [...(await everyPage(fixture)).map(({ path }) => path), `/meeting?uuid=${uuid}`];
    const lengths: Record<string, number> = {};
    for (const path of paths) {
      await page.goto(`${dashboard.origin}${path}`);
      await settle(page);
      for (const link of await page.locator("a.csv").all()) {
        const name = (await link.getAttribute("aria-label")) ?? "";
        const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
        const lines = readFileSync(await download.path(), "utf8")
          .trimEnd()
          .split("\r\n");
        expect(lines[0], name).toMatch(/^\ufeff[\w,: -]+$/);
        expect(download.suggestedFilename(), name).toMatch(/^zoom-[\w-]+\.csv$/);
        const rows = await link.locator("xpath=ancestor::section[1]").locator("tbody tr").count();
        expect(lines.length - 1, `${path} ${name}`).toBeGreaterThanOrEqual(rows);
        lengths[name] = lines.length - 1;
      }
    }
    const [counts] = await query(
      fixture.db,
      "SELECT (SELECT count(*) FROM users) AS users, (SELECT count(DISTINCT meeting_series_id) FROM meetings) AS series",
    );
    expect(lengths).toMatchObject({
      [`${fixture.truth.length} meetings as CSV`]: fixture.truth.length,
      "Each day as CSV": 14,
      "Who hosts, and who never as CSV": Number(counts?.users),
      "Attendance as CSV": eventfulMeeting(fixture).people,
    });
  });

  it("is told where nothing is: in days without meetings, of a search that finds nothing", async () => {
    const { page, problems } = await visit(browser(), dashboard, "/?from=2025-01-01&to=2025-01-05");
    await page.getByText("Nothing in these days.").waitFor();
    for (const path of [
      "/meetings?topic=nobody%20calls%20it%20so",
      "/hosts?name=nobody",
      "/person?q=nobody%20at%20all",
    ]) {
      await page.goto(`${dashboard.origin}${path}`);
      await settle(page);
      await page.locator("p.empty").first().waitFor();
    }
    expect(problems).toEqual([]);
  });

  it("is told of what does not exist, and what to do", async () => {
    const { page } = await visit(browser(), dashboard, "/meeting?uuid=never");
    const alert = page.getByRole("alert");
    expect(await alert.innerText()).toMatch(/stored.*Try: /s);
    await page.goto(`${dashboard.origin}/meetings?from=2026-03-09&to=2026-03-02`);
    await alert.first().waitFor();
    await page.goto(`${dashboard.origin}/nowhere`);
    await page.getByText("There is no such page").waitFor();
  });

  it("sees that the program was stopped, and goes on when it is started again", async () => {
    const port = ["--port", "0"];
    const first = await startDashboard({ db: fixture.db }, fixture.folder, ...port);
    const { page } = await visit(browser(), first, `/meetings?from=${qualityDay}&to=${qualityDay}`);
    const before = await meetingsOn(page);
    await first.stop();
    await page.getByRole("link", { name: "Topic" }).click();
    await page.getByText("the dashboard does not answer").first().waitFor();
    const again = ["--port", new URL(first.origin).port];
    const second = await startDashboard({ db: fixture.db }, fixture.folder, ...again);
    try {
      await page.locator(".problem").first().waitFor({ state: "detached" });
      expect((await meetingsOn(page)).map(String).sort()).toEqual(before.map(String).sort());
    } finally {
      await second.stop();
    }
  });
});
