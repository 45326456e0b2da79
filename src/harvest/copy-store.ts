/**
 * Copies one store into another: owners with their sets, other documents, the ledger. What is there already, the same
 * to the letter, is left alone; an owner is stored after its set, so an owner that is there stands for a whole set.
 * That makes a second copy go on where the first one stopped.
 */

import { isDeepStrictEqual } from "node:util";
import type { Destination, Write } from "../destinations/destination.ts";
import type { Source } from "../destinations/source.ts";
import { type Collection, type Document, groupBy } from "../document.ts";
import { concurrency } from "../streams/concurrency.ts";
import { meetings } from "../streams/meeting.ts";
import { DueDays, dueFact } from "./people/due-days.ts";

export interface CopyCounts {
  collection: string;
  /** Documents read from the source. */
  read: number;
  /** Of these, documents that were there already. */
  same: number;
  stored: number;
  refused: number;
}

const allTime = { start: 0, end: Date.UTC(2200, 0) };

/** Owners whose sets are read at once: a set may be large, and a store's memory for reading is not. */
const ownersAtOnce = 25;

/**
 * Copies every document of the collections. @param seen called after each page.
 * @throws what the stores throw; what was confirmed by then is stored.
 */
export async function copyDocuments(
  source: Source,
  target: Destination,
  collections: readonly Collection[],
  seen: (counts: readonly CopyCounts[]) => void,
): Promise<CopyCounts[]> {
  const counts = collections.map(({ name }) => ({
    collection: name,
    read: 0,
    same: 0,
    stored: 0,
    refused: 0,
  }));
  // Hours of a store that has some already are to be counted anew once it has the meetings of both.
  const due = new DueDays(target);
  const isMixed = ((await target.count(concurrency.name, allTime)) ?? 0) > 0;
  const countsOf = (name: string) => counts.find(({ collection }) => collection === name) as CopyCounts;
  for (const head of collections.filter(({ set }) => set === undefined)) {
    const kinds = collections.filter(({ set }) => set?.of === head.name);
    for await (const page of source.scan(head.name)) {
      const fresh = await withoutSame(target, head, page);
      const sets: Sets[] = [];
      for (const member of kinds) {
        const members: Document[] = [];
        for (let at = 0; at < page.length; at += ownersAtOnce)
          for (const one of await source.members(member.name, idsOf(page.slice(at, at + ownersAtOnce))))
            members.push(one);
        sets.push({ member, ofOwner: groupBy(members, member.set?.by ?? "") });
        countsOf(member.name).read += members.length;
      }
      countsOf(head.name).read += page.length;
      countsOf(head.name).same += page.length - fresh.length;
      countsOf(head.name).stored += fresh.length;
      for (const { member, ofOwner } of sets) {
        const copied = fresh.reduce((sum, { _id }) => sum + (ofOwner.get(_id)?.length ?? 0), 0);
        const all = [...ofOwner.values()].reduce((sum, documents) => sum + documents.length, 0);
        countsOf(member.name).same += all - copied;
        countsOf(member.name).stored += copied;
      }
      if (isMixed && head.name === meetings.name) for (const meeting of fresh) due.touch(meeting);
      await due.note();
      const writes = toWrites(head, fresh, sets);
      if (writes.length > 0) {
        const { refused } = await target.write(writes);
        for (const { to } of refused) {
          countsOf(to).refused += 1;
          countsOf(to).stored -= 1;
        }
        if (refused.length > 0) await target.bury(refused);
      }
      seen(counts);
    }
  }
  return counts;
}

/** Runs, facts, listings and dead letters; the same again takes the place of what is there. */
export async function copyLedger(source: Source, target: Destination): Promise<void> {
  const { facts: all, runs, letters, listings, accounts } = await source.ledger();
  // The days due are joined with the target's own, which were noted before its documents.
  const own = all.find(({ name, account }) => name === dueFact && account === accounts[0]);
  if (own !== undefined) await new DueDays(target).join(own.value);
  for (const { account, name, value } of all.filter((fact) => fact !== own))
    await target.remember(name, value, account);
  for (const run of runs) await target.record(run);
  for (const account of new Set(listings.map((listing) => listing.account))) {
    const own = listings.filter((listing) => listing.account === account);
    await target.noteListings(
      own.map(({ account: _, ...listing }) => listing),
      account,
    );
  }
  if (letters.length > 0) await target.bury(letters);
}

async function withoutSame(
  target: Destination,
  { name }: Collection,
  page: readonly Document[],
): Promise<Document[]> {
  const there = new Map((await target.read(name, idsOf(page))).map((document) => [document._id, document]));
  return page.filter((document) => {
    const held = there.get(document._id);
    // An hour that the target has counts what it has: that of the source is not better.
    return held === undefined || (name !== concurrency.name && !isDeepStrictEqual(held, document));
  });
}

/** The sets of one kind that belong to a page of owners. */
interface Sets {
  member: Collection;
  ofOwner: ReadonlyMap<string, Document[]>;
}

/** All sets of an owner go in one call: it is there only when they are. */
function toWrites(head: Collection, fresh: readonly Document[], sets: readonly Sets[]): Write[] {
  if (fresh.length === 0) return [];
  if (sets.length === 0) return [{ to: head.name, documents: [...fresh] }];
  return fresh.flatMap((document) =>
    sets.map(({ member, ofOwner }) => ({
      owner: { to: head.name, document },
      to: member.name,
      documents: ofOwner.get(document._id) ?? [],
      complete: true,
    })),
  );
}

function idsOf(documents: readonly Document[]): string[] {
  return documents.map(({ _id }) => _id);
}
