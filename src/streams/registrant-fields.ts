/** Somebody who registered, for a meeting, a webinar or a recording: one declaration for all of Zoom's lists. */

import { instant, keyword, note, objects, type SourceFields, text } from "./field.ts";

const identity = { privacy: "id" } as const;
const name = { privacy: "name" } as const;
const placed = { privacy: "place" } as const;

/** The parameters that ask for everybody: without `status` Zoom lists those whom the host let in. */
export const registrantStatuses = [
  { status: "approved" },
  { status: "pending" },
  { status: "denied" },
] as const;

export function registrantFields(what: "meeting" | "webinar" | "recording"): SourceFields {
  return {
    registrant_id: keyword(
      "id",
      `The registration's id${what === "recording" ? "" : ", with which sessions name it where Zoom tells it"}`,
      identity,
    ),
    status: keyword("status", "approved, pending or denied: what the host made of the registration"),
    email: keyword("email", "The e-mail that was registered", { privacy: "email" }),
    first_name: text("first_name", "The first name, as it was registered", name),
    last_name: text("last_name", "The last name, as it was registered", name),
    address: text("address", "The street and house, if the form asks for it", placed),
    city: keyword("city", "The city that was filled in", placed),
    state: keyword("state", "The state or province that was filled in", placed),
    zip: keyword("zip", "The postal code that was filled in", placed),
    country: keyword("country", "Two-letter code of the country that was chosen", placed),
    phone: keyword("phone", "The telephone number", identity),
    org: text("org", "The employer or organization", identity),
    job_title: text("job_title", "The position there", identity),
    industry: text("industry", "What the organization does", identity),
    no_of_employees: keyword(
      "no_of_employees",
      "How large the organization is, as a range such as 21-50",
      identity,
    ),
    purchasing_time_frame: keyword(
      "purchasing_time_frame",
      "Within what time a purchase is planned",
      identity,
    ),
    role_in_purchase_process: keyword(
      "role_in_purchase_process",
      "What part the person has in a purchase, such as Influencer",
      identity,
    ),
    comments: note("comments", "What the person wrote to the host"),
    custom_questions: objects("custom_questions", "The form's own questions, with what was answered", {
      title: text("title", "What the form asks"),
      value: note("value", "What the person answered to it"),
    }),
    ...(what === "recording" ? {} : { registered_at: instant("create_time", "When the form was sent, UTC") }),
  };
}
