/**
 * Resume: the seconds from the start of the process until it asks for the first meeting's participants, of a backfill
 * of 100,000 meetings of which everything is listed and half is read. The store is made by the built destination: a
 * short harvest for what a harvest knows besides, then the documents as a listing leaves them. Each try is killed at
 * that call, so that the next one finds the same.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { benchHolder, openStore, stores } from "./lib/destinations.mjs";
import { median, seconds } from "./lib/numbers.mjs";
import { harvest, importBuilt, main, startNode, withFolder, withSimulator } from "./lib/processes.mjs";

const meetingsWanted = 100_000;
const from = "2026-01-01";
const days = 150;
const tries = 5;
const limit = 2;
const dayMs = 86_400_000;
const dayAt = (index) => new Date(Date.parse(from) + index * dayMs).toISOString().slice(0, 10);
const probe = new URL("./lib/first-call-probe.mjs", import.meta.url);

export const bench = {
  name: "resume",
  goal: "resuming a backfill of 100,000 meetings",
  takes: "a minute or two",
  run: () => {
    const to = dayAt(days - 1);
    const account = ["--seed", "9", "--users", "200", "--meetings_per_day", "667", "--limits", "off"];
    return withSimulator([...account, "--from", from, "--to", to], (simulator) =>
      withFolder(async (folder) => {
        const rows = [];
        for (const store of stores(folder)) {
          const asked = ["--timezone", "UTC", "--limits", "off", "--series", "none", ...store.args];
          await harvest(["--date", to, ...asked], { env: simulator.env, cwd: folder });
          await fill(store, simulator.env.ZOOM_ACCOUNT_ID, days - 1);
          const args = ["--import", probe.href, main, "harvest", "--from", from, "--to", to, ...asked];
          const took = [];
          for (let attempt = 0; attempt < tries; attempt += 1) {
            const file = join(folder, `${store.name}-${attempt}`);
            const startedAt = Date.now();
            const env = { ...simulator.env, PROBE_FILE: file };
            const { signal, stderr } = await startNode(args, { env, cwd: folder }).ended;
            if (signal !== "SIGKILL") throw new Error(`it asked for no participants: ${stderr}`);
            took.push((Number(readFileSync(file, "utf8")) - startedAt) / 1_000);
          }
          rows.push({
            what: `until the first participants are asked for, ${store.name}`,
            measured: median(took),
            goal: limit,
            unit: "s",
            detail: `${meetingsWanted / 1_000} thousand meetings known, half of them read; ${seconds(took)}`,
          });
          await store.remove();
        }
        return rows;
      }),
    );
  },
};

/** All meetings as listed, every second one as read; and the listings that showed them. */
async function fill(store, account, dayCount) {
  const { destination } = await openStore(store, account);
  const { meetingUuid } = await importBuilt("simulator/ids.js");
  const now = Date.now();
  const perDay = Math.ceil(meetingsWanted / dayCount);
  const stamp = {
    account_id: account,
    harvest: {
      run: benchHolder.run,
      at: new Date(now).toISOString(),
      source: "dashboard past",
      version: "bench",
    },
  };
  for (let day = 0; day < dayCount; day += 1) {
    const number = Math.round(Date.parse(dayAt(day)) / dayMs);
    const documents = Array.from({ length: perDay }, (_, index) => {
      const start = Date.parse(dayAt(day)) + Math.floor((index * dayMs) / perDay);
      const at = (ms) => new Date(ms).toISOString().replace(".000Z", "Z");
      const uuid = meetingUuid(9, number, index);
      return {
        _id: uuid,
        uuid,
        meeting_series_id: String(81_000_000_000 + index),
        topic: `Meeting ${index}`,
        host: { name: "Bench Host", email: "host@example.org" },
        start_time: at(start),
        end_time: at(start + 1_800_000),
        duration: 1_800,
        participant_sessions: 4,
        series: { kind: "unknown" },
        state: index % 2 === 0 ? "listed" : "settled",
        sessions_stored: 0,
        ...stamp,
      };
    });
    await destination.write([{ to: "meetings", documents }]);
  }
  const span = { start: Date.parse(from), end: Date.parse(dayAt(dayCount)) };
  await destination.noteListings([{ what: "meetings", span, at: now }]);
  await destination.close();
}
