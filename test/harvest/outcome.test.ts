import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ConfigurationError,
  CredentialsRefused,
  DestinationError,
  Interrupted,
  QuotaUsedUp,
  StreamRefused,
} from "../../src/errors.ts";
import { HostDirectory } from "../../src/harvest/hosts.ts";
import { errorOf, exitCodeOf } from "../../src/harvest/outcome.ts";
import { createSkipped, isWantedHost } from "../../src/harvest/skip.ts";
import { Tally } from "../../src/harvest/tally.ts";

const about = { operation: "harvest", reason: "it failed" };
const refusal = { stream: "sessions", error: new StreamRefused(about) };

/** A tally after what happened. */
function tallyOf(happened: (tally: Tally) => void): Tally {
  const tally = new Tally();
  happened(tally);
  return tally;
}

describe("the exit code is", () => {
  test.each<[number, string, unknown[], (tally: Tally) => void]>([
    [0, "nothing wrong", [], () => {}],
    [0, "young meetings", [], (tally) => (tally.states.young = 3)],
    [0, "meetings that Zoom finally does not have", [], (tally) => (tally.states.unavailable = 3)],
    [0, "meetings past Zoom's retention", [], (tally) => (tally.states.expired = 3)],
    [0, "a named case that is no failure", [], (tally) => tally.name("hosts unknown", "m")],
    [5, "a named case that running again helps", [], (tally) => tally.name("not read", "m", true)],
    [5, "meetings read in part", [], (tally) => (tally.states.partial = 1)],
    [6, "dead letters", [], (tally) => (tally.deadLetters = 1)],
    [3, "a stream refused, and dead letters", [refusal], (tally) => (tally.deadLetters = 1)],
    [3, "a stream refused, and partial meetings", [refusal], (tally) => (tally.states.partial = 1)],
    [
      5,
      "partial meetings and dead letters",
      [],
      (tally) => {
        tally.states.partial = 1;
        tally.deadLetters = 1;
      },
    ],
  ])("%i after %s", (code, _, refusals, happened) => {
    expect(exitCodeOf({ refusals: refusals as (typeof refusal)[] }, tallyOf(happened))).toBe(code);
  });

  test.each<[number, unknown]>([
    [1, new TypeError("a bug")],
    [1, "not even an error"],
    [2, new ConfigurationError(about)],
    [3, new CredentialsRefused(about)],
    [4, new DestinationError(about)],
    [5, new Interrupted()],
    [5, new QuotaUsedUp(about, 0)],
  ])("%i when the run stopped for that reason, whatever else happened", (code, stopped) => {
    const worse = tallyOf((tally) => {
      tally.deadLetters = 1;
      tally.states.partial = 1;
    });
    expect(exitCodeOf({ refusals: [refusal], stopped }, worse)).toBe(code);
  });

  test("told with a name and a message", () => {
    expect(errorOf(new Interrupted())).toMatchObject({ name: "Interrupted" });
    expect(errorOf("text")).toEqual({ name: "Error", message: "text" });
  });
});

describe("a tally", () => {
  test("names a case once, counts it, and shows three examples", () => {
    const tally = tallyOf((one) => {
      for (const uuid of ["a", "b", "c", "d"]) one.name("gone", uuid);
      one.name("other");
    });
    expect(tally.cases).toEqual([
      { what: "gone", count: 4, examples: ["a", "b", "c"], incomplete: false },
      { what: "other", count: 1, examples: [], incomplete: false },
    ]);
  });

  test("lets a case that once was incomplete stay so", () => {
    const tally = tallyOf((one) => {
      one.name("gone", "a", true);
      one.name("gone", "b");
    });
    expect(tally.cases[0]?.incomplete).toBe(true);
  });

  test("expects what the listings promise, in the part that was wanted so far", () => {
    const tally = tallyOf((one) => {
      one.wanted = 75;
      one.listing("past", 1_000, 100, 50, false);
      one.listing("pastOne", 25, 25, 25, true);
      one.listing("unknown", undefined, 300, 300, false);
    });
    expect(tally.expectedMeetings).toBe(75 + 450);
  });

  test("never expects fewer than are known, whatever Zoom counts", () => {
    const number = fc.nat(5_000);
    fc.assert(
      fc.property(number, number, number, number, fc.boolean(), (wanted, total, rows, part, ended) => {
        const tally = tallyOf((one) => {
          one.wanted = wanted;
          one.listing("past", total, rows, Math.min(part, rows), ended);
        });
        expect(tally.expectedMeetings).toBeGreaterThanOrEqual(wanted);
        expect(Number.isInteger(tally.expectedMeetings)).toBe(true);
      }),
    );
  });
});

describe("hosts", () => {
  const directory = new HostDirectory();
  directory.add({
    user_id: "u1",
    email: "Jane@Uni.test",
    department: "Math",
    group_ids: ["g1"],
    pmi: "1234567890",
  });
  directory.add({ user_id: "u2" });
  directory.add({ email: "nobody@uni.test" });

  test("are found by e-mail, letter case apart", () => {
    expect(directory.find("jane@uni.TEST", undefined)).toMatchObject({
      id: "u1",
      department: "Math",
      groups: ["g1"],
    });
  });

  test("are found by the personal room when the e-mail is unknown or hidden", () => {
    expect(directory.find(undefined, "1234567890")?.id).toBe("u1");
    expect(directory.find("gone@uni.test", "1234567890")?.id).toBe("u1");
    expect(directory.isPersonalRoom("1234567890")).toBe(true);
    expect(directory.isPersonalRoom("98765432109")).toBe(false);
  });

  test("that Zoom does not know are none, and a user without an e-mail is nobody's host", () => {
    expect(directory.find("gone@uni.test", "98765432109")).toBeUndefined();
    expect(directory.find("", undefined)).toBeUndefined();
    expect(directory.find(undefined, undefined)).toBeUndefined();
    expect([...directory.all].map(({ id }) => id)).toEqual(["u1", "u2"]);
  });

  test("tell the account's groups", () => {
    expect([directory.hasGroup("g1"), directory.hasGroup("g2")]).toEqual([true, false]);
  });
});

describe("leaving hosts out", () => {
  const jane = { id: "u1", email: "Jane@Uni.test", groups: ["g1"] };

  test.each<[string, string[], string[], boolean]>([
    ["nobody", [], [], true],
    ["by e-mail, letter case apart", [], ["JANE@uni.test"], false],
    ["by id", [], ["u1"], false],
    ["somebody else", [], ["u2", "john@uni.test"], true],
    ["all but a group that she is in", ["g0", "g1"], [], true],
    ["all but a group that she is not in", ["g2"], [], false],
    ["her, although her group is wanted", ["g1"], ["u1"], false],
  ])("%s", (_, groups, hosts, wanted) => {
    expect(isWantedHost(createSkipped(groups, hosts), jane)).toBe(wanted);
  });

  test("an id is not taken for another id in other letters", () => {
    expect(isWantedHost(createSkipped([], ["U1"]), jane)).toBe(true);
  });

  test("a host that Zoom no longer knows is in no group", () => {
    expect(isWantedHost(createSkipped(["g1"], []), { email: "gone@uni.test", groups: [] })).toBe(false);
  });

  test("needs the user lists for groups and ids, not for e-mails", () => {
    expect(createSkipped([], ["a@uni.test"]).needsDirectory).toBe(false);
    expect(createSkipped([], ["u1"]).needsDirectory).toBe(true);
    expect(createSkipped(["g1"], []).needsDirectory).toBe(true);
  });
});
