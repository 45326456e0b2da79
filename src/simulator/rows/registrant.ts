/** A registrant as the lists of meetings, webinars and recordings show one. */
import { daySeconds, timeText } from "../account.ts";
import { between, hash, pick } from "../hash.ts";
import { firstNames, lastNames } from "../population/names.ts";
import { personAt } from "../population/participants.ts";
import { type Registrant, registrantId } from "../population/registrants.ts";
import type { World } from "../world.ts";

type Row = Record<string, unknown>;

const towns = [
  ["1 Market Street", "Springfield", "IL", "62701", "US"],
  ["Hauptstraße 7", "Köln", "NRW", "50667", "DE"],
  ["3 Rue du Port", "Nantes", "", "44000", "FR"],
] as const;

const purchases = ["Within a month", "1-3 months", "No timeframe"] as const;
const roles = ["Decision Maker", "Influencer", "Not involved"] as const;
const sizes = ["1-20", "251-500", "More than 10,000"] as const;

/** What the form asks besides name and e-mail; half of the forms ask nothing more. */
function askedOf(formKey: number, key: number): Row {
  const asks = formKey % 2 === 0;
  const town = pick(hash(key, 1), towns);
  const answer = (text: string) => (asks ? text : "");
  const [address, city, state, zip, country] = town.map(answer);
  return {
    address,
    city,
    state,
    zip,
    country,
    comments: answer(hash(key, 2) % 3 === 0 ? "I may come late." : ""),
    industry: answer("Education"),
    job_title: answer(pick(hash(key, 3), ["Lecturer", "Student", "Librarian"])),
    org: answer(pick(hash(key, 4), ["Example University", "Example Library"])),
    phone: answer(`555${String(hash(key, 5) % 10_000).padStart(4, "0")}`),
    no_of_employees: answer(pick(hash(key, 6), sizes)),
    purchasing_time_frame: answer(pick(hash(key, 7), purchases)),
    role_in_purchase_process: answer(pick(hash(key, 8), roles)),
    custom_questions: asks ? [{ title: "How did you hear of it?", value: "From a colleague" }] : [],
  };
}

/** A row with the fields that all lists of registrants share. */
export function registrantRow(world: World, { of, place, status }: Registrant): Row {
  const { seed } = world.options;
  const person = personAt(world.account, world.user, of, place);
  const shown = person.client === "computer" ? person.name.trim().split(" ") : [];
  const [first = "", ...rest] = shown;
  const drawn = first === "";
  return {
    id: registrantId(seed, of, place),
    email: person.email || `registrant${person.key.toString(36)}@example.com`,
    first_name: drawn ? pick(hash(person.key, 320), firstNames) : first,
    last_name: drawn ? pick(hash(person.key, 321), lastNames) : rest.join(" "),
    ...askedOf(hash(seed, of.series, of.series === undefined ? of.key : 0, 322), hash(person.key, 323)),
    status,
  };
}

/** When somebody registered, and how an approved one enters. */
export function registrationRow(world: World, registrant: Registrant, number: number): Row {
  const { of, place, status } = registrant;
  const key = hash(of.key, place, 324);
  const id = registrantId(world.options.seed, of, place);
  return {
    ...registrantRow(world, registrant),
    create_time: timeText(of.start - between(key, 3_600, 14 * daySeconds)),
    ...(status === "approved" ? { join_url: `https://example.zoom.us/w/${number}?tk=${id}` } : {}),
  };
}

/** The same for a meeting: who dials in enters a number. */
export function meetingRegistrationRow(world: World, registrant: Registrant, number: number): Row {
  const { of, place } = registrant;
  return {
    ...registrationRow(world, registrant, number),
    participant_pin_code: between(hash(of.key, place, 325), 100_000, 999_999),
  };
}
