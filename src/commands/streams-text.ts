/** What `zoom-harvester streams` shows people: a line a stream by group, or all about each. Pure. */

import { groupCauses } from "../doctor/group-causes.ts";
import type { Plan, Scopes, Tier } from "../endpoint.ts";
import { streamGroups } from "../streams/stream.ts";
import { breakLines } from "./lay-out.ts";
import type { StreamShown } from "./streams-lines.ts";
import { cut } from "./terminal-text.ts";

export interface Shown {
  /** What the calls are counted for. */
  basis: string;
  /** Of the terminal. */
  columns: number;
  /** What the user asks about. */
  plan: Plan | undefined;
  isAsked: boolean;
  /** How many streams this plan does not have. */
  beyondPlan: number;
}

/** Less is not worth a column: a description that is cut off after three words says nothing. */
const leastDescription = 30;

/** A line a stream, by group; what keeps several away is said once below them. */
export function streamsText(lines: readonly StreamShown[], shown: Shown): string {
  if (lines.length === 0) return `no stream\n\n${footer(lines, shown)}`;
  const isJudged = shown.isAsked || shown.plan !== undefined;
  const head = ["stream", "plan", "tier", "calls a day", ...(isJudged ? ["here"] : [])];
  const rows = lines.map((line) => [
    `${line.name}${line.only_by_name ? " *" : ""}`,
    line.plan,
    sayTier(line.tier),
    sayCalls(line),
    ...(isJudged ? [sayReady(line)] : []),
  ]);
  const widths = head.map((name, index) =>
    Math.max(name.length, ...rows.map((cells) => cells[index]?.length ?? 0)),
  );
  const pad = (cells: readonly string[], text = "") =>
    [
      "",
      ...cells.map((cell, at) => (at === 3 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))),
      text,
    ]
      .join("  ")
      .trimEnd();
  const room = shown.columns - pad(widths.map((width) => "─".repeat(width))).length - 2;
  const say = (text: string) => (room < leastDescription ? "" : cut(firstSentence(text), room));
  const parts = streamGroups.flatMap((group) => {
    const found = lines.filter((line) => line.group === group);
    if (found.length === 0) return [];
    return [
      "",
      group,
      ...found.map((line) => pad(rows[lines.indexOf(line)] ?? [], say(line.description))),
      ...notes(found, shown.columns),
    ];
  });
  return [
    pad(head, room < leastDescription ? "" : "what it is"),
    pad(widths.map((width) => "─".repeat(width))),
    ...parts.slice(1),
    "",
    footer(lines, shown),
  ].join("\n");
}

/** What is in the way of a group's streams, each cause once. */
function notes(lines: readonly StreamShown[], columns: number): string[] {
  return groupCauses(lines.map((line) => ({ ...line, hint: "" }))).flatMap(({ kind, reason, add, names }) => {
    const who = sayWho(names, lines);
    const sign = kind === "maybe" || kind === "unasked" ? "" : "NO ";
    const said = `${sign}${who}${kind === "maybe" ? `needs ${reason}` : reason}${add === undefined ? "" : `, ${sayAdd(add)}`}`;
    return breakLines(said, Math.max(40, columns - 6)).map(
      (line, at) => `${at === 0 ? "  - " : "    "}${line}`,
    );
  });
}

/** Those of a group, in few words where they are most of it. */
function sayWho(names: readonly string[], lines: readonly StreamShown[]): string {
  const others = lines.filter(({ name }) => !names.includes(name)).map(({ name }) => name);
  if (others.length === 0) return names.length === 1 ? "" : "all: ";
  if (names.length > 3 && others.length < 4) return `all but ${others.join(", ")}: `;
  return `${names.join(", ")}: `;
}

function sayAdd({ granular, classic }: Scopes): string {
  const ofClassic = `classic ${classic.join(", ")}`;
  return granular.length === 0 ? ofClassic : `${granular.join(", ")}; ${ofClassic}`;
}

