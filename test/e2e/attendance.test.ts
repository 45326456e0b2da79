/** `attendance` from outside: tables, rosters, decisions, what is not known, and wrong use. No Zoom credentials. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withPrefix } from "../search/support.ts";
import { environmentOf } from "../support/search-servers.ts";
import { change, describeOnTwoServers } from "./plain-zoom.ts";
import { makeFolder, query, type RunningSimulator, run, startSimulator } from "./support.ts";

const folder = makeFolder();
const db = join(folder.path, "store.duckdb");
const series = "431148460";
const days = ["--from", "2026-03-02", "--to", "2026-03-06", "--timezone", "UTC", "--limits", "off"];
const ofClass = ["--series", series, "--timezone", "UTC"];
let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator(
    ...["--seed", "11", "--users", "15", "--meetings_per_day", "20", "--limits", "off"],
    ...["--from", "2026-03-01", "--to", "2026-04-05"],
  );
  const { code, stderr } = await run([...days, "--db", db], simulator.env, folder.path);
  expect(code, stderr).toBe(0);
}, 120_000);
afterAll(async () => {
  await simulator?.stop();
  folder.remove();
});

const tell = (...args: string[]) => run(["attendance", "--db", db, ...args], {}, folder.path);

interface Told {
  counted: number;
  meetings: { uuid: string; people: string; start_time: string }[];
  people: {
    person: string;
    name: string;
    email?: string;
    confidence?: string;
    matched_by?: string;
    on_roster?: boolean;
    attended: number;
    missed: number;
    attended_seconds: number;
    by_meeting: Record<string, number>;
  }[];
  proposals: { person: string; attendee: string; why: string }[];
  not_on_roster: string[];
  absent: string[];
}

async function told(...args: string[]): Promise<Told> {
  const { code, stdout, stderr } = await tell(...args, "--json");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

function writeFile(name: string, text: string | Uint8Array): string {
  const file = join(folder.path, name);
  writeFileSync(file, text);
  return file;
}

describe("attendance of a meeting", () => {
  it("is a table of its people, whatever signs the uuid has", async () => {
    const rows = await query(
      db,
      `SELECT uuid, unique_people::INT AS people, attended_seconds::INT AS seconds FROM meetings
       WHERE unique_people > 2 AND (uuid LIKE '/%' OR uuid LIKE '%+%') ORDER BY uuid LIMIT 3`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { uuid, people, seconds } of rows) {
      const { code, stdout, stderr } = await tell("--meeting", String(uuid), "--timezone", "UTC");
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain(`Meeting ${uuid}: `);
      expect(stdout).toMatch(
        /person +e-mail +known by +sessions +first join +last leave +minutes +share +late/,
      );
      const json = await told("--meeting", String(uuid));
      expect(json.people).toHaveLength(Number(people));
      expect(json.people.reduce((sum, { attended_seconds }) => sum + attended_seconds, 0)).toBe(seconds);
    }
  });

  it("knows who of a roster never came", async () => {
    const [{ uuid } = {}] = await query(db, "SELECT uuid FROM meetings WHERE unique_people > 2 LIMIT 1");
    const roster = writeFile("one.csv", "email,name\nnina@nowhere.example,Nina Nobody\n");
    const { stdout } = await tell("--meeting", String(uuid), "--roster", roster);
    expect(stdout).toMatch(/Nina Nobody +nina@nowhere.example +never came +0 /);
    expect(stdout).toContain("Of 1 on the roster 0 attended, 1 never did.");
    expect(stdout).toContain("Not on the roster (");
  });
});

describe("attendance of a series", () => {
  it("sums what is stored of each person in each meeting", async () => {
    const json = await told("--series", series);
    const stored = await query(
      db,
      `SELECT id, count(*) FILTER (attended_seconds > 0)::INT AS attended, sum(attended_seconds)::INT AS seconds
       FROM attendance WHERE meeting_series_id = '${series}' AND id IS NOT NULL GROUP BY id ORDER BY id`,
    );
    expect(json.counted).toBe(json.meetings.length);
    const known = json.people.filter(({ person }) => person.startsWith("account:"));
    expect(
      known
        .map(({ person, attended, attended_seconds }) => ({
          ...{ id: person.slice(8), attended, seconds: attended_seconds },
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    ).toEqual(stored);
    for (const { attended, missed, attended_seconds, by_meeting } of json.people) {
      expect(attended + missed).toBe(json.counted);
      expect(Object.keys(by_meeting)).toEqual(json.meetings.map(({ uuid }) => uuid));
      expect(Object.values(by_meeting).reduce((sum, seconds) => sum + seconds, 0)).toBe(attended_seconds);
    }
  });

  it("takes the number as people write it, and the days asked for", async () => {
    const all = await told("--series", "431-148 460");
    const some = await told(...ofClass, "--from", "2026-03-03", "--to", "2026-03-04");
    expect(some.counted).toBeLessThan(all.counted);
    for (const { start_time } of some.meetings) expect(start_time).toMatch(/^2026-03-0[34]/);
  });

  it("takes a short stay for none with --min_minutes, and leaves short meetings out with --shortest", async () => {
    const all = await told(...ofClass);
    const least = await told(...ofClass, "--min_minutes", "20");
    const sum = (told: Told) => told.people.reduce((total, { attended }) => total + attended, 0);
    expect(sum(least)).toBeLessThan(sum(all));
    const long = await told(...ofClass, "--shortest", "100000");
    expect(long).toMatchObject({ counted: 0, people: [] });
    expect(new Set(long.meetings.map(({ people }) => people))).toEqual(new Set(["short"]));
  });

  it("takes the meetings of a day for one with --by_day", async () => {
    const { counted, meetings } = await told(...ofClass, "--by_day");
    expect(counted).toBe(new Set(meetings.map(({ start_time }) => start_time.slice(0, 10))).size);
  });
});

describe("a roster and decisions", () => {
  it("name lines, not people, where something is to be put right, and say what to try", async () => {
    const { people } = await told(...ofClass);
    const known = people.find(({ person, email }) => person.startsWith("account:") && email !== undefined);
    const id = known?.person.slice("account:".length);
    const roster = writeFile("twice.csv", `id,email\n${id},other@else.example\n,${known?.email}\n`);
    const decisions = writeFile("twice.csv.decisions.csv", "who@else.example,name:ada,same\n");
    const { code, stderr } = await tell(...ofClass, "--roster", roster);
    expect(code).toBe(0);
    expect(stderr).toMatch(/twice\.csv: .* lines 2, 3 are one person, counted as line 2\. Try: \S/);
    expect(stderr).toContain(`${decisions}: line 1 is about nobody on the roster. Try: `);
    expect(stderr).not.toMatch(/@|ada/);
  });

  it("list who may be whom, join nobody, and keep what was decided", async () => {
    const { people } = await told(...ofClass);
    const guest = people.find(
      ({ person, name }) => person.startsWith("name:") && /^[\p{L}]{3,} [\p{L}]{3,}$/u.test(name),
    );
    const known = people.find(({ email }) => email?.endsWith("@example.edu"));
    if (guest === undefined || known === undefined) throw new Error("Expected a guest and a user, got none");
    const turned = guest.name.split(" ").reverse().join(" ");
    const roster = writeFile(
      "class.csv",
      `Student;E-Mail\n${known.name};${known.email?.toUpperCase()}\n${turned};turned@else.example\nZed Zett;z@z.example\n`,
    );
    const args = [...ofClass, "--roster", roster];
    const ofTurned = (told: Told) => told.people.find(({ email }) => email === "turned@else.example");

    const found = await told(...args);
    expect(found.people.find(({ email }) => email === known.email)).toMatchObject({
      ...{ on_roster: true, matched_by: "email", confidence: "high", attended: known.attended },
    });
    expect(found.absent.toSorted()).toEqual(["email:turned@else.example", "email:z@z.example"]);
    expect(found.not_on_roster).toContain(guest.person);
    expect(found.not_on_roster).toHaveLength(people.length - 1);
    const pair = { person: "turned@else.example", attendee: guest.person };
    expect(found.proposals).toContainEqual(expect.objectContaining(pair));
    expect(ofTurned(found)).toMatchObject({ attended: 0, missed: found.counted, attended_seconds: 0 });

    const decisions = `${roster}.decisions.csv`;
    const table = await tell(...args, "--write_proposals");
    expect(table.stderr).toContain(`${decisions}: ${found.proposals.length} proposals added`);
    const text = readFileSync(decisions, "utf8");
    for (const line of text.split("\n")) expect(table.stdout).toContain(line);
    expect((await tell(...args, "--write_proposals")).stderr).toContain("nothing new to decide");
    expect(readFileSync(decisions, "utf8")).toBe(text);
    expect(await told(...args)).toEqual(found);

    const decide = (word: string) =>
      writeFileSync(decisions, text.replaceAll(/(turned@else.example,.*),,/g, `$1,${word},`));
    decide("same");
    const joined = await told(...args);
    expect(ofTurned(joined)).toMatchObject({
      ...{ matched_by: "decision", attended: guest.attended, attended_seconds: guest.attended_seconds },
    });
    expect(joined.not_on_roster).not.toContain(guest.person);
    decide("different");
    const apart = await told(...args);
    expect(ofTurned(apart)).toMatchObject({ attended: 0 });
    expect(apart.proposals).not.toContainEqual(expect.objectContaining(pair));
  });

  it("reads what Excel calls Unicode text", async () => {
    const text = `\uFEFFE-Mail\tName\nzoë@uni.example\tZoë\n`;
    const roster = writeFile("u.csv", Buffer.from(text, "utf16le"));
    expect((await told(...ofClass, "--roster", roster)).absent).toEqual(["email:zoë@uni.example"]);
  });
});

describe("what is not known", () => {
  const copy = join(folder.path, "less.duckdb");
  const less = (...args: string[]) => run(["attendance", "--db", copy, ...ofClass, ...args], {}, folder.path);
  let uuids: string[];
  beforeAll(async () => {
    // All of it is in the one file only then.
    await change(db, "CHECKPOINT");
    writeFileSync(copy, readFileSync(db));
    const rows = await query(
      db,
      `SELECT uuid FROM meetings WHERE meeting_series_id = '${series}' ORDER BY start_time`,
    );
    uuids = rows.map(({ uuid }) => String(uuid));
  });

  it("is named, and not counted as missed: exit 5 with what to run", async () => {
    await change(
      copy,
      `UPDATE meetings SET state = 'listed', attendance_rules = NULL WHERE uuid = '${uuids[0]}'`,
    );
    const { code, stdout, stderr } = await less();
    expect(code).toBe(5);
    expect(stdout).toContain(`${uuids[0]}, 2026-03-0`);
    expect(stdout).toContain("not read yet, not counted");
    expect(stderr).toContain(`Try: zoom-harvester --meeting ${uuids[0]}`);
    const json = JSON.parse((await less("--json")).stdout) as Told;
    expect(json.counted).toBe(uuids.length - 1);
    expect(json.meetings[0]).toMatchObject({ uuid: uuids[0], people: "missing" });
  });

  it("because the people of what was read are not counted yet, asks for any harvest", async () => {
    await change(copy, `UPDATE meetings SET state = 'settled' WHERE uuid = '${uuids[0]}'`);
    const { code, stdout, stderr } = await less();
    expect(code).toBe(5);
    expect(stdout).toContain("its people are not counted yet");
    expect(stderr).toMatch(/Try: zoom-harvester\n$/);
  });

  it("and never will be, is named and no failure", async () => {
    await change(
      copy,
      `UPDATE meetings SET state = 'expired', attendance_rules = NULL WHERE uuid = '${uuids[0]}'`,
    );
    const { code, stdout, stderr } = await less();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("too old for Zoom, not counted");
  });

  it.each([
    [
      ["--series", "123456789"],
      "attendance (series 123456789): no such meeting or webinar is stored in",
      "--series 123456789",
    ],
    [
      ["--meeting", "AAAAAAAAAAAAAAAAAAAAAA=="],
      "(AAAAAAAAAAAAAAAAAAAAAA==): no such meeting or webinar is stored",
      "--meeting AAAAAAAAAAAAAAAAAAAAAA==",
    ],
  ])("%j is not stored: exit 5 with what to run", async (args, reason, hint) => {
    const { code, stdout, stderr } = await tell(...args);
    expect({ code, stdout }).toEqual({ code: 5, stdout: "" });
    expect(stderr).toContain(reason);
    expect(stderr).toContain(`Try: zoom-harvester ${hint}`);
  });
});

describeOnTwoServers("attendance on a search engine", (server) => {
  it(
    "is the same to the second",
    () =>
      withPrefix(server, async (prefix) => {
        const env = { ...environmentOf(server), ES_INDEX_PREFIX: prefix };
        const harvest = await run(days, { ...simulator.env, ...env }, folder.path);
        expect(harvest.code, harvest.stderr).toBe(0);
        const there = await run(["attendance", ...ofClass, "--json"], env, folder.path);
        expect(there.code, there.stderr).toBe(0);
        expect(JSON.parse(there.stdout)).toEqual(await told(...ofClass));
      }),
    120_000,
  );
});
