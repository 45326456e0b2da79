/** Who writes now and how far it is; the same room without a harvest, so that nothing jumps. */

import type { HarvestNow, RunRow, Writing as WritingNow } from "../../../answers/harvest.ts";
import { sayNumber, saySecond, sayTime } from "../../format.ts";
import { sayEndOf } from "./runs.tsx";

export function Writing({ now, timeZone }: { now: HarvestNow; timeZone: string }) {
  const { writing, runs } = now;
  const [latest] = runs;
  return (
    <div class="writing">
      {/* That one begins or ends is said aloud; how far it is every two seconds would be too much. */}
      <p role="status" aria-live={writing?.record?.progress === undefined ? "polite" : "off"} class="large">
        {writing === undefined ? "No harvest is running" : sayWriting(writing)}
      </p>
      {writing === undefined ? (
        <Rest latest={latest} timeZone={timeZone} />
      ) : (
        <Far writing={writing} timeZone={timeZone} />
      )}
    </div>
  );
}

/** One sentence, for those who hear it too. */
function sayWriting({ record }: WritingNow): string {
  const progress = record?.progress;
  if (progress === undefined) return "A harvest is writing";
  if (progress.expected === 0) return "A harvest is writing: it lists meetings";
  return `A harvest is writing: ${sayNumber(progress.done)} of ${sayNumber(Math.max(progress.done, progress.expected))} meetings read`;
}

function Far({ writing, timeZone }: { writing: WritingNow; timeZone: string }) {
  const { record, pid, host, seen } = writing;
  const { done = 0, expected = 0 } = record?.progress ?? {};
  return (
    <>
      <progress max={Math.max(1, done, expected)} value={done} aria-label="Meetings read" />
      <p>{record === undefined ? "It has recorded nothing yet." : sayRecord(record)}</p>
      <p class="note">
        Process {pid} on {host}, last seen {saySecond(seen, timeZone)} {timeZone}. Its figures are those of a
        few seconds ago.
      </p>
    </>
  );
}

function sayRecord({ days, meetings, sessions, calls }: RunRow): string {
  return `${days}: ${sayNumber(meetings)} meetings and ${sayNumber(sessions)} sessions stored so far, ${sayNumber(calls)} calls`;
}

function Rest({ latest, timeZone }: { latest: RunRow | undefined; timeZone: string }) {
  return (
    <>
      <p>
        {latest === undefined
          ? "Nothing was harvested yet."
          : `The latest began ${sayTime(latest.started, timeZone)}: ${sayEndOf(latest.end)}.`}
      </p>
      <p class="note">While one runs this page follows it every two seconds.</p>
    </>
  );
}
