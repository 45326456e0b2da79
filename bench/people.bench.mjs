/**
 * People: the attendance of a million sessions over a bare pass over the same rows. The bare pass reads of each row
 * when the session began and ended, parses both with `Date.parse` and adds up the seconds: nothing can be said of
 * anybody's time without as much. The rows are documents as they are stored, parsed from JSON, of meetings of 1 to
 * 60 sessions and one of 20,000; part after part, so that they fit into memory. In a run the rows were read and
 * written a moment before: so both have seen a part once before they are timed, in turns, the middle of a few each.
 * What the first pass over rows just made costs, which is mostly the memory's time, is shown beside it.
 */

import { median, show } from "./lib/numbers.mjs";
import { importBuilt } from "./lib/processes.mjs";
import { meetingParts, meetingSizes } from "./lib/sessions.mjs";

const sessions = 1_000_000;
const partSize = 50_000;
const rounds = 3;

export const bench = {
  name: "people",
  goal: "attendance of a million sessions over a bare pass",
  takes: "a minute",
  run: async () => {
    const { attendanceOf } = await importBuilt("people/attendance.js");
    const attend = (part) =>
      part.reduce((sum, { meeting, sessions: rows }) => sum + attendanceOf(meeting, rows).people.length, 0);
    const first = { bare: 0, ours: 0 };
    const seen = { bare: 0, ours: 0 };
    const ratios = [];
    let people = 0;
    let turn = 0;
    for (const part of meetingParts(7, partsOf())) {
      const inTurn = turn % 2 === 0 ? timeBoth(part, bare, attend) : swapped(timeBoth(part, attend, bare));
      const times = Array.from({ length: rounds }, () => timeBoth(part, bare, attend));
      const took = { bare: median(times.map(([time]) => time)), ours: median(times.map(([, time]) => time)) };
      turn += 1;
      // The first parts are there to warm up.
      if (turn <= warmUp) continue;
      people += attend(part);
      first.bare += inTurn[0];
      first.ours += inTurn[1];
      seen.bare += took.bare;
      seen.ours += took.ours;
      ratios.push(took.ours / took.bare);
    }
    return [
      {
        what: "attendance over a bare pass",
        measured: seen.ours / seen.bare,
        goal: 2,
        unit: "ratio",
        detail: `${people} people of ${sessions} sessions in ${show(seen.ours)} s over ${show(seen.bare)} s; of ${ratios.length} parts ${show(Math.min(...ratios))} to ${show(Math.max(...ratios))}, median ${show(median(ratios))}`,
      },
      {
        what: "the same, of rows that nobody has touched",
        measured: first.ours / first.bare,
        unit: "ratio",
        detail: `${show(first.ours)} s over ${show(first.bare)} s; they take turns in going first`,
      },
    ];
  },
};

const warmUp = 2;

/** Parts to warm up, then the sessions that count, the largest meeting in the midst of them. */
function partsOf() {
  return Array.from({ length: warmUp + sessions / partSize }, (_, part) =>
    meetingSizes(part + 1, partSize, part === warmUp + 4 ? [20_000] : []),
  );
}

/** @returns the seconds of each, the first one first. */
function timeBoth(part, one, other) {
  return [one, other].map((pass) => {
    const startedAt = performance.now();
    pass(part);
    return (performance.now() - startedAt) / 1_000;
  });
}

const swapped = ([one, other]) => [other, one];

function bare(part) {
  let total = 0;
  for (const { sessions: rows } of part)
    for (const { join_time, leave_time } of rows) total += Date.parse(leave_time) - Date.parse(join_time);
  return total / 1_000;
}
