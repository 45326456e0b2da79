/** What a summary says of many streams in few lines: by group, by source, and each refusal's reason once. Pure. */

import type { Summary } from "../harvest/outcome.ts";
import { streams } from "../streams/registry.ts";
import { sourcesOf, streamGroups } from "../streams/stream.ts";
import { breakLines } from "./lay-out.ts";

/** `broken`: it may be long, and is broken into lines. */
export type SummaryRow = [what: string, value: string, broken?: true];

/** More than so many are told by group. */
const mostSingle = 10;

/** A space that no line is broken at. */
export const tie = "\u00a0";

/** How a refusal for want of a scope is told; which scope, is another for each stream. */
const lacksScope = "the app lacks a scope";

const number = (value: number) => value.toLocaleString("en-US");

/** Lines of text are no longer, however wide the terminal is. */
const longestLine = 100;

/** The rows as lines, of a terminal with so many columns; what is to be copied stays on its line. */
export function rowLines(rows: readonly SummaryRow[], columns = longestLine): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  const room = Math.max(40, Math.min(longestLine, columns) - width - 4);
  return rows.flatMap(([name, value, broken]) =>
    (broken === true ? breakLines(value, room) : [value]).map(
      (part, at) => `  ${(at === 0 ? name : "").padEnd(width)}  ${part.replaceAll(tie, " ")}`,
    ),
  );
}

/** What was stored beside meetings and sessions: the core and what is computed one by one, many others by group. */
export function storedRows(stored: Summary["stored"]): SummaryRow[] {
  const rest = Object.entries(stored).filter(([name]) => name !== "meetings" && name !== "sessions");
  if (rest.length <= mostSingle) return rest.map(([name, count]) => [name, number(count)]);
  const groupOf = (name: string) => streams.find((stream) => stream.name === name)?.group ?? "core";
  const rows = rest
    .filter(([name]) => groupOf(name) === "core")
    .map(([name, count]): SummaryRow => [name, number(count)]);
  for (const group of streamGroups.filter((one) => one !== "core")) {
    const found = rest.filter(([name]) => groupOf(name) === group);
    const said = found.map(([name, count]) => `${name}${tie}${number(count)}`);
    if (said.length > 0) rows.push([group, said.join(", "), true]);
  }
  return rows;
}

/** Where streams were read from; of many just those that could have come from elsewhere. */
export function sourceRows(sources: Summary["sources"]): SummaryRow[] {
  const all = Object.entries(sources);
  const hasChoice = (name: string) =>
    streams.some((stream) => stream.name === name && sourcesOf(stream).length > 1);
  const bySource = new Map<string, string[]>();
  for (const [stream, source] of all) {
    if (all.length > mostSingle && !hasChoice(stream)) continue;
    bySource.set(source, [...(bySource.get(source) ?? []), stream]);
  }
  const said = [...bySource].map(([source, names]) => `${source}: ${names.join(", ")}`);
  if (said.length === 0) return [];
  return [["sources", said.join("; "), true]];
}

/** Refusals; those of the same reason together, without what was being done. */
export function refusedRows(refused: Summary["refused"]): SummaryRow[] {
  const byReason = new Map<string, Summary["refused"]>();
  const scopeless = refused.filter(({ message }) => message.includes(lacksScope));
  const names = scopeless.map(({ stream }) => stream).join(",");
  const which = names.length > 60 ? "with the same --streams" : `--streams ${names}`;
  for (const one of refused) {
    const reason =
      scopeless.length > 1 && scopeless.includes(one)
        ? `${lacksScope} for each. Try: zoom-harvester doctor ${which}, which names all to add`
        : one.message.replace(/^[^:(]+(\([^)]*\))?: /, "");
    byReason.set(reason, [...(byReason.get(reason) ?? []), one]);
  }
  return [...byReason].map(([reason, those]): SummaryRow => {
    const [first] = those;
    if (first !== undefined && those.length === 1)
      return ["refused", `${first.stream}: ${first.message}`, true];
    return ["refused", `${those.map(({ stream }) => stream).join(", ")}: ${reason}`, true];
  });
}
