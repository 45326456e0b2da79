/** Webinars through the answers that meetings have. */

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hidePeople } from "../../src/reports/hide-people.ts";
import { makeFolder } from "../e2e/support.ts";
import { harvestWebinars, type WebinarStore } from "../reports/webinar-store.ts";
import { askOf, makeDashboard } from "./support.ts";

const folder = makeFolder();
let store: WebinarStore;
beforeAll(async () => {
  store = await harvestWebinars(join(folder.path, "store.duckdb"));
});
afterAll(async () => {
  await store.source.close();
  folder.remove();
});

// biome-ignore lint/suspicious/noExplicitAny: JSON, looked at by each test
const answerOf = async (path: string, ask = askOf(store.source)): Promise<any> => {
  const { answer } = (await (await makeDashboard(ask).get(path)).json()) as { answer: unknown };
  return answer;
};
const linesOf = async (path: string) =>
  (await (await makeDashboard(askOf(store.source)).get(`${path}&format=csv`)).text()).trimEnd().split("\r\n");
const first = () => encodeURIComponent(store.webinars[0]?.uuid ?? "");
const uuidsOf = ({ rows }: { rows: { uuid: string }[] }) => rows.map(({ uuid }) => uuid).sort();

describe("the answer about meetings", () => {
  it("is about webinars where these are asked for, and about meetings alone where they are not", async () => {
    const webinars = uuidsOf(await answerOf("/api/meetings?of=webinars"));
    expect(webinars).toEqual(store.webinars.map(({ uuid }) => uuid).sort());
    const meetings = uuidsOf(await answerOf("/api/meetings"));
    expect(meetings.length).toBeGreaterThan(0);
    expect(meetings.filter((uuid) => webinars.includes(uuid))).toEqual([]);
    expect(await linesOf("/api/meetings?of=webinars")).toHaveLength(webinars.length + 1);
    expect((await makeDashboard(askOf(store.source)).get("/api/meetings?of=other")).status).toBe(400);
  });

  it("finds webinars by how many people were there, and by somebody who was", async () => {
    const counts = store.webinars.map(({ uuid }) => store.people.filter((one) => one.uuid === uuid).length);
    const most = Math.max(...counts);
    const { total } = await answerOf(`/api/meetings?of=webinars&least=${most}`);
    expect(total).toBe(counts.filter((count) => count >= most).length);
    const { email, uuid } = store.people.find((one) => one.email !== "") ?? {};
    const found = await answerOf(`/api/meetings?of=webinars&person=${encodeURIComponent(email ?? "")}`);
    expect(uuidsOf(found)).toContain(uuid);
  });
});

describe("the answers about one meeting", () => {
  it("are given of a webinar: facts, people, time line and curve", async () => {
    const uuid = store.webinars[0]?.uuid;
    const people = store.people.filter((one) => one.uuid === uuid);
    expect(await answerOf(`/api/meeting?uuid=${first()}`)).toMatchObject({ what: "webinar", uuid });
    const page = await answerOf(`/api/meeting-people?uuid=${first()}`);
    expect(page.total).toBe(people.length);
    const { lanes } = await answerOf(`/api/meeting-lanes?uuid=${first()}&all=yes`);
    expect(lanes).toHaveLength(people.length);
    const { steps } = await answerOf(`/api/meeting-curve?uuid=${first()}`);
    expect(steps.length).toBeGreaterThan(2);
    expect(await linesOf(`/api/meeting-people?uuid=${first()}`)).toHaveLength(people.length + 1);
  });

  it("are given of what was measured and asked in a webinar, as a page and as a file", async () => {
    const uuid = store.webinars[0]?.uuid;
    const people = store.people.filter((one) => one.uuid === uuid);
    expect((await answerOf(`/api/meeting-quality?uuid=${first()}`)).total).toBe(people.length);
    expect(await linesOf(`/api/meeting-quality?uuid=${first()}`)).toHaveLength(people.length + 1);
    let replies = 0;
    for (const { uuid } of store.webinars) {
      const path = `/api/meeting-polls?uuid=${encodeURIComponent(uuid)}`;
      const { questions } = await answerOf(path);
      const answers = questions.flatMap((one: { answers: unknown[] }) => one.answers);
      expect(await linesOf(path)).toHaveLength(answers.length + 1);
      replies += questions[0]?.replies ?? 0;
    }
    expect(replies).toBe(store.respondents);
  });

  it("have nobody's name where people are hidden", async () => {
    const hidden = askOf(hidePeople(store.source, "seed"), { hidesPeople: true });
    const names = new Set(
      (await answerOf(`/api/meeting-people?uuid=${first()}`)).people.flatMap(
        ({ name, email }: { name?: string; email?: string }) => [name ?? [], email ?? []].flat(),
      ),
    );
    expect(names.size).toBeGreaterThan(5);
    const parts = ["meeting", "people", "lanes", "curve", "quality", "polls"];
    for (const part of parts) {
      const name = part === "meeting" ? part : `meeting-${part}`;
      const told = JSON.stringify(await answerOf(`/api/${name}?uuid=${first()}`, hidden));
      expect([...names].filter((one) => told.includes(String(one)))).toEqual([]);
    }
  });
});

describe("the answers about series, people and the store", () => {
  it("tell who came to the webinars of a number", async () => {
    const number = store.webinars[0]?.id;
    const held = store.webinars.filter(({ id }) => id === number);
    const told = await answerOf(`/api/series?number=${number}`);
    expect(told.head).toMatchObject({ number: String(number), what: "webinar" });
    expect({ meetings: told.meetings, counted: told.counted }).toEqual({
      meetings: held.length,
      counted: held.length,
    });
    const roles = new Set(told.rows.map(({ role }: { role?: string }) => role));
    expect(roles).toEqual(new Set(["host", "panelist", undefined]));
  });

  it("tell a person's webinars, and how many meetings there are beside them", async () => {
    const { people } = await answerOf(`/api/meeting-people?uuid=${first()}`);
    const { identity, name } = people.find(({ role }: { role: string }) => role === "host");
    const who = `identity=${encodeURIComponent(identity)}`;
    const webinars = await answerOf(`/api/person?of=webinars&${who}`);
    expect(uuidsOf(webinars)).toContain(store.webinars[0]?.uuid);
    expect((await answerOf(`/api/person?${who}`)).others).toBe(webinars.meetings);
    const found = await answerOf(`/api/people?of=webinars&q=${encodeURIComponent(name)}`);
    expect(found.people).toMatchObject([{ identity, meetings: webinars.meetings }]);
  });

  it("say that the store has webinars", async () => {
    expect(await answerOf("/api/store")).toMatchObject({ hasWebinars: true, first: "2026-11-10" });
  });
});
