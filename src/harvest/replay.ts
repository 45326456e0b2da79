/**
 * Dead letters once more: which of them have been overtaken by a later harvest, and sending the others again. What was
 * harvested since is newer than the letter: such a letter is never sent.
 */

import type { Destination, Write } from "../destinations/destination.ts";
import type { KeptLetter } from "../destinations/ledger.ts";
import type { Reader } from "../destinations/reader.ts";
import type { Collection, Document, Json } from "../document.ts";
import { type EventKind, eventKinds, meetingKind } from "../streams/event-kind.ts";
import type { Counting } from "./people/attendance-documents.ts";
import { DueDays } from "./people/due-days.ts";
import { recount } from "./people/recount.ts";

/** `superseded`: its document was harvested since; `raw`: it never became a document, so it cannot be sent. */
export type LetterState = "open" | "superseded" | "raw";

export interface JudgedLetter extends KeptLetter {
  state: LetterState;
}

/** What has become of each letter since. */
export async function judgeLetters(
  reader: Pick<Reader, "read">,
  letters: readonly KeptLetter[],
  collections: readonly Collection[],
): Promise<JudgedLetter[]> {
  const stored = new Map<string, Document>();
  const wanted = new Map<string, Set<string>>();
  for (const letter of letters) {
    const head = headOf(letter, collections);
    if (head !== undefined) wanted.set(head.in, (wanted.get(head.in) ?? new Set()).add(head.id));
  }
  for (const [collection, ids] of wanted) {
    const all = [...ids];
    for (let at = 0; at < all.length; at += 300) {
      for (const document of await reader.read(collection, all.slice(at, at + 300)))
        stored.set(`${collection} ${document._id}`, document);
    }
  }
  return letters.map((letter) => {
    const head = headOf(letter, collections);
    if (head === undefined || !isDocument(letter.record)) return { ...letter, state: "raw" };
    const since = stored.get(`${head.in} ${head.id}`);
    return { ...letter, state: since !== undefined && isNewer(since, letter) ? "superseded" : "open" };
  });
}

/** The document that tells when the letter's subject was harvested last: a set's owner, or the document itself. */
function headOf(
  letter: KeptLetter,
  collections: readonly Collection[],
): { in: string; id: string } | undefined {
  const set = collections.find(({ name }) => name === letter.to)?.set;
  const id = set === undefined ? letter.id : (letter.owner ?? ownerIn(letter.record, set.by));
  return id === undefined ? undefined : { in: set?.of ?? letter.to, id };
}

function ownerIn(record: Json, by: string): string | undefined {
  const owner = isDocument(record) ? record[by] : undefined;
  return typeof owner === "string" ? owner : undefined;
}

function isDocument(record: Json): record is Document {
  return (
    typeof record === "object" && record !== null && !Array.isArray(record) && typeof record._id === "string"
  );
}

/** Runs have names that sort by time; the run that wrote the letter wrote its owner too. */
function isNewer(stored: Document, letter: KeptLetter): boolean {
  const [now, then] = [harvestOf(stored), harvestOf(letter.record)];
  return now.run !== then.run && now.at > then.at;
}

function harvestOf(record: Json): { run: string; at: string } {
  const { harvest } = record as { harvest?: { run?: unknown; at?: unknown } };
  return { run: String(harvest?.run ?? ""), at: String(harvest?.at ?? "") };
}

export interface Replayed {
  sent: number;
  refused: number;
  superseded: number;
}

