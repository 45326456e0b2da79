import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/document.ts";
import { ListingExpired, StreamRefused, SubjectFailed } from "../../src/errors.ts";
import { PageSizeRefused } from "../../src/zoom/answer.ts";
import type { Call } from "../../src/zoom/call.ts";
import { type Page, readPages } from "../../src/zoom/pages.ts";
import { manualClock } from "../support/manual-clock.ts";

const call: Call = {
  endpoint: {
    operation: "list things",
    path: "/things",
    tier: "light",
    plan: "free",
    list: "things",
    pageSize: 2_000,
    scopes: { classic: [], granular: [] },
  },
  query: { type: "past" },
};

/** A list of so many rows in pages, whose tokens name the next row. */
function zoom(rows: number, { largest = 2_000 } = {}) {
  const asked: Record<string, string>[] = [];
  const get = async ({ query = {} }: Call): Promise<JsonObject> => {
    asked.push({ ...query });
    const size = Number(query.page_size);
    if (size > largest) throw new PageSizeRefused({ operation: "list things", reason: "too large" });
    const from = Number(query.next_page_token ?? 0);
    const things = Array.from({ length: Math.max(0, Math.min(size, rows - from)) }, (_, index) => ({
      id: from + index,
    }));
    const next = from + size < rows ? String(from + size) : "";
    return { things, next_page_token: next, total_records: rows };
  };
  return { asked, get };
}

async function collect(pages: AsyncGenerator<Page>): Promise<Page[]> {
  const all: Page[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

const ids = (pages: readonly Page[]) => pages.flatMap(({ rows }) => rows.map(({ id }) => id));
const expired = () => new ListingExpired({ operation: "list things", reason: "token expired" });

test("every row comes once and in order, whatever the number of rows and the page size", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 900 }),
      fc.constantFrom(30, 100, 300),
      async (rows, largest) => {
        const { get } = zoom(rows, { largest });
        const pages = await collect(readPages(manualClock(), get, call, new Map()));
        expect(ids(pages)).toEqual(Array.from({ length: rows }, (_, id) => id));
        expect(pages.map(({ last }) => last)).toEqual(pages.map((_, index) => index === pages.length - 1));
        expect(pages.every(({ totalRecords }) => totalRecords === rows)).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
});

test("other parameters stay as they are from page to page", async () => {
  const { asked, get } = zoom(5_000);
  await collect(readPages(manualClock(), get, call, new Map()));
  expect(asked.map(({ next_page_token, ...rest }) => rest)).toEqual(
    Array(3).fill({ type: "past", page_size: "2000" }),
  );
  expect(asked.map(({ next_page_token }) => next_page_token)).toEqual([undefined, "2000", "4000"]);
});

test("the next page is asked only when the one before has been consumed", async () => {
  const { asked, get } = zoom(5_000);
  const pages = readPages(manualClock(), get, call, new Map());
  await pages.next();
  expect(asked).toHaveLength(1);
  await pages.return(undefined);
  expect(asked).toHaveLength(1);
});

test("an answer without a token is the last page", async () => {
  const get = async (): Promise<JsonObject> => ({ things: [{ id: 1 }] });
  const [page] = await collect(readPages(manualClock(), get, call, new Map()));
  expect(page).toMatchObject({ last: true, totalRecords: undefined });
});

test("elements that are no objects are kept apart", async () => {
  const get = async (): Promise<JsonObject> => ({ things: [{ id: 1 }, null, "x", [2]] });
  const [page] = await collect(readPages(manualClock(), get, call, new Map()));
  expect(page).toMatchObject({ rows: [{ id: 1 }], odd: [null, "x", [2]] });
});

describe("the page size", () => {
  test("falls to what the account accepts, and is remembered for the next listing", async () => {
    const { asked, get } = zoom(700, { largest: 300 });
    const smaller = new Map<string, number>();
    await collect(readPages(manualClock(), get, call, smaller));
    await collect(readPages(manualClock(), get, call, smaller));
    expect(asked.map(({ page_size }) => page_size)).toEqual(["2000", ...Array(6).fill("300")]);
  });

  test("falls further where 300 is too much as well", async () => {
    const { asked, get } = zoom(10, { largest: 30 });
    await collect(readPages(manualClock(), get, call, new Map()));
    expect(asked.map(({ page_size }) => page_size)).toEqual(["2000", "300", "100", "30"]);
  });

  test("refused at its smallest is the end", async () => {
    const { get } = zoom(10, { largest: 1 });
    await expect(collect(readPages(manualClock(), get, call, new Map()))).rejects.toThrow(PageSizeRefused);
  });

  test("refused in the middle of a listing starts it again", async () => {
    const { get } = zoom(5_000);
    let calls = 0;
    const sudden = async (one: Call) => {
      calls += 1;
      if (calls === 2) throw new PageSizeRefused({ operation: "list things", reason: "too large" });
      return get(one);
    };
    const pages = await collect(readPages(manualClock(), sudden, call, new Map()));
    const again = pages.filter(({ start }) => start === 1);
    expect(ids(again)).toHaveLength(5_000);
    expect(again.every(({ rows }) => rows.length <= 300)).toBe(true);
  });
});

