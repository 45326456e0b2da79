/** What groups, roles and divisions say of each of their members; how a member is known. */

import { keyword, long, type SourceFields, text } from "./field.ts";

export const memberFields: SourceFields = {
  user_id: keyword(
    ["id", "user_id"],
    "The member's Zoom user id; absent for who has not accepted the invitation",
    { privacy: "id" },
  ),
  email: keyword(["email", "user_email"], "The member's e-mail", { privacy: "email" }),
  display_name: text("user_display_name", "The member's display name", { privacy: "name" }),
  first_name: text("first_name", "The member's first name", { privacy: "name" }),
  last_name: text("last_name", "The member's last name", { privacy: "name" }),
  department: keyword("department", "The member's department"),
  type: long("type", "The member's licence: 1 basic, 2 licensed"),
};

/** Tells the members of one list apart; whoever was only invited has an e-mail and no id. */
export const memberKey = (list: "group_id" | "role" | "division_id") => ({
  fingerprint: [list, "user_id", "email"],
});