/** Sends open letters again, forgets them and the superseded ones; what is refused again stays, with the new reason. */
export async function sendLetters(
  destination: Destination,
  letters: readonly JudgedLetter[],
  collections: readonly Collection[],
  counting: Counting,
): Promise<Replayed> {
  const open = letters.filter(({ state }) => state === "open");
  const superseded = letters.filter(({ state }) => state === "superseded");
  const writes = writesOf(open, collections);
  const { refused } = writes.length === 0 ? { refused: [] } : await destination.write(writes);
  // The old ones go only now that the new ones are kept.
  if (refused.length > 0) await destination.bury(refused);
  const still = new Set(refused.map(({ to, id }) => `${to} ${id}`));
  const gone = open.filter(({ to, id }) => !still.has(`${to} ${id}`));
  const outdated = open.filter((letter) => {
    const again = refused.find(({ to, id }) => to === letter.to && id === letter.id);
    return again !== undefined && again.reason !== letter.reason;
  });
  for (const kind of eventKinds) await countAgain(destination, kind, gone, counting);
  await destination.dropLetters([...gone, ...superseded, ...outdated].map(({ key }) => key));
  return { sent: gone.length, refused: open.length - gone.length, superseded: superseded.length };
}

/**
 * The people of meetings and webinars that got sessions back are counted again; the hours are, by the next harvest, and
 * so is all of another account's, of which this one's ledger says nothing.
 */
async function countAgain(
  destination: Destination,
  kind: EventKind,
  letters: readonly JudgedLetter[],
  counting: Counting,
): Promise<void> {
  const { events, sessions, what } = kind;
  const of = letters.flatMap(({ to, owner, record }) =>
    to === sessions.name ? [owner ?? ownerIn(record, what) ?? ""] : [],
  );
  if (of.length === 0) return;
  const { account_id: own } = counting.stamp("");
  const given = await destination.read(events.name, [...new Set(of)]);
  const isOwn = ({ account_id = own }: Document) => account_id === own;
  const others = given.filter((meeting) => !isOwn(meeting));
  for (const event of others) delete event.attendance_rules;
  await store(destination, others.length === 0 ? [] : [{ to: events.name, documents: others }]);
  const due = new DueDays(destination);
  const uuids = given.filter(isOwn).map(({ _id }) => _id);
  for await (const sets of recount(destination, counting, kind, uuids)) {
    if (kind === meetingKind) for (const { owner } of sets) due.touch(owner.document);
    await due.note();
    await store(destination, sets);
  }
}

async function store(destination: Destination, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  const { refused } = await destination.write(writes);
  if (refused.length > 0) await destination.bury(refused);
}

/** Owners with their members, since an owner that was refused took its sets with it; everything else one by one. */
function writesOf(letters: readonly JudgedLetter[], collections: readonly Collection[]): Write[] {
  const documents = letters.map((letter) => ({ letter, document: letter.record as Document }));
  const setOf = (name: string) => collections.find((collection) => collection.name === name)?.set;
  const owners = new Map<string, Document>();
  for (const { letter, document } of documents) {
    if (collections.some(({ set }) => set?.of === letter.to))
      owners.set(`${letter.to} ${document._id}`, document);
  }
  const writes: Write[] = [];
  const sets = new Map<string, { owner: Document; of: string; to: string; documents: Document[] }>();
  for (const { letter, document } of documents) {
    const set = setOf(letter.to);
    const key = set === undefined ? "" : `${set.of} ${letter.owner ?? ownerIn(document, set.by)}`;
    const owner = owners.get(key);
    if (set !== undefined && owner !== undefined) {
      const known = sets.get(`${letter.to} ${key}`) ?? { owner, of: set.of, to: letter.to, documents: [] };
      known.documents.push(document);
      sets.set(`${letter.to} ${key}`, known);
    } else if (!owners.has(`${letter.to} ${document._id}`))
      writes.push({ to: letter.to, documents: [document] });
  }
  for (const { owner, of, to, documents: members } of sets.values()) {
    owners.delete(`${of} ${owner._id}`);
    writes.push({ owner: { to: of, document: owner }, to, documents: members, complete: false });
  }
  for (const [key, document] of owners) {
    const [to = ""] = key.split(" ");
    writes.push({ to, documents: [document] });
  }
  return writes;
}
