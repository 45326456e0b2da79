/** What a meeting or a webinar says of those who were there: counted from its sessions by `src/people/`. */

import { ours, type SourceField, type SourceFields } from "./field.ts";

type What = "meeting" | "webinar";

export function sessionsStored(what: What): SourceField {
  return ours("long", `How many session documents of this ${what} are stored`);
}

export function countedFields(what: What): SourceFields {
  const collection = what === "meeting" ? "attendance" : "webinar_attendance";
  return {
    unique_people: ours(
      "long",
      `How many people took part, as \`${collection}\` has them; a room or a telephone counts as one`,
    ),
    peak_concurrency: ours("long", "The most people at one moment"),
    peak_at: ours("date", "The first such moment, UTC"),
    attended_seconds: ours("long", "How long all of them were there, added up", { unit: "seconds" }),
  };
}

export const attendanceRulesField = ours(
  "keyword",
  "The rules by which its people were counted; absent where they were not. Other rules count again, from what is stored",
);
