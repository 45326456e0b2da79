/** One person's meetings or webinars, for whoever asks for that person; nobody is listed unasked. */

import "./meeting.css";
import type { FoundPerson, PeopleFound } from "../../answers/people.ts";
import { useAnswer } from "../ask.ts";
import { ofOf, personHref, titleOf, type What, whatOf } from "../event.ts";
import { sayNumber } from "../format.ts";
import { type Column, DataTable } from "../parts/data-table.tsx";
import { OfWhat } from "../parts/of-what.tsx";
import { Panel } from "../parts/panel.tsx";
import { Typed } from "../parts/typed.tsx";
import { daysOf, type PageProps, type View } from "../view.ts";
import { PersonPanels } from "./meeting/person-panels.tsx";
import { basisOf } from "./meeting/person-words.tsx";

/** As the server has it. */
const shortest = 3;

export function PersonPage({ view, store: { hidesPeople, hasWebinars } }: PageProps) {
  const { asked } = view;
  const { q = "", identity = "" } = asked;
  return (
    <>
      <h1>Person</h1>
      {hidesPeople ? (
        identity === "" && (
          <p class="empty">People are hidden: one comes here from a meeting, by a person's mark.</p>
        )
      ) : (
        <search class="filters" aria-label="People">
          <Typed
            label="Name or e-mail"
            name="q"
            asked={asked}
            shortest={shortest}
            placeholder={`${shortest} letters or more`}
            without={["identity", "page", "sort", "order"]}
          />
          {hasWebinars && <OfWhat asked={asked} without={["page", "sort", "order"]} />}
        </search>
      )}
      {identity !== "" && <PersonPanels key={identity} identity={identity} view={view} />}
      {identity === "" && !hidesPeople && (q === "" ? <Unasked /> : <Found view={view} q={q} />)}
    </>
  );
}

function Unasked() {
  return <p class="empty">Whom are you looking for? Nobody is listed unasked.</p>;
}

const columnsOf = (what: What): Column<FoundPerson>[] => [
  {
    title: "Person",
    cell: ({ identity, name }) => (
      <a href={personHref(what, identity)}>
        <bdi>{name ?? identity}</bdi>
      </a>
    ),
  },
  { title: "E-mail", cell: ({ email }) => email ?? "" },
  { title: "Known by", isMinor: true, cell: ({ identity }) => knownBy(identity) },
  { title: titleOf(what, "s"), isFigure: true, cell: ({ meetings }) => sayNumber(meetings) },
];

function knownBy(identity: string): string {
  if (identity.startsWith("name:")) return "the name alone: perhaps several people";
  return basisOf({ confidence: "high", basis: identity.slice(0, Math.max(0, identity.indexOf(":"))) });
}

function Found({ view, q }: { view: View; q: string }) {
  const what = whatOf(view.asked.of);
  const asking = useAnswer<PeopleFound>("people", { q, of: ofOf(what), ...daysOf(view) });
  return (
    <div class="panels">
      <Panel title="People" asking={asking} note={`"${q}" in the name or the e-mail, in these days`} isWide>
        {({ total, people }) => (
          <>
            <DataTable
              caption="People"
              columns={columnsOf(what)}
              rows={people}
              keyOf={({ identity }) => identity}
              empty={`Nobody like that was in a ${what} of these days.`}
            />
            {total > people.length && (
              <p class="note">
                The {sayNumber(people.length)} with the most {what}s of {sayNumber(total)}; more letters find
                fewer.
              </p>
            )}
          </>
        )}
      </Panel>
    </div>
  );
}
