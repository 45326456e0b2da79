import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Json, type JsonObject, type Privacy, privacyClasses } from "../../src/document.ts";
import { keyword, type SourceField, type SourceFields, text } from "../../src/streams/field.ts";
import { createMapper } from "../../src/streams/map.ts";
import { meetings } from "../../src/streams/meeting.ts";
import { streams } from "../../src/streams/registry.ts";
import { scrub } from "../../src/streams/scrub.ts";
import { sessions } from "../../src/streams/session.ts";
import { users } from "../../src/streams/user.ts";
import { droppedIn, isGroup } from "./declared.ts";

/** The keys of Zoom's row that a stream has fields for. */
function keysOf(fields: SourceFields): [string, SourceField][] {
  return Object.values(fields).flatMap((field) =>
    field.fields !== undefined && isGroup(field)
      ? keysOf(field.fields)
      : field.from.map((key): [string, SourceField] => [key, field]),
  );
}

/** A mark that survives any reader that keeps texts, and is found anywhere in a document. */
const mark = (key: string) => `<<${key}>>`;
const marks = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/<<([^<>]+)>>/g)].map(([, key = ""]) => key);

/** A row with every key of the stream and one that no field is declared for, each value marked. */
function markedRow(fields: SourceFields): JsonObject {
  return { unheard_of: mark("unheard_of"), ...marked(fields) };
}

function marked(fields: SourceFields, path = ""): JsonObject {
  return Object.fromEntries(
    keysOf(fields).map(([key, field]): [string, Json] => {
      if (field.fields === undefined) return [key, mark(path + key)];
      const inner = marked(field.fields, `${path}${key}.`);
      return [key, field.list === true ? [inner] : inner];
    }),
  );
}

/** Every class that a key's value may not be stored under, by key. */
function classes(fields: SourceFields, path = ""): Map<string, Set<Privacy>> {
  const found = new Map<string, Set<Privacy>>();
  const add = (key: string, privacy: Privacy) => {
    const known = found.get(key) ?? new Set<Privacy>();
    found.set(key, known.add(privacy));
  };
  for (const field of Object.values(fields)) {
    if (field.fields !== undefined) {
      const prefix = isGroup(field) ? path : `${path}${field.from[0]}.`;
      for (const [key, set] of classes(field.fields, prefix)) for (const privacy of set) add(key, privacy);
    } else {
      for (const key of field.from) add(path + key, field.rawPrivacy ?? field.privacy);
    }
  }
  return found;
}

/** A key that is only read where the one before it says nothing. */
const isAlternative = (fields: SourceFields, key: string) =>
  keysOf(fields).some(([, { from }]) => from.indexOf(key) > 0);

const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
const isBlank = (value: unknown) =>
  value === "" || value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** An object whose values are all blank. */
const saysNothing = (value: Json) =>
  typeof value === "object" && value !== null && Object.values(value).every(isBlank);

describe.each(streams)("$name", ({ fields }) => {
  const keys = [...new Set(keysOf(fields).map(([key]) => key))];
  const dropped = new Set(droppedIn(fields).map(([key]) => key.split(".").at(-1) ?? key));

  test("keeps every key of a row, in a field or in extra, whatever its value", () => {
    const row = fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string({ maxLength: 8 })), json, {
      noNullPrototype: true,
    });
    const mapper = createMapper(fields);
    fc.assert(
      fc.property(row, (given) => {
        const { extra = {}, ...out } = mapper.fields(given as JsonObject);
        for (const [key, value] of Object.entries(given)) {
          if (isBlank(value)) continue;
          const kept = Object.hasOwn(extra as object, key);
          if (!keys.includes(key))
            expect((extra as JsonObject)[key], key).toEqual(scrub(key, value, dropped));
          else if (!kept && scrub(key, value, dropped) !== undefined && !saysNothing(value)) {
            // A field stands for it.
            expect(Object.keys(out).length, key).toBeGreaterThan(0);
          }
        }
      }),
    );
  });

  test("keeps the marked value of every single key", () => {
    const mapper = createMapper(fields);
    const row = markedRow(fields);
    for (const key of Object.keys(row)) {
      const alone = { [key]: row[key] as Json };
      const document = mapper.fields(alone);
      // A sentence that names a person becomes a code.
      if (key === "leave_reason") expect(document).toEqual({ leave_reason: "other" });
      else expect(new Set(marks(document)), key).toEqual(new Set(marks(alone)));
    }
  });

  test("reads blanks as nothing", () => {
    const blanks = ["", null, []] as const;
    for (const blank of blanks) {
      const row = Object.fromEntries([...keys, "unheard_of"].map((key) => [key, blank as Json]));
      expect(createMapper(fields).fields(row)).toEqual({});
    }
  });

  test.each(privacyClasses.filter((name) => name !== "none"))(
    "left without %s, no such value is in a document or a dead letter",
    (left) => {
      const mapper = createMapper(fields, new Set([left]));
      const row = markedRow(fields);
      const found = new Set(marks([mapper.finish(mapper.fields(row)), mapper.redact(row)]));
      const forbidden = [...classes(fields)].filter(([, of]) => of.has(left)).map(([key]) => key);
      for (const key of forbidden) expect(found.has(key), key).toBe(false);
      expect(found.has("unheard_of")).toBe(false);
    },
  );

  test("left without one class, the others stay", () => {
    const row = markedRow(fields);
    // With a class left out no list is kept whole in `extra`: only what its fields say.
    const { extra: _, ...said } = createMapper(fields).fields(row);
    const saidMarks = new Set(marks(said));
    const mapper = createMapper(fields, new Set(["ip"]));
    const found = new Set(marks(mapper.finish(mapper.fields(row))));
    const unchanged = [...classes(fields)].filter(([, of]) => !of.has("ip")).map(([key]) => key);
    for (const key of unchanged)
      if (saidMarks.has(key) || (!key.includes(".") && key !== "leave_reason"))
        expect(found.has(key) || isAlternative(fields, key), key).toBe(true);
  });

  test("left without a class, an unreadable value of that class is not kept either", () => {
    for (const [key, of] of classes(fields)) {
      if (key.includes(".")) continue;
      for (const left of of) {
        if (left === "none") continue;
        const mapper = createMapper(fields, new Set([left]));
        const row = { [key]: { deep: mark(key) } };
        expect(marks([mapper.finish(mapper.fields(row)), mapper.redact(row)]), key).toEqual([]);
      }
    }
  });

  test("with nothing left out, finishing changes nothing and a dead letter is the row", () => {
    const row = markedRow(fields);
    const mapper = createMapper(fields);
    const document = mapper.fields(row);
    expect(mapper.finish(document)).toBe(document);
    expect(mapper.redact(row)).toEqual(row);
  });
});

