/** Hosts: who hosts, how often, and who never. */

import type { HostsFound } from "../../answers/hosts.ts";
import { hrefOf } from "../address.ts";
import { pathOf, useAnswer } from "../ask.ts";
import { sayNumber } from "../format.ts";
import { type Figure, Figures } from "../parts/figures.tsx";
import { Panel } from "../parts/panel.tsx";
import { daysOf, type PageProps } from "../view.ts";
import { HostFilters } from "./hosts/host-filters.tsx";
import { HostTable } from "./hosts/host-table.tsx";
import "./hosts.css";

export function HostsPage({ view, store }: PageProps) {
  const { show, department, name, sort, order, page } = view.asked;
  const filters = { ...daysOf(view), show, department, name, sort, order };
  const asking = useAnswer<HostsFound>("hosts", { ...filters, page });
  return (
    <>
      <h1>Hosts</h1>
      <Panel
        title="Who hosts, and who never"
        asking={asking}
        csv={pathOf("hosts", { ...filters, format: "csv" })}
        note="meetings that began in these days"
        isWide
      >
        {(found) => (
          <div class="hosts">
            <Figures figures={figuresOf(found)} />
            {found.users === 0 && (
              <p class="note">
                Only hosts of meetings are known: no users are stored. To also see who never hosts, harvest
                them: <code>zoom-harvester --streams core</code>
              </p>
            )}
            <HostFilters view={view} found={found} hidesPeople={store.hidesPeople} />
            <HostTable view={view} found={found} />
          </div>
        )}
      </Panel>
    </>
  );
}

function figuresOf({ counts, users }: HostsFound): Figure[] {
  const show = (what: string) => hrefOf("hosts", { show: what });
  const hosted = {
    name: "Hosted",
    value: sayNumber(counts.hosted),
    note: "a meeting or more",
    href: show("hosted"),
  };
  if (users === 0) return [hosted];
  return [
    hosted,
    { name: "Users", value: sayNumber(users), note: "of the account", href: hrefOf("hosts") },
    { name: "Licensed", value: sayNumber(counts.licensed), note: "active users with a licence" },
    {
      name: "Never hosted",
      value: sayNumber(counts.never),
      note: "of the licensed: nothing in these days",
      href: show("never"),
    },
    ...(counts.gone === 0
      ? []
      : [
          {
            name: "No users any more",
            value: sayNumber(counts.gone),
            note: "and hosted",
            href: show("gone"),
          },
        ]),
  ];
}
