/** An invented account with users: some host, some never, and some hosts are no users any more. */

import type { Document } from "../../src/document.ts";
import { account } from "../destinations/contract-data.ts";
import { type Account, inventAccount } from "../destinations/rollup-store.ts";

export interface AccountWithUsers extends Account {
  users: Document[];
}

/** Hosts 1 to 3 are known by their id, 4 to 6 by their e-mail, 0 by the name alone. Users are 1, 2, 5, 6, 8, 9 and 10. */
export function inventUsers(from: string, days: number, perDay: number): AccountWithUsers {
  const made = inventAccount(from, days, perDay);
  const withId = (document: Document): Document => {
    const host = document.host as Record<string, string>;
    const [, number = ""] = /(\d+)$/.exec(host.name ?? "") ?? [];
    return ["1", "2", "3"].includes(number)
      ? { ...document, host: { ...host, host_id: `id${number}` } }
      : document;
  };
  const user = (number: number, more: Record<string, string | number>): Document => ({
    _id: `id${number}`,
    account_id: account,
    user_id: `id${number}`,
    display_name: `Übung ${number}`,
    email: `host${number}@x.example`,
    status: "active",
    ...more,
  });
  return {
    ...made,
    meetings: made.meetings.map(withId),
    attendance: made.attendance.map(withId),
    users: [
      user(1, { type: 2, department: "Law" }),
      user(2, { type: 1 }),
      user(5, { type: 2, department: "Art" }),
      // Zoom's lists do not always write it as meetings do.
      user(6, { type: 1, email: "Host6@X.example" }),
      user(8, { type: 2, department: "Law" }),
      user(9, { type: 1, department: "Law" }),
      user(10, { type: 2, status: "inactive" }),
    ],
  };
}
