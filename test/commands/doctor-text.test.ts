/** The doctor's report for people: what several streams have in common is said once, within the terminal. */

import { describe, expect, it } from "vitest";
import { doctorText } from "../../src/commands/doctor-text.ts";
import { harvestNeeds } from "../../src/doctor/calls.ts";
import { judgeStreams } from "../../src/doctor/judge-streams.ts";
import { allScopes } from "../doctor/support.ts";

const facts = {
  plan: "business",
  dashboard: "allowed",
  scopes: allScopes(),
  findings: new Map(),
} as const;
const webinars = harvestNeeds.filter(({ group }) => group === "webinars");
const text = (streams: ReturnType<typeof judgeStreams>) =>
  doctorText({ checks: [], untried: [], streams }, 80);

describe("the doctor's text", () => {
  it("says of some streams once what the account must have for them", () => {
    const said = text(judgeStreams(facts, webinars));
    for (const { name } of webinars) expect(said).toMatch(new RegExp(`^${name} +perhaps +\\w`, "m"));
    expect(said.match(/if the account has the Webinar add-on/g)).toHaveLength(1);
    for (const line of said.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it("keeps what else there is to say of a stream that may be ready", () => {
    const said = text(judgeStreams({ ...facts, scopes: [] }, webinars)).replaceAll(/\s+/g, " ");
    expect(said).toContain("the token does not say whether the app has the scope");
  });

  it("counts the streams of which nothing is known, and names the check that tells why", () => {
    const said = text(judgeStreams("credentials"));
    expect(said).toMatch(/^\d+ streams more: not known: Zoom could not be asked, see credentials$/m);
    expect(said).not.toContain("webinar_polls");
  });
});
