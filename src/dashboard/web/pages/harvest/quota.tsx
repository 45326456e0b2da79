/** How many of the day's scarce calls are used. */

import type { HarvestNow } from "../../../answers/harvest.ts";
import { sayNumber, sayShare, sayTime } from "../../format.ts";

export function QuotaMeter({ quota, timeZone }: { quota: HarvestNow["quota"]; timeZone: string }) {
  const { used, allowed, resets_at } = quota;
  const part = allowed === 0 ? 0 : used / allowed;
  const said = `${sayNumber(used)} of ${sayNumber(allowed)} calls that may be used`;
  return (
    <>
      <p class="large">
        {sayNumber(used)} <span class="quiet">of {sayNumber(allowed)} that may be used</span>
      </p>
      <meter min={0} max={Math.max(1, allowed)} value={used} aria-label={said} />
      <p class="note">
        {sayShare(part)} used; Zoom counts anew from {sayTime(resets_at, timeZone)} {timeZone}.
      </p>
    </>
  );
}
