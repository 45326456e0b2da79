/** Who was invited to speak in a webinar. */

import { provenance, repeatedWebinarNumber, repeatOfWebinarNumber } from "./common.ts";
import { dropped, keyword, text } from "./field.ts";
import type { Stream } from "./stream.ts";

export const webinarPanelists: Stream = {
  name: "webinar_panelists",
  kind: "webinar_panelist",
  description:
    "Somebody on the panel of what is held under one webinar's number, as it was at the time of the run",
  group: "webinars",
  key: { field: "panelist_id" },
  source: "panelists",
  zoom: {
    operation: "list a webinar's panelists",
    path: "/webinars/{webinarId}/panelists",
    tier: "medium",
    plan: "pro",
    needs: "the Webinar add-on",
    list: "panelists",
    scopes: { classic: ["webinar:read:admin"], granular: ["webinar:read:list_panelists:admin"] },
  },
  parent: {
    stream: "webinars",
    param: "webinarId",
    field: "webinar_series_id",
    once: true,
    repeat: repeatOfWebinarNumber,
  },
  fields: {
    panelist_id: keyword("id", "The panelist's id in this webinar", { privacy: "id" }),
    name: text("name", "The panelist's name, as the host wrote it", { privacy: "name" }),
    email: keyword("email", "The e-mail that the invitation went to", { privacy: "email" }),
    name_tag_id: keyword("name_tag_id", "The name tag that the webinar shows with the picture"),
    name_tag_name: text("name_tag_name", "The name on it", { privacy: "name" }),
    name_tag_pronouns: keyword("name_tag_pronouns", "The pronouns on it", { privacy: "id" }),
    name_tag_description: text("name_tag_description", "What it says of the person, such as a title", {
      privacy: "id",
    }),
    virtual_background_id: keyword("virtual_background_id", "The virtual background set for the panelist"),
    ...repeatedWebinarNumber,
    ...provenance,
    ...dropped({ join_url: "whoever has it enters the webinar as this person" }),
  },
};
