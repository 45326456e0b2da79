/** What one participant shared and recorded, of a meeting or of a webinar. */

import { lastedSeconds } from "./event-fields.ts";
import { computed, instant, keyword, objects, pick, type SourceFields } from "./field.ts";
import { participantFields } from "./participant-fields.ts";

export function sharingFields(what: "meeting" | "webinar"): SourceFields {
  return {
    ...pick(participantFields(what), "id", "user_id", "user_name"),
    shared: objects("details", "What the participant shared or recorded, one after the other", {
      content: keyword("content", "What it was, in Zoom's word, such as desktop"),
      start_time: instant("start_time", "When it began, UTC"),
      end_time: instant("end_time", "When it ended, UTC"),
      duration: computed("long", "How long it went on, from start to end", [], lastedSeconds, {
        unit: "seconds",
      }),
    }),
  };
}
