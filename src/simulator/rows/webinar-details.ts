/** What hosts prepared for a webinar: who is on the panel, and the links by which people came to register. */
import { between, hash } from "../hash.ts";
import { opaqueId } from "../ids.ts";
import { personAt } from "../population/participants.ts";
import { type Registrant, registrantsOfNumber } from "../population/registrants.ts";
import { roleAt, type Webinar } from "../population/webinars.ts";
import type { World } from "../world.ts";

type Row = Record<string, unknown>;

const sourceNames = ["https://news.example.com", "https://social.example.com", "Newsletter"] as const;

/** The places of those who speak: 1 and on. */
export function panelOf(webinar: Webinar): number[] {
  const places = Array.from({ length: webinar.people }, (_, place) => place);
  return places.filter((place) => roleAt(webinar, place) === "panelist");
}

/** A row of /webinars/{webinarId}/panelists. */
export function panelistRow(world: World, webinar: Webinar, place: number): Row {
  const { name, email, key } = personAt(world.account, world.user, webinar, place);
  const id = opaqueId(world.options.seed, "registrant", webinar.key, place);
  const tagged = hash(key, 330) % 2 === 0;
  return {
    id,
    email: email || `panelist${key.toString(36)}@example.com`,
    name,
    join_url: `https://example.zoom.us/w/${world.webinars.numberOf(webinar)}?tk=${id}`,
    ...(tagged
      ? {
          virtual_background_id: opaqueId(world.options.seed, "registrant", webinar.key, 1_000),
          name_tag_id: opaqueId(world.options.seed, "registrant", webinar.key, 1_001),
          name_tag_name: name,
          name_tag_pronouns: "",
          name_tag_description: "Speaker",
        }
      : {}),
  };
}

const keyOf = (number: number) => hash(number % 2 ** 32, Math.floor(number / 2 ** 32), 331);

/** How many links a webinar with registration has. */
function countSources(number: number): number {
  return between(hash(keyOf(number), 1), 1, sourceNames.length);
}

/** The link by which somebody came; most came by none. */
export function sourceOf({ of, place }: Registrant, number: number): number | undefined {
  const source = hash(of.key, place, 332) % 6;
  return source < countSources(number) ? source : undefined;
}

/** A link's id: digits. */
export function trackingSourceId(number: number, source: number): string {
  return String(5_000_000_000_000 + keyOf(number) * 100 + source);
}

/** The rows of /webinars/{webinarId}/tracking_sources; none where nobody registered. */
export function trackingSourceRows(world: World, webinars: readonly [Webinar, ...Webinar[]]): Row[] {
  const number = world.webinars.numberOf(webinars[0]);
  const registrants = registrantsOfNumber(world.options.seed, webinars);
  if (registrants.length === 0) return [];
  return Array.from({ length: countSources(number) }, (_, source) => {
    const id = trackingSourceId(number, source);
    const registered = registrants.filter((one) => sourceOf(one, number) === source).length;
    return {
      id,
      source_name: sourceNames[source],
      tracking_url: `https://example.zoom.us/webinar/register/${id}/WN_${keyOf(number).toString(36)}`,
      registration_count: registered,
      visitor_count: registered + (hash(keyOf(number), source, 333) % 40),
    };
  });
}
