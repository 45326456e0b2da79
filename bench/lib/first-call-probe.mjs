/**
 * Loaded into the harvester by `node --import`, it writes the wall time of the first call for a meeting's participants
 * to the file that PROBE_FILE names, and ends the process there, as a kill would.
 */

import { subscribe } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";

subscribe("undici:request:create", ({ request }) => {
  if (!request.path.includes("/participants")) return;
  writeFileSync(process.env.PROBE_FILE, String(Date.now()));
  process.kill(process.pid, "SIGKILL");
});
