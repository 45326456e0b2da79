/** Who the account's users are: the join from a meeting's host e-mail to id, department and groups. */

import type { JsonObject } from "../document.ts";
import type { StreamRefused } from "../errors.ts";

export interface Host {
  id: string;
  email: string;
  department?: string;
  groups: string[];
  pmi?: string;
}

/** Users by e-mail (letter case apart), by id and by personal room. */
export class HostDirectory {
  readonly #byEmail = new Map<string, Host>();
  readonly #byPmi = new Map<string, Host>();
  readonly #byId = new Map<string, Host>();
  /** Why the user lists could not be had; the directory is empty then. */
  refused: StreamRefused | undefined;

  /** @param user the mapped fields of a user. */
  add(user: JsonObject): void {
    const { user_id, email, department, group_ids, pmi } = user;
    if (typeof user_id !== "string") return;
    const host: Host = {
      id: user_id,
      email: typeof email === "string" ? email : "",
      ...(typeof department === "string" ? { department } : {}),
      groups: Array.isArray(group_ids) ? (group_ids as string[]) : [],
      ...(typeof pmi === "string" ? { pmi } : {}),
    };
    this.#byId.set(host.id, host);
    if (host.email !== "") this.#byEmail.set(host.email.toLowerCase(), host);
    if (host.pmi !== undefined) this.#byPmi.set(host.pmi, host);
  }

  /** The host of a meeting: by e-mail, else the owner of the personal room that it was held in. */
  find(email: string | undefined, seriesId: string | undefined): Host | undefined {
    const byEmail = email === undefined ? undefined : this.#byEmail.get(email.toLowerCase());
    return byEmail ?? (seriesId === undefined ? undefined : this.#byPmi.get(seriesId));
  }

  get(id: string): Host | undefined {
    return this.#byId.get(id);
  }

  isPersonalRoom(seriesId: string): boolean {
    return this.#byPmi.has(seriesId);
  }

  get all(): Iterable<Host> {
    return this.#byId.values();
  }

  hasGroup(id: string): boolean {
    for (const host of this.#byId.values()) if (host.groups.includes(id)) return true;
    return false;
  }
}
