/** What a stream's page says of how Zoom is asked: said of invented streams, one word of a declaration at a time. */
import { expect, it } from "vitest";
import { groups } from "../../src/streams/group.ts";
import { streams } from "../../src/streams/registry.ts";
import { type Stream, sourcesOf } from "../../src/streams/stream.ts";

interface Said {
  factsOf(stream: Stream, sources: readonly unknown[]): string[];
  sayAskedFor(stream: Stream): string | undefined;
}

const said = (await import(new URL("../../scripts/docs/say-stream.mjs", import.meta.url).href)) as Said;
const facts = (more: Partial<Stream>, window?: Stream["zoom"]["window"]) => {
  const stream: Stream = { ...groups, ...more, zoom: { ...groups.zoom, ...(window ? { window } : {}) } };
  return said.factsOf(stream, sourcesOf(stream));
};
const registrations = { stream: "meetings", param: "meetingId", field: "meeting_series_id" } as const;

it.each<[string, string[], string]>([
  ["each day asked alone", facts({ days: "calls" }, { days: 1 }), "Window: one day a call."],
  ["the day in its key", facts({ days: "calls" }, { days: 1 }), "Key: `day` and `group_id`."],
  ["the account in its key", facts({ perAccount: true }), "Key: the account and `group_id`."],
  ["rows about days", facts({ days: "rows" }), "Days: each row is about one whole day."],
  ["calendar months", facts({}, { days: 31, asks: "months" }), "Window: one calendar month a call."],
  [
    "instants",
    facts({}, { days: 7, asks: "instants" }),
    "Window: at most 7 days a call, asked for by the second.",
  ],
  [
    "one call for each number",
    facts({ parent: { ...registrations, once: true } }),
    "Parent: asked once for each `meeting_series_id` of the meetings. What Zoom no longer gives stays stored.",
  ],
  [
    "parents that have nothing",
    facts({ parent: { ...registrations, unless: { "series.kind": ["instant", "pmi"] } } }),
    "Parent: asked for each of the meetings but those of which `series.kind` is instant or pmi.",
  ],
  [
    "windows of each parent",
    facts({ parent: registrations }, { days: 30 }),
    "Parent: asked for each of the meetings and each window.",
  ],
  [
    "harvested only by its name",
    facts({ onlyByName: true }),
    "Harvested only when it is named; groups and `all` leave it out.",
  ],
  [
    "several parameters",
    facts({ variants: [{ status: "approved" }, { status: "denied" }] }),
    "Asked with each of `status=approved`; `status=denied`.",
  ],
  ["one document a day", facts({ history: "daily", key: { fingerprint: [] } }), "Key: the day."],
])("a page says of a stream: %s", (_, lines, line) => {
  expect(lines).toContain(line);
});

it("a name that another list may give, too, is said together with whose it is", () => {
  expect(facts({ set: { of: "divisions", by: "division_id" } })[0]).toBe(
    "Key: `division_id` and `group_id`.",
  );
});

it("every stream that is not one list says what there is a list of its own for", () => {
  const children = streams.filter(({ parent, set }) => parent !== undefined || set !== undefined);
  expect(children.length).toBeGreaterThan(5);
  for (const stream of children) expect(said.sayAskedFor(stream)).toMatch(/^each (of the|document of|`)/);
});
