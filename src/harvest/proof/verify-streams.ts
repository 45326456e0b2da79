/**
 * The proof for the streams beside the core: what is listed is listed again and compared by key, and of what belongs to
 * other documents it is counted which of these were never read. Changes nothing.
 */

import { StreamRefused } from "../../errors.ts";
import { type Stream, sourcesOf } from "../../streams/stream.ts";
import type { Span } from "../../time.ts";
import { zoomDay } from "../../zoom/limiter.ts";
import { dueParents } from "../catalogue/parents.ts";
import { listNow } from "../catalogue/read-snapshot.ts";
import { listWindow } from "../catalogue/read-windows.ts";
import { pieces } from "../window.ts";
import type { Work } from "../work.ts";
import type { Proof, StreamProof } from "./proof.ts";

/** So many keys are told of each stream. */
const mostTold = 20;

export async function verifyStreams(work: Work, span: Span, proof: Proof): Promise<void> {
  for (const stream of work.options.streams) {
    if (stream.group === "core") continue;
    try {
      proof.streams.push(await proofOf(work, stream, span, proof));
    } catch (error) {
      if (!(error instanceof StreamRefused)) throw error;
      proof.unproven[stream.name] = error.explanation.reason;
    }
  }
}

async function proofOf(work: Work, stream: Stream, span: Span, proof: Proof): Promise<StreamProof> {
  if (stream.parent !== undefined && stream.zoom.window === undefined)
    return ofChildren(work, stream, span, proof);
  const theirs = new Set<string>();
  const take = async (documents: readonly { _id: string }[]) => {
    for (const { _id } of documents) theirs.add(_id);
  };
  const now = work.effects.now();
  if (stream.zoom.window === undefined) await listNow(work, stream, now, take);
  else
    for (const piece of pieces(span, "newest", Math.max(1, stream.zoom.window.days - 4)))
      await listWindow(work, stream, piece, [], take);
  const where = stream.time === undefined ? {} : { span };
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

async function ofChildren(work: Work, stream: Stream, span: Span, proof: Proof): Promise<StreamProof> {
  const unread = await dueParents(work, stream, span);
  if (unread.length > 0 && (await work.ladder.isRefused(sourcesOf(stream)))) {
    proof.unproven[stream.name] = "Zoom has refused it to every harvest so far";
    return { name: stream.name, ok: true, zoom: null, stored: 0 };
  }
  tell(proof, stream, unread, true, `its ${stream.name} were never read`);
  const stored = (await work.destination.find(stream.name, stream.time === undefined ? {} : { span })).length;
  return { name: stream.name, ok: unread.length === 0, zoom: null, stored };
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