describe("a listing starts again", () => {
  test("when Zoom no longer accepts its token; the pages say so", async () => {
    const { get } = zoom(5_000);
    let calls = 0;
    const forgetful = (one: Call) => {
      calls += 1;
      return calls === 2 ? Promise.reject(expired()) : get(one);
    };
    const pages = await collect(readPages(manualClock(), forgetful, call, new Map()));
    expect(pages.map(({ start }) => start)).toEqual([0, 1, 1, 1]);
  });

  test("when its token is older than ten minutes, without using it", async () => {
    const clock = manualClock();
    const { asked, get } = zoom(5_000);
    const pages = readPages(clock, get, call, new Map());
    await pages.next();
    await clock.advance(10 * 60_000 + 1);
    expect(await pages.next()).toMatchObject({ value: { start: 1 } });
    expect(asked.map(({ next_page_token }) => next_page_token)).toEqual([undefined, undefined]);
    await clock.advance(10 * 60_000);
    expect(await pages.next()).toMatchObject({ value: { start: 1 } });
  });

  test("when Zoom gives the same token twice, and ends in an error instead of a loop", async () => {
    let calls = 0;
    const looping = async (): Promise<JsonObject> => {
      calls += 1;
      if (calls > 50) throw new Error("it goes on for ever");
      return { things: [{ id: calls }], next_page_token: "again" };
    };
    await expect(collect(readPages(manualClock(), looping, call, new Map()))).rejects.toThrow(
      "the same page token twice",
    );
    expect(calls).toBe(8);
  });

  test("four times at most", async () => {
    let calls = 0;
    const broken = async (): Promise<JsonObject> => {
      calls += 1;
      if (calls % 2 === 0) throw expired();
      return { things: [], next_page_token: `t${calls}` };
    };
    const error = await collect(readPages(manualClock(), broken, call, new Map())).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(SubjectFailed);
    expect(calls).toBe(8);
  });

  test("for nothing else", async () => {
    const refused = new StreamRefused({ operation: "list things", reason: "no scope" });
    const get = () => Promise.reject(refused);
    await expect(collect(readPages(manualClock(), get, call, new Map()))).rejects.toBe(refused);
  });
});

describe("pages with numbers", () => {
  const numbered: Call = { endpoint: { ...call.endpoint, paging: "number", pageSize: 300 } };

  /** A list of so many rows whose pages are named by number; `counts` are what Zoom says of it. */
  function pagesByNumber(rows: number, counts: (size: number) => JsonObject) {
    const asked: string[] = [];
    const get = async ({ query = {} }: Call): Promise<JsonObject> => {
      const page = Number(query.page_number ?? 1);
      const size = Number(query.page_size);
      asked.push(query.page_number ?? "none");
      const from = (page - 1) * size;
      const things = Array.from({ length: Math.max(0, Math.min(size, rows - from)) }, (_, index) => ({
        id: from + index,
      }));
      return { things, next_page_token: "", ...counts(size) };
    };
    return { asked, get };
  }

  test.each<[string, (rows: number) => (size: number) => JsonObject]>([
    ["the number of pages", (rows) => (size) => ({ page_count: Math.ceil(rows / size) })],
    ["the number of rows", (rows) => () => ({ total_records: rows })],
    ["nothing", () => () => ({})],
  ])("are all read where Zoom says %s", async (_, says) => {
    for (const rows of [0, 1, 299, 300, 301, 900]) {
      const { get, asked } = pagesByNumber(rows, says(rows));
      const ids: unknown[] = [];
      let last = false;
      for await (const page of readPages({ elapsed: () => 0 }, get, numbered, new Map())) {
        ids.push(...page.rows.map(({ id }) => id));
        last = page.last;
      }
      expect(ids).toEqual(Array.from({ length: rows }, (_, id) => id));
      expect(last).toBe(true);
      // Where nothing tells the end, an empty page does.
      expect(asked.length).toBeLessThanOrEqual(Math.floor(rows / 300) + 2);
    }
  });
});

test("a list that Zoom may leave out is empty where it does", async () => {
  const endpoint = { ...call.endpoint, mayLackList: true as const };
  const pages = [];
  for await (const page of readPages({ elapsed: () => 0 }, async () => ({ id: 1 }), { endpoint }, new Map()))
    pages.push(page.rows.length);
  expect(pages).toEqual([0]);
});

test("what stands beside a list is given to each of its rows, whose own values win", async () => {
  const endpoint = { ...call.endpoint, around: ["currency", "id", "absent"] };
  const get = async () => ({ currency: "EUR", id: "list", things: [{ id: 1 }, { name: "b" }] });
  const [page] = await collect(readPages({ elapsed: () => 0 }, get, { ...call, endpoint }, new Map()));
  expect(page?.rows).toEqual([
    { currency: "EUR", id: 1 },
    { currency: "EUR", id: "list", name: "b" },
  ]);
});

test("a number that counts something else than the rows is not taken for theirs", async () => {
  const endpoint = { ...call.endpoint, countsOthers: true } as const;
  const get = async () => ({ total_records: 90, things: [{ id: 1 }] });
  const pages = await collect(readPages({ elapsed: () => 0 }, get, { ...call, endpoint }, new Map()));
  expect(pages.map(({ totalRecords }) => totalRecords)).toEqual([undefined]);
});
