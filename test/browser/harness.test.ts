/** The browser harness itself: it sees what goes wrong in a page, and what it hands out is true. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { readRosterFile } from "../../src/commands/roster-file.ts";
import { allDocuments } from "../destinations/search-harness.ts";
import { missed } from "../e2e/people-truth.ts";
import { query } from "../e2e/support.ts";
import { localServer } from "../support/local-server.ts";
import { startDashboard } from "./dashboard.ts";
import { findChromium } from "./find-chromium.ts";
import { copyStore, type Fixture, openFixture } from "./fixture.ts";
import { hostileNames, makeHostile } from "./hostile-names.ts";
import { axe, describeInBrowser, openPage, shoot } from "./support.ts";

/** Serves pages by their path. */
const site = (pages: Record<string, string>, policy = "default-src 'self'") =>
  localServer((request, response) => {
    const page = { "/icon.svg": "", ...pages }[request.url ?? ""];
    response
      .writeHead(page === undefined ? 404 : 200, {
        "content-type": request.url?.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8",
        "content-security-policy": policy,
      })
      .end(page);
  });

const good = `<!doctype html><html lang="en"><title>Good</title><link rel="icon" href="/icon.svg">
  <main><h1>Good</h1><button>Press</button></main>`;

describe("the browser is looked for", () => {
  it("where CHROME_PATH says, then on the PATH, and is not made up", () => {
    const folder = mkdtempSync(join(tmpdir(), "zoom-harvester-path-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [first, second] = [join(folder, "a"), join(folder, "b")];
    const PATH = [first, folder, second].join(delimiter);
    expect(findChromium({ PATH })).toBeUndefined();
    writeFileSync(join(folder, "chromium"), "", { mode: 0o644 });
    expect(findChromium({ PATH })).toBeUndefined();
    writeFileSync(join(folder, "google-chrome"), "", { mode: 0o755 });
    expect(findChromium({ PATH })).toBe(join(folder, "google-chrome"));
    expect(findChromium({ PATH, CHROME_PATH: "/opt/other" })).toBe("/opt/other");
  });
});

describeInBrowser("a watched page", (browser) => {
  it("has nothing to say of a page that is well", async () => {
    const { url } = await site({ "/": good });
    const { page, problems, close } = await openPage(browser(), { origin: url });
    onTestFinished(close);
    await page.goto(url);
    expect(await axe(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it("keeps what goes wrong: console, exceptions, refused scripts, answers that are errors", async () => {
    const { url } = await site({
      "/": `${good}<script src="/a.js"></script><script>alert(1)</script><img src="/gone.png" alt="">`,
      "/a.js": 'console.error("oh"); throw new Error("no");',
    });
    const { page, problems, close } = await openPage(browser(), { origin: url });
    onTestFinished(close);
    await page.goto(url);
    expect(problems).toEqual(
      expect.arrayContaining([
        "console: oh",
        "exception: no",
        expect.stringMatching(/^console: .*Content Security Policy/),
        `404: ${url}/gone.png`,
      ]),
    );
  });

  it("lets no request out to another place, and tells of it", async () => {
    const outside = await localServer((_, response) => response.end());
    const { url } = await site({ "/": `${good}<img src="${outside.url}/pixel.png" alt="">` }, "img-src *");
    const { page, problems, close } = await openPage(browser(), { origin: url });
    onTestFinished(close);
    await page.goto(url);
    expect(problems).toContain(`outside: ${outside.url}/pixel.png`);
    expect(outside.requests).toEqual([]);
  });

  it("is as wide and as dark as asked for", async () => {
    const { url } = await site({ "/": good });
    for (const [width, colorScheme] of [
      [1280, "light"],
      [390, "dark"],
    ] as const) {
      const { page, close } = await openPage(browser(), { origin: url, width, colorScheme });
      onTestFinished(close);
      await page.goto(url);
      const seen = await page.evaluate(() => {
        const { innerWidth, matchMedia } = globalThis as unknown as {
          innerWidth: number;
          matchMedia(query: string): { matches: boolean };
        };
        return [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches];
      });
      expect(seen).toEqual([width, colorScheme === "dark"]);
    }
  });

  it("axe names what people with other senses miss, under a strict policy too", async () => {
    const { url } = await site({
      "/": good.replace("</main>", `<img src="/icon.svg"><button id="mute"></button></main>`),
    });
    const { page, close } = await openPage(browser(), { origin: url });
    onTestFinished(close);
    await page.goto(url);
    const said = await axe(page);
    expect(said).toEqual([
      expect.stringMatching(/^button-name: .*#mute/),
      expect.stringMatching(/^image-alt: .*img/),
    ]);
  });

  it("is drawn into the folder that BROWSER_SHOTS names, and nowhere without it", async () => {
    const { url } = await site({ "/": good });
    const { page, close } = await openPage(browser(), { origin: url, width: 390 });
    onTestFinished(close);
    await page.goto(url);
    const folder = join(mkdtempSync(join(tmpdir(), "zoom-harvester-shots-")), "new");
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("BROWSER_SHOTS", undefined);
    await shoot(page, "good-390");
    expect(existsSync(folder)).toBe(false);
    vi.stubEnv("BROWSER_SHOTS", folder);
    await shoot(page, "good-390");
    expect(readdirSync(folder)).toEqual(["good-390.png"]);
    expect(readFileSync(join(folder, "good-390.png")).subarray(1, 4).toString()).toBe("PNG");
    rmSync(join(folder, ".."), { recursive: true });
  });
});

describeInBrowser("the account that is looked at", (browser) => {
  let opened: { fixture: Fixture; close(): Promise<void> };
  beforeAll(async () => {
    opened = await openFixture();
  }, 120_000);
  afterAll(() => opened?.close());

  it("is in the file as the truth has it, with polls and quality", async () => {
    const { db, truth } = opened.fixture;
    const [counts] = await query(
      db,
      `SELECT (SELECT count(*) FROM meetings) AS meetings, (SELECT count(*) FROM sessions) AS sessions,
         (SELECT count(*) FROM meeting_polls) > 0 AS polls, (SELECT count(*) FROM meeting_quality) > 0 AS quality`,
    );
    const sessions = truth.reduce((sum, meeting) => sum + meeting.sessions.length, 0);
    expect(counts).toEqual({
      meetings: String(truth.length),
      sessions: String(sessions),
      polls: true,
      quality: true,
    });
  });

  it("is in the search server as the truth has it, where there is one", async ({ skip }) => {
    const { search, truth } = opened.fixture;
    if (search === undefined) return skip("no search server");
    const found = await allDocuments(search.server, `${search.prefix}meetings`);
    expect(found.map(({ _id }) => _id).sort()).toEqual(truth.map(({ uuid }) => uuid).sort());
  });

  it("has a class some of whom missed more than two meetings, and three never came", () => {
    const { truth, class: found } = opened.fixture;
    const instances = truth.filter(({ id }) => String(id) === found.series);
    expect(instances).toHaveLength(found.times);
    expect(found.times).toBeGreaterThanOrEqual(8);
    const emails = readRosterFile(found.file).people.map(({ email = "" }) => email);
    expect(emails).toHaveLength(found.people);
    const counts = [...missed(instances, emails).values()];
    expect(counts.filter((count) => count === instances.length)).toHaveLength(3);
    expect(counts.filter((count) => count > 2).length).toBeGreaterThan(3);
    expect(counts.filter((count) => count <= 2).length).toBeGreaterThan(5);
  });

  it("has a hostile twin: every name that is hard to show, in a copy", async () => {
    const { fixture } = opened;
    const copy = copyStore(fixture, "hostile.duckdb");
    await makeHostile(copy);
    const topics = async (file: string) =>
      (await query(file, "SELECT DISTINCT topic FROM meetings WHERE topic IS NOT NULL")).map(
        ({ topic }) => topic,
      );
    const names = await query(copy, "SELECT DISTINCT name FROM attendance WHERE name IS NOT NULL");
    expect(names.map(({ name }) => name).sort()).toEqual([...hostileNames].sort());
    for (const topic of await topics(copy)) expect(hostileNames).toContain(topic);
    expect((await topics(fixture.db)).filter((topic) => hostileNames.includes(String(topic)))).toEqual([]);
  });

  it("is served by the built program, which ends with 0 when it is interrupted", async () => {
    const { db, folder } = opened.fixture;
    const dashboard = await startDashboard({ db }, folder);
    onTestFinished(() => void dashboard.stop());
    const { page, problems, close } = await openPage(browser(), { origin: dashboard.origin });
    onTestFinished(close);
    await page.goto(dashboard.origin);
    await page.getByRole("heading").first().waitFor();
    await shoot(page, "harness-first-page");
    expect(problems).toEqual([]);
    expect(await dashboard.stop()).toMatchObject({ code: 0, stdout: `${dashboard.origin}/\n` });
  });

  it("is served from the search server too, where there is one", async ({ skip }) => {
    const { search, folder } = opened.fixture;
    if (search === undefined) return skip("no search server");
    const dashboard = await startDashboard(search, folder);
    onTestFinished(() => void dashboard.stop());
    const { page, problems, close } = await openPage(browser(), { origin: dashboard.origin });
    onTestFinished(close);
    await page.goto(dashboard.origin);
    await page.getByRole("heading").first().waitFor();
    expect(problems).toEqual([]);
    expect(await dashboard.stop()).toMatchObject({ code: 0 });
  });
});
