/** The account's tracking fields; meetings carry the first two (`rows/features.ts`), nobody uses the third. */

/** What hosts are offered for the purpose of a meeting. */
export const purposes = ["Teaching", "Research", "Support"] as const;

export const trackingFields = [
  { field: "Meeting purpose", recommended: purposes, required: false, visible: true },
  { field: "Cost centre", recommended: [], required: false, visible: true },
  { field: "Old project number", recommended: ["P-1", "P-2"], required: false, visible: false },
] as const;
