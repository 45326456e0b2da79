/** What the indices of a collection are like: one or one a month, searched or not, and as an older version made them. */

import { expect, it } from "vitest";
import { searchDestination } from "../../src/destinations/search/search.ts";
import type { Collection } from "../../src/document.ts";
import { field, owners, polls, posts, setOf, visit } from "../destinations/contract-data.ts";
import { allDocuments, optionsOf, searchEffects } from "../destinations/search-harness.ts";
import { manualClock } from "../support/manual-clock.ts";
import { describeOnServers, request } from "../support/search-servers.ts";
import { withPrefix } from "./support.ts";

const unsearched = { type: "object", enabled: false };
const pollsIndex = "zoom-polls-2026.11";

describeOnServers("an index", (server) => {
  const propertiesOf = async (index: string) =>
    (await request(server, "GET", `/${index}/_mapping`)).body[index].mappings.properties;

  /** Writes a poll with an answer. */
  const write = async (prefix: string, version: string, collection: Collection, key: string) => {
    const destination = searchDestination(searchEffects(manualClock()), {
      ...optionsOf(server, prefix),
      version,
    });
    await destination.open([owners, collection]);
    const set = { ...setOf("o", [key]), to: "polls", complete: false };
    for (const document of set.documents) document.answers = [{ question: "?" }];
    const { refused } = await destination.write([set]);
    await destination.close();
    expect(refused).toEqual([]);
  };

  it("is the one of a collection that wants one, whatever the months", async () => {
    await withPrefix(server, async (prefix) => {
      const destination = searchDestination(searchEffects(manualClock()), optionsOf(server, prefix));
      await destination.open([posts]);
      const documents = [visit("a", "2026-03-02T08:00:00Z"), visit("b", "2026-11-02T08:00:00Z")];
      await destination.write([{ to: "posts", documents }]);
      await destination.close();
      const found = await allDocuments(server, `${prefix}zoom-posts`);
      expect(found.map(({ _index }) => _index)).toEqual([`${prefix}zoom-posts`, `${prefix}zoom-posts`]);
    });
  });

  it("goes on searching an object, or not, when a newer version wants the other", async () => {
    await withPrefix(server, async (prefix) => {
      const { answers } = polls.fields;
      const { searched: _, ...rest } = answers ?? field("object");
      const searched = { ...polls, fields: { ...polls.fields, answers: rest } };
      const added = (collection: Collection, name: string): Collection => ({
        ...collection,
        fields: { ...collection.fields, [name]: field("keyword") },
      });
      await write(prefix, "1.0.0", polls, "1");
      expect((await propertiesOf(`${prefix}${pollsIndex}`)).answers).toEqual(unsearched);
      await write(prefix, "1.1.0", added(searched, "first"), "2");
      const second = await propertiesOf(`${prefix}${pollsIndex}`);
      expect(second).toMatchObject({ answers: unsearched, first: { type: "keyword" } });
      await request(server, "DELETE", `/${prefix}${pollsIndex}`);
      await write(prefix, "1.1.0", searched, "3");
      await write(prefix, "1.2.0", added(polls, "second"), "4");
      const fourth = await propertiesOf(`${prefix}${pollsIndex}`);
      expect(fourth.second).toMatchObject({ type: "keyword" });
      expect(fourth.answers.properties.question).toMatchObject({ type: "keyword" });
      expect(await allDocuments(server, `${prefix}zoom-polls`)).toHaveLength(2);
    });
  });
});
