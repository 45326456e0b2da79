/**
 * Page: how soon the dashboard is seen in a real browser over a DuckDB file of a million sessions, how soon each panel of its
 * overview is filled, and how long what one clicks on takes until the new content is there. The middle of five counts;
 * every round asks about other days, so that no answer is known from before. A file of one's own is measured with
 * `BENCH_STORE`, the browser is `CHROME_PATH` or the Chromium on the path.
 */

import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { makeBigStore } from "./lib/big-store.mjs";
import { median } from "./lib/numbers.mjs";
import { main, startNode, withFolder } from "./lib/processes.mjs";

const size = 1_000_000;
const rounds = 5;
const paintMs = 1_000;
const clickMs = 200;

export const bench = {
  name: "page",
  goal: "the dashboard of a million sessions, seen in a browser",
  takes: "some minutes",
  run: async () => {
    const executablePath = findChromium();
    if (executablePath === undefined) {
      console.error("page: skipped, there is no Chromium. Try: apt-get install chromium, or CHROME_PATH");
      return [];
    }
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const browser = await chromium.launch({ executablePath, args: sandbox });
    try {
      const own = process.env.BENCH_STORE;
      if (own !== undefined) return await measure(browser, own);
      return await withFolder(async (folder) => measure(browser, (await makeBigStore(folder, size)).file));
    } finally {
      await browser.close();
    }
  },
};

function findChromium() {
  const { CHROME_PATH, PATH = "" } = process.env;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const places = PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [CHROME_PATH ?? "", ...places].find((path) => {
    if (path === "" || !existsSync(path)) return false;
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function measure(browser, file) {
  const served = startNode([main, "dashboard", "--db", file, "--port", "0", "--timezone", "UTC"], {
    out: "pipe",
  });
  try {
    const origin = await addressOf(served);
    const rows = [];
    for (const [days, spanOf] of await spansOf(origin)) {
      const { paints, panels } = await openOverview(browser, origin, spanOf);
      rows.push(rowOf(`first paint, ${days}`, paints, paintMs));
      for (const [title, took] of panels) rows.push(rowOf(`"${title}" is filled, ${days}`, took));
      for (const click of clicks) {
        const took = await measureClick(browser, origin, spanOf, click);
        rows.push(rowOf(`${click.what}, ${days}`, took, clickMs));
      }
    }
    return rows;
  } finally {
    served.kill("SIGTERM");
    await served.ended;
  }
}

function rowOf(what, took, goal) {
  const detail = `${took.map((ms) => Math.round(ms)).join(" ")} ms`;
  return {
    what,
    measured: Math.round(median(took)),
    unit: "ms",
    detail,
    ...(goal === undefined ? {} : { goal }),
  };
}

async function addressOf({ said, ended }) {
  const over = ended.then(({ stderr }) => Promise.reject(new Error(`the dashboard ended: ${stderr}`)));
  while (!said.stdout.includes("\n"))
    await Promise.race([new Promise((resolve) => setTimeout(resolve, 20)), over]);
  return said.stdout.trim().replace(/\/$/, "");
}

/** The days that the page shows unasked, and all of them; of each round a little fewer. */
async function spansOf(origin) {
  const { answer } = await (await fetch(`${origin}/api/store`)).json();
  const day = (at) => new Date(at).toISOString().slice(0, 10);
  const [first, last] = [answer.first, answer.last].map((date) => Date.parse(date));
  let round = 0;
  const span = (from) => () => {
    round += 1;
    return `from=${day(Math.max(first, from))}&to=${day(last - round * 86_400_000)}`;
  };
  return [
    ["30 days", span(last - 40 * 86_400_000)],
    ["all days", span(first)],
  ];
}

/** Each in a browser that knows nothing yet. */
async function openOverview(browser, origin, spanOf) {
  const paints = [];
  const panels = new Map();
  for (let round = 0; round < rounds; round += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.addInitScript(watchPanels);
    await page.goto(`${origin}/?${spanOf()}`);
    await filled(page);
    const [paint] = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint"));
    paints.push(
      await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime),
    );
    if (paint === undefined) throw new Error("Expected the page to be painted");
    for (const [title, at] of await page.evaluate(() => [...globalThis.filledAt]))
      panels.set(title, [...(panels.get(title) ?? []), at]);
    await context.close();
  }
  return { paints, panels };
}

async function filled(page) {
  await page.locator("h1").waitFor();
  await page
    .locator("div.waiting, [aria-busy=true]")
    .first()
    .waitFor({ state: "detached", timeout: 120_000 });
}

/** Runs in the page, before it: when each panel first has what it was waiting for. */
function watchPanels() {
  globalThis.filledAt = new Map();
  new MutationObserver(() => {
    for (const panel of document.querySelectorAll("section.panel")) {
      const title = panel.querySelector("h2")?.textContent ?? "";
      if (globalThis.filledAt.has(title) || panel.querySelector("div.waiting") !== null) continue;
      globalThis.filledAt.set(title, performance.now());
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** What is clicked, and what is something else afterwards. */
const clicks = [
  { what: 'a click on "People" of each day', page: "", link: "People", changes: "main .chart" },
  { what: "a click that sorts the meetings", page: "meetings", link: "Duration", changes: "main tbody" },
  { what: "a click for the next page of meetings", page: "meetings", link: "Next", changes: "main tbody" },
];

async function measureClick(browser, origin, spanOf, { page: path, link, changes }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const took = [];
  for (let round = 0; round < rounds; round += 1) {
    await page.goto(`${origin}/${path}?${spanOf()}`);
    await filled(page);
    took.push(await page.evaluate(clickAndWait, { link, changes }));
  }
  await page.close();
  return took;
}

/** Runs in the page. @returns milliseconds from the click until what changes was drawn */
function clickAndWait({ link, changes }) {
  const target = [...document.querySelectorAll("main a")].find(
    ({ textContent }) => textContent.trim() === link,
  );
  const seen = () => document.querySelector(changes)?.textContent;
  const before = seen();
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const observer = new MutationObserver(() => {
      const now = seen();
      if (now === undefined || now === before) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startedAt)));
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    target.click();
  });
}
