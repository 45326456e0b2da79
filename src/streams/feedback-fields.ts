/** What one participant thought of a meeting or of a webinar: Zoom asks at its end. */

import { instant, keyword, note, type SourceFields } from "./field.ts";

export function feedbackFields(what: "meeting" | "webinar"): SourceFields {
  return {
    user_id: keyword("user_id", "The Zoom user id of who answered", { privacy: "id" }),
    email: keyword("email", "The e-mail of who answered; Zoom hides that of most guests", {
      privacy: "email",
    }),
    answered_at: instant("date_time", "When it was answered, UTC"),
    quality: keyword("quality", "GOOD for a thumb up, NOT GOOD for a thumb down"),
    comment: note("comment", `What the participant wrote about the ${what}`),
  };
}
