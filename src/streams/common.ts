/** Fields that documents of several streams share. */

import { group, keyword, ours, type SourceFields } from "./field.ts";

/** On every document: whose it is and which run brought it. */
export const provenance: SourceFields = {
  account_id: ours("keyword", "The Zoom account that the document was harvested from"),
  harvest: group("How the document came here; a second run over settled data changes nothing else", {
    run: ours("keyword", "The run that stored it last"),
    at: ours("date", "When that run received it"),
    source: ours("keyword", "The Zoom call that it came from"),
    version: ours("keyword", "The version of zoom-harvester that stored it"),
  }),
  extra: ours(
    "json",
    "What Zoom sent that no field is declared for, and values that could not be read, as Zoom sent them",
  ),
};

/** The host of a meeting as its sessions repeat it. */
export const hostFields: SourceFields = {
  host_id: ours(
    "keyword",
    "The host's Zoom user id, joined from the user lists by e-mail; absent when Zoom no longer knows the host",
    {
      privacy: "id",
    },
  ),
  name: keyword("host", "The host's display name at the time of the meeting", { privacy: "name" }),
  email: keyword("email", "The host's e-mail", { privacy: "email" }),
  user_type: keyword("user_type", "The host's licence in Zoom's words, such as Licensed"),
  department: keyword("dept", "The host's department"),
};
