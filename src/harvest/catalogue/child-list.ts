/** fetch and map: the whole list of what belongs to one document of another stream. Stores nothing. */

import type { Document } from "../../document.ts";
import { SubjectUnavailable } from "../../errors.ts";
import { type Source, type Stream, sourcesOf } from "../../streams/stream.ts";
import type { Counted } from "../people/attendance-documents.ts";
import { peopleOfList } from "../people/people-of-list.ts";
import type { Work } from "../work.ts";
import { listPages } from "./list-pages.ts";
import { ListDocuments } from "./stream-rows.ts";

/** The whole list of one parent as Zoom shows it now; undefined where Zoom has none, or not the whole. Stores nothing. */
export async function listChildren(
  work: Work,
  stream: Stream,
  parent: Document,
): Promise<Document[] | undefined> {
  try {
    return await work.ladder.best(stream.name, sourcesOf(stream), async (source) => {
      const { complete, documents } = await readList(work, stream, source, parent);
      return complete ? documents : undefined;
    });
  } catch (error) {
    if (error instanceof SubjectUnavailable) return undefined;
    throw error;
  }
}

export interface List {
  documents: Document[];
  complete: boolean;
  calls: number;
  /** Who was there, where the documents are sessions. */
  people?: Counted | undefined;
}

/** The whole list of one parent; once more where it has another number of rows than Zoom counts. */
export async function readList(work: Work, stream: Stream, source: Source, parent: Document): Promise<List> {
  const first = await readOnce(work, stream, source, parent);
  if (first.complete) return first;
  const second = await readOnce(work, stream, source, parent);
  return { ...second, calls: first.calls + second.calls };
}

async function readOnce(work: Work, stream: Stream, source: Source, parent: Document): Promise<List> {
  const whole: List = { documents: [], complete: true, calls: 0 };
  for (const variant of stream.variants ?? [{}]) {
    const list = new ListDocuments(work, stream, source, { parent, variant });
    let documents: Document[] = [];
    for await (const page of listPages(work, stream, source, { parent, variant })) {
      whole.calls += 1;
      if (list.startsAnew(page)) documents = [];
      documents.push(...(await list.take(page)));
    }
    whole.complete &&= list.total === undefined || list.rows === list.total;
    whole.people = peopleOfList(work, stream, parent, documents, source);
    whole.documents.push(...list.finish(documents));
  }
  return whole;
}
