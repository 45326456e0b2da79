/** Who or what took the most time. */

import type { Ranked } from "../../../answers/ranking.ts";
import type { StoreFacts } from "../../../answers/store.ts";
import { hrefOf } from "../../address.ts";
import { pathOf, useAnswer } from "../../ask.ts";
import { type RankedBar, RankedBars } from "../../charts/ranked-bars.tsx";
import { sayHours, sayNumber } from "../../format.ts";
import { Panel } from "../../parts/panel.tsx";
import { daysOf, type View } from "../../view.ts";

type Row = Ranked["rows"][number];

export interface RankingOf {
  by: string;
  title: string;
  /** More than one of them. */
  many: string;
  /** Said of what has none. */
  none: string;
  nameOf?(row: Row): string;
  hrefOf?(row: Row, store: StoreFacts): string | undefined;
}

const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

export const rankings: readonly RankingOf[] = [
  {
    by: "hosts",
    title: "Top hosts",
    many: "hosts",
    none: "without a known host",
    // Looked for is a part of a name or an e-mail; people who are hidden cannot be looked for.
    hrefOf: ({ key, label }, { hidesPeople }) =>
      hidesPeople ? undefined : hrefOf("meetings", { host: key.includes("@") ? key : (label ?? key) }),
  },
  {
    by: "series",
    title: "Top series",
    many: "series",
    none: "without a number",
    hrefOf: ({ key }) => hrefOf("series", { number: key }),
  },
  {
    by: "departments",
    title: "Departments",
    many: "departments",
    none: "whose host has no department",
    hrefOf: ({ key }) => hrefOf("meetings", { department: key }),
  },
  {
    by: "countries",
    title: "Where from",
    many: "countries",
    none: "from an unknown country",
    nameOf: ({ key }) => countryOf(key),
  },
  { by: "devices", title: "With which device", many: "devices", none: "with an unknown device" },
];

interface RankingPanelProps {
  view: View;
  store: StoreFacts;
  ranking: RankingOf;
}

export function RankingPanel({ view, store, ranking }: RankingPanelProps) {
  const { by, title, none, many } = ranking;
  const asked = { ...daysOf(view), by };
  const asking = useAnswer<Ranked>("ranking", asked);
  return (
    <Panel
      title={title}
      asking={asking}
      csv={pathOf("ranking", { ...asked, format: "csv" })}
      note={`by person-hours`}
    >
      {(answer) =>
        answer.rows.length === 0 ? (
          <p class="empty">No {many} are known in these days.</p>
        ) : (
          <>
            <RankedBars label={`${title} by person-hours`} bars={barsOf(answer, ranking, store)} />
            <p class="note">{moreOf(answer, many)}</p>
            {answer.none !== undefined && (
              <p class="note">
                Beside them {figuresOf(answer.none, answer.counts)} {none}.
              </p>
            )}
          </>
        )
      }
    </Panel>
  );
}

function barsOf({ rows, rest, counts }: Ranked, ranking: RankingOf, store: StoreFacts): RankedBar[] {
  const bars: RankedBar[] = rows.map((row) => ({
    key: row.key,
    name: ranking.nameOf?.(row) ?? row.label ?? row.key,
    value: row.attended_seconds,
    figures: figuresOf(row, counts),
    href: ranking.hrefOf?.(row, store),
  }));
  if (rest === undefined) return bars;
  const name = `${sayNumber(rest.groups)} other ${ranking.many}`;
  return [
    ...bars,
    { key: "", name, value: rest.attended_seconds, figures: figuresOf(rest, counts), isRest: true },
  ];
}

function figuresOf(
  { attended_seconds, count }: Pick<Row, "attended_seconds" | "count">,
  counts: Ranked["counts"],
): string {
  const what = count === 1 ? counts.replace(/s$/, "") : counts;
  return `${sayHours(attended_seconds)} h · ${sayNumber(count)} ${what}`;
}

/** What counts under several is not added up. */
function moreOf({ rest, groups, rows, counts }: Ranked, many: string): string {
  const more = groups - rows.length;
  const some = rest === undefined && more > 0 ? `And ${sayNumber(more)} other ${many}. ` : "";
  return counts === "meetings" ? some : `${some}Somebody who had several counts under each.`;
}

/** `Germany (DE)` */
function countryOf(code: string): string {
  try {
    const name = regions.of(code.toUpperCase());
    return name === undefined ? code : `${name} (${code})`;
  } catch {
    return code;
  }
}
