/** The account's roles, the three that every account has, and who has which. */

export const roles = [
  { id: "0", name: "Owner", description: "Account owner has full privileges." },
  { id: "1", name: "Admin", description: "Admins manage users." },
  { id: "2", name: "Member", description: "Members have access to basic functions." },
] as const;

/** The role of a user: the first one owns the account, every fiftieth administrates. */
export function roleOf(user: number): (typeof roles)[number] {
  return user === 0 ? roles[0] : user % 50 === 1 ? roles[1] : roles[2];
}
