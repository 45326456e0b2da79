import { expect, test } from "vitest";
import { dropped, droppedKeys, keyword, objects } from "../../src/streams/field.ts";
import { createMapper } from "../../src/streams/map.ts";
import { scrub } from "../../src/streams/scrub.ts";

const none = new Set<string>();

test.each(["access_token", "recording_play_passcode", "Password", "client_secret", "pwd", "zak_TOKEN"])(
  "%s is not kept",
  (key) => {
    expect(scrub(key, "x", none)).toBeUndefined();
    expect(scrub("outer", [{ [key]: "x", other: 1 }], none)).toEqual([{ other: 1 }]);
  },
);

test.each([
  "https://zoom.us/rec/play/1?pwd=1",
  "https://zoom.us/rec/1?a=b&pwd=1",
  "https://zoom.us/rec/1?access_token=1",
])("%s is not kept", (text) => {
  expect(scrub("link", text, none)).toBeUndefined();
  expect(scrub("links", [text, "https://zoom.us/1"], none)).toEqual(["https://zoom.us/1"]);
  expect(scrub("links", { deep: [text] }, none)).toBeUndefined();
});

test("what holds no secret is the same value", () => {
  const value = { a: [1, null, { b: "x" }], c: {} };
  expect(scrub("key", value, none)).toBe(value);
});

const fields = {
  id: keyword("id", "The id"),
  files: objects("files", "The files", {
    kind: keyword("kind", "The kind"),
    ...dropped({ play_url: "a way in" }),
  }),
  ...dropped({ account_id: "said elsewhere" }),
};
const mapper = createMapper(fields);

test("a dropped key is no field, and stores do not see it", () => {
  expect(Object.keys(fields)).toEqual(["id", "files"]);
  expect(fields[droppedKeys]).toEqual({ account_id: "said elsewhere" });
});

test("a dropped key is neither in the document nor in extra nor in a dead letter", () => {
  const row = { id: "1", account_id: "a", files: [{ kind: "MP4", play_url: "u" }] };
  expect(mapper.fields(row)).toEqual({ id: "1", files: [{ kind: "MP4" }] });
  expect(mapper.redact(row)).toEqual({ id: "1", files: [{ kind: "MP4" }] });
});

test("a list kept whole for a key that is new loses what is dropped", () => {
  const row = { files: [{ kind: "MP4", play_url: "u", added: 1, download_token: "t" }] };
  expect(mapper.fields(row)).toEqual({
    files: [{ kind: "MP4" }],
    extra: { files: [{ kind: "MP4", added: 1 }] },
  });
});

test("a dropped key is taken away wherever it is", () => {
  expect(mapper.fields({ odd: { play_url: "u", deep: [{ account_id: "a", b: 1 }] } })).toEqual({
    extra: { odd: { deep: [{ b: 1 }] } },
  });
});
