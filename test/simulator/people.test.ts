import { expect, test } from "vitest";
import { type Body, type Client, openClient, truthOf, week } from "./client.ts";

const account = { ...week, users: 120, to: "2026-10-05" } as const;

/** What the pages of a list of members give, and how often it says somebody is a member. */
async function membersOf(client: Client, list: Body, path: string, key: string): Promise<Body[]> {
  const members = await client.all(path, key, { page_size: 7 });
  expect([path, members.length]).toEqual([path, list.total_members]);
  return members;
}

test("members of groups, roles and divisions come by token, as many as their lists say and the truth counts", async () => {
  const client = await openClient(account);
  const { by_stream } = await truthOf(client);
  const { roles } = (await client.get("/roles")).body;
  const found = { group_members: 0, role_members: 0, division_members: 0 };
  for (const group of await client.all("/groups", "groups", { page_size: 3 }))
    found.group_members += (await membersOf(client, group, `/groups/${group.id}/members`, "members")).length;
  for (const role of roles)
    found.role_members += (await membersOf(client, role, `/roles/${role.id}/members`, "members")).length;
  const divisions = await client.all("/divisions", "divisions", { page_size: 2 });
  for (const division of divisions) {
    const path = `/divisions/${division.division_id}/users`;
    found.division_members += (await membersOf(client, division, path, "users")).length;
  }
  expect(by_stream).toMatchObject({ ...found, roles: roles.length, divisions: divisions.length });
  expect(found.division_members).toBe(found.role_members);
  expect(found.group_members).toBeLessThan(found.role_members);
});

test("members of groups and roles come by number, too", async () => {
  const client = await openClient(account);
  const all = await client.all("/roles/2/members", "members", { page_size: 300 });
  const second = await client.get("/roles/2/members", { page_size: 10, page_number: 2 });
  expect([second.body.page_number, second.body.members]).toEqual([2, all.slice(10, 20)]);
});

test("users name the roles, groups and divisions that list them", async () => {
  const client = await openClient(account);
  const divisions = new Map<string, string>();
  for (const { division_id } of await client.all("/divisions", "divisions"))
    for (const { user_id } of await client.all(`/divisions/${division_id}/users`, "users"))
      divisions.set(user_id, division_id);
  const users = await client.all("/users", "users");
  for (const { id, division_ids } of users) expect(division_ids).toEqual([divisions.get(id)]);
  expect(new Set(divisions.values()).size).toBe(3);
  const { members } = (await client.get("/roles/0/members")).body;
  const owners = users.filter(({ role_id }) => role_id === "0");
  expect(members.map(({ id }: Body) => id)).toEqual(owners.map(({ id }) => id));
});

test("the counts of users add up to those that the user lists hold", async () => {
  const client = await openClient(account);
  const counts = (await client.get("/users/summary")).body;
  const count = async (status: string) => (await client.get("/users", { status })).body.total_records;
  expect(counts.total_users_count).toBe((await count("active")) + (await count("inactive")));
  expect(counts.pending_users_count).toBe(await count("pending"));
  const { licensed_users_count: licensed, basic_users_count: basic } = counts;
  expect(licensed + basic).toBe(counts.total_users_count);
});

test("meetings carry tracking fields that the account has, with values that are recommended", async () => {
  const client = await openClient(account);
  const { tracking_fields: fields } = (await client.get("/tracking_fields")).body;
  expect(fields).toHaveLength((await truthOf(client)).by_stream.tracking_fields);
  const window = { from: account.from, to: account.to, type: "past", include_fields: "tracking_fields" };
  const meetings = await client.all("/metrics/meetings", "meetings", window);
  const carried = meetings.flatMap(({ tracking_fields }) => tracking_fields as Body[]);
  expect(carried.length).toBeGreaterThan(5);
  for (const { field, value } of carried) {
    const values = fields.find((one: Body) => one.field === field)?.recommended_values;
    expect(values).toEqual(values.length === 0 ? [] : expect.arrayContaining([value]));
  }
});

test("a role, a group and a division that are not there are refused", async () => {
  const client = await openClient(account);
  const answer = async (path: string) => {
    const { status, body } = await client.get(path);
    return [status, body.code];
  };
  expect(await answer("/roles/9/members")).toEqual([400, 1034]);
  expect(await answer("/groups/none/members")).toEqual([404, 4130]);
  expect((await answer("/divisions/none/users"))[0]).toBe(404);
});

test("who reads what: tracking fields need Business, roles and groups Pro, divisions and counts no plan", async () => {
  const status = async (plan: "free" | "pro" | "business") => {
    const client = await openClient({ ...account, plan });
    const paths = ["/tracking_fields", "/roles", "/groups", "/divisions", "/users/summary"];
    const answers = await Promise.all(paths.map((path) => client.get(path)));
    return answers.map((one) => one.status === 200);
  };
  expect(await status("business")).toEqual([true, true, true, true, true]);
  expect(await status("pro")).toEqual([false, true, true, true, true]);
  expect(await status("free")).toEqual([false, false, false, true, true]);
});

test("tracking fields are refused without a word on dashboards", async () => {
  const client = await openClient({ ...account, plan: "pro" });
  expect((await client.get("/tracking_fields")).body).toMatchObject({
    code: 200,
    message: expect.stringContaining("Paid account"),
  });
});
