/** What the doctor does to the outside world beyond a harvest: it looks at disks and knocks at a proxy. */

import type { Effects } from "../effects.ts";

export interface DoctorEffects extends Omit<Effects, "send"> {
  /** Opens a TCP connection and closes it. @throws any Error when nobody answers in time. */
  knock(host: string, port: number, timeoutMs: number): Promise<void>;
  files: {
    /** @throws an Error with a `code` (EROFS, EACCES, ENOENT) when this user cannot write there. */
    checkWritable(path: string): Promise<void>;
    /** @returns undefined when nothing is there. */
    kindOf(path: string): Promise<"file" | "folder" | "other" | undefined>;
    /** Bytes that this user may still write. @throws any Error where it cannot be known. */
    freeBytes(path: string): Promise<number>;
  };
}
