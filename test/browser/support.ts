/** A real browser for the tests, and pages that keep account of everything that goes wrong in them. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type axeCore from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { findChromium, howToGetChromium } from "./find-chromium.ts";

/** The two widths that the pages are made for, and a height that goes with each. */
export const widths = { wide: 1280, narrow: 390 } as const;
const heights: Readonly<Record<number, number>> = { 1280: 800, 390: 844 };

export interface PageOptions {
  /** Where the page comes from, such as `http://127.0.0.1:43117`: nothing else may be asked. */
  origin: string;
  /** @default 1280 */
  width?: number;
  /** @default "light" */
  colorScheme?: "light" | "dark";
}

export interface WatchedPage {
  page: Page;
  /**
   * What went wrong so far, a line each: errors on the console, exceptions, dialogs, what the content security policy refused,
   * requests that failed or were answered with an error, and requests of other places, none of which gets out.
   */
  problems: string[];
  close(): Promise<void>;
}

/** The tests with a browser; without one, a test that says so and is skipped, or fails with CI. */
export function describeInBrowser(title: string, tests: (browser: () => Browser) => void): void {
  const executablePath = findChromium(process.env);
  if (executablePath === undefined) {
    if (process.env.CI === undefined)
      it.skip(`${title} (skipped: no Chromium. Try: ${howToGetChromium})`, () => {});
    else
      it(`${title}: there is a Chromium`, () => {
        throw new Error(`CI needs a browser. Try: ${howToGetChromium}`);
      });
    return;
  }
  describe(title, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      // Chromium's sandbox does not work for root.
      const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
      browser = await chromium.launch({ executablePath, args: ["--lang=en-GB", ...sandbox] });
    });
    afterAll(() => browser?.close());
    tests(() => {
      if (browser === undefined) throw new Error("Expected the browser to be asked for inside a test");
      return browser;
    });
  });
}

/** A page of its own, with no memory of others: in English, in UTC, without animations. */
export async function openPage(
  browser: Browser,
  { origin, width = widths.wide, colorScheme = "light" }: PageOptions,
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width, height: heights[width] ?? 800 },
    colorScheme,
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  const isInside = (url: string) => /^(data|blob|about):/.test(url) || new URL(url).origin === origin;
  await context.route(
    (url) => !isInside(url.href),
    (route) => {
      problems.push(`outside: ${route.request().url()}`);
      return route.abort();
    },
  );
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    const { errorText = "" } = request.failure() ?? {};
    // A page that is left, or a question that nobody waits for any more, takes its requests along.
    if (isInside(request.url()) && errorText !== "net::ERR_ABORTED")
      problems.push(`failed: ${request.url()} ${errorText}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  return { page, problems, close: () => context.close() };
}

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe has against the page as it stands, a line for each element: rule, what it asks for, where. */
export async function axe(page: Page): Promise<string[]> {
  // The policy of the page forbids foreign scripts in it; what the debugger evaluates it does not see.
  await page.evaluate(readFileSync(axePath, "utf8"));
  const { violations } = await page.evaluate(() => {
    const { axe: here } = globalThis as unknown as { axe: typeof axeCore };
    return here.run({ preload: false, resultTypes: ["violations"] });
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = "" }) => {
      const why = failureSummary.split("\n").slice(1).join(" ").replaceAll(/\s+/g, " ").trim();
      return `${id}: ${help}: ${target.join(" ")} (${why})`;
    }),
  );
}

/** A picture of the whole page, kept as `NAME.png` where `BROWSER_SHOTS` names a folder. @returns the PNG */
export async function shoot(page: Page, name: string): Promise<Uint8Array> {
  const picture = await page.screenshot({ fullPage: true });
  const { BROWSER_SHOTS: folder = "" } = process.env;
  if (folder !== "") {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.png`), picture);
  }
  return picture;
}
