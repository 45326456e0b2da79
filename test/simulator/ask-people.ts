/** Asks the routes of groups, roles and divisions, of who is in them, of tracking fields and counts of users. */
import type { Ask, Client } from "./client.ts";

export async function askPeople(client: Client, ask: Ask): Promise<void> {
  await ask("/roles", "/roles");
  for (const role of ["0", "1", "2", "no-such-role"])
    await ask("/roles/{roleId}/members", `/roles/${role}/members`, { page_size: 300 });
  await ask("/users/summary", "/users/summary");
  await ask("/tracking_fields", "/tracking_fields");
  await ask("/groups", "/groups");
  const [group] = await client.all("/groups", "groups");
  await ask("/groups/{groupId}", `/groups/${group?.id}`);
  for (const id of [group?.id, "no-such-group"])
    await ask("/groups/{groupId}/members", `/groups/${id}/members`, { page_size: 2_000 });
  await ask("/divisions", "/divisions", { page_size: 300 });
  for (const { division_id } of await client.all("/divisions", "divisions"))
    await ask("/divisions/{divisionId}/users", `/divisions/${division_id}/users`, { page_size: 10 });
}
