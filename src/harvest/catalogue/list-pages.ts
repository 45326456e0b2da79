/** fetch: how one list of a stream is asked for, as its declaration says, and the pages that Zoom answers. */

import type { Document } from "../../document.ts";
import type { Source, Stream } from "../../streams/stream.ts";
import type { Page } from "../../zoom/pages.ts";
import type { Asked } from "../window.ts";
import { type HarvestOptions, noteBusiness, type Work } from "../work.ts";

/** One list: of a parent, of some days, or with some parameters. */
export interface ListAsked {
  parent?: Document | undefined;
  asked?: Asked;
  /** One of the stream's variants. */
  variant?: Readonly<Record<string, string>>;
}

/** The pages of a list in Zoom's order; a single object is one page of one row. */
export async function* listPages(
  work: Work,
  stream: Stream,
  source: Source,
  list: ListAsked,
): AsyncGenerator<Page> {
  const { ids, query } = parametersOf(stream, source, list);
  const call = { endpoint: source.zoom, query, ...(ids === undefined ? {} : { ids }) };
  if (source.zoom.list === undefined) {
    const row = await work.answers.take(call, finalAt(work.options, stream, list.parent));
    await noteBusiness(work, source);
    yield { rows: [row], odd: [], totalRecords: 1, start: 0, last: true };
    return;
  }
  for await (const page of work.zoom.pages(call)) {
    await noteBusiness(work, source);
    yield page;
  }
}

/** When that became final which is asked for; undefined for what is as it is now. */
export function finalAt(
  { settleAfterMs }: Pick<HarvestOptions, "settleAfterMs">,
  stream: Stream,
  parent: Document | undefined,
): number | undefined {
  if (typeof parent?.end_time !== "string") return undefined;
  return Date.parse(parent.end_time) + (stream.settleAfterMs ?? settleAfterMs);
}

function parametersOf(
  stream: Stream,
  source: Source,
  { parent, asked, variant = {} }: ListAsked,
): { ids?: Record<string, string>; query: Record<string, string> } {
  const query = { ...variant, ...stretchOf(source, asked) };
  if (parent === undefined) return { query };
  if (source.eachUser === true) return { ids: { userId: parent._id }, query };
  const { parent: declared } = stream;
  if (declared === undefined) return { query };
  const own = { [declared.param]: askedFor(declared, parent) };
  const { field, values = {} } = declared.queryBy ?? {};
  const byParent = field === undefined ? {} : values[String(parent[field] ?? "")];
  const isInPath = source.zoom.path.includes(`{${declared.param}}`);
  // In the query too it is an id: what Zoom answers is about this one.
  return { ids: own, query: { ...query, ...byParent, ...(isInPath ? {} : own) } };
}

/** The parent's value that its list is asked for by. */
export function askedFor({ field }: NonNullable<Stream["parent"]>, parent: Document): string {
  return String(parent[field] ?? parent._id);
}

/** A stretch of time in Zoom's parameters. */
function stretchOf({ zoom: { window } }: Source, asked: Asked | undefined): Record<string, string> {
  if (asked === undefined) return {};
  const { from, to } = asked;
  if (window?.asks === "instants") return { from: `${from}T00:00:00Z`, to: `${to}T23:59:59Z` };
  if (window?.asks !== "months") return { from, to };
  const [year = "", month = ""] = from.split("-");
  return { year, month: String(Number(month)) };
}
