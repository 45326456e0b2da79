/** Whose the sessions of a meeting are. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/document.ts";
import { stayOf } from "../../src/people/draft.ts";
import { knownBy } from "../../src/people/person-document.ts";
import { personsOf, sessionsByPerson } from "../../src/people/persons.ts";
import { lengthOf, union } from "../../src/people/presence.ts";
import { isWaiting } from "../../src/people/span.ts";

const span = { start: 0, end: 7_200 };
const iso = (second: number) => new Date(second * 1_000).toISOString();

const few = (prefix: string) =>
  fc.option(
    fc.nat(3).map((n) => `${prefix}${n}`),
    { nil: undefined },
  );
const second = fc.option(fc.integer({ min: -600, max: 8_000 }).map(iso), { nil: undefined });
const session = fc
  .record({
    id: few("id"),
    email: few("e"),
    participant_uuid: few("p"),
    registrant_id: few("r"),
    user_name: few("n"),
    user_id: few("u"),
    join_time: second,
    leave_time: second,
    status: fc.constantFrom("in_meeting", "in_meeting", "in_waiting_room"),
  })
  .map((fields) => JSON.parse(JSON.stringify(fields)) as JsonObject);

describe("the sessions of people", () => {
  it("are each one person's, and the people are those of `attendance`", () => {
    fc.assert(
      fc.property(fc.array(session, { maxLength: 25 }), (sessions) => {
        const groups = sessionsByPerson(sessions, span);
        const persons = personsOf(sessions, span);
        expect([...groups.keys()].map((draft) => knownBy(draft).person)).toEqual(
          persons.map((draft) => knownBy(draft).person),
        );
        const all = [...groups.values()].flat();
        expect(all).toHaveLength(sessions.length);
        expect(new Set(all)).toEqual(new Set(sessions));
      }),
    );
  });

  it("are together as long as the person was there", () => {
    fc.assert(
      fc.property(fc.array(session, { maxLength: 25 }), (sessions) => {
        for (const [draft, theirs] of sessionsByPerson(sessions, span)) {
          const stays = theirs.filter((one) => !isWaiting(one)).map((one) => stayOf(one, span));
          expect(stays).toHaveLength(draft.sessions);
          const counted = draft.stretches ?? [{ start: draft.first, end: draft.last }];
          expect(lengthOf(union(stays))).toBe(draft.sessions === 0 ? 0 : lengthOf(union(counted)));
        }
      }),
    );
  });

  it("are joined by a third session that has something of both", () => {
    const sessions: JsonObject[] = [{ id: "a" }, { email: "e@x.example" }, { id: "a", email: "E@x.example" }];
    expect([...sessionsByPerson(sessions, span).values()]).toEqual([sessions]);
  });
});
