/** Zoom's refusals: the bodies and statuses that its documents print, thrown by routes and sent by `simulator.ts`. */

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

export const invalidToken = () => refusal(401, 124, "Invalid access token.");
export const expiredToken = () => refusal(401, 124, "Access token is expired.");
export const expiredPageToken = () => refusal(400, 300, "The next page token is invalid or expired.");
export const unknownEndpoint = () => refusal(400, 2300, "This API endpoint is not recognized.");
export const unknownUser = (user: string) => refusal(404, 1001, `User does not exist: ${user}.`);
export const tooOld = () => refusal(400, 12702, "Can not access a meeting a year ago.");
export const noSuchMeeting = (id: string) => refusal(404, 3001, `Meeting does not exist: ${id}.`);
export const notEnded = () => refusal(404, 3001, "Meeting ID is invalid or has not ended.");
