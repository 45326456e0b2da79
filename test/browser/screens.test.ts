/** Pictures of every page; BROWSER_SHOTS keeps them, for people to look at. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningDashboard, startDashboard } from "./dashboard.ts";
import { type Fixture, openFixture } from "./fixture.ts";
import { describeInBrowser, shoot, widths } from "./support.ts";
import { type Address, everyPage, rosterFlags, visit } from "./visit.ts";

describeInBrowser("pictures of the pages", (browser) => {
  let opened: { fixture: Fixture; close(): Promise<void> };
  let dashboard: RunningDashboard;
  let addresses: Address[];
  beforeAll(async () => {
    opened = await openFixture();
    dashboard = await startDashboard(
      { db: opened.fixture.db },
      opened.fixture.folder,
      ...rosterFlags(opened.fixture),
    );
    addresses = await everyPage(opened.fixture);
  }, 120_000);
  afterAll(async () => {
    await dashboard?.stop();
    await opened?.close();
  });

  for (const width of Object.values(widths))
    for (const colorScheme of ["light", "dark"] as const)
      it(`are drawn at ${width} pixels, ${colorScheme}`, async () => {
        for (const { name, path } of addresses) {
          const { page, problems, close } = await visit(browser(), dashboard, path, { width, colorScheme });
          const picture = await shoot(page, `${name.replaceAll(/\W+/g, "-")}-${width}-${colorScheme}`);
          // A page with nothing on it takes a tenth of that.
          expect(picture.byteLength, path).toBeGreaterThan(15_000);
          expect(problems).toEqual([]);
          await close();
        }
      });
});
