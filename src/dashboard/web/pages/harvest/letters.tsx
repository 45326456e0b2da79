/** Records that the store did not take: how many, and why. What is in them stays in the ledger. */

import type { HarvestNow } from "../../../answers/harvest.ts";
import { sayNumber, sayTime } from "../../format.ts";
import { DataTable } from "../../parts/data-table.tsx";

export function Letters({ now: { letters, lettersBy }, timeZone }: { now: HarvestNow; timeZone: string }) {
  const shown = lettersBy.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <DataTable
        caption="Dead letters by collection and reason"
        rows={lettersBy}
        keyOf={({ collection, reason }) => `${collection} ${reason}`}
        empty="None: the store took everything."
        columns={[
          { title: "Collection", cell: ({ collection }) => collection },
          { title: "Reason", cell: ({ reason }) => reason },
          { title: "Letters", isFigure: true, cell: ({ count }) => sayNumber(count) },
          { title: "Latest", isMinor: true, cell: ({ latest }) => sayTime(latest, timeZone) },
        ]}
      />
      {letters > shown && <p class="note">and {sayNumber(letters - shown)} for other reasons</p>}
      {letters > 0 && (
        <p class="note">
          Sent again by <code>zoom-harvester replay</code>.
        </p>
      )}
    </>
  );
}
