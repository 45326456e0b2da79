/** Meetings that are not in the figures, why not, and what to run. */

import { Fragment } from "preact";
import type { SeriesTold } from "../../../answers/series.ts";
import { hrefOf } from "../../address.ts";
import { sayNumber, sayTime } from "../../format.ts";
import { Command } from "../../parts/command.tsx";
import { openWords } from "./words.ts";

export function OpenMeetings({ told, timeZone }: { told: SeriesTold; timeZone: string }) {
  const { open, short, gone } = told;
  if (open.length === 0 && short === 0 && gone === 0) return null;
  return (
    <section class="problem" aria-label="Meetings that are not counted">
      {open.map(({ why, count, meetings, hint }) => (
        <div key={why}>
          <p>
            <strong>
              {sayNumber(count)} {count === 1 ? "meeting is" : "meetings are"} {openWords[why]}:
            </strong>{" "}
            {meetings.map(({ uuid, start }, index) => (
              <Fragment key={uuid}>
                {index > 0 && ", "}
                <a href={hrefOf("meeting", { uuid })}>
                  {start === undefined ? "undated" : sayTime(start, timeZone)}
                </a>
              </Fragment>
            ))}
            {count > meetings.length && ` and ${sayNumber(count - meetings.length)} more`}
          </p>
          <p>
            Run <Command line={hint} />
          </p>
        </div>
      ))}
      {short > 0 && (
        <p>
          {sayNumber(short)} {short === 1 ? "meeting was" : "meetings were"} shorter than asked for: left out.
        </p>
      )}
      {gone > 0 && (
        <p>
          {sayNumber(gone)} {gone === 1 ? "meeting is" : "meetings are"} not counted: Zoom has no list of who
          came.
        </p>
      )}
    </section>
  );
}
