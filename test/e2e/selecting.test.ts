/** What is asked for and what is left out: single meetings, series, hosts, groups, privacy classes. */

import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeFolder, type RunningSimulator, run, startSimulator, type TruthMeeting } from "./support.ts";

const folder = makeFolder();
const day = "2026-03-03";
let simulator: RunningSimulator;
let truth: TruthMeeting[];
// biome-ignore lint/suspicious/noExplicitAny: documents as a reader of standard output gets them
type Line = any;

beforeAll(async () => {
  simulator = await startSimulator(
    "--seed",
    "8",
    "--users",
    "30",
    "--meetings_per_day",
    "40",
    "--from",
    "2026-03-01",
    "--to",
    "2026-03-05",
    "--limits",
    "off",
  );
  truth = await simulator.truthRows("2026-03-01", "2026-03-05");
});
afterAll(async () => {
  await simulator.stop();
  folder.remove();
});

async function harvest(...args: string[]): Promise<{ code: number | null; stderr: string; lines: Line[] }> {
  const { code, stderr, stdout } = await run(
    ["--destination", "stdout", "--timezone", "UTC", "--limits", "off", ...args],
    simulator.env,
    folder.path,
  );
  return {
    code,
    stderr,
    lines: stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

const ofKind = (lines: Line[], kind: string) => lines.filter(({ _kind }) => _kind === kind);

describe("harvest", () => {
  it("--meeting fetches just this meeting, whatever its uuid needs in a path", async () => {
    const awkward = truth.find(({ uuid }) => uuid.startsWith("/")) ?? truth[0];
    if (awkward === undefined) throw new Error("the account has no meeting");
    const { code, lines } = await harvest("--meeting", awkward.uuid);
    expect(code).toBe(0);
    expect(ofKind(lines, "meeting").map(({ _id }) => _id)).toEqual([awkward.uuid]);
    expect(ofKind(lines, "session")).toHaveLength(awkward.sessions.length);
  });

  it("--meeting of a meeting that Zoom does not know ends with 5 and names it", async () => {
    const { code, stderr } = await harvest("--meeting", "AAAAAAAAAAAAAAAAAAAAAA==");
    expect(code).toBe(5);
    expect(stderr).toMatch(/Zoom does not know.*AAAA/);
  });

  it("--series fetches all past instances of a series", async () => {
    const { lines } = await harvest("--date", day);
    const recurring = ofKind(lines, "meeting").find(({ series }) => series.kind === "recurring");
    const { code, lines: instances } = await harvest("--series", recurring.meeting_series_id);
    expect(code).toBe(0);
    const found = ofKind(instances, "meeting");
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ meeting_series_id }) => meeting_series_id))).toEqual(
      new Set([recurring.meeting_series_id]),
    );
    expect(found.map(({ _id }) => _id)).toContain(recurring._id);
  });

  it("takes flags with dashes as with underscores", async () => {
    const { code, stderr } = await harvest("--date", day, "--log-level", "error", "--settle-after=1h");
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/complete/);
  });

  it("writes its summary as JSON, for its owner alone, also when it fails", async () => {
    const file = join(folder.path, "summary.json");
    await harvest("--date", day, "--summary", file);
    const good = JSON.parse(readFileSync(file, "utf8"));
    const wanted = truth.filter(({ start_time }) => start_time.startsWith(day));
    expect(good).toMatchObject({ exit_code: 0, complete: true, meetings: { stored: wanted.length } });
    expect(good.calls.resource_intensive).toBeLessThanOrEqual(2 * Math.ceil(truth.length / 300) + 2);
    expect(statSync(file).mode & 0o077).toBe(0);
    await run(
      ["--date", day, "--destination", "stdout", "--summary", file],
      { ...simulator.env, ZOOM_SECRET: "no" },
      folder.path,
    );
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ exit_code: 3, complete: false });
  });
});

