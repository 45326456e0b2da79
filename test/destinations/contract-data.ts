/** Small collections and documents for the contract suite: every field type once, and an owner with its set. */

import type { SetOf } from "../../src/destinations/destination.ts";
import type { Holder } from "../../src/destinations/ledger.ts";
import type { Collection, Document, Field, FieldType, JsonObject } from "../../src/document.ts";

export function field(type: FieldType, more: Partial<Field> = {}): Field {
  return { type, description: `A ${type} of it's own`, privacy: "none", ...more };
}

const harvest = field("object", { fields: { run: field("keyword"), at: field("date") } });

export const things: Collection = {
  name: "things",
  kind: "thing",
  description: 'A thing with a field of each type; it\'s "quoted"',
  fields: {
    keyword: field("keyword"),
    text: field("text"),
    ip: field("ip"),
    date: field("date"),
    long: field("long", { unit: "seconds" }),
    double: field("double"),
    boolean: field("boolean"),
    object: field("object", {
      fields: {
        name: field("text"),
        at: field("date"),
        inner: field("object", { fields: { deep: field("long"), list: field("keyword", { list: true }) } }),
      },
    }),
    keywords: field("keyword", { list: true }),
    longs: field("long", { list: true }),
    objects: field("object", { list: true, fields: { key: field("keyword"), at: field("date") } }),
    extra: field("json"),
  },
};

export const owners: Collection = {
  name: "owners",
  kind: "owner",
  description: "An owner of a set",
  time: "start",
  fields: { topic: field("text"), start: field("date"), harvest },
};

export const members: Collection = {
  name: "members",
  kind: "member",
  description: "A member of an owner's set",
  set: { of: "owners", by: "owner" },
  time: "owner_start",
  fields: { owner: field("keyword"), owner_start: field("date"), count: field("long"), harvest },
};

/** Another set of the same owners, with a list that is kept and not searched. */
export const polls: Collection = {
  name: "polls",
  kind: "poll",
  description: "A poll of an owner",
  set: { of: "owners", by: "owner" },
  time: "owner_start",
  fields: {
    owner: field("keyword"),
    owner_start: field("date"),
    count: field("long"),
    answers: field("object", {
      list: true,
      searched: false,
      fields: {
        question: field("text"),
        at: field("date"),
        people: field("object", { list: true, fields: { name: field("text"), right: field("boolean") } }),
      },
    }),
  },
};

/** A third set of theirs, in one index. */
export const notes: Collection = {
  name: "notes",
  kind: "note",
  description: "A note of an owner",
  set: { of: "owners", by: "owner" },
  time: "owner_start",
  index: "one",
  fields: { owner: field("keyword"), owner_start: field("date"), count: field("long") },
};

export const all = [things, owners, members] as const;

/** An owner and all that it can have. */
export const owned = [owners, members, polls, notes] as const;

/** Documents of several accounts and days, for finding and counting. */
export const visits: Collection = {
  name: "visits",
  kind: "visit",
  description: "A visit that belongs to an account",
  time: "start",
  fields: {
    account_id: field("keyword"),
    start: field("date"),
    state: field("keyword"),
    tags: field("keyword", { list: true }),
    active: field("boolean"),
  },
};

/** The same in one index, with a set that lies in one too. */
export const posts: Collection = { ...visits, name: "posts", kind: "post", index: "one" };
export const replies: Collection = {
  name: "replies",
  kind: "reply",
  description: "A reply to a post",
  set: { of: "posts", by: "post" },
  time: "post_start",
  index: "one",
  fields: { post: field("keyword"), post_start: field("date") },
};

/** The account that a harness opens its store for. */
export const account = "account-1";

/** The run that a harness's destination belongs to. */
export const firstHolder: Holder = {
  run: "run-1",
  host: "host-1",
  hostId: "boot-1",
  pid: 4711,
  processStart: "100",
};

/** Another run on the same host, and one on another host. */
export const neighbour: Holder = { ...firstHolder, run: "run-2", pid: 4712, processStart: "200" };
export const stranger: Holder = { ...neighbour, run: "run-3", host: "host-2", hostId: "boot-2" };

export function visit(_id: string, start: string | undefined, state?: string, whose = account): Document {
  return {
    _id,
    account_id: whose,
    ...(start === undefined ? {} : { start }),
    ...(state === undefined ? {} : { state }),
  };
}

/** The write of an owner with members named `<owner>/<key>`. */
export function setOf(
  owner: string,
  keys: readonly string[],
  more: { start?: string; topic?: string; count?: number; complete?: boolean } = {},
): SetOf {
  const { start = "2026-11-02T08:00:00Z", topic = "first", count = 1, complete = true } = more;
  return {
    owner: { to: "owners", document: { _id: owner, topic, start } },
    to: "members",
    documents: keys.map((key) => ({ _id: `${owner}/${key}`, owner, owner_start: start, count })),
    complete,
  };
}

/** The same with a set of another collection of the owner's. */
export function otherSetOf(to: "polls" | "notes", ...asked: Parameters<typeof setOf>): SetOf {
  return { ...setOf(...asked), to };
}

export function thing(_id: string, fields: JsonObject = {}): Document {
  return { ...fields, _id };
}

/** Everything that text and numbers can do to a store that is careless with them. */
export const hardThing: Document = thing("hard '\"` id \u{1f600}/+==", {
  keyword: "",
  text: "Zoë \u{1f468}\u200d\u{1f469}\u200d\u{1f467} \"q\" 'q' \\ \\n \n\r\t \u0000 \u2028 e\u0301 \ufeff \ud7ff {}[],; NULL \\ud83d",
  ip: "2001:db8::1",
  date: "2026-11-02T08:00:00.123Z",
  long: 9_007_199_254_740_991,
  double: 0.1,
  boolean: false,
  object: {
    name: "日本語",
    at: "1999-12-31T23:59:59Z",
    inner: { deep: -9_007_199_254_740_991, list: ["a", "b,c", '"'] },
  },
  keywords: ["one", "", "'", "\u{1f600}", "a\nb"],
  longs: [0, -1, 3],
  objects: [{ key: "k", at: "2026-01-01T00:00:00Z" }, { key: "only" }],
  extra: {
    new: null,
    list: [1, [2, { a: "\u{1f600}" }], []],
    empty: {},
    number: 1e-7,
    text: 'a"b',
    "key with ' \"": true,
  },
});
