import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Privacy } from "../../src/document.ts";
import type { SourceFields } from "../../src/streams/field.ts";
import { streams } from "../../src/streams/registry.ts";
import { type Stream, sourcesOf } from "../../src/streams/stream.ts";
import { declaredIn, droppedIn } from "./declared.ts";

const streamOf = (name: string) => streams.find((stream) => stream.name === name);
const typeOf = (fields: SourceFields | undefined, name: string) => fields?.[name]?.type;
/** The type of a field that may be in a group: `series.kind`. */
const typeAt = (fields: SourceFields | undefined, path: string): string | undefined => {
  const [first = "", ...rest] = path.split(".");
  return rest.length === 0 ? typeOf(fields, first) : typeAt(fields?.[first]?.fields, rest.join("."));
};

/** What a name says of the person behind it; the first that fits counts. */
const personal: readonly [name: RegExp, privacy: Privacy][] = [
  [/e_?mail$|sip_uri$/, "email"],
  [/(^|_)ip(_|$)|^internal_ip_addresses$/, "ip"],
  [/^(mac_addr|harddisk_id|pc_name|device_name|device|domain|microphone|speaker|camera)$/, "device"],
  [/^(country|city|location|location_id)$/, "place"],
  [/^(host_id|user_id|participant_uuid|registrant_id|customer_key|call_number|pmi|host_key)$/, "id"],
  [/^(name|.*_name)$/, "name"],
];

/** Fields whose names sound more personal than what they hold. */
const impersonal: Record<string, string> = {
  "groups.name": "the name of a group of users",
  "meeting_surveys.survey_name": "the title of a survey",
  "webinar_surveys.survey_name": "the title of a survey",
  "webinar_tracking_sources.source_name": "where a link was published",
  "group_members.group_name": "the name of a group of users",
  "roles.name": "the name of a role",
  "role_members.role_name": "the name of a role",
  "divisions.name": "the name of a division",
  "division_members.division_name": "the name of a division",
  "meetings.audio_quality": "a score",
  "active_hosts.custom_attributes.name": "the attribute's name, not its value",
  "users.custom_attributes.name": "the attribute's name, not its value",
  "sessions.browser_name": "a product",
  "meeting_quality.browser_name": "a product",
  "webinar_sessions.browser_name": "a product",
  "webinar_quality.browser_name": "a product",
};

/** Numbers that count, name or weigh something without a unit. */
const unitless: Record<string, string> = {
  bad_share: "a share, 0 to 1",
};

test("the catalogue is in the order of the alphabet, each name, kind and key of its own", () => {
  const names = streams.map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(streams.map(({ kind }) => kind)).size).toBe(streams.length);
});

