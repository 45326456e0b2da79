// What the documents say of a stream, from its declaration: in the overview and on its page.
import { code } from "./render-settings.mjs";

/** @returns how a document is told from others. */
export function sayKey({ key, history, days, zoom, set, parent, perAccount }) {
  if (key === "session") return "the session: meeting or webinar, `user_id`, `join_time`, waiting or not";
  const isNamed = "field" in key;
  const facts = (isNamed ? [key.field] : key.fingerprint).map(code).join(", ");
  const said = isNamed ? facts : facts && `a fingerprint of ${facts}`;
  const of = isNamed ? ownerOf({ zoom, set, parent }) : undefined;
  const before = [
    ...(history === "daily" ? ["the day"] : []),
    ...(days === "calls" ? [code("day")] : []),
    ...(perAccount === true ? ["the account"] : []),
    ...(of === undefined ? [] : [code(of)]),
  ];
  return [...before, ...(said === "" ? [] : [said])].join(" and ");
}

/** The field that comes before a name which another list may give, too. */
function ownerOf({ zoom, set, parent }) {
  if (parent?.once === true) return parent.field;
  return zoom.list === undefined ? undefined : set?.by;
}

/** @returns the plan of the best source, and the smaller ones that poorer sources need. */
export function sayPlans(sources) {
  return [...new Set(sources.map(({ zoom }) => zoom.plan))].join(", else ");
}

export function sayTier({ tier }) {
  return tier.replace("_", "-");
}

/** @returns what there is a list, or a page, of its own for; undefined for what is one list. */
export function sayAskedFor({ parent, set, zoom }) {
  if (parent?.once === true) return `each ${code(parent.field)} of the ${parent.stream}`;
  const of = parent?.stream ?? set?.of ?? (zoom.path.includes("{userId}") ? "users" : undefined);
  return of === undefined ? undefined : `each ${sayOneOf(of)}`;
}

/** Some streams are called by a word that has no plural. */
function sayOneOf(stream) {
  return stream.endsWith("s") ? `of the ${stream}` : `document of ${stream}`;
}

/** @returns lines on how Zoom is asked for it, and what a later run changes. */
export function factsOf(stream, sources) {
  const { parent, set, history = "none", days, variants, settleAfterMs, onlyByName, time } = stream;
  const windows = new Set(
    sources.flatMap(({ zoom: { window } }) => (window === undefined ? [] : [sayWindow(window)])),
  );
  const pages = new Set(sources.map(({ zoom }) => sayPaging(zoom)));
  return [
    ...(onlyByName === true ? ["Harvested only when it is named; groups and `all` leave it out."] : []),
    `Key: ${sayKey(stream)}.`,
    ...(parent === undefined ? [] : [sayParent(parent, stream)]),
    ...(set === undefined
      ? []
      : [
          `Set: the documents of one ${sayOneOf(set.of)} (${code(set.by)}) replace its stored ones as a whole.`,
        ]),
    ...(variants === undefined ? [] : [`Asked with each of ${variants.map(sayQuery).join("; ")}.`]),
    `Window: ${windows.size === 0 ? "none, Zoom lists all that there is" : [...windows].join("; ")}.`,
    ...(days === undefined ? [] : [sayDays(days)]),
    `Paging: ${[...pages].join("; ")}.`,
    `History: ${history === "daily" ? "a state of each day that it was harvested on (`taken_on`)" : time === undefined ? "the state of the latest run" : `by ${code(time)}`}.`,
    ...(settleAfterMs === undefined
      ? []
      : [
          `Rows may come or change for ${settleAfterMs / 3_600_000} hours; until then days are listed again.`,
        ]),
  ];
}

function sayParent(parent, stream) {
  const once = parent.once === true;
  const windowed = stream.zoom.window === undefined ? "" : " and each window";
  const asked = `asked ${once ? "once " : ""}for ${sayAskedFor(stream)}${windowed}${sayUnless(parent.unless)}`;
  return `Parent: ${asked}.${once ? " What Zoom no longer gives stays stored." : ""}`;
}

function sayDays(days) {
  return days === "calls"
    ? "Days: Zoom adds up over all that it is asked for, so each day is asked for alone; `day` says which."
    : "Days: each row is about one whole day.";
}

function sayQuery(query) {
  return Object.entries(query)
    .map(([name, value]) => code(`${name}=${value}`))
    .join(" and ");
}

function sayWindow({ days: most, months, zone, asks }) {
  const days = asks === "months" ? "one calendar month" : most === 1 ? "one day" : `at most ${most} days`;
  const back = months === undefined ? "" : `, ${months} months back`;
  const exact = asks === "instants" ? ", asked for by the second" : "";
  return `${days} a call${back}${exact}${zone === undefined ? "" : `, days are ${zone}'s`}`;
}

function sayPaging({ list, pageSize, paging }) {
  if (list === undefined || pageSize === undefined) return "none, one answer holds all";
  return `up to ${pageSize.toLocaleString("en-US")} rows a page, ${paging === "number" ? "by number" : "by token"}`;
}

function sayUnless(unless = {}) {
  const said = Object.entries(unless).map(([field, values]) => `${code(field)} is ${values.join(" or ")}`);
  return said.length === 0 ? "" : ` but those of which ${said.join(", or ")}`;
}
