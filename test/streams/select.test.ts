import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../../src/errors.ts";
import { streams } from "../../src/streams/registry.ts";
import { listStreams, prioritise, selectStreams } from "../../src/streams/select.ts";
import { type Stream, streamGroups } from "../../src/streams/stream.ts";

const names = (all: readonly Stream[]) => all.map(({ name }) => name);
const byGroups = names(streams.filter(({ onlyByName }) => onlyByName !== true));

/** An invented stream: a list of the account unless it has a parent. */
const [model] = streams as [Stream];
const invent = (
  name: string,
  group: Stream["group"],
  more: Partial<Stream> & { tier?: Stream["zoom"]["tier"] } = {},
) => {
  const { tier = "medium", ...rest } = more;
  const { parent: _, set: __, onlyByName: ___, ...plain } = model;
  return { ...plain, name, kind: name, group, zoom: { ...model.zoom, tier }, ...rest } satisfies Stream;
};
const childOf = (stream: string) => ({ parent: { stream, param: "id", field: "id" } });

describe("chosen streams", () => {
  test("are those of a name and of a group", () => {
    const webinars = names(selectStreams(["webinars"]).wanted);
    expect(webinars).toEqual(expect.arrayContaining(["webinars", "webinar_sessions"]));
    expect(webinars[0]).toBe("webinars");
    expect(names(selectStreams(["groups"]).wanted)).toEqual(["groups"]);
  });

  test("are all for all, each once", () => {
    const { wanted, parents } = selectStreams(["all", "core", "rooms"]);
    expect(names(wanted).sort()).toEqual([...byGroups].sort());
    expect(parents).toEqual([]);
  });

  test("come with the parents that only serve to find them", () => {
    const { wanted, parents } = selectStreams(["meeting_polls", "recordings"]);
    expect(names(wanted)).toEqual(expect.arrayContaining(["meeting_polls", "recordings"]));
    expect(names(parents)).toEqual(["meetings", "users"]);
  });

  test("begin with the core", () => {
    const { wanted } = selectStreams(["sign_ins", "groups", "core"]);
    expect(names(wanted)).toEqual(["meetings", "series", "sessions", "users", "groups", "sign_ins"]);
  });

  test("go on with the lists of the account, then from cheap children to Heavy ones, parents before them all", () => {
    const all = [
      invent("answers", "details", { ...childOf("meetings"), tier: "heavy" }),
      invent("gadgets", "rooms", { tier: "resource_intensive" }),
      invent("invoices", "reports", { ...childOf("bills"), tier: "light" }),
      invent("lines", "reports", { ...childOf("answers"), tier: "light" }),
      invent("meetings", "core", { tier: "resource_intensive" }),
      invent("bills", "reports", { tier: "heavy" }),
      invent("notes", "details", { ...childOf("meetings"), tier: "medium" }),
    ];
    expect(names(selectStreams(["all"], all).wanted)).toEqual([
      ...["meetings", "gadgets", "bills", "invoices", "notes", "answers", "lines"],
    ]);
    expect(names(selectStreams(["all", "-lines"], all).wanted).slice(-3)).toEqual([
      "invoices",
      "notes",
      "answers",
    ]);
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

describe("a minus", () => {
  test("leaves out a stream or a group, wherever it stands", () => {
    const { wanted } = selectStreams(["all", "-quality", "-sign_ins"]);
    expect(wanted.filter(({ group, name }) => group === "quality" || name === "sign_ins")).toEqual([]);
    expect(names(wanted)).toContain("meetings");
    expect(selectStreams(["-sign_ins", "all", "-quality"]).wanted).toEqual(wanted);
  });

  test("leaves a stream out that others are found through: it is only their parent then", () => {
    const { wanted, parents } = selectStreams(["core", "-meetings"]);
    expect(names(wanted)).toEqual(["series", "sessions", "users"]);
    expect(names(parents)).toEqual(["meetings"]);
  });

  test.each([
    ["all", "-qality", 'got "-qality"', "Try: -quality;"],
    ["-quality", "-rooms", "only what to leave out", "Try: all,-quality or core,-quality"],
    ["quality", "-quality", "leaves nothing", "Try: "],
  ])("%s,%s is wrong", (first, second, reason, hint) => {
    const choose = () => selectStreams([first, second]);
    expect(choose).toThrow(ConfigurationError);
    expect(choose).toThrow(reason);
    expect(choose).toThrow(hint);
  });
});

describe("a stream that is harvested only by its name", () => {
  const costly = invent("transcripts", "recordings", { onlyByName: true });
  const all = [...streams, costly];

  test("is in no group and not in all", () => {
    expect(selectStreams(["all", "recordings"], all).wanted).not.toContain(costly);
    expect(selectStreams(["all", "transcripts"], all).wanted).toContain(costly);
  });

  test("is listed with its group, can be left out with it, and be put first", () => {
    expect(listStreams(["recordings"], all)).toContain(costly);
    expect(selectStreams(["all", "transcripts", "-recordings"], all).wanted).not.toContain(costly);
    expect(prioritise([model, costly], ["recordings"], all)[0]).toBe(costly);
  });
});

const chosen = fc.uniqueArray(fc.constantFrom(...byGroups, ...streamGroups), { maxLength: 6 });

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
      expectParentsFirst(prioritise([...parents, ...wanted], []));
      expect(wanted.filter((stream) => parents.includes(stream))).toEqual([]);
    }),
  );
});

describe("streams that come first", () => {
  test("are before the others", () => {
    const { wanted } = selectStreams(["core", "groups", "sign_ins"]);
    expect(names(prioritise(wanted, ["sign_ins"]))[0]).toBe("sign_ins");
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
