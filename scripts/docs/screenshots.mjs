// Makes the pictures of the README: of the dashboard that the demo ends with. `npm run demo` comes first; then
// DEMO_ROSTER=SERIES=zoom-demo-class.csv node scripts/docs/screenshots.mjs, with what the demo says of its class list.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = join(root, "docs/images");
const roster = process.env.DEMO_ROSTER ?? "";
const [series = ""] = roster.split("=");
const main = join(root, "dist/main.js");
const args = [
  "dashboard",
  "--db",
  "zoom-demo.duckdb",
  "--port",
  "0",
  "--timezone",
  "UTC",
  "--roster",
  roster,
];
const served = spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "inherit"] });
const address = await new Promise((resolve) => {
  createInterface({ input: served.stdout }).once("line", resolve);
});
const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: asRoot,
});
mkdirSync(out, { recursive: true });

/** What is seen first of a page, where nothing is scrolled. */
async function shoot(name, colorScheme, height, path) {
  const viewport = { width: 1280, height };
  const context = await browser.newContext({
    viewport,
    colorScheme,
    reducedMotion: "reduce",
    locale: "en-GB",
  });
  const page = await context.newPage();
  await page.goto(`${address}${path}`);
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(out, `${name}.png`) });
  await context.close();
}

const month = "from=2026-03-01&to=2026-03-31";
await shoot("overview", "light", 900, `?${month}`);
await shoot("series", "light", 760, `series?number=${series}&missed_more_than=2&${month}`);
const found = await fetch(`${address}api/meetings?topic=Thesis&least=8&most=12&${month}`);
const { answer } = await found.json();
const uuid = encodeURIComponent(answer.rows[0].uuid);
await shoot("meeting", "dark", 980, `meeting?uuid=${uuid}&${month}`);
await browser.close();
served.kill("SIGINT");
