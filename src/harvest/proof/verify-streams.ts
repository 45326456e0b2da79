/**
 * The proof for the streams beside the core: what is listed is listed again and compared by key, and of what belongs to
 * other documents it is counted which of these were never read. Changes nothing.
 */

import type { Document } from "../../document.ts";
import { StreamRefused, SubjectFailed } from "../../errors.ts";
import { kindOf } from "../../streams/event-kind.ts";
import { type Stream, sourcesOf } from "../../streams/stream.ts";
import type { Span } from "../../time.ts";
import { zoomDay } from "../../zoom/limiter.ts";
import { listChildren } from "../catalogue/child-list.ts";
import { askedFor } from "../catalogue/list-pages.ts";
import { dueParents, endsOnce, hasTime, isBehindParents, read } from "../catalogue/parents.ts";
import { listNow } from "../catalogue/read-snapshot.ts";
import { listWindow } from "../catalogue/read-windows.ts";
import { wholeDays, windowsOf } from "../catalogue/stream-windows.ts";
import { stretches } from "../coverage.ts";
import type { Work } from "../work.ts";
import type { Proof, StreamProof, VerifyOptions } from "./proof.ts";

/** So many keys are told of each stream. */
const mostTold = 20;

export async function verifyStreams(work: Work, options: Wanted, proof: Proof): Promise<void> {
  for (const stream of work.options.streams) {
    if (stream.group === "core") continue;
    try {
      proof.streams.push(await proofOf(work, stream, options, proof));
    } catch (error) {
      if (!(error instanceof StreamRefused || error instanceof SubjectFailed)) throw error;
      proof.unproven[stream.name] = error.explanation.reason;
    }
  }
}

type Wanted = Pick<VerifyOptions, "span" | "deep">;

async function proofOf(work: Work, stream: Stream, wanted: Wanted, proof: Proof): Promise<StreamProof> {
  const { span } = wanted;
  if (stream.parent !== undefined && stream.zoom.window === undefined)
    return ofChildren(work, stream, wanted, proof);
  const theirs = new Set<string>();
  const take = async (documents: readonly { _id: string }[]) => {
    for (const { _id } of documents) theirs.add(_id);
  };
  const now = work.effects.now();
  if (stream.zoom.window === undefined) await listNow(work, stream, now, take);
  else
    for (const window of windowsOf(stream, span, "newest")) await listWindow(work, stream, window, [], take);
  const where = stream.time === undefined ? {} : { span: wholeDays(stream, span) };
  const stored = await work.destination.find(stream.name, where);
  const today = `${zoomDay(now)} `;
  const ours = new Set(stream.history === "daily" ? stored.filter((id) => id.startsWith(today)) : stored);
  const missing = [...theirs].filter((id) => !ours.has(id));
  const extra = [...ours].filter((id) => !theirs.has(id));
  tell(proof, stream, missing, true, "Zoom lists it, the store does not have it");
  // A recording is deleted, a group dissolved: that is no gap.
  tell(proof, stream, extra, false, "the store has it, Zoom does not list it any more");
  return { name: stream.name, ok: missing.length === 0, zoom: theirs.size, stored: ours.size };
}

async function ofChildren(
  work: Work,
  stream: Stream,
  { span, deep }: Wanted,
  proof: Proof,
): Promise<StreamProof> {
  const { name, time } = stream;
  const unread = await unreadParents(work, stream, span);
  if (unread.length > 0 && (await work.ladder.isRefused(sourcesOf(stream)))) {
    proof.unproven[name] = "Zoom has refused it to every harvest so far";
    return { name, ok: true, zoom: null, stored: 0 };
  }
  tell(proof, stream, unread, true, `its ${name} were never read`);
  const differing = deep === undefined ? [] : await readAgain(work, stream, span, deep);
  tell(proof, stream, differing, true, `its ${name}, read again, are others than those stored`);
  const miscounted = await countPeople(work, stream, span);
  tell(
    proof,
    stream,
    miscounted,
    true,
    "its stored people are not as many as were counted from its sessions",
  );
  const stored = (await work.destination.find(name, time === undefined ? {} : { span })).length;
  const wrong = [...new Set([...differing, ...miscounted])];
  return { name, ok: unread.length + wrong.length === 0, zoom: null, stored, differing: wrong };
}

