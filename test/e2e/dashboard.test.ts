/** `dashboard` from outside: where it listens, whom it answers, how it ends, and that it shows nobody when told so. */

import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answers } from "../../src/dashboard/answers/answers.ts";
import { startDashboard } from "../browser/dashboard.ts";
import { main, makeFolder, query, run, startSimulator } from "./support.ts";

const folder = makeFolder();
const db = join(folder.path, "store.duckdb");
const days = ["--from", "2026-03-02", "--to", "2026-03-04"];

beforeAll(async () => {
  const account = ["--seed", "8", "--users", "25", "--meetings_per_day", "25", "--limits", "off", ...days];
  const simulator = await startSimulator(...account);
  const args = ["--db", db, "--timezone", "UTC", "--limits", "off", "--streams", "all", ...days];
  const { code, stderr } = await run(args, simulator.env, folder.path);
  expect(code, stderr).toBe(0);
  await simulator.stop();
}, 120_000);
afterAll(folder.remove);

const dashboard = (...args: string[]) => startDashboard({ db }, folder.path, ...args);

describe("dashboard", () => {
  it("prints its address alone on standard output, answers there, and ends with 0 on a signal", async () => {
    const served = await dashboard();
    expect(served.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect((await fetch(`${served.address}api/store`)).status).toBe(200);
    expect(await (await fetch(served.address)).text()).toContain("<script");
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      const other = await dashboard();
      expect(await other.stop(signal)).toMatchObject({ code: 0, stdout: `${other.address}\n` });
    }
    await served.stop();
    await expect(fetch(served.address)).rejects.toThrow();
  });

  it("ends at once although a browser keeps its connection open", async () => {
    const served = await dashboard();
    const { host } = new URL(served.address);
    const [hostname, port] = host.split(":");
    const open = request({
      hostname,
      port,
      path: "/api/store",
      agent: false,
      headers: { connection: "keep-alive" },
    });
    open.on("error", () => {});
    await new Promise((resolve) =>
      open.on("response", (response) => response.resume().on("end", resolve)).end(),
    );
    expect((await served.stop()).code).toBe(0);
  });

  it("refuses a port that is taken, and takes another one where none was named", async () => {
    const first = await dashboard();
    const { port } = new URL(first.address);
    const { code, stderr } = await run(["dashboard", "--db", db, "--port", port], {}, folder.path);
    expect(code).toBe(2);
    expect(stderr).toContain("something else listens there. Try: --port 0");
    await first.stop();
  });

  it("listens on another address only with a token, which is in the address that it prints", async () => {
    const served = await dashboard("--host", "0.0.0.0");
    const url = new URL(served.address);
    expect(url.searchParams.get("token")).toMatch(/^[\w-]{32}$/);
    const here = `http://localhost:${url.port}/`;
    expect((await fetch(`${here}api/store`)).status).toBe(401);
    const admitted = await fetch(`${here}${url.search}`, { redirect: "manual" });
    expect(admitted.status).toBe(303);
    const cookie = admitted.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await fetch(`${here}api/store`, { headers: { cookie } })).status).toBe(200);
    await served.stop();
  });

  it.each([
    [["--port", "x"], 2, "--port"],
    [["--host", "a b"], 2, "--host"],
    [["--roster", "nowhere.csv"], 2, "nowhere.csv"],
    [["--hide_people", "--roster", "nowhere.csv"], 2, "--hide_people"],
    [["--timezone", "Mars/Olympus"], 2, "time zone"],
    [["--db", "nowhere.duckdb"], 4, "nothing was harvested into it yet"],
    [["--host", "203.0.113.7"], 2, "--host"],
  ])("ends with words for %j", async (args, exit, said) => {
    const { code, stdout, stderr } = await run(["dashboard", "--db", db, ...args], {}, folder.path);
    expect(code).toBe(exit);
    expect(stderr).toContain(said);
    expect(stderr).toContain("Try: ");
    expect(stdout).toBe("");
  });

  it("works where only reading is allowed, and changes nothing", async () => {
    const sum = async () => (await query(db, "SELECT count(*) AS n FROM ledger.runs"))[0]?.n;
    const before = await sum();
    const served = await dashboard();
    for (const { name } of answers) await fetch(`${served.address}api/${name}`);
    await served.stop();
    expect(await sum()).toBe(before);
  });
});

describe("without names", () => {
  it("no answer, whatever is asked, holds a name or an e-mail that is stored", async () => {
    const names = await storedNames();
    expect(names.length).toBeGreaterThan(50);
    const served = await dashboard("--hide_people");
    const found: string[] = [];
    for (const path of await everyQuestion(served.address)) {
      const response = await fetch(`${served.address}api/${path}`);
      expect([200, 400, 404]).toContain(response.status);
      const text = (await response.text()).toLowerCase();
      for (const name of names) if (text.includes(name)) found.push(`${path}: ${name}`);
    }
    expect(found).toEqual([]);
    await served.stop();
  }, 120_000);
});

/** In lower case, those that are no ordinary word. */
async function storedNames(): Promise<string[]> {
  const rows = await query(
    db,
    `SELECT DISTINCT lower(name) AS name FROM (
       SELECT user_name AS name FROM sessions UNION ALL SELECT email FROM sessions UNION ALL
       SELECT unnest([host.name, host.email]) FROM meetings UNION ALL
       SELECT unnest([email, display_name]) FROM users) WHERE length(name) > 5`,
  );
  return rows.map(({ name }) => String(name));
}

/** Every answer with the parameters that have something to show, as JSON and as CSV. */
async function everyQuestion(address: string): Promise<string[]> {
  const [meeting] = await query(
    db,
    "SELECT uuid, meeting_series_id AS series FROM meetings ORDER BY sessions_stored DESC LIMIT 1",
  );
  const range = "from=2026-03-01&to=2026-03-05";
  const more = ["", ...["hosts", "series", "departments", "countries", "tracking"].map((by) => `&by=${by}`)];
  const subjects = [
    ...more,
    `&uuid=${encodeURIComponent(String(meeting?.uuid))}`,
    `&number=${meeting?.series}`,
    "&sort=host",
    "&topic=a",
    "&host=a",
    "&person=a",
    "&identity=email:a@b",
    "&search=anna",
    "&q=anna",
  ];
  expect(address).not.toBe("");
  return answers.flatMap(({ name }) =>
    subjects.flatMap((subject) => [`${name}?${range}${subject}`, `${name}?${range}${subject}&format=csv`]),
  );
}

it("is told of by the help, with the port that it takes", async () => {
  const { code, stdout } = await run(["help", "dashboard"], {}, folder.path);
  expect(code).toBe(0);
  expect(stdout).toContain("--hide_people");
  expect(main).toContain("dist");
});
