/** Hosts as a table, page by page. */

import type { HostShown, HostsFound } from "../../../answers/hosts.ts";
import { hrefOf, withAsked } from "../../address.ts";
import { sayHours, sayNumber, sayTime } from "../../format.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Pager } from "../../parts/pager.tsx";
import type { View } from "../../view.ts";

/** Zoom's numbers. https://developers.zoom.us/docs/api/users/ */
const licences: Readonly<Record<number, string>> = {
  1: "basic",
  2: "licensed",
  4: "unassigned",
  99: "none",
};

export function HostTable({ view, found }: { view: View; found: HostsFound }) {
  const { rows, total, page, pageSize, sort, order } = found;
  const sorted = {
    by: sort,
    order,
    hrefOf: (by: string) =>
      withAsked({ sort: by, order: by === sort ? turned(order) : undefined, page: undefined }),
  };
  return (
    <>
      <DataTable
        caption="Hosts"
        columns={columnsOf(view, found.users > 0)}
        rows={rows}
        keyOf={({ key }) => key}
        empty={emptyOf(view, found)}
        sorted={sorted}
      />
      {total > 0 && (
        <p class="note">
          {sayNumber(total)} {total === 1 ? "fits" : "fit"}.
        </p>
      )}
      <Pager of="Hosts" total={total} page={page} pageSize={pageSize} />
    </>
  );
}

function emptyOf({ asked }: View, { counts, users }: HostsFound): string {
  if (users === 0 && counts.hosted === 0) return "Nobody is known to have hosted in these days.";
  return asked.show === "never" && counts.never === 0 ? "Everybody with a licence hosted." : "Nobody fits.";
}

function turned(order: "ascending" | "descending"): "ascending" | "descending" {
  return order === "ascending" ? "descending" : "ascending";
}

function columnsOf({ timeZone }: View, knowsUsers: boolean): Column<HostShown>[] {
  return [
    { title: "Host", sort: "name", cell: (host) => <Name host={host} knowsUsers={knowsUsers} /> },
    { title: "Department", sort: "department", isMinor: true, cell: ({ department }) => department },
    ...(knowsUsers
      ? [{ title: "Licence", sort: "licence", isMinor: true, cell: (host: HostShown) => licenceOf(host) }]
      : []),
    {
      title: "Meetings",
      sort: "meetings",
      isFigure: true,
      cell: ({ meetings, find }) =>
        find === undefined ? (
          sayNumber(meetings)
        ) : (
          <a href={hrefOf("meetings", { host: find })}>{sayNumber(meetings)}</a>
        ),
    },
    {
      title: "People",
      sort: "people",
      isFigure: true,
      isMinor: true,
      cell: ({ people }) => (people === null ? "–" : sayNumber(people)),
    },
    {
      title: "Hours",
      sort: "hours",
      isFigure: true,
      cell: ({ hosted_seconds }) => sayHours(hosted_seconds),
    },
    {
      title: "Last meeting",
      sort: "last",
      isMinor: true,
      cell: ({ last }) => (last === undefined ? "none" : sayTime(last, timeZone)),
    },
  ];
}

function Name({ host, knowsUsers }: { host: HostShown; knowsUsers: boolean }) {
  const { name, email, key, isUser } = host;
  const shown = name ?? email ?? key;
  return (
    <>
      <bdi>{shown}</bdi>
      {email !== undefined && email !== shown && <div class="note">{email}</div>}
      {knowsUsers && !isUser && <div class="note">no user any more</div>}
    </>
  );
}

function licenceOf({ licence, status, isUser }: HostShown): string {
  if (!isUser) return "";
  const said = licence === undefined ? "unknown" : (licences[licence] ?? String(licence));
  return status === "inactive" ? `${said}, inactive` : said;
}
