/** Whether the user may do what a harvest does, asked before it begins. */

import type { JsonObject } from "../../document.ts";
import { DestinationError } from "../../errors.ts";
import type { Engine } from "./identify.ts";
import type { Requests } from "./requests.ts";
import { objectIn } from "./transport.ts";

/** What the harvester needs of a cluster with Elasticsearch's security; docs/roles has the same as a role. */
export const clusterPrivileges = ["monitor", "manage_index_templates"] as const;
export const indexPrivileges = [
  "create_index",
  "index",
  "delete",
  "read",
  "view_index_metadata",
  "maintenance",
  "manage",
] as const;

/**
 * Names the privileges that are missing, and on which indices. A cluster without this question is asked nothing:
 * its own refusals say what is missing.
 * @throws DestinationError
 */
export async function checkPrivileges(
  requests: Requests,
  { product }: Engine,
  prefix: string,
): Promise<void> {
  if (product !== "elasticsearch") return;
  const names = [`${prefix}meetings-*`, `${prefix}sessions-*`, `${prefix}zoom-*`];
  const { status, body } = await requests.ask(
    "ask for the privileges",
    {
      method: "POST",
      path: "/_security/user/_has_privileges",
      body: { cluster: [...clusterPrivileges], index: [{ names, privileges: [...indexPrivileges] }] },
    },
    // Without security there is no such question, and the answer is the server's for an unknown path.
    [400, 404, 405, 500],
  );
  const answer = objectIn(body);
  if (status !== 200 || answer.has_all_requested !== false) return;
  const missing = [
    ...missingIn(answer.cluster).map((name) => `cluster privilege ${name}`),
    ...Object.entries(objectIn(answer.index)).flatMap(([index, has]) => {
      const lacking = missingIn(has);
      return lacking.length === 0 ? [] : [`${lacking.join(", ")} on ${index}`];
    }),
  ];
  throw new DestinationError({
    operation: "open the search engine",
    subject: requests.hosts,
    reason: `the user ${answer.username} lacks: ${missing.join("; ")}`,
    hint: "the role in docs/search-engines.md, given to this user or key",
  });
}

function missingIn(has: JsonObject[string] | undefined): string[] {
  return Object.entries(objectIn(has))
    .filter(([, granted]) => granted === false)
    .map(([name]) => name);
}
