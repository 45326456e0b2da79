/** What was asked in the polls of a meeting or webinar, and how many answered what. */

import type { Source } from "../destinations/source.ts";
import { textOf } from "../people/texts.ts";
import { readEvent } from "./event.ts";
import { objectsOf } from "./stored-value.ts";

export interface PollQuestion {
  /** Absent where it has no text. */
  question?: string | undefined;
  /** How many were asked it and sent the poll off, with or without an answer. */
  replies: number;
  /** The most frequent first; several that one person chose are one text, as Zoom sends them. */
  answers: { answer: string; count: number }[];
}

/**
 * By the questions' words: the same question in two polls counts as one. Those with the most replies come first.
 * @throws SubjectFailed when neither a meeting nor a webinar of the uuid is stored
 */
export async function readPolls(source: Source, uuid: string): Promise<PollQuestion[]> {
  const { kind } = await readEvent(source, uuid, []);
  const found = new Map<string | undefined, { replies: number; counts: Map<string, number> }>();
  for (const document of await source.members(kind.polls.name, [uuid]))
    for (const { question, answer } of objectsOf(document.answers)) {
      const key = textOf(question);
      const one = found.get(key) ?? { replies: 0, counts: new Map<string, number>() };
      found.set(key, one);
      one.replies += 1;
      const said = textOf(answer);
      if (said !== undefined) one.counts.set(said, (one.counts.get(said) ?? 0) + 1);
    }
  return [...found]
    .map(([question, { replies, counts }]) => ({ question, replies, answers: byCount(counts) }))
    .sort((a, b) => b.replies - a.replies || ((a.question ?? "") < (b.question ?? "") ? -1 : 1));
}

function byCount(counts: ReadonlyMap<string, number>): PollQuestion["answers"] {
  return [...counts]
    .map(([answer, count]) => ({ answer, count }))
    .sort((a, b) => b.count - a.count || (a.answer < b.answer ? -1 : 1));
}
