/** A folder on a read-only file system, where this machine lets one be mounted. */

import { spawnSync } from "node:child_process";
import { makeFolder } from "../e2e/support.ts";

/** @returns undefined where nothing may be mounted. */
export function makeReadOnly(): { path: string; remove(): void } | undefined {
  const folder = makeFolder();
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "ro", "tmpfs", folder.path]);
  if (status !== 0) {
    folder.remove();
    return undefined;
  }
  return {
    path: folder.path,
    remove: () => {
      spawnSync("umount", [folder.path]);
      folder.remove();
    },
  };
}
