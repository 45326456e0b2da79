/**
 * The least that any harvester must do: makes the calls of a recorded list at a given concurrency, reads and parses
 * each body, keeps nothing, writes nothing. It knows all pages beforehand and waits for none, so it is a hard
 * measure. It takes a token first, as everyone must.
 *
 * Usage: node bare-client.mjs CALLS CONCURRENCY, with ZOOM_* in the environment; CALLS has a path a line.
 */

import { readFileSync } from "node:fs";
import { Agent, request } from "undici";

const [file, concurrency] = process.argv.slice(2);
const { ZOOM_API_URL, ZOOM_OAUTH_URL, ZOOM_KEY, ZOOM_SECRET, ZOOM_ACCOUNT_ID } = process.env;
const origin = new URL(ZOOM_API_URL).origin;
const paths = readFileSync(file, "utf8").split("\n").filter(Boolean);
// The same pool as the harvester's.
const dispatcher = new Agent({ connections: 64, pipelining: 1 });

const basic = Buffer.from(`${ZOOM_KEY}:${ZOOM_SECRET}`).toString("base64");
const login = await request(ZOOM_OAUTH_URL, {
  method: "POST",
  headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
  body: `grant_type=account_credentials&account_id=${ZOOM_ACCOUNT_ID}`,
  dispatcher,
});
const { access_token: token } = await login.body.json();
const headers = { authorization: `Bearer ${token}`, accept: "application/json" };

let next = 0;
let characters = 0;
let failed = 0;
async function work() {
  while (next < paths.length) {
    const path = paths[next++];
    const { statusCode, body } = await request(`${origin}${path}`, { headers, dispatcher });
    const text = await body.text();
    characters += text.length;
    JSON.parse(text);
    if (statusCode >= 500 || statusCode === 401 || statusCode === 429) failed += 1;
  }
}
await Promise.all(Array.from({ length: Number(concurrency) }, work));
if (failed > 0) throw new Error(`${failed} of ${paths.length} calls failed`);
process.stdout.write(`${JSON.stringify({ calls: paths.length, characters })}\n`);
process.exit(0);
