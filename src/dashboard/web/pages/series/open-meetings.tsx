/** Meetings that are not in the figures, why not, and what to run. */

import { Fragment } from "preact";
import type { SeriesTold } from "../../../answers/series.ts";
import { hrefOf } from "../../address.ts";
import { sayEvents, titleOf } from "../../event.ts";
import { sayNumber, sayTime } from "../../format.ts";
import { Command } from "../../parts/command.tsx";
import { openWords } from "./words.ts";

export function OpenMeetings({ told, timeZone }: { told: SeriesTold; timeZone: string }) {
  const { open, short, gone } = told;
  const { what } = told.head;
  if (open.length === 0 && short === 0 && gone === 0) return null;
  return (
    <section class="problem" aria-label={`${titleOf(what, "s")} that are not counted`}>
      {open.map(({ why, count, meetings, hint }) => (
        <div key={why}>
          <p>
            <strong>
              {sayEvents(count, what)} {count === 1 ? "is" : "are"} {openWords[why]}:
            </strong>{" "}
            {meetings.map(({ uuid, start }, index) => (
              <Fragment key={uuid}>
                {index > 0 && ", "}
                <a href={hrefOf(what, { uuid })}>
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
          {sayEvents(short, what)} {short === 1 ? "was" : "were"} shorter than asked for: left out.
        </p>
      )}
      {gone > 0 && (
        <p>
          {sayEvents(gone, what)} {gone === 1 ? "is" : "are"} not counted: Zoom has no list of who came.
        </p>
      )}
    </section>
  );
}