describe("a meeting", () => {
  const { fields } = createMapper(meetings.fields);

  test("lasts from its start to its end, whatever the text of its duration says", () => {
    expect(
      fields({ start_time: "2026-10-05T08:00:00Z", end_time: "2026-10-06T09:00:30Z", duration: "30:00" }),
    ).toMatchObject({ duration: 90_030 });
    expect(fields({ start_time: "2026-10-05T08:00:00Z", end_time: "", duration: "30:00" })).toMatchObject({
      duration: 1_800,
    });
  });

  test("keeps a duration that cannot be read in extra", () => {
    expect(fields({ duration: "1 day" })).toEqual({ extra: { duration: "1 day" } });
  });

  test("keeps a list of objects whole when one of them has a key of its own", () => {
    const tracking_fields = [
      { field: "Dept", value: "Math" },
      { field: "X", value: "Y", added: true },
    ];
    expect(fields({ tracking_fields })).toEqual({
      tracking_fields: [
        { field: "Dept", value: "Math" },
        { field: "X", value: "Y" },
      ],
      extra: { tracking_fields },
    });
  });
});

describe("a session", () => {
  const { fields, finish } = createMapper(sessions.fields);

  test("takes its id from participant_user_id, else from id", () => {
    expect(fields({ id: "old", participant_user_id: "new" })).toEqual({ id: "new" });
    expect(fields({ id: "old", participant_user_id: "" })).toEqual({ id: "old" });
  });

  test("has the country and city of its location, and the location", () => {
    expect(fields({ location: "Berlin (DE)" })).toEqual({
      location: "Berlin (DE)",
      country: "DE",
      city: "Berlin",
    });
  });

  test("does not take a participant's e-mail for the host's", () => {
    expect(finish(fields({ email: "a@uni.test" }))).toEqual({ email: "a@uni.test" });
  });

  test("left without names, loses the host's name too", () => {
    const mapper = createMapper(sessions.fields, new Set(["name"]));
    const document = { _id: "x", user_name: "Jane", host: { name: "John", email: "john@uni.test" } };
    expect(mapper.finish(document)).toEqual({ _id: "x", host: { email: "john@uni.test" } });
  });

  test("shows a person's name in no leave_reason, also when it cannot be read", () => {
    expect(JSON.stringify(fields({ leave_reason: "Jane Doe left the meeting." }))).not.toContain("Jane");
    expect(JSON.stringify(fields({ leave_reason: "Jane Doe was abducted" }))).not.toContain("Jane");
  });
});

test("a user's licences keep a key that no field is declared for, unless something is left out", () => {
  const row = { id: "u1", license_info_list: [{ license_type: "x", seat: 4 }] };
  expect(createMapper(users.fields).fields(row).extra).toEqual({ license_info_list: row.license_info_list });
  expect(createMapper(users.fields, new Set(["ip"])).fields(row).extra).toBeUndefined();
});

test("without e-mails free text has none either", () => {
  const fields = { detail: text("detail", "What was done"), to: keyword("to", "Where", { privacy: "none" }) };
  const map = createMapper(fields, new Set(["email"]));
  const document = map.finish(map.fields({ detail: "add <jane.doe@uni.test>, ok", to: "a@b" }));
  expect(document).toEqual({ detail: "add <***>, ok", to: "a@b" });
});
