/** Pages that are open while a harvest has the same DuckDB file: both go on. */

import { utimesSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { start, startSimulator, untilSaid } from "../e2e/support.ts";
import { startDashboard } from "./dashboard.ts";
import { accountOf, copyStore, type Fixture, openFixture } from "./fixture.ts";
import { describeInBrowser } from "./support.ts";
import { sayDay, sum } from "./true-figures.ts";
import { figuresOf, panel, settle, visit } from "./visit.ts";

/** The next working day of the account. */
const nextDay = "2026-03-16";
/** Meetings and milliseconds of each answer, so that the harvest takes some seconds. */
const slow = { meetingsPerDay: 120, latency: "400" };
const participantsRead = '"path":"/metrics/meetings/{meetingId}/participants","status":200';

describeInBrowser("while a harvest has the file that is looked at", (browser) => {
  let opened: { fixture: Fixture; close(): Promise<void> };
  let fixture: Fixture;
  beforeAll(async () => {
    opened = await openFixture();
    ({ fixture } = opened);
  }, 120_000);
  afterAll(() => opened?.close());

  it("it is seen live, the other pages go on, and everything is stored", { timeout: 120_000 }, async () => {
    const db = copyStore(fixture, "live.duckdb");
    const { meetingsPerDay, latency } = slow;
    const account = accountOf({ to: nextDay, meetingsPerDay });
    const simulator = await startSimulator(...account, "--latency", latency);
    const dashboard = await startDashboard({ db }, fixture.folder);
    try {
      const truth = await simulator.truthRows(nextDay);
      const { page: overview, problems } = await visit(browser(), dashboard, "/");
      const { page: live } = await visit(browser(), dashboard, "/harvest");
      const status = panel(live, "Now").getByRole("status");
      expect(await status.innerText()).toBe("No harvest is running");
      const args = ["harvest", "--date", nextDay, "--timezone", "UTC", "--db", db, "--limits", "off"];
      const harvest = start([...args, "--log_level", "debug"], simulator.env, fixture.folder);
      await untilSaid(harvest, participantsRead, 60);
      // Zoom does not answer until the pages were looked at.
      simulator.process.kill("SIGSTOP");
      await live.reload();
      await settle(live);
      // From here on the page follows by itself. A run tells of itself every five seconds.
      await status.getByText(/A harvest is writing: [1-9]\d* of \d+ meetings read/).waitFor();
      await overview.reload();
      await settle(overview);
      const { Meetings: meetings } = await figuresOf(panel(overview, "In all"));
      expect(Number(meetings)).toBeGreaterThanOrEqual(fixture.truth.length);
      simulator.process.kill("SIGCONT");
      const { code, stderr } = await harvest.ended;
      expect(code, stderr).toBe(0);
      await status.getByText("No harvest is running").waitFor();
      const sessions = sum(truth.map((meeting) => meeting.sessions.length));
      const counted = `${sayDay(nextDay)}: complete, ${truth.length} meetings, ${sessions.toLocaleString("en-US")} sessions`;
      await live.getByRole("link", { name: counted, exact: true }).waitFor();
      expect(problems).toEqual([]);
    } finally {
      await dashboard.stop();
      await simulator.stop();
    }
  });

  it("what was seen before is shown again and says of when it is; what was not comes as soon as it can", {
    timeout: 120_000,
  }, async () => {
    const db = copyStore(fixture, "held.duckdb");
    const dashboard = await startDashboard({ db }, fixture.folder);
    onTestFinished(() => void dashboard.stop());
    const { page } = await visit(browser(), dashboard, "/hosts");
    const before = await page.locator("tbody").innerText();
    // The dashboard may not have let go of it yet.
    const holder = await vi.waitFor(() => DuckDBInstance.create(db), { timeout: 10_000 });
    try {
      // As if something had been written.
      utimesSync(db, new Date(), new Date());
      await page.reload();
      await page
        .getByText(/A harvest is writing; as of \d\d:\d\d:\d\d UTC/)
        .first()
        .waitFor();
      expect(await page.locator("tbody").innerText()).toBe(before);
      await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Meetings" }).click();
      await page.getByText("A harvest is writing to the store just now").first().waitFor();
    } finally {
      holder.closeSync();
    }
    await page.getByRole("heading", { name: `${fixture.truth.length} meetings` }).waitFor();
  });
});
