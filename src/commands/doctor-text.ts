/** The doctor's report for people: the checks, the core line by line, the other streams by group and by cause. */

import { checkNames } from "../doctor/check.ts";
import type { Report } from "../doctor/examine.ts";
import { groupCauses } from "../doctor/group-causes.ts";
import { sayToAdd } from "../doctor/judge-scopes.ts";
import { type StreamJudged, sayCondition } from "../doctor/judge-streams.ts";
import { streamGroups } from "../streams/stream.ts";
import { breakLines, layOut, type Row } from "./lay-out.ts";

/** So many streams beside the core are still told one by one. */
const mostLines = 12;

/** @param columns of the terminal. */
export function doctorText({ checks, untried, streams }: Report, columns = 110): string {
  const checkRows = checkNames.flatMap((name): Row[] => {
    const check = checks.find((one) => one.name === name);
    if (check === undefined) return untried.includes(name) ? [{ cells: [name, "not tried"], texts: [] }] : [];
    return [{ cells: [name, check.ok ? "ok" : "NOT OK"], texts: withHint(check.detail, check.hint) }];
  });
  const isOneByOne = ({ group }: StreamJudged) =>
    group === "core" || group === null || streams.length <= mostLines;
  const single = streams.filter(isOneByOne);
  // Of what nothing is known there is nothing to tell by group.
  const unasked = streams.filter((line) => !isOneByOne(line) && line.cause?.kind === "unasked");
  const others = streams.filter((line) => !isOneByOne(line) && !unasked.includes(line));
  const parts = [
    layOut(["check", "result"], "", checkRows, columns),
    single.length === 0 ? [] : layOut(["stream", "ready", "source"], "why", single.map(rowOf), columns),
    others.length === 0 ? [] : layOut(["group", "ready"], "", groupRows(others), columns),
    causeLines([...others, ...single.filter(isPerhaps)], columns),
    unaskedLines(unasked, columns),
  ];
  const said = parts.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${said.join("\n\n")}\n`;
}

/** Ready if the account has what no call tells: many have this in common. */
function isPerhaps({ cause }: StreamJudged): boolean {
  return cause?.kind === "maybe";
}

function rowOf(line: StreamJudged): Row {
  const { name, ready, source, why, hint, cause } = line;
  if (isPerhaps(line)) {
    const others = why.replace(sayCondition(cause?.reason ?? ""), "").replace(/^; /, "");
    return { cells: [name, "perhaps", source], texts: others === "" ? [] : [others] };
  }
  return { cells: [name, ready ? "yes" : "NO", source], texts: withHint(why, hint) };
}

function unaskedLines([first, ...rest]: readonly StreamJudged[], columns: number): string[] {
  if (first === undefined) return [];
  const count = rest.length === 0 ? "1 stream more" : `${rest.length + 1} streams more`;
  return breakLines(`${count}: ${first.why}`, columns);
}

function withHint(text: string, hint: string): string[] {
  return hint === "" ? [text] : [text, `Try: ${hint}`];
}

/** Of each group how many are ready, and which, by where they come from. */
function groupRows(lines: readonly StreamJudged[]): Row[] {
  return streamGroups.flatMap((group): Row[] => {
    const found = lines.filter((line) => line.group === group);
    const ready = found.filter((line) => line.ready);
    if (found.length === 0) return [];
    const cells = [group, `${ready.length} of ${found.length}`];
    return [{ cells, texts: ready.length === 0 ? [] : [ready.map(({ name }) => name).join(", ")] }];
  });
}

/** What keeps streams away, or may still do, each cause once. */
function causeLines(lines: readonly StreamJudged[], columns: number): string[] {
  const rows = groupCauses(lines).map(({ kind, reason, hint, add, names }): Row => {
    const toDo = add === undefined ? hint : `${sayToAdd(add)} (by group: docs/zoom-app.md)`;
    const why =
      kind === "maybe" ? `if the account has ${reason}, which cannot be known without asking` : reason;
    const texts = withHint(`${why}: ${names.join(", ")}`, toDo);
    return { cells: [kind === "maybe" ? "perhaps" : "NO", String(names.length)], texts };
  });
  return rows.length === 0 ? [] : layOut(["ready", "streams"], "why", rows, columns);
}
