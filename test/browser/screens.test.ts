/** Pictures of every page; BROWSER_SHOTS keeps them, for people to look at. */

import { expect, it } from "vitest";
import type { RunningDashboard } from "./dashboard.ts";
import { describeInBrowser, shoot, widths } from "./support.ts";
import { type Address, everyPage, serveFixture, visit } from "./visit.ts";

describeInBrowser("pictures of the pages", (browser) => {
  let dashboard: RunningDashboard;
  let addresses: Address[];
  serveFixture(async (fixture, served) => {
    dashboard = served;
    addresses = await everyPage(fixture);
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
