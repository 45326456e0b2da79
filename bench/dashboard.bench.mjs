/**
 * Dashboard: how long each question takes that its pages ask a DuckDB file of a million sessions, with the memory and the
 * threads that a file is opened with; and how heavy its page is. The questions are recorded while the reports are read,
 * each asked alone then, the middle of five answers counts. A file of one's own is measured with `BENCH_STORE`.
 */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { makeBigStore } from "./lib/big-store.mjs";
import { median, show } from "./lib/numbers.mjs";
import { dist, importBuilt, withFolder } from "./lib/processes.mjs";

const size = 1_000_000;
const rounds = 5;
const mostMs = 200;
const heaviest = 400;
const timeZone = "Europe/Berlin";

export const bench = {
  name: "dashboard",
  goal: "a page's questions of a million sessions",
  takes: "some minutes",
  run: async () => {
    const own = process.env.BENCH_STORE;
    const rows = own === undefined ? await withFolder(measureNew) : await measure(await lookInto(own));
    return [...rows, ...weigh()];
  },
};

async function measureNew(folder) {
  return measure(await makeBigStore(folder, size));
}

async function lookInto(file) {
  return withSource(file, async (source) => {
    const days = (await source.countByDay("meetings", "UTC")).flatMap(({ date }) => date ?? []).sort();
    const end = Date.parse(`${days.at(-1)}T00:00:00Z`) + 86_400_000;
    return {
      file,
      sessions: await source.total("sessions"),
      span: { start: Date.parse(`${days[0]}T00:00:00Z`), end },
    };
  });
}

async function withSource(file, work) {
  const { duckdbSource } = await importBuilt("destinations/duckdb/source.js");
  const { collections } = await importBuilt("streams/derived.js");
  const { realClock } = await importBuilt("clock.js");
  const log = { warn: (message) => console.error(message) };
  const source = await duckdbSource({ ...realClock, log }, { file, lockWaitMs: 5_000, collections });
  try {
    return await work(source);
  } finally {
    await source.close();
  }
}

async function measure({ file, sessions, span }) {
  return withSource(file, async (source) => {
    const questions = await recordAll(source, span);
    const rows = [];
    for (const { what, ask } of questions) {
      const took = [];
      for (let round = 0; round < rounds; round += 1) {
        const startedAt = performance.now();
        await ask();
        took.push(performance.now() - startedAt);
      }
      const detail = `${took.map((ms) => Math.round(ms)).join(" ")} ms of ${sessions} sessions`;
      rows.push({ what, measured: Math.round(median(took)), goal: mostMs, unit: "ms", detail });
    }
    return rows;
  });
}

/** Every question that the reports behind the pages ask, each once, with the report that asks it. */
async function recordAll(source, span) {
  const found = new Map();
  let report = "";
  const recording = { ...source };
  for (const method of [
    "rollUp",
    "page",
    "find",
    "read",
    "members",
    "countByDay",
    "count",
    "total",
    "ledger",
  ]) {
    recording[method] = (...asked) => {
      const key = JSON.stringify([method, ...asked]);
      if (!found.has(key))
        found.set(key, { what: `${report}: ${say(method, asked)}`, ask: () => source[method](...asked) });
      return source[method](...asked);
    };
  }
  for (const [name, read] of Object.entries(await reportsOf(span))) {
    report = name;
    await read(recording);
  }
  return [...found.values()];
}

function say(method, [collection, asked]) {
  if (method === "page") return `page of ${collection} by ${asked.by}${asked.where.ids ? " of ids" : ""}`;
  if (method !== "rollUp") return typeof collection === "string" ? `${method} ${collection}` : method;
  const { by, distinct = [] } = asked;
  const grouped = by === undefined ? "" : ` by ${by.field ?? by.unit}`;
  return `${collection}${grouped}${distinct.length === 0 ? "" : `, different ${distinct.join(" and ")}`}`;
}

async function reportsOf(span) {
  const { readRange, readTotals, readBy } = await importBuilt("reports/overview.js");
  const { rollups } = await importBuilt("reports/rollups.js");
  const { readHours, readPeaks } = await importBuilt("reports/peaks.js");
  const { readMissing } = await importBuilt("reports/missing.js");
  const { readCompleteness } = await importBuilt("reports/completeness.js");
  const day = (at) => new Date(at).toISOString().slice(0, 10);
  const range = { from: day(span.start), to: day(span.end - 1), timeZone, span };
  const reports = {
    range: (source) => readRange(source, { from: undefined, to: undefined, timeZone }),
    totals: (source) => readTotals(source, span),
    peaks: async (source) => readPeaks(source, await readHours(source, span), {}),
    missing: (source) => readMissing(source, range),
    completeness: (source) =>
      readCompleteness(source, { ...range, now: span.end, settleAfterMs: 86_400_000 }),
  };
  for (const name of Object.keys(rollups)) reports[name] = (source) => readBy(source, name, range);
  return { ...reports, ...listsOf(span) };
}

/** The pages of meetings and people. */
function listsOf(span) {
  const list = (where, by) => ({ where: { span, ...where }, by, order: "descending", offset: 0, limit: 50 });
  const topic = { contains: [{ fields: ["topic"], text: "REVIEW" }] };
  const person = { span, contains: [{ fields: ["name", "names", "email"], text: "an" }] };
  return {
    meetings: async (source) => {
      for (const by of ["start_time", "unique_people", "duration", "topic"]) {
        await source.page("meetings", list({}, by));
        await source.page("meetings", list({ ...topic, between: { unique_people: { least: 2 } } }, by));
      }
    },
    person: async (source) => {
      await source.find("attendance", { span, contains: [{ fields: ["name"], text: "müller" }] });
      const found = await source.rollUp("attendance", { where: person, by: { field: "meeting" } });
      const ids = found.flatMap(({ key }) => key ?? []).slice(0, 60_000);
      await source.page("meetings", list({ ids }, "start_time"));
    },
    meeting: async (source) => {
      const { documents } = await source.page("meetings", list({}, "unique_people"));
      const uuid = documents[0]?._id ?? "";
      await source.members("attendance", [uuid]);
      await source.members("sessions", [uuid]);
      await source.page("attendance", list({ is: { meeting: [uuid] } }, "attended_seconds"));
    },
  };
}

/** What a browser loads, compressed. */
function weigh() {
  const folder = join(dist, "dashboard", "page");
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  const sizes = files
    .filter((file) => statSync(file).isFile())
    .map((file) => gzipSync(readFileSync(file)).length / 1_000);
  const measured = sizes.reduce((sum, one) => sum + one, 0);
  const detail = `${sizes.length} files, the largest ${show(Math.max(...sizes))} kB, by gzip`;
  return [{ what: "the page", measured: Math.round(measured), goal: heaviest, unit: "kB", detail }];
}
