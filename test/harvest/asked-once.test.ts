/** A run that asks for all that there is asks for each thing once. */

import { expect, it } from "vitest";
import { at, begin, run } from "./catalogue.ts";

it.each(["business", "pro"] as const)("asks nothing twice, whatever is wanted, under %s", async (plan) => {
  await begin({ meetings_per_day: 20, webinars_per_day: 3, plan, one_person_in_past: "on" });
  await run("all", { seriesOf: "hosts" });
  const { asked } = at.simulated;
  const twice = asked.filter((call, place) => asked.indexOf(call) !== place);
  expect([...new Set(twice)]).toEqual([]);
  expect(asked.length).toBeGreaterThan(250);
});
