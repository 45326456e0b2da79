/** What is stored: meetings by state, documents by stream. */

import type { HarvestDays } from "../../../answers/harvest-days.ts";
import { sayNumber } from "../../format.ts";
import { DataTable } from "../../parts/data-table.tsx";
import { stateWords } from "../meeting/words.ts";

export function States({ states }: Pick<HarvestDays, "states">) {
  const rows = Object.entries(states).sort(([, a], [, b]) => b - a);
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  return (
    <>
      <p class="large">
        {sayNumber(total)} <span class="quiet">meetings</span>
      </p>
      <DataTable
        caption="Meetings by state"
        rows={rows}
        keyOf={([state]) => state}
        empty="No meeting is stored yet."
        columns={[
          { title: "State", cell: ([state]) => stateWords[state] ?? (state || "without a state") },
          { title: "Meetings", isFigure: true, cell: ([, count]) => sayNumber(count) },
        ]}
      />
    </>
  );
}

export function Documents({ documents }: Pick<HarvestDays, "documents">) {
  return (
    <DataTable
      caption="Documents by stream"
      rows={Object.entries(documents)}
      keyOf={([name]) => name}
      empty="Nothing is stored yet."
      columns={[
        { title: "Stream", cell: ([name]) => name },
        { title: "Documents", isFigure: true, cell: ([, count]) => sayNumber(count) },
      ]}
    />
  );
}
