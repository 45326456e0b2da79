/** The questions of docs/dashboard.md, asked as it says: the same clicks, counted, and the answers that are true. */

import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { expect, it } from "vitest";
import { query, run } from "../e2e/support.ts";
import type { RunningDashboard } from "./dashboard.ts";
import type { Fixture } from "./fixture.ts";
import { describeInBrowser } from "./support.ts";
import { saySecond, sayTime, truePeak } from "./true-figures.ts";
import { figuresOf, panel, rowsOf, serveFixture, settle, visit } from "./visit.ts";

const document = readFileSync(new URL("../../docs/dashboard.md", import.meta.url), "utf8");

/** The numbered steps below a question. */
function stepsOf(question: string): string[] {
  const [, section] = document.split(`### ${question}\n`);
  if (section === undefined) throw new Error(`docs/dashboard.md does not ask: ${question}`);
  const [own = ""] = section.split("\n##");
  return [...own.matchAll(/^\d+\. (.+)$/gm)].map(([, step = ""]) => step);
}

describeInBrowser("a question is answered with the clicks that are written down", (browser) => {
  let fixture: Fixture;
  let dashboard: RunningDashboard;
  serveFixture((...served) => {
    [fixture, dashboard] = served;
  });

  /** Begins on the overview and follows the document: each step is the next one there, and its label is on the page. */
  async function follow(question: string) {
    const steps = stepsOf(question);
    expect(steps.length).toBeGreaterThan(0);
    const { page, problems } = await visit(browser(), dashboard, "/");
    const take = async (label: string, act: () => Promise<unknown>) => {
      expect(steps.shift() ?? "there is no further step").toContain(`**${label}**`);
      await page.getByText(label).first().waitFor();
      await act();
    };
    return {
      page,
      click: (label: string, place: Locator) => take(label, () => place.click()),
      fill: (label: string, text: string) =>
        take(label, async () => {
          await page.getByLabel(label).fill(text);
          await page.keyboard.press("Enter");
        }),
      /** The document has no step more than were taken. */
      end: () => {
        expect(steps).toEqual([]);
        expect(problems).toEqual([]);
      },
    };
  }

  const inMenu = (page: Page, name: string) =>
    page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name, exact: true });

  it("who of my class missed more than two of its meetings, and how long was everybody there?", async () => {
    const { page, click, end } = await follow(
      "Who of my class missed more than two of its meetings, and how long was everybody there?",
    );
    await click("Series", inMenu(page, "Series"));
    const listed = page.locator("tr").filter({ hasText: "class list" });
    await click("class list", listed.getByRole("link").first());
    await click("Missed more than 2", page.getByRole("link", { name: /^Missed more than 2/ }));
    await page.locator("[aria-current=true]").filter({ hasText: "Missed more than 2" }).waitFor();
    const { series, file } = fixture.class;
    const said = await run(
      ["attendance", "--db", fixture.db, "--timezone", "UTC", "--series", series].concat([
        "--roster",
        file,
        "--missed_more_than",
        "2",
        "--json",
      ]),
      {},
      fixture.folder,
    );
    const people: { name: string; missed: number }[] = JSON.parse(said.stdout).people;
    expect(people.length).toBeGreaterThan(3);
    const matrix = page.locator(".matrix table");
    const told = async () => (await rowsOf(matrix)).map(([name = "", missed]) => `${name}: ${missed}`).sort();
    await expect.poll(told).toEqual(people.map(({ name, missed }) => `${name}: ${missed}`).sort());
    for (const [, , , , time] of await rowsOf(matrix)) expect(time).toMatch(/^\d+ (s|min|h)/);
    end();
  });

  it("when were we closest to our limit of concurrent meetings, and in which meetings?", async () => {
    const { page, fill, end } = await follow(
      "When were we closest to our limit of concurrent meetings, and in which meetings?",
    );
    const { count, at, people } = truePeak({ meetings: fixture.truth });
    await fill("Limit of meetings at once", "12");
    const peak = panel(page, "Most meetings at once");
    await peak.getByText(`${Math.round((100 * count) / 12)} % of 12`).waitFor();
    await peak.getByText(`${count} meetings, first at ${sayTime(at)} (UTC)`).waitFor();
    const links = peak.locator("li a");
    const uuids = await links.evaluateAll((all) =>
      all.map((link) => new URL(link.href).searchParams.get("uuid")),
    );
    expect(uuids.sort()).toEqual([...people.keys()].sort());
    end();
  });

  it("somebody says that he was thrown out of a meeting: what do we know?", async () => {
    const [fact] = await query(
      fixture.db,
      `SELECT meeting, name, lower(email) AS email FROM attendance WHERE len(gaps) > 0 AND email IS NOT NULL AND role <> 'host'
       ORDER BY gap_seconds DESC LIMIT 1`,
    );
    const { meeting, name, email } = fact as Record<"meeting" | "name" | "email", string>;
    const { page, click, fill, end } = await follow(
      "Somebody says that he was thrown out of a meeting: what do we know?",
    );
    await click("Meetings", inMenu(page, "Meetings"));
    await fill("Somebody who was there", name.slice(0, -2).toLowerCase());
    const link = page.locator(`tbody a[href*="${encodeURIComponent(meeting)}"]`);
    await click("Topic", link);
    const line = page.getByRole("button", { name: new RegExp(`^${name}: `) });
    await click("Who was there when", line);
    const told = await page.locator(".lanes .said li").allInnerTexts();
    const own = await query(
      fixture.db,
      `SELECT epoch(join_time)::INT AS came, device FROM sessions WHERE meeting = '${meeting}' AND lower(email) = '${email}'
       ORDER BY join_time`,
    );
    expect(own.length).toBeGreaterThan(1);
    for (const { came, device } of own) {
      const words = told.find((text) => text.startsWith(saySecond(Number(came))));
      expect(words).toContain(device);
    }
    const row = page.getByRole("table", { name: "Attendance" }).getByRole("row").filter({ hasText: name });
    expect(await row.innerText()).toMatch(/\d+ (s|min) in \d/);
    end();
  });

  it("who has a licence and never hosts?", async () => {
    const { page, click, end } = await follow("Who has a licence and never hosts?");
    await click("Hosts", inMenu(page, "Hosts"));
    await click("7 days", page.getByRole("link", { name: "7 days", exact: true }));
    const users = await query(
      fixture.db,
      "SELECT display_name AS name, lower(email) AS email FROM users WHERE type = 2 AND status = 'active'",
    );
    const hosts = new Set(
      fixture.truth
        .filter(({ start_time }) => start_time >= "2026-03-09")
        .map(({ host_email }) => host_email.toLowerCase()),
    );
    const never = users.filter(({ email }) => !hosts.has(String(email))).map(({ name }) => String(name));
    expect(never.length).toBeGreaterThan(0);
    await expect.poll(async () => (await figuresOf(page))["Never hosted"]).toBe(String(never.length));
    const figure = page.locator("dl.figures > div").filter({ hasText: "Never hosted" });
    await click("Never hosted", figure.getByRole("link"));
    const shown = async () =>
      (await rowsOf(page.getByRole("table", { name: "Hosts" }))).map(([host = ""]) => host.split("\n")[0]);
    await expect.poll(async () => (await shown()).sort()).toEqual(never.sort());
    end();
  });

  it("is anything missing in the harvest, and what is to be run?", async () => {
    const { page, click, end } = await follow("Is anything missing in the harvest, and what is to be run?");
    await click("Harvest", inMenu(page, "Harvest"));
    await page.getByRole("heading", { level: 1, name: "Harvest" }).waitFor();
    await settle(page);
    const lines = await panel(page, "What to run next").locator("li code").allInnerTexts();
    const { stdout } = await run(["status", "--db", fixture.db, "--timezone", "UTC"], {}, fixture.folder);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(stdout.replaceAll(/\s+/g, " ")).toContain(line);
    end();
  });
});
