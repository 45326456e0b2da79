/**
 * Identifiers that can be computed both ways: a meeting's uuid and number, a user's id.
 * A uuid is one encrypted block, so that its base64 holds "/", "//" and "+" as often as Zoom's.
 */
import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import { hash, permute, unpermute } from "./hash.ts";

const kinds = [
  "meeting",
  "room",
  "user",
  "group",
  "registrant",
  "page",
  "account",
  "key",
  "secret",
  "webinar",
  "zoom_room",
  "division",
  "tracking_field",
] as const;
type Kind = (typeof kinds)[number];

/** One encrypted block: a kind, three numbers and a check. */
interface Cipher {
  encrypt(kind: Kind, first: number, second: number, third: number): Buffer;
  decrypt(block: Buffer): { kind: Kind; first: number; second: number; third: number } | undefined;
}

const ciphers = new Map<number, Cipher>();

function createCipher(seed: number): Cipher {
  const key = createHash("sha256").update(`zoom-simulator ${seed}`).digest().subarray(0, 16);
  const encoder = createCipheriv("aes-128-ecb", key, null).setAutoPadding(false);
  const decoder = createDecipheriv("aes-128-ecb", key, null).setAutoPadding(false);
  const check = (first: number, second: number, third: number) => hash(seed, first, second, third) & 0xffffff;
  return {
    encrypt(kind, first, second, third) {
      const block = Buffer.alloc(16);
      block.writeUInt32BE(first, 0);
      block.writeUInt32BE(second, 4);
      block.writeUInt32BE(third, 8);
      block.writeUInt32BE((((kinds.indexOf(kind) + 1) << 24) | check(first, second, third)) >>> 0, 12);
      return encoder.update(block);
    },
    decrypt(block) {
      if (block.length !== 16) return undefined;
      const plain = decoder.update(block);
      const [first, second, third] = [plain.readUInt32BE(0), plain.readUInt32BE(4), plain.readUInt32BE(8)];
      const kind = kinds[plain.readUInt8(12) - 1];
      const valid = (plain.readUInt32BE(12) & 0xffffff) === check(first, second, third);
      return kind !== undefined && valid ? { kind, first, second, third } : undefined;
    },
  };
}

/** The cipher of a seed. */
export function cipherOf(seed: number): Cipher {
  const cipher = ciphers.get(seed) ?? createCipher(seed);
  ciphers.set(seed, cipher);
  return cipher;
}

/** An id of 22 characters, as Zoom gives users, groups and registrants. */
export function opaqueId(
  seed: number,
  kind: Exclude<Kind, "meeting" | "webinar" | "page">,
  first: number,
  second = 0,
): string {
  return cipherOf(seed).encrypt(kind, first, second, 0).toString("base64url");
}

/** The number behind an {@link opaqueId} of that kind, or undefined. */
export function readOpaqueId(seed: number, kind: Kind, id: string): number | undefined {
  if (!/^[\w-]{22}$/.test(id)) return undefined;
  const plain = cipherOf(seed).decrypt(Buffer.from(id, "base64url"));
  return plain?.kind === kind ? plain.first : undefined;
}

type Wanted = (uuid: string) => boolean;

/** Where the two awkward forms of a uuid are made sure of, whatever the day's size. */
const awkward: Readonly<Record<number, Wanted>> = {
  3: (uuid) => uuid.startsWith("/"),
  5: (uuid) => uuid.slice(1).includes("//") && !uuid.startsWith("/"),
};

type Instance = "meeting" | "webinar";

function instanceUuid(seed: number, kind: Instance, day: number, index: number, wanted?: Wanted): string {
  const cipher = cipherOf(seed);
  for (let nonce = 0; ; nonce++) {
    const uuid = cipher.encrypt(kind, day, index, nonce).toString("base64");
    if (wanted === undefined || wanted(uuid) || nonce > 20_000) return uuid;
  }
}

