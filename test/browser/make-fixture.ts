/** Before the first test, where tests with a browser are among those asked for: the account that all of them look at. */

import { findChromium } from "./find-chromium.ts";
import { makeFixture, removeFixture } from "./fixture.ts";

export default async function prepare(project: {
  vitest: { filenamePattern?: string[] };
}): Promise<(() => Promise<void>) | undefined> {
  const asked = project.vitest.filenamePattern ?? [];
  const isAsked = asked.length === 0 || asked.some((name) => name.includes("browser"));
  if (!isAsked || findChromium(process.env) === undefined) return undefined;
  const folder = await makeFixture();
  process.env.TEST_BROWSER_FIXTURE = folder;
  return () => removeFixture(folder);
}
