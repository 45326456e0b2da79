import { describe, expect, it } from "vitest";
import { decisionLines, readDecisions, samePairs } from "../../src/people/across/decisions.ts";
import { joinAcross } from "../../src/people/across/join-people.ts";
import { matchRoster } from "../../src/people/across/match-roster.ts";
import { readCsv } from "../../src/people/across/read-csv.ts";
import { readRoster } from "../../src/people/across/roster.ts";
import { seriesMatrix } from "../../src/people/across/series-matrix.ts";
import { row, type Somebody } from "./rows.ts";

const roster = (text: string) => readRoster(readCsv(text), "class.csv");

describe("a roster", () => {
  it.each([
    ["email,name,id", "ann@uni.example,Ann Lee,Z1"],
    ["E-Mail;Full name;Zoom ID", "Ann@uni.example;Ann Lee;Z1"],
    ["Name\tEmail Address\tuser_id", "Ann Lee\tann@uni.example\tZ1"],
    ["\uFEFFStudent,ID,SIS User ID,Email", '"Lee, Ann",Z1,77,mailto:ann@uni.example'],
    ["First name,Surname,University e-mail,id", "Ann,Lee,<ann@uni.example>,Z1"],
  ])("is read by its header: %s", (header, line) => {
    const [ann] = roster(`${header}\r\n${line}\r\n`).people;
    expect(ann).toMatchObject({ line: 2, key: "ann@uni.example", email: "ann@uni.example", id: "Z1" });
    expect(ann?.normalNames).toContain("ann lee");
  });

  it("may be a list of addresses without a header", () => {
    const { people } = roster("ann@uni.example\nben@uni.example\n");
    expect(people.map(({ key }) => key)).toEqual(["ann@uni.example", "ben@uni.example"]);
  });

  it("passes over what names nobody and nobody twice, and says so", () => {
    const { people, notes } = roster("email,name\nann@uni.example,Ann\n-,\nANN@uni.example,Ann Lee\n,Ben\n");
    expect(people.map(({ key }) => key)).toEqual(["ann@uni.example", "Ben"]);
    expect(notes).toEqual(["line 3 names nobody", "line 4 repeats line 2"]);
  });

  it.each([
    ["", "it is empty"],
    ["grade,points\nA,3\n", "line 1 names no column that is known"],
    ["email\n", "it names nobody"],
  ])("that cannot be used is an error: %j", (text, reason) => {
    expect(() => roster(text)).toThrow(reason);
    expect(() => roster(text)).not.toThrow(/grade|points/);
  });
});

/** Who is matched with whom, and what is proposed. */
function match(rosterText: string, attendees: Somebody[], decisionText = "") {
  const { people: on } = roster(rosterText);
  const decisions = readDecisions(readCsv(decisionText), "class.decisions.csv");
  const people = joinAcross(
    attendees.map((one, index) => row(`m${index + 1}`, one)),
    samePairs(decisions),
  );
  const matches = matchRoster(people, on, decisions, "class.decisions.csv");
  return {
    matched: [...matches.of]
      .map(([{ identity }, { person, how }]) => `${identity} ${person.key} ${how}`)
      .sort(),
    proposals: matches.proposals.map(({ person, attendee, why }) => `${person} ${attendee} ${why}`),
    idle: matches.idle,
    people,
    matches,
  };
}

describe("people are found on the roster", () => {
  it("by Zoom user id, then e-mail, then a name that one alone has on either side", () => {
    const { matched, proposals } = match("id,email,name\nZ1,,Ann Lee\n,ben@uni.example,Ben\n,,Çelik Ağa\n", [
      { id: "Z1", name: "A" },
      { email: "BEN@uni.example", name: "B" },
      { name: "çelik ağa" },
    ]);
    expect(matched).toEqual([
      "account:Z1 Z1 id",
      "email:ben@uni.example ben@uni.example email",
      "name:çelik ağa Çelik Ağa name",
    ]);
    expect(proposals).toEqual([]);
  });

  it("not by a name that two have, nor against another e-mail, nor without its accents: these are proposed", () => {
    const { matched, proposals } = match(
      "email,name\na@uni.example,Ann Lee\nb@uni.example,Ben Ray\n,Zoë Ward\n",
      [
        { name: "Ann Lee" },
        { id: "Q", name: "Ann Lee" },
        { email: "ben@home.example", name: "Ben Ray" },
        { name: "Zoe Ward" },
      ],
    );
    expect(matched).toEqual([]);
    expect(proposals).toEqual([
      "Zoë Ward name:zoe ward the same name but for accents, order or spelling",
      "a@uni.example account:Q the same name",
      "a@uni.example name:ann lee the same name",
      "account:Q name:ann lee the same name",
      "b@uni.example email:ben@home.example the same name",
    ]);
  });

  it("and two who are one person to Zoom are pointed out", () => {
    const { matches, matched } = match("email\na@uni.example\nb@uni.example\n", [
      { id: "Z", email: "a@uni.example" },
      { id: "Z", email: "b@uni.example" },
    ]);
    expect(matched).toEqual(["account:Z a@uni.example email"]);
    expect(matches.shared).toEqual([[2, 3]]);
  });

  it("not by a name that two people bore in one meeting", () => {
    const { people: on } = roster("name\nSam Hill\n");
    const people = joinAcross([row("m1", { name: "Sam Hill" }), row("m1", { name: "Sam Hill" })]);
    const { of, proposals } = matchRoster(people, on, []);
    expect(of.size).toBe(0);
    expect(proposals).toHaveLength(1);
  });

  it("and everybody else of the roster is there with nothing", () => {
    const { people, matches } = match("email,name\nann@uni.example,Ann\nben@uni.example,Ben\n", [
      { email: "ann@uni.example", name: "A." },
      { name: "Guest" },
    ]);
    const matrix = seriesMatrix(people, [{ meetings: [{ uuid: "m1", duration: 3_600 }] }], matches);
    expect(
      matrix.map(({ person, name, attended, missed, attendedSeconds, roster }) => ({
        person,
        name,
        attended,
        missed,
        attendedSeconds,
        on: roster?.key,
      })),
    ).toEqual([
      {
        person: "email:ann@uni.example",
        name: "Ann",
        attended: 1,
        missed: 0,
        attendedSeconds: 3_600,
        on: "ann@uni.example",
      },
      {
        person: "email:ben@uni.example",
        name: "Ben",
        attended: 0,
        missed: 1,
        attendedSeconds: 0,
        on: "ben@uni.example",
      },
      { person: "name:guest", name: "Guest", attended: 0, missed: 1, attendedSeconds: 0, on: undefined },
    ]);
  });
});

