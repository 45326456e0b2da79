/**
 * Errors named by their consequence: what the program does next, and with which exit code it ends.
 * Nothing here knows Zoom or a store; whoever throws says the operation, the subject and a hint to act on.
 */

/** The exit codes of the program; scripts rely on them. */
export const exitCode = {
  complete: 0,
  bug: 1,
  usage: 2,
  refused: 3,
  destination: 4,
  incomplete: 5,
  deadLetters: 6,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** What a person reads: the operation that failed, on what, why, and what to do about it. */
export interface Explanation {
  /** The operation, in the user's words: "list meetings". */
  operation: string;
  /** What it was done to: a stream, a meeting's uuid, a file. Never a person's name or e-mail. */
  subject?: string;
  /** Why it failed, one sentence without a full stop. */
  reason: string;
  /** What to do, as the end of "Try: …". */
  hint?: string;
  cause?: unknown;
}

/** The common ancestor: its message is "operation (subject): reason. Try: hint". */
export class HarvesterError extends Error {
  readonly exitCode: ExitCode = exitCode.bug;
  readonly explanation: Explanation;

  constructor(explanation: Explanation) {
    const { operation, subject, reason, hint } = explanation;
    const where = subject === undefined ? operation : `${operation} (${subject})`;
    super(`${where}: ${reason}.${hint === undefined ? "" : ` Try: ${hint}`}`, { cause: explanation.cause });
    this.name = new.target.name;
    this.explanation = explanation;
  }
}

/** A flag, a variable or a file that the user gave is wrong; nothing was done. */
export class ConfigurationError extends HarvesterError {
  override readonly exitCode = exitCode.usage;
}

/** Zoom refuses the credentials: nothing can be harvested by this run. */
export class CredentialsRefused extends HarvesterError {
  override readonly exitCode = exitCode.refused;
}

/** Zoom refuses one stream (scope, plan, role): that stream stops, the others go on. */
export class StreamRefused extends HarvesterError {
  override readonly exitCode = exitCode.refused;
}

/** The account has no dashboards: what Zoom says of one of them holds for all. */
export class DashboardsRefused extends StreamRefused {}

/** Zoom says of one thing that there is no permission: that may be about this one, or about the call. */
export class PermissionRefused extends StreamRefused {}

/** Zoom refuses the parameters of a call (code 300): a window past its retention, a form it does not take. */
export class ParametersRefused extends StreamRefused {}

/** Zoom refuses the list that says what is to be asked for: the call itself was not refused. */
export class SubjectsUnknown extends StreamRefused {}

/** The store cannot be reached, is not ours, is held by another process, or cannot take more. */
export class DestinationError extends HarvesterError {
  override readonly exitCode = exitCode.destination;
}

/** One thing (a meeting, a host) cannot be had from Zoom now: it is counted and named, the run goes on. */
export class SubjectFailed extends HarvesterError {
  override readonly exitCode = exitCode.incomplete;
}

/** Why there is nothing: `hidden` is there, and this account's reports do not show it. */
type Unavailable = "gone" | "expired" | "not_hosting" | "hidden";

/** Zoom finally has nothing for one subject (deleted, too old): it is named, and is not a failure of the run. */
export class SubjectUnavailable extends HarvesterError {
  override readonly exitCode = exitCode.complete;
  readonly why: Unavailable;

  constructor(explanation: Explanation, why: Unavailable) {
    super(explanation);
    this.why = why;
  }
}

/** A listing's page token is no longer accepted: the listing starts again, known rows are skipped. */
export class ListingExpired extends HarvesterError {
  override readonly exitCode = exitCode.incomplete;
}

/** The run stops cleanly; what was received is stored; running again helps. */
export class RunStopped extends HarvesterError {
  override readonly exitCode = exitCode.incomplete;
}

/** The store answered when the run began and does not any more; what it has not confirmed is not stored. */
export class DestinationLost extends RunStopped {}

/** The account's calls of this Zoom day are used up. */
export class QuotaUsedUp extends RunStopped {
  /** When the quota resets, milliseconds since the epoch. */
  readonly resetsAt: number;

  constructor(explanation: Explanation, resetsAt: number) {
    super(explanation);
    this.resetsAt = resetsAt;
  }
}

/** True for what aborting a signal throws (Ctrl-C, a deadline of our own). */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === "AbortError" || error instanceof Interrupted);
}

/** The user asked to stop (Ctrl-C, SIGTERM). */
export class Interrupted extends RunStopped {
  constructor() {
    super({ operation: "harvest", reason: "it was interrupted", hint: "the same command again goes on" });
  }
}

/** The message of anything thrown, for a log line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
