/** docs/zoom-app.md: whoever ticks what it says for a group has all that the group's streams ask for. */
import { describe, expect, it } from "vitest";
import { harvestNeeds, needsOf } from "../../src/doctor/calls.ts";
import { judgeStreams } from "../../src/doctor/judge-streams.ts";
import type { AccountFacts } from "../../src/doctor/obstacle.ts";
import { streams } from "../../src/streams/registry.ts";
import { type Stream, type StreamGroup, sourcesOf, streamGroups } from "../../src/streams/stream.ts";

const { renderZoomApp } = (await import(
  new URL("../../scripts/docs/zoom-app.mjs", import.meta.url).href
)) as { renderZoomApp: (source: unknown) => string };
const render = (all: readonly Stream[]) =>
  renderZoomApp({ streams: all, streamGroups, sourcesOf, harvestNeeds });
const page = render(streams);

/** The text below a heading. */
const part = (heading: string) => page.split(`\n${heading}\n`)[1]?.split(/\n##/)[0] ?? "";
const block = (text: string, title: string) =>
  (text.split(`${title}:\n\n\`\`\`text\n`)[1]?.split("\n```")[0] ?? "").split("\n").filter(Boolean);
const groupsOf = (names: readonly string[]) => {
  const found = streams.filter(({ name }) => names.includes(name)).map(({ group }) => group);
  return [...new Set(found)];
};

describe("the page of the Zoom app", () => {
  it.each(streams.map((stream) => [stream.name, stream] as const))(
    "has every scope of %s",
    (name, stream) => {
      const text = part(`### ${stream.group}`);
      for (const { zoom } of sourcesOf(stream)) {
        for (const scope of [...zoom.scopes.granular, ...zoom.scopes.classic]) {
          expect(text).toContain(`\`${scope}\``);
        }
      }
      expect(text).toContain(`\`${name}\``);
    },
  );

  it("names every scope once in a list to copy", () => {
    for (const group of streamGroups) {
      const text = part(`### ${group}`);
      const all = [
        ...block(text, "To copy"),
        ...block(text, "To copy, where the first sources are refused"),
        ...block(text, "An app with classic scopes"),
        ...block(text, "and for the poorer sources"),
      ];
      expect(all.length).toBeGreaterThan(0);
      expect(new Set(all).size).toBe(all.length);
      for (const scope of all) expect(scope).toMatch(/^[a-z_]+(:[a-z_]+)+$/);
    }
  });

  const ticked = (groups: readonly StreamGroup[], titles: readonly string[]) => {
    const scopes = groups.flatMap((group) => titles.flatMap((title) => block(part(`### ${group}`), title)));
    // A token without scopes is one that does not say them: it would do for everything.
    expect(scopes).not.toEqual([]);
    return scopes;
  };
  const business: Omit<AccountFacts, "scopes"> = {
    plan: "business",
    dashboard: "allowed",
    findings: new Map(),
  };
  const pro = { ...business, plan: "pro", dashboard: "refused" } as const;

  it.each(streamGroups)(
    "%s: the classic scopes to copy are enough, with the groups that it names",
    (group) => {
      const needs = needsOf([group]);
      const facts = {
        ...business,
        scopes: ticked(groupsOf(needs.map(({ name }) => name)), ["An app with classic scopes"]),
      };
      expect(judgeStreams(facts, needs).filter(({ ready }) => !ready)).toEqual([]);
    },
  );

  it.each(streamGroups)("%s: the granular scopes to copy are enough, where Zoom lists any", (group) => {
    const needs = needsOf([group]);
    const groups = groupsOf(needs.map(({ name }) => name));
    const isGranular = (name: string) =>
      needs.find((need) => need.name === name)?.sources.some(({ zoom }) => zoom.scopes.granular.length > 0);
    for (const other of groups) if (other !== group) expect(part(`### ${group}`)).toContain(`(#${other})`);
    const lines = judgeStreams({ ...business, scopes: ticked(groups, ["To copy"]) }, needs);
    for (const { name, ready } of lines) expect(ready, name).toBe(isGranular(name));
  });

  it("says for a Pro account what it can have, with the scopes of the poorer sources", () => {
    const titles = ["To copy", "To copy, where the first sources are refused", "An app with classic scopes"];
    const all = judgeStreams({ ...pro, isPlanGiven: true, scopes: ticked(streamGroups, titles) });
    const table = part("## What each plan gives");
    for (const { name, ready, source, group } of all) {
      if (group === null) continue;
      const cells = new RegExp(`^\\| \`${name}\` \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|`, "m").exec(table);
      expect(cells?.[2]?.trim(), name).toBe(ready ? source : "");
      expect(cells?.[3]?.trim(), name).not.toBe("");
    }
  });

  it("names every add-on with its streams", () => {
    const table = part("## Add-ons and features");
    for (const stream of streams) {
      for (const { zoom } of sourcesOf(stream)) {
        if (zoom.needs === undefined) continue;
        const row = table.split("\n").find((line) => line.startsWith(`| ${zoom.needs} |`));
        expect(row).toContain(`\`${stream.name}\``);
      }
    }
  });

  it("follows the declarations", () => {
    const [first, ...others] = streams as [Stream, ...Stream[]];
    const scopes = { granular: ["new:read:scope:admin"], classic: ["new:read:admin"] };
    expect(render([{ ...first, zoom: { ...first.zoom, scopes } }, ...others])).toContain(
      "new:read:scope:admin",
    );
  });
});
