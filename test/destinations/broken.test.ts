/** The contract suite, tested: the reference passes, and each flaw fails the case that it is made for, and no other. */

import { expect, it } from "vitest";
import { runContract } from "./contract.ts";
import { cases } from "./contract-cases.ts";
import { memoryHarness } from "./memory.ts";
import { type Flaw, flaws } from "./memory-flaws.ts";

runContract("memory, the reference", () => memoryHarness());

it("has a flaw for every case", () => {
  expect(new Set(Object.values(flaws))).toEqual(new Set(cases.map(({ name }) => name)));
});

it.each(Object.entries(flaws))("%s is seen, by one case alone", async (flaw, seenBy) => {
  const failed: string[] = [];
  for (const { name, run } of cases) {
    const passed = await run(await memoryHarness(flaw as Flaw)).then(
      () => true,
      () => false,
    );
    if (!passed) failed.push(name);
  }
  expect(failed).toEqual([seenBy]);
});
