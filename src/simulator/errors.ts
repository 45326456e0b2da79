/** Zoom's refusals: the bodies and statuses that its documents print, thrown by routes and sent by `simulator.ts`. */

import type { SimulatorOptions } from "./options.ts";

/** An answer that is not the data asked for. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(String(body.message ?? body.error ?? status));
    this.status = status;
    this.body = body;
  }
}

/** The usual body: `{"code": …, "message": …}`. */
export function refusal(status: number, code: number, message: string): Refusal {
  return new Refusal(status, { code, message });
}

/** A parameter that does not validate: code 300 with the field named. */
export function invalidParameter(field: string, message: string): Refusal {
  return new Refusal(400, { code: 300, message: "Validation Failed.", errors: [{ field, message }] });
}

/** The token endpoint's own shape. */
export function tokenRefusal(error: string, reason: string): Refusal {
  return new Refusal(400, { reason, error });
}

/**
 * The token endpoint's refusal of a deactivated app. An open point: Zoom's page "OAuth error messages" lists the codes
 * 4717 ("The app has been disabled") and 4738 (disabled by an administrator), but shows no body, and none was found
 * published. So the bodies are guesses, one of them not to be told from a wrong secret; a client must live with each.
 */
export function appRefusal(kind: SimulatorOptions["app_refusal"]): Refusal {
  if (kind === "disabled") return tokenRefusal("invalid_client", "The app has been disabled.(4717)");
  if (kind === "disabled_by_admin") {
    return tokenRefusal("invalid_client", "The app has been disabled by the account's administrator.(4738)");
  }
  return wrongClient();
}

export const wrongClient = () => tokenRefusal("invalid_client", "Invalid client_id or client_secret");
export const invalidToken = () => refusal(401, 124, "Invalid access token.");
export const expiredToken = () => refusal(401, 124, "Access token is expired.");
export const expiredPageToken = () => refusal(400, 300, "The next page token is invalid or expired.");
export const unknownEndpoint = () => refusal(400, 2300, "This API endpoint is not recognized.");
export const unknownUser = (user: string) => refusal(404, 1001, `User does not exist: ${user}.`);
export const tooOld = () => refusal(400, 12702, "Can not access a meeting a year ago.");
export const tooOldWebinar = () => refusal(400, 12702, "Can not access a webinar a year ago.");
export const noSuchWebinar = () => refusal(404, 3001, "Webinar does not exist.");
export const webinarNotEnded = () =>
  refusal(404, 3001, "The webinar has not ended yet or the Webinar ID is not valid.");
export const noSuchMeeting = (id: string) => refusal(404, 3001, `Meeting does not exist: ${id}.`);
export const notEnded = () => refusal(404, 3001, "Meeting ID is invalid or has not ended.");

/** Printed for meetings and webinars alike, with the same event's name. */
export const notSubscribed = () =>
  refusal(
    400,
    200,
    "Event subscription not found. Subscribe to the Webinar Participant QoS Summary event in your Marketplace app to get access to this API.",
  );