describe.each(streams)("$name", (stream) => {
  const { name, fields, key, set, time, parent, history } = stream;
  const all = declaredIn(fields);

  test("has a description of every field, a sentence without its full stop", () => {
    const texts = [stream.description, ...all.map(({ field }) => field.description)];
    for (const text of texts) expect(text).toMatch(/^[A-Z0-9a-z].*[^.\s]$/s);
  });

  test("of a set without a key of Zoom's has a key that says whose it is", () => {
    const isMade = set !== undefined && key !== "session" && "fingerprint" in key;
    expect(isMade ? key.fingerprint : [set?.by]).toContain(set?.by);
  });

  test("has a reason for everything it drops", () => {
    for (const [dropped, reason] of droppedIn(fields)) expect(reason, dropped).toMatch(/\w{3,}/);
  });

  test("drops no key that a field stands for", () => {
    const keys = all.flatMap((one) => one.keys);
    expect(droppedIn(fields).filter(([dropped]) => keys.includes(dropped))).toEqual([]);
  });

  test("shows no dropped key as a field", () => {
    expect(Object.keys(fields)).not.toContain("recording_play_passcode");
    expect(JSON.stringify(fields)).not.toContain("play_url");
  });

  test("has the unit of numbers that have one", () => {
    const measured = /duration|seconds|minutes|size|bitrate|latency|jitter|loss|rate|rssi|cost|usage|share$/;
    for (const { path, field } of all) {
      const last = path.split(".").at(-1) ?? "";
      const isNumber = field.type === "long" || field.type === "double";
      if (isNumber && measured.test(last) && unitless[last] === undefined)
        expect(field.unit, path).toBeDefined();
    }
  });

  test("says of names, e-mails, addresses, devices and places that they are personal", () => {
    for (const { path, field } of all) {
      if (field.fields !== undefined || impersonal[`${name}.${path}`] !== undefined) continue;
      const expected = personal.find(([pattern]) => pattern.test(path.split(".").at(-1) ?? ""))?.[1];
      if (expected !== undefined) expect([path, field.privacy]).toEqual([path, expected]);
    }
  });

  test("has the fields that its key, its set and its time name", () => {
    const keys = key === "session" ? ["join_time"] : "field" in key ? [key.field] : key.fingerprint;
    for (const path of keys) expect(typeAt(fields, path), path).toBeDefined();
    if ("field" in Object(key)) expect(typeOf(fields, String(keys[0]))).toBe("keyword");
    if (set !== undefined) {
      expect(streamOf(set.of)).toBeDefined();
      expect(typeOf(fields, set.by)).toBe("keyword");
    }
    if (time !== undefined) expect(typeOf(fields, time)).toBe("date");
    if (history === "daily") expect(typeOf(fields, "taken_on")).toBe("keyword");
  });

  test("is asked for its parents by fields that they have", () => {
    if (parent === undefined) return;
    const of = streamOf(parent.stream);
    expect(of?.fields[parent.field]).toBeDefined();
    // A path without parameters has it in its query.
    for (const { zoom } of sourcesOf(stream))
      if (zoom.path.includes("{")) expect(zoom.path).toContain(`{${parent.param}}`);
    for (const [path, [value]] of Object.entries(parent.unless ?? {}))
      expect(typeAt(of?.fields, path), path).toBe(typeof value === "string" ? "keyword" : "boolean");
    if (parent.size !== undefined) expect(typeOf(of?.fields, parent.size)).toBe("long");
    for (const [field, from] of Object.entries(parent.repeat ?? {})) {
      expect(typeOf(fields, field), field).toBe(typeOf(of?.fields, from));
      expect(typeOf(fields, field), field).toBeDefined();
    }
    const isWindowed = stream.zoom.window !== undefined;
    expect(set?.of).toBe(isWindowed || parent.once === true ? undefined : parent.stream);
  });

  test("takes its time from Zoom's rows or from its parent", () => {
    if (time === undefined || stream.group === "core") return;
    // Of what Zoom adds up over a day, the engine says which.
    if (stream.days === "calls") return expect(time).toBe("day");
    expect(fields[time]?.from.length !== 0 || parent?.repeat?.[time] !== undefined).toBe(true);
  });

  test("has no parameter in its path that nothing fills", () => {
    if (stream.group === "core") return;
    for (const { zoom, eachUser } of sourcesOf(stream)) {
      const filled = [parent?.param, eachUser === true ? "userId" : undefined];
      for (const [, param] of zoom.path.matchAll(/\{(\w+)\}/g)) expect(filled).toContain(param);
    }
  });

  test("asks each source in its own words", () => {
    const operations = sourcesOf(stream).map(({ zoom }) => zoom.operation);
    expect(new Set(operations).size).toBe(operations.length);
  });
});

test("what a meeting and a webinar repeat has the names that sessions have", () => {
  const repeated = (stream: Stream | undefined) => Object.keys(stream?.parent?.repeat ?? {});
  const { fields = {} } = streamOf("sessions") ?? {};
  for (const field of repeated(streamOf("meeting_quality"))) expect(fields[field]).toBeDefined();
  expect(repeated(streamOf("meeting_polls"))).toEqual(repeated(streamOf("meeting_quality")));
});

test("a stream is a short file: half of them have fewer than 60 lines", () => {
  const folder = fileURLToPath(new URL("../../src/streams", import.meta.url));
  const lengths = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .filter((text) => /^export const \w+: Stream = /m.test(text))
    .map((text) => text.split("\n").length - 1)
    .sort((a, b) => a - b);
  expect(lengths).toHaveLength(streams.length);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(60);
});
