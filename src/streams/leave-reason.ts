/**
 * Zoom's sentence on why a session ended, as a code: the sentence carries the person's name. Source of the
 * sentences: Zoom's API reference, `leave_reason`; the form with "Reason:" is that of webhooks. Pure.
 */

const endings: readonly [ending: string, code: string][] = [
  ["removed by host from waiting room", "removed_from_waiting_room"],
  ["removed by host", "removed_by_host"],
  ["leave waiting room", "left_waiting_room"],
  ["got disconnected from the meeting", "disconnected"],
  ["got disconnected from the webinar", "disconnected"],
  ["left the meeting", "left"],
  ["left the webinar", "left"],
  ["host ended the meeting", "host_ended"],
  ["host ended the webinar", "host_ended"],
  ["host closed the meeting", "host_closed"],
  ["host closed the webinar", "host_closed"],
  ["host started a new meeting", "host_started_new"],
  ["host started a new webinar", "host_started_new"],
  ["network connection error", "network_error"],
  ["host did not join", "host_did_not_join"],
  ["exceeded free meeting minutes limit", "free_limit"],
  ["exceeded free webinar minutes limit", "free_limit"],
  ["unknown reason", "unknown"],
];

/** The code; `other` for a sentence that Zoom's reference does not list. */
export function leaveReasonCode(sentence: string): string {
  const reason = /reason:(.*)$/is.exec(sentence)?.[1] ?? sentence;
  const plain = reason
    .replace(/<[^>]*>/g, " ")
    .trim()
    .replace(/\.$/, "")
    .toLowerCase();
  return endings.find(([ending]) => plain.endsWith(ending))?.[1] ?? "other";
}
