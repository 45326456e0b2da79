/** What to run next, as the store tells it. */

import { expect, it } from "vitest";
import type { RunRecord } from "../../src/destinations/ledger.ts";
import { whatNext } from "../../src/reports/harvest-state.ts";
import { selectStreams } from "../../src/streams/select.ts";

const runOf = (exitCode: number, names: string): RunRecord => {
  const { parents, wanted } = selectStreams(names.split(","));
  const streams = [...parents, ...wanted].map(({ name }) => name);
  const asked = { from: "2026-03-02", to: "2026-03-03", timezone: "UTC", streams };
  return { run: "a", startedAt: "2026-03-04T00:00:00Z", asked, calls: {}, exitCode };
};
const next = (...runs: RunRecord[]) =>
  whatNext(
    { days: [], letters: 0, runs, states: {}, lean: { count: 0, from: "", to: "" } },
    "zoom-harvester --timezone Asia/Tokyo",
  );

it("is nothing where the latest run was complete", () => {
  expect(next(runOf(5, "all"), runOf(0, "core"))).toEqual([
    "zoom-harvester --timezone Asia/Tokyo, every hour or day: nothing is missing",
  ]);
});

it("is the latest run again where its days are whole and its other streams are not", () => {
  const days = "zoom-harvester --from 2026-03-02 --to 2026-03-03 --timezone UTC --streams";
  const why = "the latest run was not complete";
  expect(next(runOf(5, "all"))).toEqual([`${days} all: ${why}`]);
  expect(next(runOf(5, "groups,sign_ins"))).toEqual([`${days} groups,sign_ins: ${why}`]);
});