/** The uuid of a meeting instance: 24 characters of base64. */
export function meetingUuid(seed: number, day: number, index: number): string {
  return instanceUuid(seed, "meeting", day, index, awkward[index]);
}

/** The uuid of a webinar. A day may have one only, so the awkward forms come by day: one of three each. */
export function webinarUuid(seed: number, day: number, index: number): string {
  return instanceUuid(
    seed,
    "webinar",
    day,
    index,
    index === 0 ? awkward[[3, 5, 0][day % 3] ?? 0] : undefined,
  );
}

type Place = { day: number; index: number };

function readInstanceUuid(seed: number, kind: Instance, uuid: string): Place | undefined {
  if (!/^[A-Za-z0-9+/]{22}==$/.test(uuid)) return undefined;
  const plain = cipherOf(seed).decrypt(Buffer.from(uuid, "base64"));
  return plain?.kind === kind ? { day: plain.first, index: plain.second } : undefined;
}

/** The day and index behind a {@link meetingUuid}, or undefined. */
export function readMeetingUuid(seed: number, uuid: string): Place | undefined {
  return readInstanceUuid(seed, "meeting", uuid);
}

/** The day and index behind a {@link webinarUuid}, or undefined. */
export function readWebinarUuid(seed: number, uuid: string): Place | undefined {
  return readInstanceUuid(seed, "webinar", uuid);
}

/** The id of a breakout room, base64 like a meeting's uuid. */
export function roomId(seed: number, day: number, index: number, room: number): string {
  return cipherOf(seed).encrypt("room", day, index, room).toString("base64");
}

/** What a meeting's or webinar's number stands for. */
export type NumberedThing =
  | { readonly kind: "instant" | "scheduled" | "webinar"; readonly day: number; readonly index: number }
  | { readonly kind: "series"; readonly series: number }
  | { readonly kind: "webinar_series"; readonly series: number }
  | { readonly kind: "pmi"; readonly user: number };

const indexBits = 19;
const firstDay = 18_262; // 2020-01-01
const bases = {
  oldSeries: 200_000_000,
  pmi: 3_000_000_000,
  webinar: 81e9,
  webinar_series: 86e9,
  instant: 90e9,
  scheduled: 95e9,
  series: 99.5e9,
};

/**
 * Personal rooms have 10 digits, old series 9, everything else 11 (Zoom's help page on meeting ids). Those of webinars
 * begin with an 8, for whoever reads a log: Zoom's own are not told apart by their look.
 */
export function meetingNumber(seed: number, thing: NumberedThing): number {
  if (thing.kind === "pmi") return bases.pmi + permute(thing.user, 16, seed);
  if (thing.kind === "webinar_series") return bases.webinar_series + permute(thing.series, 14, seed);
  if (thing.kind === "series") {
    const base = thing.series % 7 === 0 ? bases.oldSeries : bases.series;
    return base + permute(thing.series, 14, seed);
  }
  return bases[thing.kind] + permute((thing.day - firstDay) * 2 ** indexBits + thing.index, 16, seed);
}

/** What {@link meetingNumber} made the number of, or undefined for a number of none. */
export function readMeetingNumber(seed: number, number: number): NumberedThing | undefined {
  const inside = (base: number, bits: number) => number >= base && number < base + 2 ** bits;
  if (inside(bases.pmi, 32)) return { kind: "pmi", user: unpermute(number - bases.pmi, 16, seed) };
  for (const base of [bases.oldSeries, bases.series]) {
    if (inside(base, 28)) return { kind: "series", series: unpermute(number - base, 14, seed) };
  }
  if (inside(bases.webinar_series, 28)) {
    return { kind: "webinar_series", series: unpermute(number - bases.webinar_series, 14, seed) };
  }
  for (const kind of ["instant", "scheduled", "webinar"] as const) {
    if (!inside(bases[kind], 32)) continue;
    const value = unpermute(number - bases[kind], 16, seed);
    return { kind, day: firstDay + Math.floor(value / 2 ** indexBits), index: value % 2 ** indexBits };
  }
  return undefined;
}
