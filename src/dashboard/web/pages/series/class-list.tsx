/** Who ought to have come: who never did, who came and is not on the list, who may be whom. */

import type { SeriesRoster, SeriesTold } from "../../../answers/series.ts";
import { withAsked } from "../../address.ts";
import { personHref, titleOf } from "../../event.ts";
import { sayDuration, sayNumber } from "../../format.ts";
import { DataTable } from "../../parts/data-table.tsx";

interface ClassListProps {
  told: SeriesTold | undefined;
  number: string;
}

export function ClassList({ told, number }: ClassListProps) {
  if (told?.roster === undefined) return null;
  const { roster } = told;
  return (
    <>
      <section class="panel">
        <header>
          <h2>Class list</h2>
          <span class="note">{roster.file}</span>
        </header>
        <p>
          Of {sayNumber(roster.people)} on the list {sayNumber(roster.came)} came,{" "}
          {sayNumber(roster.never.length)} never did.
        </p>
        <h3>Never came ({sayNumber(roster.never.length)})</h3>
        {roster.never.length === 0 ? (
          <p class="empty">Everybody on the class list came at least once.</p>
        ) : (
          <ul class="names">
            {roster.never.map(({ name }, index) => (
              // Two on a list may have one name.
              <li key={`${index} ${name}`}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        )}
        <Notes roster={roster} />
      </section>
      <Others told={told} roster={roster} />
      {roster.proposed > 0 && <Proposals roster={roster} number={number} />}
    </>
  );
}

export function HowToGiveOne({ number }: { number: string }) {
  return (
    <section class="panel wide">
      <header>
        <h2>Class list</h2>
      </header>
      <p>With a list of who ought to come this page says who did not, also who never came.</p>
      <p>
        Start it with <code>zoom-harvester dashboard --roster class.csv</code>, for this series alone with{" "}
        <code>--roster {number}=class.csv</code>. The file's first line names its columns: email, name, id, or
        some of them.
      </p>
    </section>
  );
}

/** What a list may say twice, or a decision of nobody. */
function Notes({ roster: { shared, idle, file, decisions } }: { roster: SeriesRoster }) {
  if (shared.length === 0 && idle.length === 0) return null;
  return (
    <ul class="note">
      {shared.map(([first, ...others]) => (
        <li key={first}>
          {file}: to Zoom those of lines {[first, ...others].join(", ")} are one person, counted as line{" "}
          {first}.
        </li>
      ))}
      {idle.map((line) => (
        <li key={line}>
          {decisions}: line {line} is about nobody on the list.
        </li>
      ))}
    </ul>
  );
}

function Others({ told, roster }: { told: SeriesTold; roster: SeriesRoster }) {
  const { others, notListed } = roster;
  return (
    <section class="panel">
      <header>
        <h2>Not on the list ({sayNumber(notListed)})</h2>
      </header>
      <DataTable
        caption="People who came and are not on the class list"
        rows={others}
        keyOf={({ person }) => person}
        empty="Everybody who came is on the class list."
        columns={[
          {
            title: "Person",
            cell: ({ person, name, role }) => (
              <>
                <a href={personHref(told.head.what, person)}>{name}</a>
                {role !== undefined && <span class="quiet"> ({role})</span>}
              </>
            ),
          },
          {
            title: told.byDay ? "Days" : titleOf(told.head.what, "s"),
            isFigure: true,
            cell: ({ attended }) => `${sayNumber(attended)} of ${sayNumber(told.columns.length)}`,
          },
          { title: "Time", isFigure: true, cell: ({ seconds }) => sayDuration(seconds) },
        ]}
      />
      {notListed > others.length && (
        <p>
          The first {sayNumber(others.length)}.{" "}
          <a href={withAsked({ who: "others", page: undefined })}>All of them</a>
        </p>
      )}
    </section>
  );
}

function Proposals({ roster, number }: { roster: SeriesRoster; number: string }) {
  const { proposals, proposed, decisions, file } = roster;
  return (
    <section class="panel wide">
      <header>
        <h2>Perhaps the same person ({sayNumber(proposed)})</h2>
        <span class="note">nobody was joined</span>
      </header>
      <DataTable
        caption="Pairs that may be one person"
        rows={proposals}
        keyOf={({ person, attendee }) => `${person} ${attendee}`}
        empty=""
        columns={[
          { title: "On the list, or known", cell: ({ personIs, person }) => <bdi>{personIs || person}</bdi> },
          { title: "Came as", cell: ({ attendeeIs, attendee }) => <bdi>{attendeeIs || attendee}</bdi> },
          { title: "Why", cell: ({ why }) => why },
        ]}
      />
      {proposed > proposals.length && <p class="note">The first {sayNumber(proposals.length)}.</p>}
      <p class="note">
        Decide in {decisions}, same or different;{" "}
        <code>
          zoom-harvester attendance --series {number} --roster {file} --write_proposals
        </code>{" "}
        puts these there. The dashboard reads it when it is started.
      </p>
    </section>
  );
}
