/** Who hosts, how often, and who never: page by page. */

import {
  chooseHosts,
  countHosts,
  departmentsOf,
  type HostCounts,
  type HostSort,
  hostSorts,
  sortHosts,
} from "../../reports/host-list.ts";
import { type HostRow, readGuests, readHosts } from "../../reports/hosts.ts";
import type { Answer, Ask } from "../answer.ts";
import { type Query, wrongQuery } from "../query.ts";
import { askedRange } from "./asked-range.ts";

export interface HostShown extends Omit<HostRow, "named"> {
  /** How many different people came; null where that cannot be told. */
  people: number | null;
  /** What the list of meetings finds the host by; absent where nothing is to be looked for. */
  find?: string;
}

export interface HostsFound {
  /** How many fit the filter. */
  total: number;
  /** From 1. */
  page: number;
  pageSize: number;
  rows: HostShown[];
  /** Of all, whatever the filter. */
  counts: HostCounts;
  /** How many users are stored: without any only hosts are known. */
  users: number;
  departments: string[];
  sort: HostSort;
  order: "ascending" | "descending";
}

const pageSize = 50;
const shows = ["all", "hosted", "never", "gone"] as const;

/** `show`, `department`, `name`; `sort` and `order`; `page`. The file has all that fit. */
export const hostsAnswer: Answer<HostsFound> = {
  name: "hosts",
  read: async (ask, query) => {
    const { chosen, guests, all, users, span, ...sorted } = await choose(ask, query);
    const page = query.page();
    const shown = chosen.slice((page - 1) * pageSize, page * pageSize);
    const people = guests ?? (await readGuests(ask.source, span, shown));
    const counts = countHosts(all);
    return {
      total: chosen.length,
      page,
      pageSize,
      rows: shown.map((row) => shownRow(row, people, ask)),
      // Without users nobody can be told to be one no more.
      counts: users === 0 ? { ...counts, gone: 0 } : counts,
      users,
      departments: departmentsOf(all),
      ...sorted,
    };
  },
  table: async (ask, query) => {
    const { chosen, guests, span } = await choose(ask, query);
    const people = guests ?? (await readGuests(ask.source, span, chosen));
    return { columns: csvColumns, rows: chosen.map((row) => cellsOf(shownRow(row, people, ask))) };
  },
};

async function choose(ask: Ask, query: Query) {
  const { span } = await askedRange(ask, query);
  const sort = query.choice("sort", hostSorts);
  const isText = sort === "name" || sort === "department";
  const order = query.order(isText ? "ascending" : "descending");
  const asked = {
    show: query.choice("show", shows),
    department: query.text("department"),
    text: query.text("name"),
  };
  if (ask.hidesPeople && asked.text !== undefined)
    throw wrongQuery("name", "nothing while people are hidden", asked.text);
  const { rows: all, users } = await readHosts(ask.source, span);
  const chosen = chooseHosts(all, asked);
  const guests = sort === "people" ? await readGuests(ask.source, span, chosen) : undefined;
  return { all, users, chosen: sortHosts(chosen, sort, order, guests), guests, span, sort, order };
}

function shownRow(
  host: HostRow,
  people: ReadonlyMap<HostRow, number | null>,
  { hidesPeople }: Ask,
): HostShown {
  const { named: _, ...row } = host;
  const find = host.email ?? host.name;
  return {
    ...row,
    people: people.get(host) ?? null,
    ...(hidesPeople || host.meetings === 0 || find === undefined ? {} : { find }),
  };
}

const csvColumns = [
  ...["host", "name", "email", "department", "licence", "status", "is_user"],
  ...["meetings", "people", "hosted_seconds", "attended_seconds", "last_meeting"],
];

function cellsOf(row: HostShown) {
  return [
    ...[row.key, row.name, row.email, row.department, row.licence, row.status, row.isUser],
    ...[row.meetings, row.people, row.hosted_seconds, row.attended_seconds, row.last],
  ];
}
