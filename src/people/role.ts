/** The role of somebody who had several: who was host or panelist for a while was that. Pure. */

import { lesser } from "./texts.ts";

export function roleOfBoth(one: string | undefined, other: string | undefined): string | undefined {
  if (one === "host" || other === "host") return "host";
  return one === "panelist" || other === "panelist" ? "panelist" : lesser(one, other);
}
