/** Names that somebody chose to do harm, or that are hard to show: pages show them letter by letter and stay whole. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readRosterFile } from "../../src/commands/roster-file.ts";
import { query } from "../e2e/support.ts";
import { type RunningDashboard, startDashboard } from "./dashboard.ts";
import { copyStore, type Fixture, openFixture } from "./fixture.ts";
import { hostileNames, makeHostile } from "./hostile-names.ts";
import { describeInBrowser, shoot, widths } from "./support.ts";
import { everyPage, rosterFlags, visit } from "./visit.ts";

/** What must not be. */
interface Shape {
  /** Elements that no page has, but some of the names. */
  strangers: string[];
  /** Attributes that would be run, and addresses with a scheme. */
  run: string[];
  /** Elements that reach beyond the window, outside of what scrolls on its own. */
  wide: string[];
  /** Texts from right to left that may turn what stands beside them around. */
  turning: string[];
}

function shapeOf(page: Page, wholes: readonly string[]): Promise<Shape> {
  return page.locator("html").evaluate((html, wholes) => {
    const all = [...html.querySelectorAll("*")];
    const say = (element: (typeof all)[number]) => element.outerHTML.slice(0, 200);
    const isStrange = ({ tagName, src }: (typeof all)[number]) =>
      ["IMG", "IFRAME", "STYLE", "BASE", "OBJECT"].includes(tagName) || (tagName === "SCRIPT" && src === "");
    const isRun = ({ attributes }: (typeof all)[number]) =>
      [...attributes].some(
        ({ name, value }) =>
          name.startsWith("on") ||
          (/href|src|action/.test(name) && /^\s*(javascript|data|https?):/i.test(value)),
      );
    const isWide = (one: (typeof all)[number]) =>
      one.closest(".scroll, svg, .heard, .skip") === null &&
      one.getBoundingClientRect().right > html.clientWidth + 1;
    const { defaultView: window } = html.ownerDocument;
    const isTurning = (one: (typeof all)[number]) => {
      const own = [...one.childNodes].filter(({ nodeType }) => nodeType === 3);
      const turned = own.filter(({ textContent }) => /[\u0590-\u08ff\u202e]/.test(textContent));
      if (turned.length === 0 || one.closest("svg, option, title") !== null) return false;
      if (turned.some(({ textContent }) => !wholes.includes(textContent.trim()))) return true;
      const { unicodeBidi, display } = window.getComputedStyle(one);
      // What is a block by itself, and holds nothing else, turns nothing around.
      return !/isolate|plaintext/.test(unicodeBidi) && (display === "inline" || one.childNodes.length > 1);
    };
    return {
      strangers: all.filter(isStrange).map(say),
      run: all.filter(isRun).map(say),
      wide: [
        ...all.filter(isWide).map(say),
        ...(html.scrollWidth > html.clientWidth ? [`the document, ${html.scrollWidth} pixels`] : []),
      ],
      turning: all.filter(isTurning).map(say),
    };
  }, wholes);
}

/** A browser shows white space in its own way, and some characters not at all. */
const plain = (text: string) => text.replaceAll(/\s+/g, " ").trim();

describeInBrowser("names that are hard to show", (browser) => {
  let opened: { fixture: Fixture; close(): Promise<void> };
  let fixture: Fixture;
  let db: string;
  let dashboard: RunningDashboard;
  beforeAll(async () => {
    opened = await openFixture();
    db = copyStore(opened.fixture, "hostile.duckdb");
    fixture = { ...opened.fixture, db };
    await makeHostile(db);
    dashboard = await startDashboard({ db }, fixture.folder, ...rosterFlags(fixture));
  }, 120_000);
  afterAll(async () => {
    await dashboard?.stop();
    await opened?.close();
  });

  for (const width of Object.values(widths))
    it(`run nothing and burst nothing on any page, ${width} pixels wide`, { timeout: 120_000 }, async () => {
      const found: Record<string, unknown> = {};
      // The class list is not hostile, but has names from right to left.
      const listed = readRosterFile(fixture.class.file).people.map(({ name = "" }) => name);
      const wholes = [...hostileNames, ...listed];
      for (const { name, path } of await everyPage(fixture)) {
        const { page, problems, close } = await visit(browser(), dashboard, path, { width });
        await shoot(page, `hostile-${name.replaceAll(/\W+/g, "-")}-${width}`);
        const shape = { ...(await shapeOf(page, wholes)), problems };
        if (Object.values(shape).some((some) => some.length > 0)) found[name] = shape;
        await close();
      }
      expect(found).toEqual({});
    });

  it("are shown as they are, every one of them", async () => {
    const { page } = await visit(browser(), dashboard, "/meetings");
    const seen = new Set<string>();
    for (;;) {
      for (const topic of await page.locator("tbody td:nth-child(2) a").allTextContents())
        seen.add(plain(topic));
      const next = page.getByRole("link", { name: "Next" });
      if ((await next.count()) === 0) break;
      const before = await page.locator("nav.pager span").innerText();
      await next.click();
      await page.locator("nav.pager span").filter({ hasNotText: before }).waitFor();
    }
    const topics = await query(db, "SELECT DISTINCT topic FROM meetings WHERE topic IS NOT NULL");
    expect([...seen].filter((topic) => topic !== "without a topic").sort()).toEqual(
      topics.map(({ topic }) => plain(String(topic))).sort(),
    );
    for (const topic of seen) expect([...hostileNames.map(plain), "without a topic"]).toContain(topic);
  });

  it("are found when they are searched for, and shown in the field as they were typed", async () => {
    const [script = ""] = hostileNames;
    const { page, problems } = await visit(browser(), dashboard, "/meetings");
    await page.getByLabel("Topic").fill(script);
    await expect.poll(() => page.url()).toContain(encodeURIComponent("<script>"));
    const topics = page.locator("tbody td:nth-child(2) a");
    await expect.poll(async () => [...new Set(await topics.allTextContents())]).toEqual([script]);
    await page.reload();
    expect(await page.getByLabel("Topic").inputValue()).toBe(script);
    expect(problems).toEqual([]);
  });
});
