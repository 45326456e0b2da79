/** Going to the pages of a dashboard that is served, and waiting for what they show. */

import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { query } from "../e2e/support.ts";
import { type RunningDashboard, startDashboard } from "./dashboard.ts";
import { type Fixture, openFixture, qualityDay, type TrueMeeting, type TrueWebinar } from "./fixture.ts";
import { openPage, type PageOptions, type WatchedPage } from "./support.ts";

export interface Address {
  /** For whoever reads of it. */
  name: string;
  /** Path and question. */
  path: string;
}

/** Serves the fixture's file, with its class list, to the tests of a group. @param take is given both before the first test */
export function serveFixture(
  take: (fixture: Fixture, dashboard: RunningDashboard) => void | Promise<void>,
): void {
  let opened: Awaited<ReturnType<typeof openFixture>> | undefined;
  let dashboard: RunningDashboard | undefined;
  beforeAll(async () => {
    opened = await openFixture();
    const { fixture } = opened;
    dashboard = await startDashboard({ db: fixture.db }, fixture.folder, ...rosterFlags(fixture));
    await take(fixture, dashboard);
  }, 120_000);
  afterAll(async () => {
    await dashboard?.stop();
    await opened?.close();
  });
}

/** With as much of everything as one has whose quality is known: people who came twice, waited, were in rooms, were asked. */
export function eventfulMeeting({ truth }: Fixture): TrueMeeting {
  const kinds = ({ sessions, polls }: TrueMeeting) =>
    new Set(sessions.map(({ kind }) => kind)).size + Math.min(1, polls);
  const [found] = truth
    .filter(({ start_time }) => start_time.startsWith(qualityDay))
    .sort((a, b) => kinds(b) - kinds(a) || b.people - a.people);
  if (found === undefined) throw new Error("Expected the account to have a meeting that day");
  return found;
}

export function largestWebinar({ webinars }: Fixture): TrueWebinar {
  const [found] = webinars.toSorted((a, b) => b.sessions.length - a.sessions.length);
  if (found === undefined) throw new Error("Expected the account to have a webinar");
  return found;
}

/** Of the account's people the one with the most meetings. */
export async function busiestPerson({ db }: Fixture): Promise<string> {
  const [row] = await query(
    db,
    "SELECT identity FROM attendance WHERE email IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
  );
  return String(row?.identity);
}

/** Every page there is, with something on it. */
export async function everyPage(fixture: Fixture): Promise<Address[]> {
  const uuid = encodeURIComponent(eventfulMeeting(fixture).uuid);
  const identity = encodeURIComponent(await busiestPerson(fixture));
  const [other] = fixture.truth.filter(({ id }) => String(id) !== fixture.class.series);
  return [
    { name: "overview", path: "/" },
    { name: "meetings", path: "/meetings" },
    { name: "meeting", path: `/meeting?uuid=${uuid}` },
    { name: "all series", path: "/series" },
    { name: "series with a class list", path: `/series?number=${fixture.class.series}` },
    { name: "series without a list", path: `/series?number=${other?.id}` },
    { name: "hosts", path: "/hosts" },
    { name: "webinars", path: "/meetings?of=webinars" },
    { name: "webinar", path: `/webinar?uuid=${encodeURIComponent(largestWebinar(fixture).uuid)}` },
    { name: "webinars of a number", path: `/series?number=${largestWebinar(fixture).id}` },
    { name: "person", path: `/person?identity=${identity}` },
    { name: "person, searched", path: "/person?q=ann" },
    { name: "harvest", path: "/harvest" },
  ];
}

/** The flags that give the class of the fixture its list. */
export function rosterFlags({ class: { series, file } }: Fixture): string[] {
  return ["--roster", `${series}=${file}`];
}

/** All panels of the page are filled, or say why they cannot be. */
export async function settle(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  // What was chosen last is asked for after it was drawn.
  await page.evaluate(
    "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))",
  );
  await page.locator("div.waiting, [aria-busy=true]").first().waitFor({ state: "detached" });
}

/** Opens an address in a page that goes with the test. */
export async function visit(
  browser: Browser,
  { origin }: Pick<RunningDashboard, "origin">,
  path: string,
  options: Omit<PageOptions, "origin"> = {},
): Promise<WatchedPage> {
  const watched = await openPage(browser, { origin, ...options });
  onTestFinished(watched.close);
  await watched.page.goto(`${origin}${path}`);
  await settle(watched.page);
  return watched;
}

/** The panel with this heading. */
export function panel(page: Page, title: string | RegExp): Locator {
  return page
    .locator("section.panel")
    .filter({ has: page.getByRole("heading", { level: 2, name: title, exact: typeof title === "string" }) });
}

/** What a table shows, row by row, without its head. */
export async function rowsOf(table: Locator): Promise<string[][]> {
  const rows = await table.locator("tbody tr").all();
  return Promise.all(rows.map((row) => row.locator("th, td").allInnerTexts()));
}

/** Figures by their names: those large ones at the head of a page or panel. */
export async function figuresOf(place: Locator | Page): Promise<Record<string, string>> {
  const names = await place.locator("dl.figures dt").allInnerTexts();
  const values = await place.locator("dl.figures dt + dd").allInnerTexts();
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
}
