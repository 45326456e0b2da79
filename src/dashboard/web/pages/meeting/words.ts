/** What Zoom's and our own short words mean, for those who read them on a page. */

/** How far the harvest of a meeting has come. */
export const stateWords: Readonly<Record<string, string>> = {
  listed: "listed, its sessions are not read yet",
  partial: "partial, reading its sessions failed or stopped; the next harvest tries again",
  young: "young, read so soon after its end that Zoom may still add to it",
  settled: "settled, final",
  unavailable: "unavailable, Zoom has no list of its participants",
  expired: "expired, too old for Zoom to tell its participants",
};

export const kindWords: Readonly<Record<string, string>> = {
  instant: "started without being planned",
  scheduled: "planned, once",
  recurring: "recurring",
  pmi: "held in a personal room",
  pac: "audio conference",
  unknown: "of a kind that Zoom does not say",
};

/** Where a meeting's sessions come from. */
export const sourceWords: Readonly<Record<string, string>> = {
  dashboard: "Zoom's dashboard",
  report: "Zoom's reports, which know no devices and places",
  past: "Zoom's list of past participants, which knows no devices and places",
};

/** Why a person is perhaps not one person. */
export const doubtWords: Readonly<Record<string, string>> = {
  participant: "only by a mark that Zoom gave here",
  name: "only by the name",
  none: "by nothing, not even a name",
};

export const reasonWords: Readonly<Record<string, string>> = {
  left: "left",
  left_waiting_room: "left the waiting room",
  removed_from_waiting_room: "removed from the waiting room",
  removed_by_host: "removed by the host",
  disconnected: "disconnected",
  network_error: "lost the network",
  host_ended: "the host ended it",
  host_closed: "the host closed it",
  host_started_new: "the host started another meeting",
  host_did_not_join: "the host did not come",
  free_limit: "the minutes of a free account were used up",
};
