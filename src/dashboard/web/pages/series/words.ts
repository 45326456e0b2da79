/** What the short words of series mean. */

export const seriesKinds: Readonly<Record<string, string>> = {
  instant: "started without being planned",
  scheduled: "planned, once",
  recurring: "recurring",
  pmi: "personal room",
  pac: "audio conference",
};

/** Why nobody of a meeting is counted, for a sentence that begins with how many. */
export const openWords: Readonly<Record<"untold" | "missing", string>> = {
  untold: "stored without ids, so that people cannot be told apart",
  missing: "not read or not counted yet",
};
