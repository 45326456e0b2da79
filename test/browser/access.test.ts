/** Pages for everybody: read aloud, with the keys alone, on a telephone, enlarged, in light and in dark. */

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { RunningDashboard } from "./dashboard.ts";
import type { Fixture } from "./fixture.ts";
import { axe, describeInBrowser, type PageOptions, widths } from "./support.ts";
import { everyPage, serveFixture, settle, visit } from "./visit.ts";

const smallest = 12;
/** What a window of 1,280 pixels is at 200 %. */
const enlarged = 640;

/** Texts that are smaller on the screen than they may be, with the size; drawings count as they are scaled. */
function smallTexts(page: Page): Promise<string[]> {
  return page.locator("body").evaluate((body, least) => {
    const window = body.ownerDocument.defaultView;
    return [...body.querySelectorAll("*")].flatMap((element) => {
      const own = [...element.childNodes].filter(({ nodeType }) => nodeType === 3);
      if (own.every(({ textContent }) => textContent.trim() === "")) return [];
      const { width, height } = element.getBoundingClientRect();
      if (width < 2 || height < 2 || element.closest("title, .heard") !== null) return [];
      const scale = element.ownerSVGElement ? element.getScreenCTM().a : 1;
      const size = Number.parseFloat(window.getComputedStyle(element).fontSize) * scale;
      return size < least - 0.01 ? [`${size.toFixed(1)}: ${element.textContent.slice(0, 40)}`] : [];
    });
  }, smallest);
}

/** What does not say its name, or is out of order. */
function namelessIn(page: Page): Promise<string[]> {
  return page.locator("body").evaluate((body) => {
    const levels = [...body.querySelectorAll("h1, h2, h3, h4")].map(({ tagName }) =>
      Number(tagName.slice(1)),
    );
    const jumps = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
    const charts = [...body.querySelectorAll("svg:not([aria-hidden=true])")];
    const say = (element: (typeof charts)[number]) => element.outerHTML.slice(0, 120);
    return [
      ...(levels.filter((level) => level === 1).length === 1 ? [] : ["not one first heading"]),
      ...jumps.map((level) => `a heading of level ${level} without one above it`),
      ...charts.filter((chart) => !chart.getAttribute("aria-label")).map(say),
      ...[...body.querySelectorAll("table")].filter((table) => !table.caption?.textContent).map(say),
    ];
  });
}

/** The place that the test has given it, and whether it can be seen that one is there: by a frame around it or its bar. */
function whereOneIs(page: Page): Promise<{ place?: string; isSeen: boolean }> {
  return page.evaluate(`(() => {
    const { activeElement } = document;
    const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
    const bar = activeElement.querySelector(".touch");
    const isFramed = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    const isStroked = bar !== null && Number.parseFloat(getComputedStyle(bar).strokeWidth) >= 2;
    return { place: activeElement.dataset.place, isSeen: isFramed || isStroked };
  })()`);
}

const overflowOf = (page: Page) =>
  page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);

describeInBrowser("the pages for everybody", (browser) => {
  let fixture: Fixture;
  let dashboard: RunningDashboard;
  serveFixture((...served) => {
    [fixture, dashboard] = served;
  });

  /** Goes to every page one after another. @returns what was found on those where something was */
  async function onEveryPage(
    options: Omit<PageOptions, "origin">,
    look: (page: Page) => Promise<readonly unknown[]>,
  ): Promise<Record<string, readonly unknown[]>> {
    const { page } = await visit(browser(), dashboard, "/", options);
    const found: Record<string, readonly unknown[]> = {};
    for (const { name, path } of await everyPage(fixture)) {
      await page.goto(`${dashboard.origin}${path}`);
      await settle(page);
      const seen = await look(page);
      if (seen.length > 0) found[name] = seen;
    }
    return found;
  }

  for (const width of Object.values(widths))
    for (const colorScheme of ["light", "dark"] as const)
      it(`have nothing that axe objects to, ${width} pixels wide, ${colorScheme}`, {
        timeout: 120_000,
      }, async () => {
        expect(await onEveryPage({ width, colorScheme }, axe)).toEqual({});
      });

  for (const width of Object.values(widths))
    it(`have no text below ${smallest} pixels and nothing beside the window, ${width} pixels wide`, async () => {
      const found = await onEveryPage({ width }, async (page) => {
        const overflow = await overflowOf(page);
        return [...(await smallTexts(page)), ...(overflow > 0 ? [`${overflow} pixels too wide`] : [])];
      });
      expect(found).toEqual({});
    });

  it("name every chart and table, and have their headings in order", async () => {
    expect(await onEveryPage({}, namelessIn)).toEqual({});
  });

  it("can be enlarged to 200 % without scrolling sideways", async () => {
    const found = await onEveryPage({ width: enlarged }, async (page) => {
      const overflow = await overflowOf(page);
      return overflow > 0 ? [overflow] : [];
    });
    expect(found).toEqual({});
  });

  it("are reached with the keys alone: past the menu, then every link, each seen where one is", async () => {
    const { page } = await visit(browser(), dashboard, "/");
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    expect(await focused.innerText()).toBe("Skip to the content");
    expect((await focused.boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("main");
    const reachable = "a[href], button, input, select, summary, [tabindex='0']";
    const all = await page.locator(`main :is(${reachable})`).evaluateAll((elements, selector) => {
      // Each is known by its place.
      elements.forEach((element, index) => {
        element.dataset.place = String(index);
      });
      return elements
        .filter((element) => element.matches(selector) && element.checkVisibility() && element.tabIndex >= 0)
        .map((element) => element.dataset.place);
    }, reachable);
    const reached: string[] = [];
    const seen = new Set<string>();
    for (;;) {
      await page.keyboard.press("Tab");
      const { place, isSeen } = await whereOneIs(page);
      if (place === undefined) break;
      if (reached.at(-1) !== place) reached.push(place);
      if (isSeen) seen.add(place);
    }
    expect(reached).toEqual(all);
    expect(reached.filter((place) => !seen.has(place))).toEqual([]);
  });

  it("are gone through with the keys: a link is opened with Enter, and one is at the new page's content", async () => {
    const { page } = await visit(browser(), dashboard, "/");
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Hosts" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Hosts" }).waitFor();
    expect(await page.evaluate("document.activeElement.id")).toBe("main");
    expect(await page.title()).toBe("Hosts - zoom-harvester");
  });

  it("are as light or dark as one chooses, and stay so", async () => {
    const { page } = await visit(browser(), dashboard, "/", { colorScheme: "light" });
    const ground = () => page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
    const light = await ground();
    await page.getByLabel("Colours").selectOption("dark");
    await expect.poll(ground).not.toBe(light);
    await page.reload();
    await settle(page);
    expect(await ground()).not.toBe(light);
  });
});
