/**
 * Loaded into the harvester by `node --import`, it writes down the path of each call as undici makes it, in their
 * order, to the file that RECORD_FILE names when the process ends: the list for bare-client.mjs.
 */

import { subscribe } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";

const paths = [];
subscribe("undici:request:create", ({ request }) => {
  if (request.method === "GET") paths.push(request.path);
});
process.on("exit", () => writeFileSync(process.env.RECORD_FILE, `${paths.join("\n")}\n`));
