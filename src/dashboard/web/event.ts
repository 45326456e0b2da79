/** Meetings and webinars have the same pages: where one is shown, and what it is called. */

import { hrefOf } from "./address.ts";
import { sayNumber } from "./format.ts";

export type What = "meeting" | "webinar";

/** What an address says of which of the two are meant; meetings where it does not say. */
export function ofOf(what: What): "webinars" | undefined {
  return what === "webinar" ? "webinars" : undefined;
}

export function whatOf(of: string | undefined): What {
  return of === "webinars" ? "webinar" : "meeting";
}

/** Everything that is known of one person in meetings, or in webinars. */
export function personHref(what: What, identity: string): string {
  return hrefOf("person", { identity, of: ofOf(what) });
}

/** "Meeting", "Webinars". */
export function titleOf(what: What, ending: "" | "s" = ""): string {
  return `${what === "webinar" ? "Webinar" : "Meeting"}${ending}`;
}

/** "1 meeting", "3 webinars". */
export function sayEvents(count: number, what: What): string {
  return `${sayNumber(count)} ${what}${count === 1 ? "" : "s"}`;
}