/** All about each stream. */
export function detailsText(lines: readonly StreamShown[], shown: Shown): string {
  if (lines.length === 0) return streamsText(lines, shown);
  const said = lines.map((line) => oneText(line, shown));
  return `${said.join("\n\n")}\n\n${footer([], shown)}`;
}

function oneText(line: StreamShown, { columns, isAsked, plan }: Shown): string {
  const { name, group, description, key, parent, tier, sources, why } = line;
  const calls = `${sayCalls(line)}${isEach(line) ? ` of the ${parent}` : " a day"}, ${sayTier(tier)}`;
  const facts: [string, string][] = [
    ["what", description],
    [
      "group",
      `${group}${line.only_by_name ? "; harvested only by its name: neither the group nor all bring it" : ""}`,
    ],
    ["key", key],
    ...(parent === null ? [] : [["parent", `asked for each of the ${parent}`] as [string, string]]),
    ["calls", calls],
    ...sources.flatMap((one, at): [string, string][] => [
      [sources.length === 1 ? "source" : `source ${at + 1}`, `${one.source}: GET ${one.path}`],
      ["", `${one.plan}${one.needs === "" ? "" : `, ${one.needs}`}; ${sayTier(one.tier)}`],
      ["", sayScopes(one.scopes)],
    ]),
    ...(isAsked || plan !== undefined
      ? [["here", [sayReady(line), why].filter((text) => text !== "").join("; ")] as [string, string]]
      : []),
    ["more", `docs/streams/${name}.md`],
  ];
  const width = Math.max(...facts.map(([what]) => what.length)) + 4;
  const body = facts.flatMap(([what, text]) =>
    breakLines(text, Math.max(40, columns - width)).map(
      (part, at) => `${at === 0 ? `  ${what}`.padEnd(width) : " ".repeat(width)}${part}`,
    ),
  );
  return [name, ...body].join("\n");
}

function sayScopes({ granular, classic }: Scopes): string {
  const ofClassic = `classic ${classic.join(" or ")}`;
  return granular.length === 0 ? `only ${ofClassic}` : `${granular.join(" or ")}, or ${ofClassic}`;
}

function footer(lines: readonly StreamShown[], { basis, columns, isAsked, plan, beyondPlan }: Shown): string {
  const said = [
    `calls a day: ${basis}${isAsked || plan !== undefined ? "" : "; what the account allows is not known without credentials"}`,
    ...(lines.some((line) => line.only_by_name)
      ? ["* harvested only by its name: groups and all leave it out"]
      : []),
    ...(lines.some(({ cause }) => cause?.kind === "maybe")
      ? ["needs: whether the account has it cannot be known without asking for it"]
      : []),
    ...(lines.some(isEach) ? ["1 each: one call for each document of its parent"] : []),
    ...(beyondPlan > 0 ? [`${beyondPlan} streams need a larger plan than ${plan}`] : []),
    ...(lines.length > 1 ? ["all about one: zoom-harvester streams NAME"] : []),
  ];
  return `${said.flatMap((text) => breakLines(text, Math.max(40, columns))).join("\n")}\n`;
}

/** How many parents there are is known of meetings, webinars and users. */
function isEach({ parent, calls_per_day }: StreamShown): boolean {
  return parent !== null && calls_per_day === 0;
}

function sayCalls(line: StreamShown): string {
  return isEach(line) ? "1 each" : line.calls_per_day.toLocaleString("en-US");
}

/** Where it comes from, where there is a choice. */
function sayReady({ ready, source, sources, cause }: StreamShown): string {
  if (ready === false) return `NO ${cause?.kind ?? ""}`.trimEnd();
  if (source === "") return "?";
  return sources.length === 1 ? "yes" : source;
}

function sayTier(tier: Tier): string {
  return tier.replace("resource_", "");
}

function firstSentence(text: string): string {
  return text.split(/[.;](?= )/)[0] ?? text;
}
