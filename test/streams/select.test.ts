import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../../src/errors.ts";
import { streams } from "../../src/streams/registry.ts";
import { prioritise, selectStreams } from "../../src/streams/select.ts";
import { type Stream, streamGroups } from "../../src/streams/stream.ts";

const names = (all: readonly Stream[]) => all.map(({ name }) => name);

describe("chosen streams", () => {
  test("are those of a name and of a group", () => {
    const webinars = names(selectStreams(["webinars"]).wanted);
    expect(webinars).toEqual(expect.arrayContaining(["webinars", "webinar_sessions"]));
    expect(webinars[0]).toBe("webinars");
    expect(names(selectStreams(["groups"]).wanted)).toEqual(["groups"]);
  });

  test("are all for all, each once", () => {
    const { wanted, parents } = selectStreams(["all", "core", "rooms"]);
    expect(names(wanted).sort()).toEqual(names(streams));
    expect(parents).toEqual([]);
  });

  test("come with the parents that only serve to find them", () => {
    const { wanted, parents } = selectStreams(["meeting_polls", "recordings"]);
    expect(names(wanted)).toEqual(["meeting_polls", "recordings"]);
    expect(names(parents)).toEqual(["meetings", "users"]);
  });

  test("are in the order of the core, then of the catalogue", () => {
    const { wanted } = selectStreams(["rooms", "groups", "core"]);
    expect(names(wanted)).toEqual(["meetings", "series", "sessions", "users", "groups", "rooms"]);
  });

  test("are none for no name", () => {
    expect(selectStreams([])).toEqual({ wanted: [], parents: [] });
  });

  test.each([
    ["webinar", "webinars"],
    ["meeting_pol", "meeting_polls"],
    ["sign-ins", "sign_ins"],
    ["qality", "quality"],
  ])("%s is no stream, and %s is the nearest", (given, nearest) => {
    const choose = () => selectStreams(["core", given]);
    expect(choose).toThrow(ConfigurationError);
    expect(choose).toThrow(`got "${given}"`);
    expect(choose).toThrow(`Try: ${nearest};`);
    for (const group of streamGroups) expect(choose).toThrow(group);
  });
});

const chosen = fc.uniqueArray(fc.constantFrom(...names(streams), ...streamGroups), { maxLength: 6 });

/** Every child after its parent, where both are there. */
function expectParentsFirst(all: readonly Stream[]): void {
  all.forEach(({ parent, set }, index) => {
    const at = all.findIndex(({ name }) => name === (parent?.stream ?? set?.of));
    expect(at).toBeLessThan(index);
  });
}

test("whatever is chosen, parents come before children", () => {
  fc.assert(
    fc.property(chosen, (given) => {
      const { wanted, parents } = selectStreams(given);
      expectParentsFirst(wanted);
      expectParentsFirst([...parents, ...wanted]);
      expect(wanted.filter((stream) => parents.includes(stream))).toEqual([]);
    }),
  );
});

describe("streams that come first", () => {
  test("are before the others", () => {
    const { wanted } = selectStreams(["core", "groups", "rooms"]);
    expect(names(prioritise(wanted, ["rooms"]))[0]).toBe("rooms");
  });

  test("stay behind their parents", () => {
    const { wanted } = selectStreams(["all"]);
    expect(names(prioritise(wanted, ["webinar_sessions"])).slice(0, 2)).toEqual([
      "webinars",
      "webinar_sessions",
    ]);
  });

  test("are the same streams, whatever is named", () => {
    fc.assert(
      fc.property(chosen, chosen, (given, first) => {
        const { wanted } = selectStreams(given);
        const ordered = prioritise(wanted, first);
        expect(names(ordered).sort()).toEqual(names(wanted).sort());
        expectParentsFirst(ordered);
      }),
    );
  });

  test("are named like streams", () => {
    expect(() => prioritise(streams, ["room"])).toThrow(ConfigurationError);
  });
});
