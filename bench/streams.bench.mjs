/**
 * Streams: for each group, the calls for a day of 1,000 meetings over the least number that Zoom's API allows, which is
 * computed here from the simulator's truth and Zoom's page sizes; and how long the catalogue takes to load. The account is
 * known (another day was harvested before), the core is there before the groups that are found through it.
 */

import { pathToFileURL } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { stores } from "./lib/destinations.mjs";
import { median } from "./lib/numbers.mjs";
import { harvest, main, runNode, withFolder, withSimulator } from "./lib/processes.mjs";

const [before, day] = ["2026-03-02", "2026-03-03"];
const groups = ["core", "people", "details", "quality", "webinars", "recordings", "reports", "rooms"];
const pages = (rows, size = 300) => Math.max(1, Math.ceil(rows / size));
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

/** The least calls for each group: one for each page of each list that cannot be left out. */
function leastOf({ by_stream: truth, meetings, webinars, users, polled }) {
  const several = meetings.filter(({ people }) => people > 1).length;
  return {
    core:
      pages(several) +
      pages(meetings.length - several) +
      sum(meetings.map(({ sessions }) => pages(sessions.length))),
    people: pages(truth.groups),
    details: polled,
    // Zoom shows no quality of meetings that one person attended.
    quality: sum(meetings.filter(({ people }) => people > 1).map(({ quality }) => pages(quality, 10))),
    webinars: pages(truth.webinars) + sum(webinars.map(({ sessions }) => pages(sessions.length))),
    recordings: users,
    reports: pages(truth.sign_ins),
    rooms: pages(truth.rooms),
  };
}

async function query(file, sql) {
  const instance = await DuckDBInstance.create(file, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function webinarsOf({ url }) {
  const answer = await fetch(`${url}/_simulator/truth/rows?from=${day}&to=${day}&of=webinars`);
  return (await answer.text())
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

async function loading() {
  const registry = pathToFileURL(main.replace(/main\.js$/, "streams/registry.js")).href;
  const program = `const at = performance.now(); await import(${JSON.stringify(registry)}); console.log(performance.now() - at)`;
  const times = [];
  for (let round = 0; round < 12; round += 1) {
    const { stdout } = await runNode(["--input-type=module", "-e", program], { out: "pipe" });
    if (round > 0) times.push(Number(stdout));
  }
  return median(times);
}

export const bench = {
  name: "streams",
  goal: "calls of a 1,000-meeting day over the least",
  takes: "some minutes",
  run: () => {
    const account = [
      "--seed",
      "14",
      "--users",
      "200",
      "--meetings_per_day",
      "870",
      "--from",
      before,
      "--to",
      day,
    ];
    return withSimulator([...account, "--limits", "off"], (simulator) =>
      withFolder(async (folder) => {
        const [{ args: store, db }] = stores(folder);
        const asked = ["--timezone", "UTC", "--limits", "off", ...store];
        const go = async (date, names) => {
          const earlier = await simulator.requests();
          await harvest(["--date", date, "--streams", names, ...asked], { env: simulator.env, cwd: folder });
          const now = await simulator.requests();
          return (path) =>
            sum(
              Object.entries(now.by_path).map(([name, count]) =>
                path(name) ? count - (earlier.by_path[name] ?? 0) : 0,
              ),
            );
        };
        const first = await go(before, "all");
        const truth = await simulator.truth(day);
        const [meetings, webinars] = [await simulator.truthRows(day), await webinarsOf(simulator)];
        const measured = [];
        let least;
        for (const group of groups) {
          const calls = await go(day, group);
          if (group === "core") {
            const [{ polled }] = await query(
              db,
              `SELECT count(*)::INT AS polled FROM meetings WHERE has_poll AND start_time >= '${day}'`,
            );
            const [{ users }] = await query(db, "SELECT count(*)::INT AS users FROM users");
            least = leastOf({ ...truth, meetings, webinars, users, polled });
          }
          // Of the core the listing and the sessions: how many look-ups a series' kind needs Zoom decides.
          const made = calls((path) => group !== "core" || path.startsWith("/metrics/"));
          // Lists of what is now were read with the day before, and are not read again.
          const now = { people: "/groups", rooms: "/metrics/zoomrooms" }[group];
          const all = now === undefined ? made : made + first((path) => path === now);
          measured.push({
            what: `calls, ${group}`,
            measured: all / least[group],
            goal: 1,
            unit: "ratio",
            detail: `${all} over ${least[group]}, ${meetings.length} meetings`,
          });
        }
        measured.push({
          what: "loading the catalogue",
          measured: await loading(),
          goal: 20,
          unit: "ms",
          detail: "import of the registry in a bare node, median of 11",
        });
        return measured;
      }),
    );
  },
};