describe("a roster that cannot be read", () => {
  it("names the line whose cells are not those of the columns", () => {
    const text = "Name,Email\nHopper, Ada,ada@uni.example\n";
    expect(() => readRoster(readCsv(text), "class.csv")).toThrow(/line 2 has more cells .*quotation marks/);
  });

  it("takes empty cells at the end of a line for nothing", () => {
    expect(readRoster(readCsv("Name,Email\nAda,ada@uni.example,,\n"), "c.csv").people).toHaveLength(1);
  });
});

describe("a decision", () => {
  const list = "email,name\nann@uni.example,Ann Lee\nbea@uni.example,Bea Lee\n";
  const came: Somebody[] = [{ email: "ann@uni.example", name: "Ann" }, { name: "A. Lee" }];

  it("is proposed in the form that the file takes, and changes nothing while it is open", () => {
    const { matches, proposals } = match(list, came);
    expect(proposals).toEqual(["ann@uni.example name:a. lee the same name with an initial"]);
    const text = decisionLines(matches.proposals);
    expect(text).toBe(
      "person,attendee,decision,why,person_is,attendee_is\n" +
        "ann@uni.example,name:a. lee,,the same name with an initial,Ann Lee ann@uni.example,A. Lee\n",
    );
    expect(match(list, came, text)).toMatchObject({
      proposals,
      matched: ["email:ann@uni.example ann@uni.example email"],
    });
  });

  it("`same` joins, whatever the name of the attendee", () => {
    const { people, matched, proposals } = match(list, came, "ann@uni.example,name:A.  LEE,Same\n");
    expect(people).toHaveLength(1);
    expect(matched).toEqual(["email:ann@uni.example ann@uni.example decision"]);
    expect(proposals).toEqual([]);
  });

  it("`same` joins somebody on the roster who has no e-mail", () => {
    const { matched } = match("name\nAnn Lee\n", [{ id: "Q", name: "Nobody" }], "Ann Lee,account:Q,same\n");
    expect(matched).toEqual(["account:Q Ann Lee decision"]);
  });

  it("`different` ends the proposal, and a match by name", () => {
    expect(match(list, came, "ann@uni.example;name:a. lee;different\n").proposals).toEqual([]);
    const name = match("name\nAnn Lee\n", [{ name: "Ann Lee" }], "Ann Lee,name:ann lee,different\n");
    expect(name).toMatchObject({ matched: [], proposals: [] });
  });

  it("joins two attendees without any roster", () => {
    const decisions = readDecisions(readCsv("account:A,name:ann,same\n"), "d.csv");
    const rows = [row("m1", { id: "A", name: "Ann" }), row("m2", { name: "Ann" })];
    expect(matchRoster(joinAcross(rows), [], []).proposals).toEqual([
      {
        person: "account:A",
        attendee: "name:ann",
        why: "the same name",
        person_is: "Ann",
        attendee_is: "Ann",
      },
    ]);
    expect(joinAcross(rows, samePairs(decisions))).toHaveLength(1);
  });

  it("about somebody who is not on the roster is pointed out", () => {
    expect(match(list, came, "person,attendee,decision\ncy@uni.example,name:cy,same\n").idle).toEqual([2]);
  });

  it.each([
    [
      "person,attendee,decision\n\n# notes\nann,name:x,maybe\n",
      "line 4): the decision is neither same nor different",
    ],
    ["ann,ada webb,same\n", "line 1): the attendee is no identity"],
    ["ann,,same\n", "line 1): it does not name a person and an attendee"],
    ["a@b,name:x,same\nA@B,name:X,different\n", "line 2): line 1 says same of the same two"],
    [
      "ann@uni.example,name:a. lee,same\nbea@uni.example,name:a. lee,same\n",
      "line 2): line 1 says that the attendee is somebody else",
    ],
  ])("that cannot be read is an error with its line: %j", (text, reason) => {
    expect(() => match(list, came, text)).toThrow(reason);
    // Whatever is said may come into a log, where names of people have no place.
    expect(() => match(list, came, text)).not.toThrow(/ada webb|ann@|a\. lee|maybe/);
  });
});