describe("what must not be harvested is left out", () => {
  it("--without, everywhere, and sessions keep their keys", async () => {
    const whole = await harvest("--date", day);
    const { code, lines } = await harvest("--date", day, "--without", "name,email,ip,place,device,id");
    expect(code).toBe(0);
    expect(
      ofKind(lines, "session")
        .map(({ _id }) => _id)
        .sort(),
    ).toEqual(
      ofKind(whole.lines, "session")
        .map(({ _id }) => _id)
        .sort(),
    );
    const text = JSON.stringify(lines);
    for (const { user_name, ip_address, email, city } of ofKind(whole.lines, "session").slice(0, 200)) {
      for (const personal of [ip_address, email, city]) {
        if (personal !== undefined) expect(text).not.toContain(JSON.stringify(personal));
      }
      if (user_name !== undefined) expect(text).not.toContain(`"user_name":${JSON.stringify(user_name)}`);
    }
    expect(text).not.toMatch(/@|"(ip_address|device|location|country|user_name|email|first_name|host_id)":/);
  });

  it("--skip_hosts, by e-mail in any case and by id", async () => {
    const whole = ofKind((await harvest("--date", day)).lines, "meeting");
    const [first, second] = [
      ...new Map(whole.map((meeting: Line) => [meeting.host.host_id, meeting.host])).values(),
    ];
    const file = join(folder.path, "skip.txt");
    writeFileSync(file, `# not these\n${first.email.toUpperCase()}\n${second.host_id}  # by id\n`);
    const { code, lines, stderr } = await harvest("--date", day, "--skip_hosts", file);
    expect(code).toBe(0);
    const ids = ofKind(lines, "meeting").map(({ host }: Line) => host.host_id);
    expect(ids).not.toContain(first.host_id);
    expect(ids).not.toContain(second.host_id);
    expect(ids).toHaveLength(
      whole.filter(({ host }: Line) => ![first.host_id, second.host_id].includes(host.host_id)).length,
    );
    expect(stderr).toMatch(/left out by --only_groups or --skip_hosts/);
    expect(ofKind(lines, "user").map(({ _id }) => _id)).not.toContain(second.host_id);
  });

  it("--only_groups keeps the meetings of the groups' hosts, and refuses a group that nobody is in", async () => {
    const whole = ofKind((await harvest("--date", day)).lines, "meeting");
    const group = whole.flatMap(({ host_groups = [] }: Line) => host_groups)[0];
    const { code, lines } = await harvest("--date", day, "--only_groups", group);
    expect(code).toBe(0);
    const wanted = whole.filter(({ host_groups = [] }: Line) => host_groups.includes(group));
    expect(
      ofKind(lines, "meeting")
        .map(({ _id }) => _id)
        .sort(),
    ).toEqual(wanted.map(({ _id }: Line) => _id).sort());
    const unknown = await harvest("--date", day, "--only_groups", "nobody");
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/no user of the account is in the group nobody/);
  });
});

describe("odd rows", () => {
  it("are counted and named, kept as dead letters where they have no key, and the rest goes on", async () => {
    const odd = await startSimulator(
      "--seed",
      "8",
      "--users",
      "30",
      "--meetings_per_day",
      "40",
      "--from",
      "2026-03-01",
      "--to",
      "2026-03-05",
      "--oddities",
      "on",
      "--limits",
      "off",
    );
    const path = makeFolder();
    const expected = await odd.truth(day);
    const { code, stderr, stdout } = await run(
      ["--destination", "stdout", "--date", day, "--timezone", "UTC", "--limits", "off"],
      odd.env,
      path.path,
    );
    await odd.stop();
    expect(code).toBe(6);
    expect(stderr).toMatch(/listed meetings without a uuid/);
    expect(stderr).toMatch(/without a start time/);
    expect(stdout.split('"_kind":"meeting"').length - 1).toBeGreaterThanOrEqual(expected.meetings);
    const dead = readFileSync(join(path.path, "zoom-harvester.dead.ndjson"), "utf8");
    expect(dead).toMatch(/without a uuid/);
    expect(statSync(join(path.path, "zoom-harvester.dead.ndjson")).mode & 0o077).toBe(0);
    path.remove();
  });
});
