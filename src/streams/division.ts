/** The account's divisions: parts of an organisation that are administered by themselves. */

import { provenance } from "./common.ts";
import { boolean, keyword, long, text } from "./field.ts";
import type { Stream } from "./stream.ts";

export const divisions: Stream = {
  name: "divisions",
  kind: "division",
  description: "A division of the account, as the list of divisions shows it at the time of the run",
  group: "people",
  key: { field: "division_id" },
  source: "divisions",
  zoom: {
    operation: "list divisions",
    path: "/divisions",
    tier: "light",
    // Zoom's API reference names no plan here.
    plan: "free",
    list: "divisions",
    pageSize: 300,
    scopes: { classic: ["division:read:admin"], granular: ["division:read:list_divisions:admin"] },
  },
  fields: {
    division_id: keyword("division_id", "The division's Zoom id, by which users name it"),
    name: keyword("division_name", "The division's name"),
    description: text("division_description", "What the division is, in the words of who made it"),
    is_main: boolean("is_main_division", "Whether it is the account's main division"),
    total_members: long("total_members", "How many users belong to it", { unit: "users" }),
    ...provenance,
  },
};
