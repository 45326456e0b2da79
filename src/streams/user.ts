/** The account's users, active and inactive: who hosts, in which department and groups. */

import { provenance } from "./common.ts";
import { instant, keyword, keywords, long, objects, text } from "./field.ts";
import type { Stream } from "./stream.ts";

/** What the account itself notes about its users. */
export const customAttributes = objects("custom_attributes", "The account's own attributes of the user", {
  key: keyword("key", "The attribute's id"),
  name: keyword("name", "The attribute's name"),
  value: keyword("value", "Its value", { privacy: "id" }),
});

export const users: Stream = {
  name: "users",
  kind: "user",
  description:
    "A user of the Zoom account, active or inactive, as the user lists show it at the time of the run",
  group: "core",
  key: { field: "user_id" },
  variants: [{ status: "active" }, { status: "inactive" }],
  source: "users",
  zoom: {
    operation: "list users",
    path: "/users",
    tier: "medium",
    plan: "free",
    list: "users",
    pageSize: 2000,
    scopes: { classic: ["user:read:admin"], granular: ["user:read:list_users:admin"] },
  },
  fields: {
    user_id: keyword("id", "The user's Zoom id", { privacy: "id" }),
    email: keyword("email", "The user's e-mail", { privacy: "email" }),
    display_name: text("display_name", "The user's display name", { privacy: "name" }),
    first_name: text("first_name", "The user's first name", { privacy: "name" }),
    last_name: text("last_name", "The user's last name", { privacy: "name" }),
    department: keyword("dept", "The user's department"),
    type: long("type", "The licence: 1 basic, 2 licensed, 4 unassigned, 99 none"),
    status: keyword("status", "active or inactive"),
    pmi: keyword("pmi", "The number of the user's personal room", { privacy: "id" }),
    timezone: keyword("timezone", "The user's time zone"),
    role_id: keyword("role_id", "The user's role"),
    group_ids: keywords("group_ids", "The groups that the user belongs to"),
    im_group_ids: keywords("im_group_ids", "The chat groups that the user belongs to"),
    division_ids: keywords("division_ids", "The divisions that the user belongs to"),
    employee_unique_id: keyword("employee_unique_id", "The id that single sign-on gives", { privacy: "id" }),
    host_key: keyword("host_key", "The host key; Zoom sends it only on request", { privacy: "id" }),
    last_client_version: keyword("last_client_version", "The client version of the last login", {
      privacy: "device",
    }),
    last_login_time: instant("last_login_time", "The last login, to three days"),
    created_at: instant("created_at", "When the current way to log in was set up"),
    user_created_at: instant("user_created_at", "When the user was created"),
    verified: long("verified", "1 when the e-mail is verified"),
    plan_united_type: keyword("plan_united_type", "The Zoom United plan, in Zoom's code"),
    license_info_list: objects("license_info_list", "The user's licences", {
      license_type: keyword("license_type", "The kind of licence"),
      license_option: keyword("license_option", "The option, in Zoom's code"),
      subscription_id: keyword("subscription_id", "The subscription it belongs to"),
    }),
    custom_attributes: customAttributes,
    ...provenance,
  },
};
