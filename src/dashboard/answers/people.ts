/** People who are looked for by a part of a name or an e-mail: a few, and only when somebody asks. */

import { type FoundPerson, findPeople } from "../../reports/one-person.ts";
import type { Answer } from "../answer.ts";
import { wrongQuery } from "../query.ts";
import { askedKind } from "./asked-kind.ts";

export type { FoundPerson } from "../../reports/one-person.ts";

export interface PeopleFound {
  /** How many there are in all. */
  total: number;
  people: FoundPerson[];
}

/** Fewer characters fit nearly everybody. */
const shortest = 3;
const most = 20;

export const peopleAnswer: Answer<PeopleFound> = {
  name: "people",
  read: ({ source, hidesPeople }, query) => {
    const text = query.text("q") ?? "";
    if (hidesPeople) throw wrongQuery("q", "absent: people are hidden, and nobody is searched for", text);
    if ([...text].length < shortest)
      throw wrongQuery("q", `${shortest} characters of a name or an e-mail, or more`, text);
    return findPeople(source, { kind: askedKind(query), text, span: query.span(), most });
  },
};
