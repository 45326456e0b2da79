/** Who somebody is and which meetings or webinars the person was in. */

import type { OnePerson, PersonFound, PersonMeeting } from "../../../answers/person.ts";
import { hrefOf } from "../../address.ts";
import { pathOf, useAnswer } from "../../ask.ts";
import { ofOf, personHref, sayEvents, titleOf, type What, whatOf } from "../../event.ts";
import { sayDuration, sayHours, sayNumber, sayShare, sayTime } from "../../format.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Figures } from "../../parts/figures.tsx";
import { Pager } from "../../parts/pager.tsx";
import { Panel } from "../../parts/panel.tsx";
import { sortedOf } from "../../parts/sorted.ts";
import { daysOf, type View } from "../../view.ts";

export function PersonPanels({ identity, view }: { identity: string; view: View }) {
  const { asked, timeZone } = view;
  const what = whatOf(asked.of);
  const title = `${titleOf(what, "s")} of this person`;
  const question = { identity, of: ofOf(what), sort: asked.sort, order: asked.order, ...daysOf(view) };
  const asking = useAnswer<PersonFound>("person", { ...question, page: asked.page });
  return (
    <div class="panels">
      <Panel title={asking.answer?.names[0] ?? "The person"} asking={asking} isWide>
        {(person) => <WhoItIs person={person} what={what} />}
      </Panel>
      <Panel
        title={title}
        asking={asking}
        csv={pathOf("person", { ...question, format: "csv" })}
        note={`times in ${timeZone}`}
        isWide
      >
        {({ rows, total, page, pageSize }) => (
          <>
            <DataTable
              caption={title}
              columns={columnsOf(timeZone, what)}
              rows={rows}
              keyOf={({ uuid, person }) => `${uuid} ${person}`}
              empty={`In no ${what} of these days. Other days are chosen above.`}
              sorted={sortedOf(asked, "start")}
            />
            <Pager of={title} total={total} page={page} pageSize={pageSize} />
          </>
        )}
      </Panel>
    </div>
  );
}

function WhoItIs({ person, what }: { person: OnePerson; what: What }) {
  const { identity, names, email, meetings, others, attended, share } = person;
  const other = what === "meeting" ? "webinar" : "meeting";
  const facts: [string, string][] = [
    ["How sure it is", sureOf(person)],
    ...(email === undefined ? [] : ([["E-mail", email]] as [string, string][])),
    ...(names.length < 2 ? [] : ([["Names shown", names.join(", ")]] as [string, string][])),
  ];
  return (
    <>
      <Figures
        figures={[
          { name: titleOf(what, "s"), value: sayNumber(meetings), note: "in these days" },
          { name: "Hours attended", value: sayHours(attended) },
          {
            name: "Share",
            value: share === undefined ? "–" : sayShare(share),
            note: `of the time these ${what}s lasted`,
          },
        ]}
      />
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {others > 0 && (
        <p class="note">
          The person was also in <a href={personHref(other, identity)}>{sayEvents(others, other)}</a>, which
          are not among these.
        </p>
      )}
    </>
  );
}

function sureOf({ identity, confidence }: OnePerson): string {
  const { high = 0, medium = 0, low = 0 } = confidence;
  if (high === 0 && medium + low > 0)
    return "Known by the name alone: this may be several people, and one of them may be somewhere else under another name.";
  const basis = /^(account|registrant|email):/.exec(identity)?.[1];
  const words = { account: "the Zoom account", registrant: "the registration", email: "the e-mail" };
  const known = words[basis as keyof typeof words] ?? "an account, a registration or an e-mail";
  return `One person, known by ${known}. Meetings without it are not among these.`;
}

function columnsOf(timeZone: string, what: What): Column<PersonMeeting>[] {
  return [
    {
      title: "Start",
      sort: "start",
      cell: ({ start }) => (start === undefined ? "" : sayTime(start, timeZone)),
    },
    {
      title: "Topic",
      cell: ({ uuid, topic, host, role }) => (
        <>
          <a href={hrefOf(what, { uuid })}>
            <bdi>{topic ?? "without a topic"}</bdi>
          </a>
          <span class="stacked quiet">
            {role === "host" ? (
              "hosted it"
            ) : host === undefined ? (
              ""
            ) : (
              <>
                hosted by <bdi>{host}</bdi>
              </>
            )}
          </span>
        </>
      ),
    },
    {
      title: "Attended",
      sort: "attended",
      isFigure: true,
      cell: ({ attended, duration }) => (
        <>
          {sayDuration(attended)}
          {duration !== undefined && <span class="stacked quiet">of {sayDuration(duration)}</span>}
        </>
      ),
    },
    {
      title: "Share",
      sort: "share",
      isFigure: true,
      cell: ({ share }) => (share === undefined ? "" : sayShare(share)),
    },
    {
      title: "Late by",
      sort: "late",
      isFigure: true,
      isMinor: true,
      cell: ({ late }) => (late === undefined ? "" : late === 0 ? "–" : sayDuration(late)),
    },
    { title: "Devices", isMinor: true, cell: ({ devices }) => devices.join(", ") },
  ];
}