/** Parents of which there are not as many people as they say. */
async function countPeople({ destination }: Work, { name }: Stream, span: Span): Promise<string[]> {
  const kind = kindOf("sessions", name);
  if (kind === undefined) return [];
  const { events, people } = kind;
  const wrong: string[] = [];
  const ids = await destination.find(events.name, { span, is: { streams_read: [name] } });
  for (let at = 0; at < ids.length; at += 300) {
    const some = ids.slice(at, at + 300);
    const held = await destination.countMembers(people.name, some);
    for (const { _id, unique_people } of await destination.read(events.name, some, ["unique_people"]))
      if (unique_people !== undefined && unique_people !== held.get(_id)) wrong.push(_id);
  }
  return wrong;
}

/** Parents that were never asked; those that are as they are now are asked all together, or all of some days. */
async function unreadParents(work: Work, stream: Stream, span: Span): Promise<string[]> {
  const { stream: of = "" } = stream.parent ?? {};
  const listings = endsOnce(of) ? [] : await work.destination.listings(stream.name);
  // Read after all of them were listed, it was read for all.
  if (listings.length > 0 && !hasTime(of) && !(await isBehindParents(work, stream))) return [];
  const unread: string[] = [];
  for (const { at, ...stretch } of stretches(span, listings)) {
    if (at !== undefined) continue;
    unread.push(...[...(await dueParents(work, stream, stretch)).values()].flat());
  }
  return unread;
}

/** Parents whose sets, read again, are not what is stored: of those that were read all, a sample, or these. */
async function readAgain(
  work: Work,
  stream: Stream,
  span: Span,
  deep: NonNullable<VerifyOptions["deep"]>,
): Promise<string[]> {
  const { parent } = stream;
  if (parent === undefined) return [];
  const known = await work.destination.find(parent.stream, {
    ...(hasTime(parent.stream) ? { span } : {}),
    ...(endsOnce(parent.stream) ? { is: { streams_read: [stream.name] } } : {}),
  });
  const chosen =
    typeof deep === "object"
      ? known.filter((id) => deep.has(id))
      : deep === "all"
        ? known
        : known.slice(0, deep);
  const differing: string[] = [];
  const seen = new Set<string>();
  for await (const page of read(work, parent.stream, chosen)) {
    for (const one of page) {
      const asked = parent.once === true ? askedFor(parent, one) : one._id;
      if (seen.has(asked)) continue;
      seen.add(asked);
      const theirs = await listChildren(work, stream, one);
      if (theirs === undefined) continue;
      const ours = new Set(await heldOf(work, stream, one));
      const isSame = parent.once === true || theirs.length === ours.size;
      if (!isSame || theirs.some(({ _id }) => !ours.has(_id))) differing.push(one._id);
    }
  }
  return differing;
}

/** What is stored of one parent; of what is asked for once for several, what is stored of them all, and more than Zoom lists. */
async function heldOf(work: Work, { name, parent }: Stream, one: Document): Promise<string[]> {
  if (parent?.once !== true) return (await work.destination.members(name, [one._id])).map(({ _id }) => _id);
  const by = Object.entries(parent.repeat ?? {}).find(([, from]) => from === parent.field)?.[0];
  return by === undefined ? [] : work.destination.find(name, { is: { [by]: [askedFor(parent, one)] } });
}

function tell(
  { differences }: Proof,
  { name }: Stream,
  keys: readonly string[],
  binding: boolean,
  reason: string,
): void {
  for (const key of keys.slice(0, mostTold)) {
    const stored = binding ? 0 : 1;
    differences.push({
      kind: "stream",
      binding,
      date: "",
      uuid: key,
      zoom: 1 - stored,
      stored,
      reason: `${name}: ${reason}`,
    });
  }
}
