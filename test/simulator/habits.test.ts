/** With habits=on people keep to their series: judged by the truth's rows, which are what clients are shown. */
import { expect, test } from "vitest";
import { type Body, openClient, pathOf, truthOf, truthRows, week } from "./client.ts";

const month = { ...week, from: "2026-10-01", to: "2026-10-31", habits: "on" } as const;
const all = "?from=2026-10-01&to=2026-10-31";

/** The instances of the series that met most often. */
async function busiestSeries(habits: "on" | "off"): Promise<Body[]> {
  const bySeries = new Map<number, Body[]>();
  for (const row of await truthRows(await openClient({ ...month, habits }), all))
    if ([3, 8].includes(row.type)) bySeries.set(row.id, [...(bySeries.get(row.id) ?? []), row]);
  return [...bySeries.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

/** How many of the instances each user of the account came to, the host apart. */
function cameTo(instances: readonly Body[]): number[] {
  const counts = new Map<string, number>();
  for (const { sessions } of instances) {
    const emails = sessions.filter(({ person }: Body) => person > 0).map(({ email }: Body) => email);
    for (const email of new Set<string>(emails))
      if (email.endsWith("@example.edu")) counts.set(email, (counts.get(email) ?? 0) + 1);
  }
  return [...counts.values()];
}

test("a class has members: most come to nearly all instances, some miss more than two, nobody comes once", async () => {
  const instances = await busiestSeries("on");
  const counts = cameTo(instances);
  expect(instances.length).toBeGreaterThan(15);
  expect(counts.length).toBeGreaterThanOrEqual(11);
  const often = counts.filter((count) => count >= instances.length - 2).length;
  expect(often / counts.length).toBeGreaterThan(0.5);
  expect(often).toBeLessThan(counts.length);
  expect(Math.min(...counts)).toBeGreaterThan(instances.length / 4);
});

test("without habits people come as chance has it", async () => {
  const instances = await busiestSeries("off");
  expect(Math.max(...cameTo(instances))).toBeLessThan(instances.length - 2);
});

test("a class begins at its hour, give or take five minutes", async () => {
  const minutes = (await busiestSeries("on")).map(
    ({ start_time }) => (Date.parse(start_time) / 60_000) % (24 * 60),
  );
  expect(Math.max(...minutes) - Math.min(...minutes)).toBeLessThan(10);
});

test("users join mostly from one country, guests are not users", async () => {
  const rows = await truthRows(await openClient(month), all);
  const countries = new Map<string, string[]>();
  for (const { email, country } of rows.flatMap(({ sessions }) => sessions as Body[]))
    if (email !== "") countries.set(email, [...(countries.get(email) ?? []), country]);
  const often = [...countries.values()].filter(({ length }) => length > 50);
  expect(often.length).toBeGreaterThan(20);
  for (const seen of often) {
    const home = seen.filter((country) => country === mode(seen)).length;
    expect(home / seen.length).toBeGreaterThan(0.6);
  }
});

test("the truth counts what the pages list", async () => {
  const client = await openClient({ ...month, from: "2026-10-07", to: "2026-10-07" });
  const query = { from: "2026-10-07", to: "2026-10-07", page_size: 300 };
  const { meetings, sessions } = await truthOf(client, "?from=2026-10-07&to=2026-10-07");
  let [listed, found] = [0, 0];
  for (const type of ["past", "pastOne"]) {
    for (const { uuid } of await client.all("/metrics/meetings", "meetings", { ...query, type })) {
      const path = `/metrics/meetings/${pathOf(uuid)}/participants`;
      listed += 1;
      found += (await client.all(path, "participants", { type, page_size: 300 })).length;
    }
  }
  expect(listed).toBe(meetings);
  expect(found).toBe(sessions);
});

function mode(values: readonly string[]): string | undefined {
  const count = (value: string) => values.filter((one) => one === value).length;
  return [...new Set(values)].sort((a, b) => count(b) - count(a))[0];
}
